"""Fixtures that every test may use."""

from __future__ import annotations

import re
import shutil
import signal
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from azkit.ground.paths import data_root
from tests.helpers import remembering

settings.register_profile(
    "azkit",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=50,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("azkit")

for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(number) == signal.SIG_IGN:  # a shell ignores them for what it runs behind, and children inherit that
        signal.signal(number, usual)

WAITING = {"test_terminal.py", "test_batch_process.py", "test_scripting.py"}
"""Tests that mostly wait for other processes."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever waits begins first: at the end one process would wait alone."""
    items.sort(key=lambda item: item.path.name not in WAITING)


@pytest.fixture(scope="session", autouse=True)
def _remembering() -> Iterator[None]:
    """Tests that call the rooms themselves need not read everything again either."""
    with remembering():
        yield


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


PLAYBOOK = re.compile("playbook: ([a-z0-9-]+)")
NEXT = re.compile(r"\n    next:\n(?:      .*\n)+")


def _root_of(root: Path, *kept: str) -> Path:
    """What ships, but with these playbooks alone: whoever checks a whole library a hundred times need not draft a thousand examples each time."""
    for folder in ("playbooks", "templates"):
        shutil.copytree(data_root() / folder, root / folder)
    for path in [path for family in ("claims", "messages", "appeals") for path in (root / "playbooks" / family).glob("*.yaml")]:
        if path.stem in kept:
            path.write_text(NEXT.sub("\n", path.read_text(encoding="utf-8")), encoding="utf-8")
        else:
            path.unlink()
    for path in (root / "playbooks" / "notices").glob("*.yaml"):
        path.write_text(PLAYBOOK.sub(lambda match: match[0] if match[1] in kept else "playbook: none", path.read_text(encoding="utf-8")), encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def small_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a library of one playbook."""
    return _root_of(tmp_path_factory.mktemp("small"), "withdrawal-request")


@pytest.fixture(scope="session")
def three_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a library of two claims and a plan of action."""
    return _root_of(tmp_path_factory.mktemp("three"), "withdrawal-request", "not-received-delivered", "order-defect-rate")


@pytest.fixture
def small_library(request: pytest.FixtureRequest, small_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let azkit find only the small library, where a test does not ask for the three playbooks."""
    if "three_playbooks" not in request.fixturenames:
        monkeypatch.setattr("azkit.library.load.data_root", lambda: small_root)


@pytest.fixture
def three_playbooks(three_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let azkit find only these three."""
    monkeypatch.setattr("azkit.library.load.data_root", lambda: three_root)
