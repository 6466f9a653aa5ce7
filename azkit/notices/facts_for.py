"""What a playbook can take from a notice: the facts that it uses, and the tables of an appeal."""

from __future__ import annotations

from azkit.facts.vocabulary import Choice
from azkit.ground.documents import Plain
from azkit.library.playbook import Playbook
from azkit.notices.model import Notice


def facts_for(notice: Notice, playbook: Playbook) -> dict[str, Plain]:
    """The facts of a notice that this playbook uses, as plain text that its vocabulary reads."""
    found: dict[str, Plain] = {**notice.facts, "metrics": _metrics(notice, playbook), "demands": _demands(notice, playbook), "issues": _issues(notice, playbook)}
    return {name: value for name, value in found.items() if value and name in playbook.uses}


def _metrics(notice: Notice, playbook: Playbook) -> list[Plain]:
    known = playbook.vocabulary["metric_name"].choices if "metric_name" in playbook.vocabulary else {}
    return [{"name": each.name, "value": each.value, "target": each.target} for each in notice.metrics if each.name in known and each.target]


def _demands(notice: Notice, playbook: Playbook) -> list[Plain]:
    """One row a demand and issue. What may be sent but need not is no demand that a plan must answer."""
    known = playbook.vocabulary["issue"].choices if "issue" in playbook.vocabulary else {}
    rows: list[Plain] = []
    for each in notice.demands:
        issues = [name for name in notice.issues if name in known and (name == each.issue or _names(each.quote, known[name]))]
        if each.issue in known and each.issue not in issues:
            issues.append(each.issue)
        if each.required:
            rows.extend({"part": each.part, **({"issue": issue} if issue else {}), "quote": each.quote} for issue in issues or [""])
    return rows


def _names(words: str, issue: Choice) -> bool:
    """Whether Amazon's words name an issue as we do: one bullet may be about several."""
    return any(name and name.casefold() in words.casefold() for name in (issue.letter or issue.en, issue.zh))


def _issues(notice: Notice, playbook: Playbook) -> str:
    known = playbook.vocabulary["issues"].choices if "issues" in playbook.vocabulary else {}
    return ", ".join(name for name in notice.issues if name in known)
