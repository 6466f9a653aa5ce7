"""Every situation of the mission has its playbook, and docs/situations.md says which."""

from __future__ import annotations

from azkit.library.load import load
from tests.generated import placed
from tests.situations_table import DOCUMENT, ROWS, table

LIBRARY = load()


def test_every_row_names_playbooks_that_ship():
    assert sorted(name for names in ROWS.values() for name in names.split()) == sorted(LIBRARY.paths)


def test_the_table_of_situations_is_the_one_that_ships():
    document = DOCUMENT.read_text(encoding="utf-8")
    assert placed(document, "situations", table(LIBRARY)) == document
