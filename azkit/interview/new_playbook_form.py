"""The questions to the author of a new playbook, and what is wrong with an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from re import fullmatch, sub
from typing import Any

from azkit.facts.types import TYPES
from azkit.facts.vocabulary import FactEntry
from azkit.ground.nearest import unknown
from azkit.ground.say import Text, say
from azkit.ground.text import has_chinese, letter_text, one_line, sanitised
from azkit.interview.question import Ask, Kind, Option
from azkit.library.load import FAMILIES, Library

SIGNED = ("store", "store_name", "signature")
"""Facts that nobody has to choose: every letter is signed, and the store decides how it is read."""

CHANNELS = {
    "buyer": ("buyer",),
    "amazon": ("claim", "appeal", "support"),
    "seller-support": ("support",),
    "bank": ("claim",),
    "insurer": ("support",),
    "carrier": ("support",),
}
"""Every reader of a letter, with the kinds of channels that lead there."""

MONEY, DEFECT = ("seller", "amazon", "none", "open"), ("yes", "no", "open")

LONGEST = {"title": 120, "id": 60, "said": 160, "why": 600, "advice": 600, "letter": 20_000, "reading": 20_000}
"""Characters that an answer may have, by the first word of its place."""


def printable(vocabulary: Mapping[str, FactEntry]) -> dict[str, FactEntry]:
    """The facts that a letter can print as they are, each with an example of it."""
    return {name: each for name, each in vocabulary.items() if each.type in TYPES and each.example and not each.any_script and not each.only_in_tables}


def fitting_channels(library: Library, reader: str) -> list[str]:
    """The channels that lead to a reader; all of them while nobody has said who reads."""
    return [name for name, each in library.policy.channels.items() if each.kind in CHANNELS.get(reader, (each.kind,))]


def questions(library: Library) -> tuple[Ask, ...]:
    """All questions, in the order of asking. Their places are the names that `--set` takes."""
    facts = {name: each.title for name, each in printable(library.vocabulary).items() if name not in SIGNED}
    channels = {name: each.title for name, each in library.policy.channels.items()}
    return (
        _ask("title_en", example="The buyer asks for an invoice"),
        _ask("title_zh", example="买家索要发票"),
        _ask("id", example="invoice-request", help=say("authoring.help-id")),
        _ask("family", "one", {family: say(f"authoring.family-{family}") for family in FAMILIES}, example="messages"),
        _ask("group", "one", library.groups, decline=say("authoring.no-group")),
        _ask("said_en", example="The buyer wants an invoice", decline=say("authoring.as-the-name")),
        _ask("said_zh", example="买家要发票", decline=say("authoring.as-the-name")),
        _ask("facts", "several", facts, example="order_id, item", help=say("authoring.help-facts")),
        _ask("to", "one", {reader: say(f"doors.to-{reader}") for reader in CHANNELS}, example="buyer"),
        _ask("channel", "one", channels, example="buyer-message"),
        _ask("letter", "long", example="Hello,", help=say("authoring.help-letter")),
        _ask("reading", "long", example="您好：", help=say("authoring.help-reading")),
        _ask("why_en", example="The invoice has been sent; one short message says so."),
        _ask("why_zh", example="发票已发，写一条简短消息确认即可。"),
        _ask("money", "one", {value: say(f"doors.money-{value}") for value in MONEY}, example="none"),
        _ask("defect", "one", {value: say(f"doors.defect-{value}") for value in DEFECT}, example="no"),
        _ask("advice_en", example="Attach the invoice to the message as a PDF."),
        _ask("advice_zh", example="把发票 PDF 作为附件一起发出。"),
    )


def _ask(place: str, kind: Kind = "words", options: Mapping[str, Text] | None = None, **more: Any) -> Ask:
    shown = tuple(Option(value, label) for value, label in (options or {}).items())
    return Ask(place=place, kind=kind, title=say(f"authoring.title-{place}"), question=say(f"authoring.ask-{place}"), options=shown, **more)


def cleaned(place: str, words: str) -> str:
    """An answer as it is kept: on one line; a letter line by line, in plain punctuation; facts parted by commas.

    Raises ValueError for a character that was broken on its way.
    """
    if place in ("letter", "reading"):
        tidy = letter_text if place == "letter" else one_line
        return "\n".join(line for raw in sanitised(words).split("\n") if (line := tidy(raw)))
    line = one_line(words)
    return ", ".join(names_of(line)) if place == "facts" else line


def names_of(words: str) -> list[str]:
    """Names that a person wrote with commas between them, each once."""
    return list(dict.fromkeys(name for part in words.replace("，", ",").split(",") if (name := part.strip())))


@dataclass(frozen=True, slots=True)
class AuthorJudge:
    """Judges the answers of one author.

    `taken` says what stands in the way of an id; `trial` drafts the letter of these answers and says what is wrong with it.
    """

    library: Library
    asks: Mapping[str, Ask]
    taken: Callable[[str], Text | None]
    trial: Callable[[Mapping[str, str]], Text | None]

    def __call__(self, place: str, words: str, answers: Mapping[str, str]) -> Text | None:
        """What is wrong with an answer beside the others, or None."""
        try:
            words = cleaned(place, words)
        except ValueError:
            return say("library.forbidden-character")
        limit = LONGEST.get(place.partition("_")[0], len(words))
        if len(words) > limit:
            return say("authoring.too-long", count=len(words), limit=limit)
        if (place.endswith("_en") or place == "letter") and has_chinese(words):
            return say("authoring.not-english")
        return self._of_place(place, words, answers) if words else say("interview.needed")

    def _of_place(self, place: str, words: str, answers: Mapping[str, str]) -> Text | None:
        match place:
            case "id":
                well_formed = fullmatch("[a-z0-9]+(-[a-z0-9]+)*", words)
                return self.taken(words) if well_formed else say("authoring.id-form", example=self.asks["id"].example)
            case "facts":
                return next((unknown(name, known) for known in [self._values(place)] for name in names_of(words) if name not in known), None)
            case "channel":
                return _among(words, fitting_channels(self.library, answers.get("to", "")))
            case "letter" | "reading":
                return self._of_letter(place, words, answers)
        return _among(words, self._values(place)) if self.asks[place].options else None

    def _values(self, place: str) -> list[str]:
        return [option.value for option in self.asks[place].options]

    def _of_letter(self, place: str, words: str, answers: Mapping[str, str]) -> Text | None:
        if "{%" in words or "{#" in words:
            return say("authoring.no-statements")
        if place == "letter":
            return self.trial({**{name: each for name, each in answers.items() if name != "reading"}, "letter": words})
        lines, wanted = words.split("\n"), cleaned("letter", answers.get("letter", "")).split("\n")
        if len(lines) != len(wanted):
            return say("authoring.reading-lines", count=len(lines), wanted=len(wanted))
        if bare := [number for number, (line, english) in enumerate(zip(lines, wanted, strict=True), 1) if _has_words(english) and not has_chinese(line)]:
            return say("authoring.reading-line", number=bare[0])
        return self.trial({**answers, "reading": words})


def _has_words(line: str) -> bool:
    """Whether a line of the letter says something of its own besides the facts that it prints."""
    return any(char.isalpha() for char in sub("{{.*?}}", "", line))


def _among(word: str, known: Iterable[str]) -> Text | None:
    return None if word in known else say("doors.bad-choice", known=", ".join(known))
