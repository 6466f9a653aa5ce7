"""Facts after reading: a value with its vocabulary entry, the records of a table, and what is known of a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeAlias

from azkit.facts.vocabulary import FactEntry


class Unknown(Enum):
    """Why a name has no value."""

    OPEN = "needed, and nobody has said yet"
    ABSENT = "declined, not applicable, or simply not given"


@dataclass(frozen=True, slots=True)
class Given:
    """A fact that was given, or that follows from given ones. The data of a table is a tuple of records."""

    entry: FactEntry
    data: Any


@dataclass(frozen=True, slots=True)
class References:
    """The ids of records of another table, and where they stand in it, counted from 1, as a letter numbers them."""

    ids: tuple[str, ...]
    numbers: tuple[int, ...] = ()

    def __contains__(self, record_id: object) -> bool:
        return record_id in self.ids

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)


@dataclass(frozen=True, slots=True)
class Several:
    """The values of one column over several records; shown as a list."""

    values: tuple[Any, ...]


Record: TypeAlias = "Mapping[str, Given]"
Cell: TypeAlias = "Given | Unknown"


@dataclass(frozen=True, slots=True)
class FactSet:
    """What was said: facts by name, and the names that were declined."""

    given: Mapping[str, Given] = field(default_factory=dict)
    declined: frozenset[str] = frozenset()
