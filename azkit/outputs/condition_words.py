"""A condition in the words of the vocabulary, for people who read no YAML: titles, labels, days and money as each type shows itself.

A negation is carried inwards, which Kleene's logic allows, until it meets a single comparison: "X is none of …" instead of "not (X is one of …)".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

from azkit.facts.conditions import Both, Compare, Condition, Either, IsGiven, Literal, Name, Not, Operand, Path, Truth
from azkit.facts.types import TYPES
from azkit.facts.vocabulary import FactEntry
from azkit.ground.say import Text, plain, say
from azkit.library.name_space import DAY_ENTRY, TEXT_ENTRY
from azkit.library.playbook import Playbook

_TODAY = ("today",)
_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "in": "not in"}
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_ORDER = {"<": "less", "<=": "at-most", ">": "more", ">=": "at-least"}
_DAYS = {"day", "moment"}
_UNQUOTED = {*_DAYS, "money", "count", "percentage", "yes-no"}
"""Types whose values cannot be taken for words of the sentence around them."""


def condition_words(condition: Condition, playbook: Playbook) -> Text:
    """The linked condition as a person would say it, in both languages."""
    return _words(condition, playbook, negated=False)


def _words(condition: Condition, playbook: Playbook, *, negated: bool) -> Text:
    match condition:
        case Not(part):
            return _words(part, playbook, negated=not negated)
        case Both() | Either():
            return _group(condition, playbook, negated=negated)
        case IsGiven(name):
            return _given(name, playbook, given=not negated)
        case Truth(name):
            return _truth(name, playbook, true=not negated)
        case Compare():
            return _comparison(condition, playbook, negated=negated)


# ---------------------------------------------------------------- and, or


def _group(condition: Both | Either, playbook: Playbook, *, negated: bool) -> Text:
    joiner = _joiner(condition, negated=negated)
    parts = []
    for part, turned in _side_by_side(condition, joiner, negated=negated):
        words = _words(part, playbook, negated=turned)
        # `and` binds closer than `or` only for those who have learnt it: where one stands in the other, brackets say so.
        parts.append(say("trees.bracketed", words=words) if _joiner(part, negated=turned) else words)
    return reduce(lambda left, right: say("trees.and" if joiner == "and" else "trees.or", left=left, right=right), parts)


def _joiner(condition: Condition, *, negated: bool) -> str:
    """What joins the parts of a condition once a negation has been carried inwards; empty for a single comparison."""
    if not isinstance(condition, Both | Either):
        return ""
    return "and" if isinstance(condition, Both) is not negated else "or"


def _side_by_side(condition: Condition, joiner: str, *, negated: bool) -> Iterator[tuple[Condition, bool]]:
    """The parts that `joiner` joins on one level, and whether each is negated: `a and (b and c)` has three."""
    while isinstance(condition, Not):
        condition, negated = condition.part, not negated
    if isinstance(condition, Both | Either) and _joiner(condition, negated=negated) == joiner:
        for part in condition.parts:
            yield from _side_by_side(part, joiner, negated=negated)
    else:
        yield condition, negated


# ---------------------------------------------------------------- one comparison


def _given(name: Name, playbook: Playbook, *, given: bool) -> Text:
    entry = _entry(name.path, playbook)
    if not _is_derived(name, playbook):
        return say("trees.given" if given else "trees.not-given", name=entry.title)
    if entry.type == "table":
        return say("trees.some" if given else "trees.none", name=entry.title)
    return say("trees.known" if given else "trees.not-known", name=entry.title)


def _truth(name: Name, playbook: Playbook, *, true: bool) -> Text:
    title = _entry(name.path, playbook).title
    if _is_derived(name, playbook):  # its title says what holds; that of a fact names a field, which is answered
        return title if true else say("trees.does-not-hold", name=title)
    return say("trees.answer", name=title, answer=say("facts.yes" if true else "facts.no"))


def _comparison(condition: Compare, playbook: Playbook, *, negated: bool) -> Text:
    op, left, right = condition.op, condition.left, condition.right
    if isinstance(left, Literal) and op != "in":
        op, left, right = _MIRRORED.get(op, op), right, left
    if negated:
        op = _OPPOSITE[op]
    if op in ("in", "not in"):
        return _membership(left, right, playbook, within=op == "in")
    if isinstance(right, Name) or op in _ORDER:
        return _relation(op, left, right, playbook)
    if isinstance(right.value, bool) and isinstance(left, Name):
        return _truth(left, playbook, true=right.value is (op == "=="))
    return _one_of(left, (right.value,), playbook, within=op == "==")


def _relation(op: str, left: Operand, right: Operand, playbook: Playbook) -> Text:
    """Before, after, more, less; and whether two facts are the same."""
    entry = _entry_beside(left, right, playbook)
    name, value = _before_words(_shown(left, entry, playbook)), _after_words(_object(right, entry, playbook))
    if op in _ORDER:
        return say(f"trees.day-{_ORDER[op]}" if entry.type in _DAYS else f"trees.figure-{_ORDER[op]}", name=name, value=value)
    return say("trees.same" if op == "==" else "trees.not-same", name=name, value=value)


def _membership(left: Operand, right: Operand, playbook: Playbook, *, within: bool) -> Text:
    """One value among those written down, or one value in a fact that holds several."""
    if isinstance(right, Literal):
        return _one_of(left, right.value, playbook, within=within)
    entry = _entry_beside(left, right, playbook)
    value = _after_words(_object(left, entry, playbook))
    return say("trees.includes" if within else "trees.includes-not", name=_entry(right.path, playbook).title, value=value)


def _one_of(left: Operand, values: Sequence[Any], playbook: Playbook, *, within: bool) -> Text:
    entry = _entry(left.path, playbook) if isinstance(left, Name) else TEXT_ENTRY
    name, shown = _shown(left, entry, playbook), [_value(value, entry, playbook) for value in values] or [say("doors.nothing")]
    if within:
        return say("trees.is", name=name, value=_either_of(shown))
    if len(shown) == 1:
        return say("trees.is-not", name=name, value=_after_words(shown[0]))
    return say("trees.none-of", name=name, value=_series(shown))


def _series(values: Sequence[Text]) -> Text:
    return reduce(lambda left, right: say("trees.values", left=left, right=right), values)


def _either_of(values: Sequence[Text]) -> Text:
    return say("trees.last-value", left=_series(values[:-1]), right=values[-1]) if len(values) > 1 else values[0]


# ---------------------------------------------------------------- names and values


def _shown(operand: Operand, entry: FactEntry, playbook: Playbook) -> Text:
    """The title of a fact, or a written value as `entry` shows it."""
    return _entry(operand.path, playbook).title if isinstance(operand, Name) else _value(operand.value, entry, playbook)


def _object(operand: Operand, entry: FactEntry, playbook: Playbook) -> Text:
    """What a fact is compared with: the title of another is marked as such, because titles are no sentences."""
    words = _shown(operand, entry, playbook)
    return say("trees.other-fact", name=words) if isinstance(operand, Name) and operand.path != _TODAY else words


def _before_words(words: Text) -> Text:
    """Words that Chinese follows: a blank parts Latin and digits from Han."""
    return Text(words.en, words.zh + " " if _is_latin(words.zh[-1:]) else words.zh)


def _after_words(words: Text) -> Text:
    """Words that follow Chinese, parted likewise."""
    return Text(words.en, " " + words.zh if _is_latin(words.zh[:1]) else words.zh)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _value(value: Any, entry: FactEntry, playbook: Playbook) -> Text:
    if entry.type in _UNQUOTED:
        kind = TYPES[entry.type]
        return Text(kind.show(value, entry, "en"), kind.show(value, entry, "zh"))
    label = entry.choices.get(value)
    composed = playbook.catalogue.get((entry.catalogue, value))
    words = Text(label.en, label.zh) if label else composed.title if composed else plain(str(value))
    return say("trees.quoted", words=words)


def _entry_beside(left: Operand, right: Operand, playbook: Playbook) -> FactEntry:
    """The entry by which the values of a comparison show themselves: that of the fact in it."""
    return next((_entry(side.path, playbook) for side in (left, right) if isinstance(side, Name)), TEXT_ENTRY)


def _is_derived(name: Name, playbook: Playbook) -> bool:
    """Whether a name stands for a derived fact itself; a column of a derived table is a fact that somebody gave."""
    return len(name.path) == 1 and name.path[0] in playbook.derived


def _entry(path: Path, playbook: Playbook) -> FactEntry:
    """The entry behind a name, with the title that a person knows it by."""
    if len(path) == 2:
        return _column(path, playbook)
    name = path[0]
    if path == _TODAY:
        return replace(DAY_ENTRY, title=say("trees.today"))
    if name in playbook.derived:
        fact = playbook.derived[name]
        return replace(fact.entry, title=fact.derived.title)
    if name in playbook.vocabulary:
        return playbook.vocabulary[name]
    return replace(TEXT_ENTRY, title=_policy_title(name, playbook))


def _column(path: Path, playbook: Playbook) -> FactEntry:
    """The entry of a column: of the table named, or for the record at hand (`row.x`) of whichever table has it."""
    named = _entry(path[:1], playbook)
    tables = [named] if named.type == "table" else [*playbook.vocabulary.values(), *(fact.entry for fact in playbook.derived.values())]
    column = next(table.columns[path[1]] for table in tables if path[1] in table.columns)
    return playbook.vocabulary[column.fact or path[1]]


def _policy_title(name: str, playbook: Playbook) -> Text:
    """The title of a policy value that the playbook prints; the name itself where it is kept without one."""
    policy = playbook.policy
    titles = {key.replace("-", "_"): each.title for kind in (policy.steps, policy.figures, policy.clocks) for key, each in kind.items()}
    return titles.get(name, plain(name))
