"""The script's way in: `--version` answers before anything heavy is loaded."""

from __future__ import annotations

import sys


def main() -> int:
    """Run azkit with the arguments of the process and return its exit code."""
    if sys.argv[1:] == ["--version"] and _version():
        return 0
    from azkit.cli.boundary import run

    return run(sys.argv[1:])


def _version() -> bool:
    """Print the version; False where standard output has trouble, which the boundary knows how to tell."""
    from azkit import __version__

    try:
        sys.stdout.write(f"azkit {__version__}\n")
        sys.stdout.flush()
    except (OSError, ValueError, AttributeError):
        return False
    return True
