"""azkit drafts the letters that an Amazon seller must write.

The Python API is the functions behind the command line; each loads when it is first used:

    library = azkit.load()                                  # the playbooks that ship with azkit, overlays on top
    playbook = azkit.link(library, "withdrawal-request")    # one closed, picklable value
    result = azkit.draft(playbook, facts, now)              # a Draft, or Faults; history=(...) for the letters of earlier rounds
"""

from __future__ import annotations

TYPE_CHECKING = False  # the type checker takes it for true; importing typing would cost every start a tenth of itself
if TYPE_CHECKING:
    from typing import Any

    from azkit.drafting.draft import draft
    from azkit.drafting.model import Draft, Faults
    from azkit.library.link import link
    from azkit.library.load import load

__all__ = ["Draft", "Faults", "draft", "link", "load"]
__version__ = "0.1.0"

_HOMES = {
    "Draft": "azkit.drafting.model",
    "Faults": "azkit.drafting.model",
    "draft": "azkit.drafting.draft",
    "link": "azkit.library.link",
    "load": "azkit.library.load",
}


def __getattr__(name: str) -> Any:
    """The public functions, imported on first use so that `azkit --version` stays quick."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
