"""What happens to one row of a batch, in this process or in another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from azkit.drafting.draft import draft
from azkit.drafting.model import Faults
from azkit.ground.faults import Fault
from azkit.ground.say import Lang, say
from azkit.library.playbook import Playbook
from azkit.outputs.draft_json import draft_object
from azkit.rules.engine import Judge
from azkit.tables.outcome import Outcome, Task, outcome_of, rejected


@dataclass(frozen=True, slots=True)
class Drafter:
    """Drafts rows. It pickles, and drafts the same in every process."""

    playbooks: Mapping[str, tuple[Playbook, Judge]]
    now: datetime
    records: Lang | None
    """The language of the line of JSON that each row gets; None: no such line is wanted."""
    readings: bool

    def __call__(self, task: Task) -> Outcome:
        """Draft one row; everything wrong with it is found at once."""
        outcome = self._drafted(task)
        if self.records and outcome.faults:
            return outcome._replace(record=json.dumps(rejected_object(outcome, self.records), ensure_ascii=False))
        return outcome

    def _drafted(self, task: Task) -> Outcome:
        if not task.readable:
            return rejected(task, task.faults)
        wrong = {fault.name for fault in task.faults}
        facts = {name: value for name, value in task.facts.items() if name not in wrong}
        playbook, judge = self.playbooks[task.playbook]
        result = draft(playbook, facts, self.now, judge=judge)
        if task.faults:
            others = result.faults if isinstance(result, Faults) else ()
            return rejected(task, (*task.faults, *(fault for fault in others if fault.name not in wrong)))
        outcome = outcome_of(task, result, readings=self.readings)
        if self.records is None or outcome.faults or isinstance(result, Faults):
            return outcome
        return outcome._replace(record=json.dumps({"row": task.number, **draft_object(result, self.records, gloss=self.readings)}, ensure_ascii=False))


def rejected_object(outcome: Outcome, lang: Lang) -> dict[str, object]:
    """A rejected row for programs."""
    return {"row": outcome.number, "errors": [{"fact": fault.name or None, "message": reason(fault, lang)} for fault in outcome.faults]}


def reason(fault: Fault, lang: Lang) -> str:
    """Why a row was rejected, without the name of the fact."""
    return say("tables.missing", question=fault.message).in_(lang) if fault.kind == "missing" else fault.message.in_(lang)
