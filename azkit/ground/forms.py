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


class Field:
    """What a form says about one of its values: the words for editors, and the pattern that a text must have.

    It speaks to pydantic when a file is read, and loads it only then: a run that reads no YAML never needs it.
    """

    def __init__(self, *, description: str = "", pattern: str = "") -> None:
        self.description = description
        self.pattern = pattern

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """The schema by which pydantic checks the value."""
        schema = handler(source)
        return {**schema, "pattern": self.pattern} if self.pattern else schema

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> Any:
        """The schema that editors read."""
        found = handler(schema)
        return {**found, "description": self.description} if self.description else found
