"""Reading one YAML file of the library into its form, every fault with its line and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from azkit.facts.vocabulary import FactsFile
from azkit.ground.documents import Document, parse
from azkit.ground.faults import Fault, NotText, invalid
from azkit.ground.files import read_text
from azkit.ground.nearest import no_such
from azkit.ground.say import Text, say
from azkit.library.catalogue_model import CausesFile, RulesFile, TriageFile
from azkit.library.notice_model import NoticesFile
from azkit.library.playbook_model import PlaybookFile
from azkit.library.tables_model import TablesFile
from azkit.policy.models import PolicyFile

FORMS: dict[str, type[Any]] = {
    "playbook": PlaybookFile,
    "facts": FactsFile,
    "policy": PolicyFile,
    "causes": CausesFile,
    "rules": RulesFile,
    "triage": TriageFile,
    "notices": NoticesFile,
    "tables": TablesFile,
}
"""The kinds of files, by the name that `azkit playbook schema` takes."""

Form = TypeVar("Form")


class Read(Generic[Form]):
    """A file that was read: its form (None after a fault), its document for line numbers, and its faults."""

    def __init__(self, document: Document, form: Form | None, faults: tuple[Fault, ...]) -> None:
        self.document = document
        self.form = form
        self.faults = faults


def read_form(path: Path, kind: str) -> Read[Any]:
    """Read the file as a form of this kind. Raises FileTrouble when it cannot be opened at all."""
    try:
        document = parse(read_text(path), str(path))
    except NotText as trouble:
        return Read(Document(str(path), None, ()), None, (invalid("", trouble.message, where=str(path)),))
    if document.faults:
        return Read(document, None, document.faults)
    return read_document(document, FORMS[kind])


def read_document(document: Document, form: Any) -> Read[Any]:
    """A document that could be parsed, as a form; every key that does not belong and every wrong value with its line."""
    if not isinstance(document.data, dict):
        return Read(document, None, (invalid("", say("library.not-a-mapping"), where=document.name),))
    from pydantic import ValidationError

    try:
        return Read(document, _adapter(form).validate_python(document.data), ())
    except ValidationError as error:
        return Read(document, None, tuple(_fault(problem, document, form) for problem in error.errors(include_url=False, include_input=False)))


def adapter(kind: str) -> Any:
    """The pydantic adapter of a kind of file."""
    form: Any = FORMS[kind]
    return _adapter(form)


@cache
def _adapter(form: Any) -> Any:
    """The pydantic adapter of a form; built when first needed."""
    from pydantic import TypeAdapter

    return TypeAdapter(form)


def _fault(problem: Any, document: Document, form: Any) -> Fault:
    location = tuple(problem["loc"])
    name = ".".join(_own_keys(location, document.data))
    return invalid(name, _message(problem, form), where=document.where(location))


def _own_keys(location: Iterable[object], data: Any) -> Iterator[str]:
    """The keys of a location that stand in the file, and the one that is missing there: pydantic puts names of union branches between them."""
    for part in location:
        there = (isinstance(data, dict) and part in data) or (isinstance(data, list) and isinstance(part, int) and part < len(data))
        if there or not _is_a_branch(part):
            yield str(part)
        data = data[part] if there else data


def _is_a_branch(part: object) -> bool:
    return isinstance(part, str) and ("[" in part or part in ("str", "constrained-str", "Text", "none"))


def _message(problem: Any, form: Any) -> Text:
    match problem["type"]:
        case "unexpected_keyword_argument" | "extra_forbidden":
            return no_such("library.unknown-key", str(problem["loc"][-1]), _keys(form))
        case "missing" | "missing_argument" | "missing_keyword_only_argument":
            return say("library.missing-key")
        case "literal_error":
            return say("library.one-of", known=problem["ctx"]["expected"])
        case "string_pattern_mismatch":
            return say("library.pattern", pattern=problem["ctx"]["pattern"])
    return say("library.wrong-form", problem=problem["msg"])


@cache
def _keys(form: Any) -> frozenset[str]:
    """Every key that may stand anywhere in a form."""
    found: set[str] = set()
    pending, seen = [form], set[type[Any]]()
    while pending:
        each = pending.pop()
        if each in seen:
            continue
        seen.add(each)
        hints = _annotations(each)
        found.update(name.rstrip("_") for name in hints)
        pending.extend(inner for hint in hints.values() for inner in _dataclasses_in(hint))
    return frozenset(found)


def _annotations(form: type[Any]) -> dict[str, Any]:
    from typing import get_type_hints

    hints = get_type_hints(form)
    return {each.name: hints[each.name] for each in fields(form)}


def _dataclasses_in(hint: Any) -> list[type[Any]]:
    from typing import get_args

    if isinstance(hint, type) and is_dataclass(hint):
        return [hint]
    return [inner for argument in get_args(hint) for inner in _dataclasses_in(argument)]
