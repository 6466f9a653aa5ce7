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
    sets: options.Sets = None,
    letters: options.Letters = None,
    sections: options.Sections = None,
    output: options.Output = "-",
    form: options.Format = "text",
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
    from azkit.cli.call import Call
    from azkit.cli.drafting_door import perform

    call = Call(
        door=context.info_name or "",
        playbook=playbook,
        facts=facts or [],
        sets=sets or [],
        letters=letters or [],
        sections=sections or [],
        allowed=allowed or [],
        output=output,
        form=form,
        save_facts=save_facts,
        profile=profile,
        asks=not no_input,
        lang=lang,
        gloss=gloss,
        overlays=overlays,
        today=today,
        force=force,
        errors=errors,
    )
    raise typer.Exit(perform(call))


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
    form: Annotated[str, typer.Option("--format", metavar="FORM", help="text, json or github.")] = "text",
    select: Annotated[Optional[list[str]], typer.Option("--select", metavar="RULE", help="Only this rule. Repeatable.")] = None,  # noqa: UP045
    ignore: Annotated[Optional[list[str]], typer.Option("--ignore", metavar="RULE", help="Not this rule. Repeatable.")] = None,  # noqa: UP045
    fail_on: Annotated[str, typer.Option("--fail-on", metavar="SEVERITY", help="error or warning: what ends with 4.")] = "error",
    lang: options.Language = None,
    overlays: options.Overlays = None,
    debug: options.Debug = False,
) -> None:
    """Print what is wrong with each letter, why, and what to write instead. Lines that begin with > are not judged."""
    from azkit.cli.language import chosen_language
    from azkit.cli.lint import KINDS, Lint
    from azkit.ground.faults import usage
    from azkit.ground.say import say

    options.one_of("--format", form, ("text", "json", "github"))
    options.one_of("--fail-on", fail_on, ("error", "warning"))
    if kind not in KINDS:
        raise usage("--kind", say("doors.which-kind"))
    call = Lint(
        files=files,
        kind=kind,
        facts=facts or [],
        form=form,
        select=select or [],
        ignore=ignore or [],
        fail_on=fail_on,
        overlays=options.overlay_folders(overlays),
        lang=chosen_language(lang, for_machines=form != "text"),
    )
    raise typer.Exit(call.run())
