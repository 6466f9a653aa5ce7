"""The phrase language: how rules and notices name wording without regular expressions."""

from azkit.phrases.language import BadPhrase, parse_phrase
from azkit.phrases.matcher import Hit, PhraseBook

__all__ = ["BadPhrase", "Hit", "PhraseBook", "parse_phrase"]
