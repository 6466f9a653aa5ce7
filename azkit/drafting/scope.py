"""What is known of every name of a playbook: given, open, or absent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from azkit.facts.conditions import Condition, holds, names_in
from azkit.facts.derived import derived_value
from azkit.facts.reading import Reading
from azkit.facts.values import Cell, FactSet, Given, Unknown
from azkit.ground.say import Text, plain
from azkit.library.name_space import DAY_ENTRY
from azkit.library.playbook import Playbook, Use
from azkit.policy.find import find, later


@dataclass(slots=True)
class Resolver(Mapping[str, Any]):
    """Names to cells, each worked out when first asked for. To conditions and templates it is a plain mapping.

    `asking`: somebody is being asked, so a fact that is worth a question is open until it has been answered, though it may be left out.
    """

    playbook: Playbook
    facts: FactSet
    reading: Reading
    asking: bool = False
    known: dict[str, Any] = field(default_factory=dict)
    uses: Mapping[str, Use] = field(init=False)

    def __post_init__(self) -> None:
        self.uses = self.playbook.uses
        self.known["today"] = Given(DAY_ENTRY, self.reading.today)

    def __getitem__(self, name: str) -> Any:
        if name not in self.known:
            self.known[name] = Unknown.OPEN  # what a circle of conditions would meet
            self.known[name] = self._resolve(name)
        return self.known[name]

    def get(self, name: str, default: Any = None) -> Any:
        """What is known of a name: every name has an answer, so `default` is never it."""
        found = self.known.get(name)
        return self[name] if found is None else found

    def __iter__(self) -> Any:
        return iter([*self.uses, *self.playbook.derived, *(name.replace("-", "_") for name in self.playbook.printed_policy), "today"])

    def __len__(self) -> int:
        return len(list(iter(self)))

    def everything(self) -> dict[str, Any]:
        """All names at once, as rendering wants them."""
        return {name: self[name] for name in self}

    def needed(self, use: Use) -> bool | None:
        """Whether the playbook needs this fact here: its `when` holds and it may not be left out; None while undecided."""
        if use.optional is True:
            return False
        wanted = True if use.when is None else holds(use.when, self)
        excused = False if use.optional is None else holds(use.optional, self)
        if wanted is False or excused is True:
            return False
        return None if wanted is None else True

    def waits_for(self, condition: Condition) -> list[str]:
        """The facts to ask for before the condition can be decided, in the order of the playbook."""
        names = self._open_in(condition, frozenset())
        return [name for name in self.uses if name in names]

    def _open_in(self, condition: Condition, seen: frozenset[str]) -> set[str]:
        return {base for name in names_in(condition) for base in self._open_bases(name.path[0], seen)}

    def _open_bases(self, name: str, seen: frozenset[str]) -> set[str]:
        """The open facts behind a name: its own, or what decides first whether it belongs here or is worth a question. `seen` ends a circle."""
        if self.get(name) is not Unknown.OPEN or name in seen:
            return set()
        seen |= {name}
        if name in self.playbook.derived:
            return {base for needed in self.playbook.derived[name].needs for base in self._open_bases(needed, seen)}
        use = self.uses[name]
        if use.when is not None and holds(use.when, self) is None:
            return self._open_in(use.when, seen)
        if use.ask is not None and use.ask is not True and self.needed(use) is False and self.worth_asking(use) is None:
            return self._open_in(use.ask, seen)
        return {name}

    def _resolve(self, name: str) -> Any:
        if name in self.facts.given:
            return self.facts.given[name]
        if name in self.playbook.derived:
            return derived_value(self.playbook.derived[name], self, self.reading, self._add_span)
        if name in self.uses:
            return self._not_given(self.uses[name])
        return self._policy(name)

    def worth_asking(self, use: Use) -> bool | None:
        """Whether the interview asks for this fact although a draft may do without it; None while that rests on an open fact."""
        if use.ask is None or (use.when is not None and holds(use.when, self) is False):
            return False
        if use.ask is True or (worth := holds(use.ask, self)):
            return True
        return None if worth is None and any(self.get(name.path[0]) is Unknown.OPEN for name in names_in(use.ask)) else False

    def may_decline(self, use: Use) -> bool:
        """Whether `none` is an answer here: where the playbook offers it, or where the case can do without."""
        return use.decline is not None or self.needed(use) is not True

    def _not_given(self, use: Use) -> Cell:
        if use.name in self.facts.declined:
            return Unknown.ABSENT if self.may_decline(use) else Unknown.OPEN
        if self.needed(use) is False and not (self.asking and self.worth_asking(use) is not False):
            return Unknown.ABSENT
        return Unknown.OPEN

    def _policy(self, name: str) -> Text | tuple[Text, ...] | Unknown:
        """A policy value as words; absent where none holds for this store and day."""
        policy, policy_id = self.playbook.policy, name.replace("_", "-")
        store = self.reading.store.id if self.reading.store else ""
        if policy_id in policy.steps:
            steps = find(policy.steps[policy_id].values, store, self.reading.today)
            return steps.steps if steps else Unknown.ABSENT
        if policy_id in policy.figures:
            figure = find(policy.figures[policy_id].values, store, self.reading.today)
            return plain(figure.value) if figure and figure.value else Unknown.ABSENT
        return Unknown.ABSENT

    def _add_span(self, start: Any, clock_id: str) -> Any:
        clock = self.playbook.policy.clocks.get(clock_id)
        store = self.reading.store.id if self.reading.store else ""
        span = find(clock.values, store, self.reading.today) if clock else None
        return later(start, span) if span else None
