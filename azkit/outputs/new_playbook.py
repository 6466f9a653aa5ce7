"""A new playbook as text: the answers of its author become a YAML file, a template, and the schema for an editor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from azkit.facts.vocabulary import FactEntry
from azkit.ground.plain_yaml import quoted
from azkit.library.schema import schema_text
from azkit.library.template_model import named
from azkit.library.template_parse import READING_MARK, parse_sentences

SCHEMA = "schemas/playbook.json"
ALWAYS = ("store", "store_name", "order_id", "item")
"""Facts that every new playbook lists. One that its letter does not print is never asked for."""

EXAMPLE, ROUTE = "complete", "write"
EARLIEST = "2026-05-15"
"""The day of an example whose facts need no later one."""

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def playbook_path(answers: Mapping[str, str]) -> str:
    """Where the playbook goes, below the overlay."""
    return f"{answers['family']}/{answers['id']}.yaml"


def template_path(answers: Mapping[str, str]) -> str:
    """Where its template goes, below the templates of the overlay."""
    return f"{answers['family']}/{answers['id']}/{_letter(answers)}.txt"


def playbook_files(answers: Mapping[str, str], vocabulary: Mapping[str, FactEntry]) -> dict[str, str]:
    """All files of a new playbook by their path below the overlay.

    In: every answer by place, as `cleaned`; the vocabulary against which the playbook will be linked. An unknown name in the letter is left to the link.
    """
    return {
        playbook_path(answers): "\n".join(_playbook(answers, vocabulary)) + "\n",
        f"templates/{template_path(answers)}": _template(answers),
        SCHEMA: schema_text("playbook"),
    }


def printed_names(*texts: str) -> list[str]:
    """The names that these texts print, each once; what cannot be read as a template prints nothing."""
    found = (name for text in texts for name in named(parse_sentences(text, "", lambda *_: None).nodes))
    return list(dict.fromkeys(found))


def _template(answers: Mapping[str, str]) -> str:
    """Each line of the letter with its reading under it. A line is a paragraph; items of a list stay together."""
    lines = list(zip(answers["letter"].split("\n"), answers["reading"].split("\n"), strict=True))
    text, before = "", ""
    for english, chinese in lines:
        text += "\n" if before and not (_is_item(before) and _is_item(english)) else ""
        text += f"{english}\n{READING_MARK}{chinese}\n"
        before = english
    return f'{text}\n{{% include "partials/{_sign_off(answers)}.txt" %}}\n'


def _is_item(line: str) -> bool:
    return line.startswith("- ")


def _sign_off(answers: Mapping[str, str]) -> str:
    """Buyers see the store name alone; everybody else the name of whoever signs, where one is given."""
    return "sign-off" if answers["to"] == "buyer" else "sign-off-amazon"


def _letter(answers: Mapping[str, str]) -> str:
    return f"to-{answers['to']}"


def _playbook(answers: Mapping[str, str], vocabulary: Mapping[str, FactEntry]) -> Iterator[str]:
    printed = printed_names(answers["letter"], answers["reading"])
    facts = _listed(answers, printed, vocabulary)
    yield f"# yaml-language-server: $schema=../{SCHEMA}"
    yield "schema: 1"
    yield f"id: {answers['id']}"
    yield f"family: {answers['family']}"
    yield from _pair("title", answers, "title")
    if answers["group"]:
        yield "triage:"
        yield f"  - group: {answers['group']}"
        yield from _both(answers, "said", "    ")
    yield "status: draft"
    yield "applies: {stores: all, fulfilment: [seller, amazon]}"
    yield ""
    yield "facts:"
    yield from (f"  - {name}: {{optional: true}}" if name == "signature" else f"  - {name}" for name in facts)
    yield from _way(answers)
    yield "sources: [OWN]"
    yield from _examples({name: vocabulary[name] for name in facts}, "order_id" if "order_id" in printed else "store_name")


def _listed(answers: Mapping[str, str], printed: Iterable[str], vocabulary: Mapping[str, FactEntry]) -> list[str]:
    """The facts of the playbook, in the order of the vocabulary: those chosen, those printed, and whoever signs."""
    wanted = {*ALWAYS, *answers["facts"].split(", "), *printed, *(() if answers["to"] == "buyer" else ("signature",))}
    return [name for name in vocabulary if name in wanted]


def _way(answers: Mapping[str, str]) -> Iterator[str]:
    """The one letter and the one route."""
    letter = _letter(answers)
    yield from ("", "letters:", f"  {letter}:", f"    to: {answers['to']}", f"    channel: {answers['channel']}", f"    template: {template_path(answers)}")
    yield from ("", "routes:", f"  - id: {ROUTE}")
    yield from _pair("why", answers, "why", "    ")
    yield f"    cost: {{money: {answers['money']}, defect: {quoted(answers['defect'])}, source: OWN}}"
    yield from (f"    letters: [{letter}]", "    advice:")
    yield f"      - en: {quoted(answers['advice_en'])}"
    yield from (f"        zh: {quoted(answers['advice_zh'])}", "")


def _examples(facts: Mapping[str, FactEntry], left_out: str) -> Iterator[str]:
    """One example that must draft, and the same without one fact, which must be refused."""
    days = [each.example[:10] for each in facts.values() if "today" in each.bounds.not_after and _ISO_DAY.match(each.example)]
    today = max([EARLIEST, *days])
    yield from ("", "examples:", f"  {EXAMPLE}:", f"    today: {today}", f"    route: {ROUTE}", "    facts:")
    yield from (f"      {name}: {quoted(each.example)}" for name, each in facts.items())
    yield from ("", "refused:", f"  no-{left_out.replace('_', '-')}:", f"    today: {today}", f"    faults: {{{left_out}: missing}}", "    facts:")
    yield from (f"      {name}: {quoted(each.example)}" for name, each in facts.items() if name != left_out)


def _pair(key: str, answers: Mapping[str, str], stem: str, indent: str = "") -> Iterator[str]:
    yield f"{indent}{key}:"
    yield from _both(answers, stem, indent + "  ")


def _both(answers: Mapping[str, str], stem: str, indent: str) -> Iterator[str]:
    yield from (f"{indent}{lang}: {quoted(answers[f'{stem}_{lang}'])}" for lang in ("en", "zh"))
