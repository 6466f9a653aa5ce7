"""Letters as a PDF. What stands in them is handed to the typesetter as data: no word of a letter is ever a command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typst

if TYPE_CHECKING:
    from azkit.outputs.paper import Sheet

_PAGE = rb"""
#set document(date: none)
#set page(paper: "a4", margin: 2.5cm, numbering: "1 / 1")
#set text(font: "Libertinus Serif", size: 11pt, lang: "en")
#set par(spacing: 1.1em)
#show heading: set text(size: 12pt)
#let sheets = json(bytes(sys.inputs.sheets))
#for (number, sheet) in sheets.enumerate() {
  if number > 0 { pagebreak() }
  for section in sheet.sections {
    if section.heading != "" { heading(section.heading) }
    for paragraph in section.paragraphs { par(paragraph.map(line => text(line)).join(linebreak())) }
  }
  if sheet.files.len() > 0 {
    heading("Evidence")
    table(columns: (auto, 1fr, auto), stroke: 0.5pt, table.header([File], [What it shows], [Date]), ..sheet.files.flatten().map(cell => text(cell)))
  }
}
"""


def pdf(sheets: tuple[Sheet, ...]) -> bytes:
    """The letters with their evidence, one after the other. The same letters give the same bytes."""
    data = [
        {
            "sections": [
                {"heading": each.heading.en if each.heading else "", "paragraphs": [paragraph.text.split("\n") for paragraph in each.paragraphs]}
                for each in sheet.letter.sections
            ],
            "files": [list(file) for file in sheet.files],
        }
        for sheet in sheets
    ]
    made = typst.compile(_PAGE, format="pdf", ignore_system_fonts=True, sys_inputs={"sheets": json.dumps(data)})
    return bytes(made)
