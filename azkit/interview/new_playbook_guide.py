"""What is offered to the author of a new playbook at each question, worked out from the answers before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from azkit.facts.vocabulary import FactEntry
from azkit.ground.say import Text, plain, say
from azkit.ground.text import has_chinese, letter_text
from azkit.interview.asker import Asker, Move
from azkit.interview.new_playbook_form import LONGEST, cleaned, fitting_channels, names_of, printable
from azkit.interview.question import Ask
from azkit.library.load import Library

OPENING = {"Hello,": "您好：", "We are writing to you about the following.": "现就以下事项与您联系。"}
"""How a draft begins, with its Chinese."""

REQUEST = {"We ask you to take this into account.": "请予以考虑。"}
"""How a draft ends that is no message to a buyer: a letter to Amazon that asks for nothing is not answered."""


def draft_lines(facts: Mapping[str, FactEntry], reader: str) -> dict[str, str]:
    """A letter that says each fact in a line, every line with its Chinese."""
    lines = OPENING | {_english(name, each.title.en): _chinese(name, each.title.zh) for name, each in facts.items()}
    return lines if reader == "buyer" else lines | REQUEST


def _english(name: str, title: str) -> str:
    words = letter_text(title)
    return f"- {words[:1].upper()}{words[1:]}: {{{{ {name} }}}}"


def _chinese(name: str, title: str) -> str:
    return f"- {title}{'：' if has_chinese(title) else ' 为 '}{{{{ {name} }}}}"


@dataclass(frozen=True, slots=True)
class Guide:
    """What one library lets an author begin with."""

    library: Library

    def suggestion(self, place: str, answers: Mapping[str, str]) -> str:
        """The answer that an author gets without typing; empty where nobody else can know it."""
        match place:
            case "id":
                return _slug(answers.get("title_en", ""))
            case "said_en" | "said_zh" if answers.get("group"):
                return answers.get(place.replace("said", "title"), "")
            case "facts":
                return "order_id, item"
            case "channel":
                fitting = fitting_channels(self.library, answers["to"]) if answers.get("to") else []
                return fitting[0] if len(fitting) == 1 else ""
            case "letter":
                chosen = names_of(answers.get("facts", ""))
                return "\n".join(draft_lines({name: each for name, each in self._facts().items() if name in chosen}, answers.get("to", "")))
            case "reading":
                lines = self._reading(answers)
                return "\n".join(zh for _, zh in lines) if all(zh for _, zh in lines) else ""
        return ""

    def fitted(self, ask: Ask, answers: Mapping[str, str]) -> Ask | None:
        """The question as it stands after these answers; None when it has become pointless."""
        if ask.place in ("said_en", "said_zh") and not answers.get("group"):
            return None
        suggested = self.suggestion(ask.place, answers)
        if ask.place == "channel":
            fitting = fitting_channels(self.library, answers.get("to", ""))
            ask = replace(ask, options=tuple(option for option in ask.options if option.value in fitting))
        if ask.place == "reading":
            told = say("authoring.draft-reading" if suggested else "authoring.letter-lines")
            lines = self._reading(answers)
            ask = replace(ask, told=(told, *(plain(f"{number}. {en}") for number, (en, _) in enumerate(lines, 1))))
            suggested = "\n".join(zh or en for en, zh in lines)  # where nobody knows the Chinese, its English stands to be written over
        default = ask.default or suggested
        if ask.kind == "one" and default not in [option.value for option in ask.options]:
            default = ""
        return replace(ask, default=default)

    def _facts(self) -> dict[str, FactEntry]:
        return printable(self.library.vocabulary)

    def _reading(self, answers: Mapping[str, str]) -> list[tuple[str, str]]:
        """The lines of the letter with their Chinese, empty where it is not known."""
        known = draft_lines(self._facts(), answers.get("to", ""))
        return [(line, known.get(line, "")) for line in cleaned("letter", answers.get("letter", "")).split("\n")]


@dataclass(slots=True)
class GuidedAsker:
    """Puts each question as it stands after the answers before it, and passes over those that have become pointless."""

    asker: Asker
    guide: Guide
    answers: dict[str, str]
    offered: dict[str, str] = field(default_factory=dict)
    going_back: bool = False

    def ask(self, ask: Ask) -> str | Move:
        """The answer; an empty one is the suggestion, where there is one. Raises KeyboardInterrupt when the person leaves."""
        if ask.default == self.offered.get(ask.place) and not ask.faults:
            ask = replace(ask, default="")  # an offer that was taken as it stood follows what was changed before it
        fitted = self.guide.fitted(ask, self.answers)
        if fitted is None:
            return Move.BACK if self.going_back else ""
        self.offered[ask.place] = fitted.default
        reply = self.asker.ask(fitted)
        self.going_back = isinstance(reply, Move)
        if isinstance(reply, Move):
            return reply
        self.answers[ask.place] = reply if reply.strip() else self.guide.suggestion(ask.place, self.answers)
        return self.answers[ask.place]

    def tell(self, lines: Iterable[Text]) -> None:
        """Show these lines."""
        self.asker.tell(lines)


def _slug(title: str) -> str:
    """A title as an id, cut between words."""
    words = re.findall("[a-z0-9]+", letter_text(title).lower().replace("'", ""))
    while len("-".join(words)) > LONGEST["id"]:
        words.pop()
    return "-".join(words)
