"""Facts after reading: a value with its vocabulary entry, the records of a table, and what is known of a name."""

from __future__ import annotations

from collections.abc import Mapping
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


Record: TypeAlias = "Mapping[str, Given]"
Cell: TypeAlias = "Given | Unknown"


@dataclass(frozen=True, slots=True)
class FactSet:
    """What was said: facts by name, and the names that were declined."""

    given: Mapping[str, Given] = field(default_factory=dict)
    declined: frozenset[str] = frozenset()
