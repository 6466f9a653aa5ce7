"""The shipped library, linked ahead of time when azkit is built: a run reads one playbook instead of parsing them all.

A snapshot belongs to the files that it was made from. When one of them differs, or an overlay is laid on top, it is not
used and everything is read and linked as usual: it saves time and changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from azkit.ground.faults import Refused
from azkit.ground.paths import data_root, packaged_root
from azkit.ground.say import Text
from azkit.library.sharing import RULE_BOOK, dumped, loaded, shared_parts

if TYPE_CHECKING:
    from azkit.facts.conditions import Condition
    from azkit.facts.reading import Names
    from azkit.facts.vocabulary import FactEntry
    from azkit.library.link_notices import NoticeBook
    from azkit.library.load import Library
    from azkit.library.playbook import Playbook
    from azkit.library.rows import Shelf
    from azkit.library.rule_book import RuleBook

FOLDER = "snapshot"
UNPACKING = 300
"""Seconds in which a wheel is unpacked: a file that is newer than its snapshot by more was changed afterwards."""

_FINGERPRINT, _ROWS = "fingerprint", "rows.json"
_NOTICES = "notices.pickle"
_RULES, _RULES_FINGERPRINT = "rules.pickle", "rules.fingerprint"
Files: TypeAlias = "tuple[tuple[str, str], ...]"
_ALL_FILES: Files = (("playbooks", ".yaml"), ("templates", ".txt"))
_RULES_FILES: Files = (("playbooks/rules", ".yaml"),)
"""The files that the rules are made of: `azkit lint` looks at no other before it uses their snapshot."""


def write_snapshot(folder: Path) -> None:
    """Link the library of this source tree and write its snapshot into `folder`. Raises Refused when something does not link."""
    from azkit.library.link import link
    from azkit.library.link_notices import linked_notices
    from azkit.library.load import load

    library = load()
    (folder / _RULES).write_bytes(pickle.dumps(library.rule_book, protocol=4))
    (folder / _RULES_FINGERPRINT).write_text(_mark(_RULES_FILES), encoding="ascii")
    (folder / _NOTICES).write_bytes(pickle.dumps(linked_notices(library), protocol=4))
    playbooks = {name: link(library, name) for name in library.paths}
    shared = shared_parts(library)
    for part, value in shared.items():
        if part != RULE_BOOK:
            (folder / f"{part}.shared").write_bytes(pickle.dumps(value, protocol=4))
    for name, playbook in playbooks.items():
        (folder / f"{name}.pickle").write_bytes(dumped(playbook, shared))
    shelf = library.shelf()
    rows = [[row.id, row.family, _pair(row.title), row.facts, [[group, _pair(words)] for group, words in row.triage]] for row in shelf.rows]
    plain = {"rows": rows, "groups": [[group, _pair(words)] for group, words in shelf.groups]}
    (folder / _ROWS).write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    (folder / _FINGERPRINT).write_text(_mark(_ALL_FILES), encoding="ascii")


def linked(library: Library, playbook_id: str) -> Playbook:
    """The linked playbook: from the snapshot where one holds, else linked now. Raises Refused like `link`."""
    folder = None if library.overlaid else valid_snapshot()
    path = folder / f"{playbook_id}.pickle" if folder and playbook_id in library.paths else None
    if folder is not None and path is not None and path.is_file():
        playbook: Playbook = loaded(path.read_bytes(), lambda part: (folder / (_RULES if part == RULE_BOOK else f"{part}.shared")).read_bytes())
        return playbook
    from azkit.library.link import link

    return link(library, playbook_id)


def rule_book(overlays: Sequence[Path]) -> RuleBook:
    """The rules alone: from the snapshot where one holds, else of the files. Raises Refused with the faults of the shared files, and FileTrouble like `load`."""
    folder = None if overlays else _valid(_RULES_FINGERPRINT, _RULES_FILES)
    if folder is not None:
        book: RuleBook = pickle.loads((folder / _RULES).read_bytes())  # noqa: S301  (our own file, beside our own code)
        return book
    from azkit.library.load import load
    from azkit.library.shared_faults import shared_faults

    library = load(overlays)
    if faults := shared_faults(library):
        raise Refused(dict.fromkeys(faults))
    return library.rule_book


class Common(NamedTuple):
    """What all playbooks of a library share, where facts are read that belong to none of them."""

    vocabulary: Mapping[str, FactEntry]
    names: Names
    rule_conditions: Mapping[str, Condition]


def common(overlays: Sequence[Path]) -> Common:
    """The shared parts: from the snapshot where one holds, else of the files, whose faults `rule_book` has told. Raises FileTrouble like `load`."""
    folder = None if overlays else valid_snapshot()
    if folder is not None:
        return Common(*(pickle.loads((folder / f"{part}.shared").read_bytes()) for part in Common._fields))  # noqa: S301  (our own files, beside our own code)
    from azkit.library.link_rules import rule_conditions
    from azkit.library.load import load

    library = load(overlays)
    return Common(library.vocabulary, library.names, rule_conditions(library, lambda *_: None))


def notice_book(library: Library) -> NoticeBook:
    """What is known of Amazon's texts: from the snapshot where one holds, else linked now. Raises Refused with the faults of the files."""
    folder = None if library.overlaid else valid_snapshot()
    if folder is not None:
        book: NoticeBook = pickle.loads((folder / _NOTICES).read_bytes())  # noqa: S301  (our own file, beside our own code)
        return book
    from azkit.library.link_notices import linked_notices

    return linked_notices(library)


