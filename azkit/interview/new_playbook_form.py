"""The questions to the author of a new playbook, and what is wrong with an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from azkit.facts.types import TYPES
from azkit.facts.vocabulary import FactEntry, Slug
from azkit.ground.say import Text, plain, say
from azkit.ground.text import has_chinese, letter_text, one_line
from azkit.interview.question import Ask, Kind, Option
from azkit.library.load import FAMILIES, Library
from azkit.library.playbook_model import Cost, LetterForm
from azkit.library.shared_faults import unknown

ALWAYS = ("store", "store_name")
"""Facts that every new playbook asks for: its letter is signed."""

KINDS = {
    "buyer": ("buyer",),
    "amazon": ("claim", "appeal", "support"),
    "seller-support": ("support",),
    "bank": ("claim",),
    "insurer": ("support",),
    "carrier": ("support",),
}
"""The kinds of channels through which each reader is reached."""

LONGEST = {"title": 120, "id": 60, "said": 160, "why": 600, "advice": 600, "letter": 20_000, "reading": 20_000}
"""Characters that an answer may have, by the first word of its place."""


def printable_facts(vocabulary: Mapping[str, FactEntry]) -> dict[str, FactEntry]:
    """The facts that a letter can print as they are, with an example that shows it."""
    return {name: each for name, each in vocabulary.items() if each.type in TYPES and each.example and not each.any_script and not each.only_in_tables}


def questions(library: Library) -> tuple[Ask, ...]:
    """All questions, in the order of asking. Their places are the names that `--set` takes."""
    facts = [Option(name, each.title) for name, each in printable_facts(library.vocabulary).items() if name not in (*ALWAYS, "signature")]
    return (
        _words("title_en", "The buyer asks for an invoice"),
        _words("title_zh", "买家索要发票"),
        _words("id", "invoice-request", help=say("authoring.help-id")),
        _one("family", "messages", [Option(family, say(f"authoring.family-{family}")) for family in FAMILIES]),
        _one("group", "", [Option(group, words) for group, words in library.groups.items()], decline=say("authoring.no-group")),
        _words("said_en", "The buyer wants an invoice", decline=say("authoring.as-the-name")),
        _words("said_zh", "买家要发票", decline=say("authoring.as-the-name")),
        _ask("facts", "several", "order_id, item", options=tuple(facts), help=say("authoring.help-facts")),
        _one("to", "buyer", [Option(reader, say(f"doors.to-{reader}")) for reader in KINDS]),
        _one("channel", "buyer-message", [Option(channel, each.title) for channel, each in library.policy.channels.items()]),
        _ask("letter", "long", "Hello,", help=say("authoring.help-letter")),
        _ask("reading", "long", "您好：", help=say("authoring.help-reading")),
        _words("why_en", "The invoice has been sent; one short message says so."),
        _words("why_zh", "发票已发，写一条简短消息确认即可。"),
        _one("money", "none", [Option(value, say(f"doors.money-{value}")) for value in _values(Cost, "money")]),
        _one("defect", "no", [Option(value, say(f"doors.defect-{value}")) for value in _values(Cost, "defect")]),
        _words("advice_en", "Attach the invoice to the message as a PDF."),
        _words("advice_zh", "请把发票 PDF 作为附件一起发出。"),
    )
