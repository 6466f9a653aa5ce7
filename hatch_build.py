"""Build hook: links the library once, so that a wheel starts fast (azkit/library/snapshot.py)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SnapshotHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the snapshot to a wheel; an editable install reads the files themselves."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it packs the wheel."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from azkit.library.snapshot import FOLDER, write_snapshot

        folder = Path(tempfile.mkdtemp(prefix="azkit-build-"))
        write_snapshot(folder)
        build_data["force_include"][str(folder)] = f"azkit/_data/{FOLDER}"
