"""The phrase language: how rules and notices name wording without regular expressions."""

from azkit.phrases.language import BadPhrase, parse_phrase
from azkit.phrases.matcher import MOST_HITS, Hit, PhraseBook

__all__ = ["MOST_HITS", "BadPhrase", "Hit", "PhraseBook", "parse_phrase"]
