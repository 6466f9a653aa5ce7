"""From the cells of a row to plain-text facts; what a spreadsheet destroyed is refused here, where the column is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from azkit.facts.reader import is_blank
from azkit.facts.vocabulary import FactEntry
from azkit.ground.documents import Plain
from azkit.ground.faults import Fault, invalid
from azkit.ground.say import Text, say
from azkit.ground.text import typed
from azkit.tables.binding import Binding, Column
from azkit.tables.records import Form, Record, unguarded

_SERIAL = re.compile(r"[34][0-9]{4}(?:\.[0-9]+)?")
"""Days since 1900, as Excel keeps them: 1982 to 2036."""

_ERROR = re.compile(r"#(?=[A-Z])[A-Z/0-9ÁÉÍÓÚÄÖÜ]{1,12}[!?]?")
"""An error of a spreadsheet, in the language of whoever saved it: #N/A, #NV, #REF!, #BEZUG!, #DIV/0!."""

_NOTHING = frozenset({"null", "(null)", "nan", "nat", "<na>", "n/a", "undefined", "\\n", "-", "--", "---", "/", "0000-00-00", "0000-00-00 00:00:00"})
"""What databases, scripts and people write into a cell that has no value, in lower case."""

_AS_TEXT = re.compile(r'="(.*)"')
"""How spreadsheets are made to keep digits as text."""
_ROUNDED = re.compile(r"[0-9]{15}0{3,}")
"""A number whose digits past the fifteenth are all zero: Excel's."""

_SPREADSHEETS = ("csv", "xlsx")


@dataclass(slots=True)
class RowFacts:
    """What the lines of one row say: facts by name, those that only an export gave, and what is wrong."""

    facts: dict[str, Plain] = field(default_factory=dict)
    exported: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


def facts_of(record: Record, binding: Binding, vocabulary: Mapping[str, FactEntry], form: Form) -> RowFacts:
    """The facts of one line. Of two columns with the same fact the first that is not empty counts."""
    found = RowFacts(dict(binding.always), set(binding.always))
    given: set[str] = set()
    for column in binding.columns:
        value = _meaning(record.cells.get(column.header), column, record)
        fact = column.use.fact
        if is_blank(value) or fact in given:
            continue
        given.add(fact)
        found.facts[fact] = value
        (found.exported.discard if column.named else found.exported.add)(fact)
        if isinstance(value, str) and (damage := _damage(value, vocabulary[fact].type, form)):
            found.faults.append(invalid(fact, damage))
    return found


def merged(lines: Iterable[RowFacts], binding: Binding) -> RowFacts:
    """The facts of an order with several item lines: counts are added, everything else must agree."""
    total = RowFacts()
    adds = {column.use.fact for column in binding.columns if column.use.lines == "sum"}
    for line in lines:
        total.exported |= line.exported
        total.faults.extend(fault for fault in line.faults if fault not in total.faults)
        for fact, value in line.facts.items():
            _take(total, fact, value, add=fact in adds)
    return total


def _take(total: RowFacts, fact: str, value: Plain, *, add: bool) -> None:
    if fact not in total.facts:
        total.facts[fact] = value
        return
    before = total.facts[fact]
    if add and isinstance(before, str) and isinstance(value, str) and before.isdecimal() and value.isdecimal():
        total.facts[fact] = str(int(before) + int(value))
    elif add or before != value:
        fault = invalid(fact, say("tables.lines-differ"), reason="contradicts")
        total.faults.extend([fault] if fault not in total.faults else [])


def _meaning(value: Plain, column: Column, record: Record) -> Plain:
    """What a cell says, in the words of its fact; None where it says nothing."""
    use = column.use
    if not isinstance(value, str):
        return value
    words = unguarded(value).strip()
    if as_text := _AS_TEXT.fullmatch(words):
        words = as_text[1].strip()
    if (lowered := words.casefold()) in _NOTHING or lowered in column.blank:
        return None
    if column.meanings:
        words = column.meanings.get(lowered, words if use.otherwise == "keep" else "")
    if words and use.currency:
        currency = next((cell for header, cell in record.cells.items() if header.casefold() == use.currency.casefold()), "")
        words = f"{words} {currency}".strip()
    return words or None


def _damage(value: str, kind: str, form: Form) -> Text | None:
    """What a spreadsheet made of a value, where it can no longer be told what it was."""
    if _ERROR.fullmatch(value.strip()):
        return say("tables.excel-error")
    if kind in ("day", "moment") and _SERIAL.fullmatch(value.strip()):
        return say("tables.excel-serial")
    if kind == "tracking-number" and form in _SPREADSHEETS and _ROUNDED.fullmatch(value.strip()):
        return say("tables.excel-rounded")
    return None


def order_key(value: Plain) -> str:
    """An order id, or another key, as it is compared: half-width, without blanks, in capitals. Empty for what is no text."""
    try:
        return typed(value).replace(" ", "").upper() if isinstance(value, str) else ""
    except ValueError:
        return ""
