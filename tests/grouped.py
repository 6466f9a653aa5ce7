"""Many small checks as few tests: what thousands of tests cost beside what they check is minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

Check = Callable[..., None]


def grouped(rows: Iterable[tuple[Any, ...]], by: Callable[[tuple[Any, ...]], object] = lambda row: row[0]) -> Callable[[Check], Check]:
    """A test for each group of rows; the first row at which it fails is named beside the failure.

    With this scope the tests of one group stand together, so that one process keeps for all of them what they share.
    """
    groups: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows:
        groups.setdefault(str(by(row)), []).append(row)

    def decorate(check: Check) -> Check:
        def test(group: str) -> None:
            for row in groups[group]:
                try:
                    check(*row)
                except Exception as error:
                    error.add_note(f"at {', '.join(map(str, row))}")
                    raise

        test.__name__, test.__doc__, test.__module__ = check.__name__, check.__doc__, check.__module__
        return pytest.mark.parametrize("group", groups, scope="module")(test)

    return decorate
