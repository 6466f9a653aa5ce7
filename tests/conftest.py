"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "azkit",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=75,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("azkit")

Overlay = Callable[[Mapping[str, "str | bytes"]], Path]


@pytest.fixture
def overlay(tmp_path: Path) -> Overlay:
    """Build an overlay folder from relative paths and texts; called again, it adds to the same folder."""
    root = tmp_path / "overlay"

    def build(files: Mapping[str, str | bytes]) -> Path:
        root.mkdir(exist_ok=True)
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
        return root

    return build
