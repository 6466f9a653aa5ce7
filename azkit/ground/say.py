"""Words for people, always in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

Lang = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Text:
    """One message in English and Chinese; the door chooses which one a person sees."""

    en: str
    zh: str

    def __reduce__(self) -> tuple[type[Text], tuple[str, str]]:
        """A short pickle: a library has thousands of these."""
        return Text, (self.en, self.zh)

    def in_(self, lang: Lang) -> str:
        """The message in `lang`."""
        return self.zh if lang == "zh" else self.en


def say(message: str, /, **values: Any) -> Text:
    """The message with this id, its slots filled.

    `message` is `<part>.<name>`: the module `messages_<part>` of this package holds it, so that a run
    loads only the messages that it may need. A value that is itself a `Text` speaks each language in turn.
    Raises KeyError for an id that does not exist.
    """
    part, _, name = message.partition(".")
    en, zh = import_module(f"azkit.ground.messages_{part}").MESSAGES[name]
    return Text(en.format(**_in(values, "en")), zh.format(**_in(values, "zh")))


def headed(words: str, lang: Lang) -> str:
    """Words that stand above others, with the colon of their language."""
    return words + ("：" if lang == "zh" else ":")


def described(en: str, zh: str) -> str:
    """A description in a schema, which editors show while one types: both languages in one line."""
    return f"{en} / {zh}"


def plain(words: str) -> Text:
    """The same words in both languages: an id, a figure, a name."""
    return Text(words, words)


def _in(values: dict[str, Any], lang: Lang) -> dict[str, Any]:
    return {name: value.in_(lang) if isinstance(value, Text) else value for name, value in values.items()}