def shelf(overlays: Sequence[Path]) -> Shelf:
    """What a list of playbooks and the first question show, and the faults of what cannot be read. Raises FileTrouble like `load`."""
    folder = None if overlays else valid_snapshot()
    if folder is not None:
        from azkit.library.rows import PlaybookRow, Shelf

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
    return _valid(_FINGERPRINT, _ALL_FILES)


def _valid(name: str, files: Files) -> Path | None:
    """The folder of the wheel's snapshot, if its mark of this name still fits these files.

    Files that were there when the wheel was unpacked, with the sizes that they had, are taken as unchanged; else their contents are compared.
    """
    root = packaged_root()
    mark = root / FOLDER / name if root else None
    if root is None or mark is None or not mark.is_file():
        return None
    contents, sizes = mark.read_text(encoding="ascii").split()
    if _sizes(root, files, mark.stat().st_mtime + UNPACKING) == sizes:
        return root / FOLDER
    return root / FOLDER if fingerprint(root, files) == contents else None


def _mark(files: Files) -> str:
    root = data_root()
    return f"{fingerprint(root, files)} {_sizes(root, files)}"


def fingerprint(root: Path, files: Files = _ALL_FILES) -> str:
    """One figure for the contents of files below `root`; of all playbooks and templates, if nothing else is said."""
    digest = hashlib.blake2b(digest_size=16)
    for path in _paths(root, files):
        digest.update(os.path.relpath(path, root).replace(os.sep, "/").encode() + b"\0" + Path(path).read_bytes() + b"\0")
    return digest.hexdigest()


def _sizes(root: Path, files: Files, newest: float = float("inf")) -> str:
    """One figure for the names and sizes of files; of another form where one of them is newer than `newest`."""
    digest = hashlib.blake2b(digest_size=16)
    for path in _paths(root, files):
        known = os.stat(path)  # noqa: PTH116  (see _paths)
        if known.st_mtime > newest:
            return "newer"
        digest.update(f"{os.path.relpath(path, root).replace(os.sep, '/')}\0{known.st_size}\0".encode())
    return digest.hexdigest()


def _paths(root: Path, files: Files) -> list[str]:
    """The files, in an order that every system gives them. As plain text: making hundreds of paths costs more than looking at the files."""
    tops = ((root / top, ending) for top, ending in files)
    found = (f"{folder}{os.sep}{name}" for top, ending in tops for folder, _, names in os.walk(top) for name in names if name.endswith(ending))
    return sorted(found, key=lambda path: path.replace(os.sep, "/"))
