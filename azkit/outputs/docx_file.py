"""Letters as a Word file, for colleagues who read and approve them: where each goes, its text, its length, its evidence."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document

if TYPE_CHECKING:
    from azkit.drafting.model import Draft, DraftedLetter
    from azkit.outputs.paper import Sheet


def docx(draft: Draft, sheets: tuple[Sheet, ...], *, gloss: bool) -> bytes:
    """The letters one after the other; `gloss` puts the Chinese reading under each paragraph."""
    paper = Document()
    paper.core_properties.author = paper.core_properties.comments = ""
    for number, sheet in enumerate(sheets):
        if number:
            paper.add_page_break()  # type: ignore[no-untyped-call]
        _letter(paper, draft, sheet.letter, gloss=gloss)
        _table(paper, ("Section", "Characters", "Limit"), _lengths(sheet.letter))
        if sheet.files:
            _table(paper, ("File", "What it shows", "Date"), list(sheet.files))
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def _letter(paper: Any, draft: Draft, letter: DraftedLetter, *, gloss: bool) -> None:
    paper.add_heading(f"{draft.title.en} / {draft.title.zh}", level=1)
    if letter.where:
        paper.add_paragraph(letter.where.en).runs[0].italic = True
    if letter.subject:
        paper.add_paragraph(letter.subject).runs[0].bold = True
    for section in letter.sections:
        if section.heading:
            paper.add_heading(section.heading.en, level=2)
        for paragraph in section.paragraphs:
            paper.add_paragraph(paragraph.text)
            if gloss and paragraph.gloss:
                paper.add_paragraph(paragraph.gloss).runs[0].italic = True


def _lengths(letter: DraftedLetter) -> list[tuple[str, str, str]]:
    limit = str(letter.limit) if letter.limit else ""
    rows = [(section.id, str(len(section.body)), limit) for section in letter.sections] if len(letter.sections) > 1 else []
    return [*rows, (letter.id, str(len(letter.body)), limit)]


def _table(paper: Any, heads: tuple[str, ...], rows: list[tuple[str, str, str]]) -> None:
    table = paper.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        cell.text = words
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    paper.add_paragraph()
