"""`--format docx` and `pdf`: what is said before any work is done."""

from __future__ import annotations

from azkit.cli.call import Call
from azkit.ground.faults import usage
from azkit.ground.say import say
from azkit.outputs.paper import is_installed


def refuse_early(call: Call) -> None:
    """Raises Refused (2) where no file is named, or where the library of the form is not installed."""
    if call.output == "-":
        raise usage("--output", say("doors.needs-file", form=call.form))
    if not is_installed(call.form):
        raise usage("--format", say("doors.no-extra", form=call.form))
