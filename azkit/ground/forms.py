"""Forms: the shape of the files that people write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar, dataclass_transform

Form = TypeVar("Form")


@dataclass_transform(frozen_default=True, kw_only_default=True, eq_default=False)
def form(cls: type[Form]) -> type[Form]:
    """A frozen dataclass that pydantic fills from a file and that takes no unknown key.

    It is neither compared nor printed, and leaving those methods out halves what its import costs at every start.
    """
    made: Any = dataclass(frozen=True, kw_only=True, eq=False, repr=False)(cls)
    made.__pydantic_config__ = {"extra": "forbid"}
    return made  # type: ignore[no-any-return]
