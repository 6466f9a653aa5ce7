"""What can be chosen at a question, and how an answer is shown again: labels in both languages over the values of the facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from azkit.facts.types import TYPES
from azkit.facts.vocabulary import Choice, FactEntry
from azkit.ground.say import Text, plain, say
from azkit.interview.question import Kind, Option
from azkit.interview.standing import Standing
from azkit.library.catalogue_model import Cause


def kind_of_answer(entry: FactEntry, options: tuple[Option, ...], *, in_table: bool) -> Kind:
    """How an answer to this entry is given."""
    if options:
        return "several" if entry.type in ("choices", "reference") else "one"
    return "long" if entry.type == "quote" or (entry.type == "text" and not in_table) else "words"


OWN_WORDS = "own-words"
"""The entry of the catalogue in which the seller says it himself."""


def takes_own_words(entry: FactEntry) -> bool:
    """Whether other words than the options are taken."""
    return entry.type in ("carrier", "name", "text", "quote")


def offers(here: Standing, entry: FactEntry, table: str, index: int) -> tuple[Option, ...]:
    """What can be chosen for an entry; nothing where people type."""
    match entry.type:
        case "choice" | "choices" | "name" | "text":
            return tuple(Option(value, _label(choice)) for value, choice in entry.choices.items())
        case "yes-no":
            return (Option("yes", say("facts.yes")), Option("no", say("facts.no")))
        case "store":
            stores = here.playbook.policy.stores
            applies = here.playbook.applies.stores
            return tuple(Option(name, store.name) for name, store in stores.items() if applies == "all" or name in applies)
        case "carrier":
            return tuple(Option(name, plain(name)) for name in dict.fromkeys(here.playbook.names.carriers.values()))
        case "catalogue":
            return _catalogue(here, entry, table, index, shown=True)
        case "reference":
            return tuple(_records(here, entry.refers_to))
    return ()


def shown_answer(entry: FactEntry, value: Any) -> Text:
    """An answer that was read, as a summary shows it."""
    if entry.type in ("choice", "name", "text") and value in entry.choices:
        return _label(entry.choices[value])
    if entry.type == "choices":
        labels = [_label(entry.choices[each]) for each in value]
        return Text(", ".join(label.en for label in labels), "、".join(label.zh for label in labels))
    if entry.type in ("moment", "reference"):
        words = TYPES[entry.type].text(value)
        return plain(words.replace("T", " ") if entry.type == "moment" else words)
    kind = TYPES[entry.type]
    return Text(kind.show(value, entry, "en"), kind.show(value, entry, "zh"))


def _label(choice: Choice) -> Text:
    return Text(choice.en, choice.zh)


def hidden_offers(here: Standing, entry: FactEntry, table: str, index: int) -> tuple[Option, ...]:
    """What is chosen so seldom that it shows only in a search: of the catalogue, what does not fit the causes of the record."""
    return _catalogue(here, entry, table, index, shown=False) if entry.type == "catalogue" else ()


def _catalogue(here: Standing, entry: FactEntry, table: str, index: int, *, shown: bool) -> tuple[Option, ...]:
    """The entries of the catalogue that fit the causes of this record, with the seller's own words; where no cause is known, all of them."""
    causes = [here.playbook.catalogue[("cause", cause)] for cause in _causes(here, table, index)]
    fitting = {each for cause in causes if isinstance(cause, Cause) for each in cause.leads_to} | {OWN_WORDS}
    entries = [(name, each) for (kind, name), each in here.playbook.catalogue.items() if kind == entry.catalogue]
    if fitting == {OWN_WORDS}:
        fitting = {name for name, _ in entries}
    return tuple(Option(name, each.title) for name, each in entries if (name in fitting) is shown)


def _causes(here: Standing, table: str, index: int) -> Iterator[str]:
    """The causes of the catalogue behind the references of a record."""
    record = here.known.given[table].data[index] if table in here.known.given else {}
    causes = here.known.given["causes"].data if "causes" in here.known.given else ()
    for fact in record.values():
        if fact.entry.type == "reference":
            yield from (row["cause"].data for row in causes if "id" in row and "cause" in row and row["id"].data in fact.data)


def _records(here: Standing, table: str) -> Iterator[Option]:
    """The records that can be named, each with what it is about."""
    given = here.known.given.get(table)
    for record in given.data if given else ():
        if "id" in record:
            words = [
                here.playbook.catalogue[("cause", each.data)].title
                for each in record.values()
                if ("cause", each.data if isinstance(each.data, str) else "") in here.playbook.catalogue
            ]
            name = plain(record["id"].data)
            yield Option(record["id"].data, words[0] if words else name)
