"""Letters on paper: for colleagues as a Word file, for Amazon's form as a PDF, with the list of the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from azkit.drafting.model import Draft, DraftedLetter

LIBRARIES = {"docx": "docx", "pdf": "typst"}
"""The library behind each form; the extra of azkit has the form's name."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One letter with the files that go with it: name, what it proves, its day."""

    letter: DraftedLetter
    files: tuple[tuple[str, str, str], ...]


def is_installed(form: str) -> bool:
    """Whether the library of a form is there."""
    return find_spec(LIBRARIES[form]) is not None


def on_paper(form: str, draft: Draft, letters: tuple[DraftedLetter, ...], *, gloss: bool) -> bytes:
    """The letters as a file of this form, one after the other."""
    sheets = tuple(Sheet(letter, tuple(_files(letter, draft.facts))) for letter in letters)
    if form == "pdf":
        from azkit.outputs.pdf_file import pdf

        return pdf(sheets)
    from azkit.outputs.docx_file import docx

    return docx(draft, sheets, gloss=gloss)


def _files(letter: DraftedLetter, facts: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The files of the evidence that the letter names."""
    body = letter.body
    for row in facts.get("evidence") or ():
        if row["file"] in body:
            yield row["file"], row["proves"], row.get("issued_on", "")
