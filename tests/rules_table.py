"""The table of rules in docs/rules.md.

python -m tests.rules_table        writes it anew; look at the difference before you commit it
"""

from __future__ import annotations

from pathlib import Path

from azkit.library.load import Library, load
from tests.generated import placed

DOCUMENT = Path(__file__).parent.parent / "docs" / "rules.md"


def table(library: Library) -> str:
    """Every rule that ships, file by file: what it looks at, and what it says."""
    lines = ["| rule | severity | test | letters | says | source |", "| --- | --- | --- | --- | --- | --- |"]
    for rule_id, rule in library.rules.items():
        letters = ", ".join(rule.letters) or ("the case" if rule.kind == "case" else "all")
        sections = f", section {', '.join(rule.sections)}" if rule.sections else ""
        given = f"; only when `{rule.given}`" if rule.given else ""
        lines.append(f"| `{rule_id}` | {rule.severity} | `{rule.test}` | {letters}{sections} | {rule.say.en}{given} | {rule.source} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(placed(DOCUMENT.read_text(encoding="utf-8"), "rules", table(load())), encoding="utf-8")
