"""Where things lie: the knowledge that ships with azkit, and names that must stay inside a folder."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

_PACKAGE = Path(__file__).resolve().parent.parent


def data_root() -> Path:
    """The folder that holds `playbooks/` and `templates/`.

    In a wheel both lie inside the package; in a clone and an editable install they stand beside it.
    """
    return packaged_root() or _PACKAGE.parent


def packaged_root() -> Path | None:
    """The data inside the package, where azkit was installed from a wheel."""
    packaged = _PACKAGE / "_data"
    return packaged if packaged.is_dir() else None


def inside(root: Path, name: str) -> Path:
    """The path of `name` below `root`, judged by where it really leads.

    Raises ValueError when it is absolute, climbs out, or leaves through a link.
    """
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or "\\" in name or ":" in name or "\0" in name:
        raise ValueError(name)
    try:
        resolved = (root / pure).resolve()
    except (OSError, RuntimeError) as error:
        raise ValueError(name) from error
    if not resolved.is_relative_to(root.resolve()):
        raise ValueError(name)
    return resolved
