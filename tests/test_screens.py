"""The screens in the documents are what the terminal shows."""

from __future__ import annotations

import os

import pytest

if os.name != "posix":
    pytest.skip("pseudo-terminals", allow_module_level=True)

from tests.screens import DOCUMENTS, FOLDER, SCENES, on_disk, placed, taken


@pytest.mark.parametrize("scene", SCENES)
def test_a_screen_is_what_the_terminal_shows(scene: str):
    assert (FOLDER / f"{scene}.txt").read_text(encoding="utf-8") == taken(scene)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_shows_the_screens_as_they_are(document):
    text = document.read_text(encoding="utf-8")
    assert placed(text, on_disk()) == text
