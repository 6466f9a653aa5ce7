"""The shipped library, linked ahead of time when azkit is built: a run reads one playbook instead of parsing them all.

A snapshot belongs to the files that it was made from. When one of them differs, or an overlay is laid on top, it is not
used and everything is read and linked as usual: it saves time and changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from azkit.ground.paths import data_root, packaged_root
from azkit.ground.say import Text
from azkit.library.rows import PlaybookRow, Shelf

if TYPE_CHECKING:
    from azkit.library.load import Library
    from azkit.library.playbook import Playbook

FOLDER = "snapshot"
_FINGERPRINT, _ROWS = "fingerprint", "rows.json"


def write_snapshot(folder: Path) -> None:
    """Link the library of this source tree and write its snapshot into `folder`. Raises Refused when something does not link."""
    from azkit.library.link import link
    from azkit.library.load import load

    library = load()
    for name in library.paths:
        (folder / f"{name}.pickle").write_bytes(pickle.dumps(link(library, name), protocol=4))
    shelf = library.shelf()
    rows = [[row.id, row.family, _pair(row.title), row.facts, [[group, _pair(words)] for group, words in row.triage]] for row in shelf.rows]
    plain = {"rows": rows, "groups": [[group, _pair(words)] for group, words in shelf.groups]}
    (folder / _ROWS).write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    (folder / _FINGERPRINT).write_text(fingerprint(data_root()), encoding="ascii")


def linked(library: Library, playbook_id: str) -> Playbook:
    """The linked playbook: from the snapshot where one holds, else linked now. Raises Refused like `link`."""
    folder = None if library.overlaid else valid_snapshot()
    path = folder / f"{playbook_id}.pickle" if folder and playbook_id in library.paths else None
    if path is not None and path.is_file():
        playbook: Playbook = pickle.loads(path.read_bytes())  # noqa: S301  (our own file, beside our own code)
        return playbook
    from azkit.library.link import link

    return link(library, playbook_id)


def shelf(overlays: Sequence[Path]) -> Shelf:
    """What a list of playbooks and the first question show, and the faults of what cannot be read. Raises FileTrouble like `load`."""
    folder = None if overlays else valid_snapshot()
    if folder is not None:
        plain = json.loads((folder / _ROWS).read_text(encoding="utf-8"))
        rows = tuple(
            PlaybookRow(name, family, Text(*title), tuple(tuple(fact) for fact in facts), tuple((group, Text(*words)) for group, words in triage))
            for name, family, title, facts, triage in plain["rows"]
        )
        return Shelf(rows, tuple((group, Text(*words)) for group, words in plain["groups"]))
    from azkit.library.load import load

    return load(overlays).shelf()


def _pair(words: Text) -> list[str]:
    return [words.en, words.zh]


def valid_snapshot() -> Path | None:
    """The folder of the wheel's snapshot, if azkit came from a wheel and no playbook or template has changed since it was built."""
    root = packaged_root()
    mark = root / FOLDER / _FINGERPRINT if root else None
    if root is None or mark is None or not mark.is_file():
        return None
    return root / FOLDER if mark.read_text(encoding="ascii") == fingerprint(root) else None


def fingerprint(root: Path) -> str:
    """One figure for the contents of all playbooks and templates below `root`."""
    digest = hashlib.blake2b(digest_size=16)
    for folder, pattern in (("playbooks", "*.yaml"), ("templates", "*.txt")):
        for path in sorted((root / folder).rglob(pattern)):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
