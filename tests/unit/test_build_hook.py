"""The build hook: a wheel gets its snapshot, and nothing of the build is left behind."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from azkit.library import snapshot

ROOT = Path(__file__).parents[2]


@pytest.fixture
def hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The hook as hatchling, which only builds, would make it; temporary folders stand in a folder of the test."""
    interface = SimpleNamespace(BuildHookInterface=type("BuildHookInterface", (), {"root": str(ROOT)}))
    parts = ["hatchling", "builders", "hooks", "plugin", "interface"]
    for count in range(1, len(parts)):
        monkeypatch.setitem(sys.modules, ".".join(parts[:count]), ModuleType(".".join(parts[:count])))
    monkeypatch.setitem(sys.modules, ".".join(parts), interface)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.SnapshotHook()


def test_a_build_leaves_no_folder_and_no_way_to_import_behind(hook: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "write_snapshot", lambda folder: (folder / "x").write_text("x"))
    before, data = list(sys.path), {"force_include": {}}
    hook.initialize("standard", data)
    [folder] = data["force_include"]
    assert Path(folder, "x").exists()
    assert sys.path == before
    hook.finalize("standard", data, "azkit.whl")
    assert list(tmp_path.iterdir()) == []


def test_an_editable_install_gets_no_snapshot(hook: Any) -> None:
    data: dict[str, Any] = {"force_include": {}}
    hook.initialize("editable", data)
    hook.finalize("editable", data, "azkit.whl")
    assert data == {"force_include": {}}
