"""Build hook: links the library once, so that a wheel starts fast (azkit/library/snapshot.py)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SnapshotHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the snapshot to a wheel; an editable install reads the files themselves."""

    _folder: tempfile.TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it packs the wheel."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory(prefix="azkit-build-")
        sys.path.insert(0, self.root)
        try:
            from azkit.library.snapshot import FOLDER, write_snapshot

            write_snapshot(Path(self._folder.name))
        finally:
            sys.path.remove(self.root)
        build_data["force_include"][self._folder.name] = f"azkit/_data/{FOLDER}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Called by hatchling once the wheel is packed: the snapshot lies in it, and its folder goes."""
        if self._folder is not None:
            self._folder.cleanup()
