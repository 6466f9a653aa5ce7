"""`azkit playbook list|show|facts|new|check|schema`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Optional

import typer

from azkit.cli import options, values

playbook_app = typer.Typer(help="The situations that azkit knows: list, show, facts, new, check, schema.", no_args_is_help=True, rich_markup_mode=None)

Lang = options.Language


@playbook_app.command("list")
def list_playbooks(form: options.Format = "text", lang: Lang = None, overlays: options.Overlays = None, debug: options.Debug = False) -> None:
    """List the playbooks with their facts. A faulty one is named on standard error; the others are listed."""
    from azkit.cli.playbook_listing import listed

    listed(form=form, lang=lang, overlays=overlays or [])


@playbook_app.command("show")
def show_playbook(
    playbook: Annotated[str, typer.Argument(metavar="ID", help="The playbook.")],
    form: options.Format = "text",
    lang: Lang = None,
    overlays: options.Overlays = None,
    debug: options.Debug = False,
) -> None:
    """Draw the decision tree of a playbook: its routes in order, each with its condition, price and letters."""
    import shutil
    import sys

    from azkit.cli.language import chosen_language
    from azkit.cli.streams import put
    from azkit.library.load import load
    from azkit.library.snapshot import linked
    from azkit.outputs.decision_tree import WIDTH, tree_json, tree_text

    values.one_of("--format", form, ("text", "json"))
    language = chosen_language(lang, for_machines=form == "json")
    opened = linked(load(values.overlay_folders(overlays)), playbook)
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    width = shutil.get_terminal_size((WIDTH, 24)).columns if on_terminal else WIDTH
    put(tree_json(opened, language) if form == "json" else tree_text(opened, language, width))


@playbook_app.command("facts")
def playbook_facts(
    playbook: Annotated[str, typer.Argument(metavar="ID", help="The playbook.")],
    example_name: Annotated[Optional[str], typer.Argument(metavar="NAME", help="With --example: which one.")] = None,  # noqa: UP045
    example: Annotated[bool, typer.Option("--example", help="Fill in an example, with its days moved to today.")] = False,
    form: options.Format = "text",
    output: options.Output = "-",
    force: options.Force = False,
    lang: Lang = None,
    overlays: options.Overlays = None,
    today: options.Today = "",
    debug: options.Debug = False,
) -> None:
    """Print a facts file to fill in, or a filled-in example."""
    from azkit.cli.language import chosen_language
    from azkit.cli.streams import put
    from azkit.drafting.examples import moved_example
    from azkit.ground.faults import usage
    from azkit.ground.say import say
    from azkit.library.load import load
    from azkit.library.snapshot import linked
    from azkit.outputs.facts_file import facts_form
    from azkit.outputs.targets import is_folder, write_all

    values.one_of("--format", form, ("text", "json"))
    now = values.now_of(today)
    opened = linked(load(values.overlay_folders(overlays)), playbook)
    if example_name and not example:
        raise usage("NAME", say("doors.example-name-alone"))
    if example_name and example_name not in opened.examples:
        raise usage("NAME", say("doors.no-example", playbook=playbook, known=", ".join(opened.examples)))
    facts = moved_example(opened, example_name or "", now) if example else {}
    as_json = json.dumps(facts, ensure_ascii=False, indent=2) + "\n"
    text = as_json if form == "json" else facts_form(opened, facts, chosen_language(lang, for_machines=False))
    if output == "-":
        put(text)
    else:
        name = f"{playbook}.json" if form == "json" else f"{playbook}.yaml"
        write_all({Path(output, name) if is_folder(output) else Path(output): text}, force=force)


@playbook_app.command("new")
def new_playbook(
    playbook: Annotated[Optional[str], typer.Argument(metavar="ID", help="Its short name: small letters, digits, dashes.")] = None,  # noqa: UP045
    sets: Annotated[Optional[list[str]], typer.Option("--set", "-s", metavar="NAME=VALUE", help="One answer beforehand. Repeatable.")] = None,  # noqa: UP045
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder of your own playbooks.")] = Path("my-playbooks"),
    force: options.Force = False,
    lang: options.Language = None,
    overlays: options.Overlays = None,
    today: options.Today = "",
    debug: options.Debug = False,
) -> None:
    """Ask what a new playbook needs, and write it with its template and examples. It is checked before it is written."""
    from azkit.cli.new_playbook import NewPlaybook

    now, folders = values.now_of(today), values.overlay_folders(overlays)
    NewPlaybook(playbook=playbook, sets=sets or [], folder=output, overlays=folders, lang=lang, now=now, force=force).run()


@playbook_app.command("check")
def check_playbooks(form: options.Format = "text", lang: Lang = None, overlays: options.Overlays = None, debug: options.Debug = False) -> None:
    """Check every playbook, template, fact, policy value and rule, and draft every example."""
    from azkit.cli.boundary import fault_line, fault_object
    from azkit.cli.language import chosen_language
    from azkit.cli.streams import put
    from azkit.drafting.proof import prove
    from azkit.ground.say import say
    from azkit.library.load import load

    values.one_of("--format", form, ("text", "json"))
    language = chosen_language(lang, for_machines=form == "json")
    proof = prove(load(values.overlay_folders(overlays)))
    if form == "json":
        put(json.dumps([fault_object(fault, language) for fault in proof.faults], ensure_ascii=False, indent=2) + "\n")
    elif proof.faults:
        put("".join(fault_line(fault, language) + "\n" for fault in proof.faults) + say("doors.check-failed", count=len(proof.faults)).in_(language) + "\n")
    else:
        put(say("doors.checked", playbooks=proof.playbooks, examples=proof.examples, rules=proof.rules).in_(language) + "\n")
    raise typer.Exit(3 if proof.faults else 0)


@playbook_app.command("schema")
def schema(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="The kind of file: playbook, facts, policy, …; a wrong one is answered with all of them.")] = "playbook",
    form: options.Format = "json",
    lang: Lang = None,
    overlays: options.Overlays = None,
    debug: options.Debug = False,
) -> None:
    """Print the JSON Schema of one kind of file, for editors."""
    from azkit.cli.streams import put
    from azkit.library.schema import schema_text
    from azkit.library.source_files import FORMS

    values.one_of("KIND", kind, tuple(FORMS))
    put(schema_text(kind))
