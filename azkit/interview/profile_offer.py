"""Profiles in the interview: offered once, when the first question comes that one of them could answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from azkit.ground.say import plain, say
from azkit.interview.asker import Asker, Move
from azkit.interview.question import Ask, Option


@dataclass(slots=True)
class Offer:
    """The facts of each profile by its name, and whether the offer has been made."""

    profiles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    made: bool = False

    def concerns(self, place: str) -> bool:
        """Whether a profile could answer this question and none has been offered yet."""
        return not self.made and any(place in facts for facts in self.profiles.values())

    def chosen(self, asker: Asker) -> Mapping[str, str] | None:
        """Offer the profiles; out: the facts of the chosen one, empty where the person declines, None for a step back."""
        options = [Option(name, say("interview.profile-line", name=name, facts=", ".join(facts.values()))) for name, facts in self.profiles.items()]
        ask = Ask(
            place="?profile",
            kind="one",
            question=say("interview.profile-which"),
            options=(*options, Option("", say("interview.profile-none"))),
            default=options[0].value,
            title=plain(""),
        )
        reply = asker.ask(ask)
        self.made = not isinstance(reply, Move)
        return None if isinstance(reply, Move) else self.profiles.get(reply, {})
