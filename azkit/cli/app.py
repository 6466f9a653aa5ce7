"""The commands. Each is a short translation of its options into one call; heavy modules load inside."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from azkit.cli import options
from azkit.cli.playbook_commands import playbook_app

app = typer.Typer(
    name="azkit",
    help="Drafts the letters that an Amazon seller must write: claims, complaints, appeals. Offline; invents nothing.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=True,
)
app.add_typer(playbook_app, name="playbook")

PlaybookName = Annotated[Optional[str], typer.Argument(metavar="PLAYBOOK", help="The situation; azkit playbook list names them all.")]  # noqa: UP045


def _version(wanted: bool) -> None:
    if wanted:
        from azkit import __version__
        from azkit.cli.streams import put

        put(f"azkit {__version__}\n")
        raise typer.Exit


@app.callback()
def root(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False) -> None:
    """Drafts the letters that an Amazon seller must write: claims, complaints, appeals. Offline; invents nothing."""


def draft_letters(
    context: typer.Context,
    playbook: PlaybookName = None,
    facts: options.Facts = None,
    notice: options.Notice = "",
    case: options.Case = "",
    reply: options.Reply = "",
    sets: options.Sets = None,
    letters: options.Letters = None,
    sections: options.Sections = None,
    output: options.Output = "-",
    form: options.LetterFormat = "text",
    no_input: options.NoInput = False,
    save_facts: options.SaveFacts = "",
    profile: options.Profile = "",
    lang: options.Language = None,
    gloss: options.Gloss = "",
    overlays: options.Overlays = None,
    today: options.Today = "",
    force: options.Force = False,
    allowed: options.Allowed = None,
    errors: options.Errors = "",
    debug: options.Debug = False,
) -> None:
    """One command behind two doors: its own name says which family it drafts."""
    from azkit.cli.drafting_door import drafted

    code = drafted(
        door=context.info_name or "",
        playbook=playbook,
        facts=facts or [],
        notice=notice,
        case=case,
        reply=reply,
        sets=sets or [],
        letters=letters or [],
        sections=sections or [],
        allowed=allowed or [],
        output=output,
        form=form,
        save_facts=save_facts,
        profile=profile,
        no_input=no_input,
        lang=lang,
        gloss=gloss,
        overlays=overlays or [],
        today=today,
        force=force,
        errors=errors,
    )
    raise typer.Exit(code)


app.command("respond", help="Draft the letters for a claim or a buyer's message.")(draft_letters)
app.command("appeal", help="Draft an account appeal.")(draft_letters)


@app.command("init", help="Keep the defaults of one store: store name, store, time zone, signature, language.")
def init(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A short name for them, such as us.")] = "",
    sets: options.Sets = None,
    lang: options.Language = None,
    force: options.Force = False,
    debug: options.Debug = False,
) -> None:
    """Ask once; the interview offers the answers, scripts name them with --profile."""
    from azkit.cli.init_command import make_profile

    make_profile(name, sets or [], lang, force=force)


@app.command("lint", help="Judge letters that people wrote, by the rules that azkit's own letters keep.")
def lint(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Text files; - is standard input.")],
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="What they are: buyer, claim, appeal or support.")] = "",
    facts: options.Facts = None,
    earlier: Annotated[Optional[list[str]], typer.Option("--earlier", metavar="FILE", help="The letter of an earlier round. Repeatable, newest last.")] = None,  # noqa: UP045
    form: Annotated[str, typer.Option("--format", metavar="FORM", help="text, json or github.")] = "text",
    select: Annotated[Optional[list[str]], typer.Option("--select", metavar="RULE", help="Only this rule. Repeatable.")] = None,  # noqa: UP045
    ignore: Annotated[Optional[list[str]], typer.Option("--ignore", metavar="RULE", help="Not this rule. Repeatable.")] = None,  # noqa: UP045
    fail_on: Annotated[str, typer.Option("--fail-on", metavar="SEVERITY", help="error or warning: what ends with 4.")] = "error",
    lang: options.Language = None,
    overlays: options.Overlays = None,
    today: options.Today = "",
    debug: options.Debug = False,
) -> None:
    """Print what is wrong with each letter, why, and what to write instead. Lines that begin with > are not judged."""
    from azkit.cli.lint_call import linted

    code = linted(
        files=files,
        lang=lang,
        kind=kind,
        facts=facts or (),
        earlier=earlier or (),
        form=form,
        select=select or (),
        ignore=ignore or (),
        fail_on=fail_on,
        overlays=overlays or (),
        today=today,
    )
    raise typer.Exit(code)


@app.command("inspect", help="Read what Amazon, or somebody posing as Amazon, wrote.")
def inspect(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Texts or mails (.eml); - is standard input.")],
    form: options.Format = "text",
    lang: options.Language = None,
    overlays: options.Overlays = None,
    debug: options.Debug = False,
) -> None:
    """What it is, what it asks for with its words, until when, the facts it tells, who sent it, and the playbook for it."""
    from azkit.cli.inspect import inspected

    raise typer.Exit(inspected(files=files, form=form, overlays=overlays or [], lang=lang))


@app.command("batch", help="Draft a letter for every row of a table: CSV, TSV, JSONL, XLSX.")
def batch(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="The table; - is standard input.")],
    playbook: Annotated[str, typer.Option("--playbook", "-p", metavar="ID", help="The playbook of rows that name none.")] = "",
    sets: options.Sets = None,
    defaults: Annotated[Optional[list[str]], typer.Option("--default", metavar="NAME=VALUE", help="Fills empty cells. Repeatable.")] = None,  # noqa: UP045
    table_map: Annotated[str, typer.Option("--map", metavar="FILE", help="Which column is which fact; a file, or the name of a map that ships with azkit.")] = "",
    joins: Annotated[Optional[list[str]], typer.Option("--join", metavar="FILE:KEY[=KEY]", help="Facts of another table. Repeatable.")] = None,  # noqa: UP045
    encoding: Annotated[str, typer.Option("--encoding", metavar="NAME", help="The encoding of the tables, where they are not UTF-8.")] = "",
    output: Annotated[str, typer.Option("--output", "-o", metavar="PATH", help="A folder, or with --format json a file; - is standard output.")] = "-",
    form: options.Format = "text",
    cases: Annotated[str, typer.Option("--cases", metavar="DIR", help="Remember here which letters were written, so that a withdrawal is asked once.")] = "",
    profile: options.Profile = "",
    lang: options.Language = None,
    gloss: options.Gloss = "",
    overlays: options.Overlays = None,
    today: options.Today = "",
    jobs: Annotated[int, typer.Option("--jobs", "-j", metavar="N", help="Draft in N processes.")] = 1,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Draft, count, write nothing.")] = False,
    stop_on_error: Annotated[bool, typer.Option("--stop-on-error", help="Stop at the first rejected row.")] = False,
    force: options.Force = False,
    errors: options.Errors = "",
    debug: options.Debug = False,
) -> None:
    """Rows that cannot be drafted are rejected with their reasons, and the exit code is 5."""
    from azkit.cli.batch_call import batch_call

    call = batch_call(
        table=table,
        playbook=playbook,
        sets=sets or [],
        defaults=defaults or [],
        table_map=table_map,
        joins=joins or [],
        encoding=encoding,
        output=output,
        form=form,
        cases=cases,
        profile=profile,
        lang=lang,
        gloss=gloss,
        overlays=overlays or [],
        today=today,
        jobs=jobs,
        dry_run=dry_run,
        stop_on_error=stop_on_error,
        force=force,
        errors=errors,
    )
    raise typer.Exit(call.run())
