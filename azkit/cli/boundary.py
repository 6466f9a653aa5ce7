"""The one boundary from exceptions to exit codes and lines on stderr (docs/exit-codes.md)."""

from __future__ import annotations

import contextlib
import json
import signal
import sys
from collections.abc import Sequence
from typing import Any

from azkit.cli.language import people_language
from azkit.cli.plain import plain_call
from azkit.cli.streams import ReaderGone, silence, take_leave, tell
from azkit.ground.faults import Fault, FileTrouble, Refused
from azkit.ground.say import Lang, say

BUG, USAGE, INTERRUPTED = 1, 2, 130


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; nothing but the code leaves this function."""
    _heed_signals()
    try:
        return _command(list(arguments))
    except KeyboardInterrupt:
        take_leave()
        tell(say("doors.interrupted").in_(people_language(arguments)))
        return INTERRUPTED
    except (ReaderGone, BrokenPipeError):
        silence()
        return 0
    except SystemExit as end:  # typer ends so when nobody reads its help
        silence()
        return 0 if type(sys.stdout).__name__ == "PacifyFlushWrapper" else int(end.code or 0)
    except Refused as refused:
        _tell_faults(refused.faults, arguments)
        return refused.exit_code
    except FileTrouble as trouble:
        _tell_trouble(trouble, arguments)
        return trouble.exit_code
    except Exception as error:  # noqa: BLE001  the boundary: whatever else comes is a bug, said in one line without any value
        if "--debug" in arguments:
            import traceback

            traceback.print_exc()
        tell("azkit: " + say("doors.bug", kind=type(error).__name__).in_(people_language(arguments)))
        return BUG


def _command(arguments: list[str]) -> int:
    call = plain_call(arguments)
    if call is not None:
        return call()
    import typer

    from azkit.cli.app import app

    click_error: Any = typer.BadParameter.__mro__[2]  # the base of usage errors; typer keeps its own copy of click
    try:
        result = typer.main.get_command(app).main(args=arguments, prog_name="azkit", standalone_mode=False)
    except click_error as error:
        _tell_usage(error.format_message(), getattr(error, "ctx", None), arguments)
        return USAGE
    except typer.Abort as error:
        raise KeyboardInterrupt from error
    if result == INTERRUPTED:
        raise KeyboardInterrupt
    return result if isinstance(result, int) else 0


def _tell_trouble(trouble: FileTrouble, arguments: Sequence[str]) -> None:
    """A file that cannot be read or written, for people or for programs."""
    if "json" in _errors_form(arguments):
        _tell_faults([Fault("usage", "usage", "", trouble.message)], arguments)
    else:
        tell("azkit: " + trouble.message.in_(people_language(arguments)))


def _tell_usage(problem: str, context: Any, arguments: Sequence[str]) -> None:
    """A call that typer itself refuses; a group without a command is answered by its help."""
    if problem.startswith("Usage:"):
        tell(problem)
        return
    if context is not None and "json" not in _errors_form(arguments):
        tell(context.get_usage())
    _tell_faults([Fault("usage", "usage", "", say("doors.call", problem=problem))], arguments)


def _tell_faults(faults: Sequence[Fault], arguments: Sequence[str]) -> None:
    """Every fault, for people or (`--errors json`) for programs."""
    if "json" in _errors_form(arguments):
        lang = people_language(arguments, for_machines=True)
        for fault in faults:
            tell(json.dumps(fault_object(fault, lang), ensure_ascii=False))
        return
    lang = people_language(arguments)
    wrong = [fault for fault in faults if fault.kind != "missing"]
    missing = [fault for fault in faults if fault.kind == "missing"]
    for fault in wrong:
        tell(fault_line(fault, lang))
    if missing:
        takes_files = list(arguments[:1]) in (["respond"], ["appeal"])
        tell(say("doors.missing-head" if takes_files else "doors.missing-answers").in_(lang))
    for fault in missing:
        tell("  " + fault_line(fault, lang))


def fault_line(fault: Fault, lang: Lang) -> str:
    """One fault in one line: `file:line: name: what is wrong; what to do`, or the question for what is missing."""
    if fault.kind == "missing":
        message = "doors.missing-line" if fault.example else "doors.missing-line-bare"
        return say(message, name=fault.name, question=fault.message, example=fault.example).in_(lang)
    return ": ".join(part for part in (fault.where or "azkit", fault.name, fault.message.in_(lang)) if part)


def fault_object(fault: Fault, lang: Lang) -> dict[str, Any]:
    """One fault for programs."""
    return {
        "kind": fault.kind,
        "fact": fault.name or None,
        "message": fault.message.in_(lang),
        "question": fault.question.in_(lang) if fault.question else None,
        "example": fault.example or None,
        "where": fault.where or None,
    }


def _errors_form(arguments: Sequence[str]) -> str:
    """What `--errors` asks for; read here because usage errors come before any option is parsed."""
    for index, argument in enumerate(arguments):
        if argument.startswith("--errors="):
            return argument.partition("=")[2]
        if argument == "--errors":
            return "".join(arguments[index + 1 : index + 2])
    return ""


def _heed_signals() -> None:
    """A wish to end, and a window that closes, end a run as Ctrl-C does; whoever asked to ignore them (nohup) is obeyed."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        with contextlib.suppress(ValueError):
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, _interrupt)


def _interrupt(_number: int, _frame: Any) -> None:
    raise KeyboardInterrupt
