"""The script's way in: `--version` answers before anything heavy is loaded."""

from __future__ import annotations

import sys


def main() -> int:
    """Run azkit with the arguments of the process and return its exit code."""
    if sys.argv[1:] == ["--version"]:
        from azkit import __version__

        sys.stdout.write(f"azkit {__version__}\n")
        return 0
    from azkit.cli.boundary import run

    return run(sys.argv[1:])
