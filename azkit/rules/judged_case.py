"""What a rule about the case looks at: facts, coverage, clocks. Judging a letter alone needs none of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from azkit.ground.say import Text

if TYPE_CHECKING:
    from azkit.facts.values import Given


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """Whether one demand of Amazon is answered: by which records, or by the word that there is none."""

    part: str
    issue: str
    state: Literal["answered", "none", "open"]
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """The case as the rules see it."""

    facts: Mapping[str, Given]
    coverage: tuple[CoverageRow, ...] = ()
    past_clocks: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    misfit_numbers: tuple[str, ...] = ()
    source_texts: tuple[str, ...] = ()
    missing_files: tuple[str, ...] = ()
    """Files of the evidence that were looked for and not found."""
    unfit_files: tuple[str, ...] = ()
    """Files that the form may not take, with what is wrong."""
    unrenewed: tuple[Text, ...] = ()
    """The words of demands whose answer earlier rounds have given already."""
