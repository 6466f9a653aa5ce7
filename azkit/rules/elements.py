"""What tests look for by its form: ids, days, amounts, addresses, marks. Patterns stand in code, because data holds none; each runs in linear time.

A pattern that begins with a set of characters is looked for several times as fast as one that begins with a look around. So those of
figures take their first character at once, and then look back: at what stands before it, and at which one it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice


def _after_the_first(words: Iterable[str]) -> str:
    """The rest of any of these words, where their first letter has been taken."""
    return "|".join(f"(?<={word[0]}){word[1:]}" for word in words)


_MONTHS = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?",
    "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_SIGNS = r"(?:USD|EUR|GBP|CAD|AUD|JPY|CNY|INR|MXN|BRL|SEK|PLN|TRY|AED|SAR|EGP|SGD|[$€£¥])"
_BEGINS_A_WORD = r"(?<!\w.)"

ELEMENTS: dict[str, re.Pattern[str]] = {
    "order-id": re.compile(rf"[0-9SD]{_BEGINS_A_WORD}[0-9]{{2}}-[0-9]{{7}}-[0-9]{{7}}\b"),
    "day": re.compile(
        rf"[0-9ADFJMNOSadfjmnos]{_BEGINS_A_WORD}(?i:(?<=[0-9])(?:[0-9]?(?:st|nd|rd|th)?(?: of)? (?:{'|'.join(_MONTHS)})\.?,? [0-9]{{4}}|[0-9]{{3}}-[0-9]{{2}}-[0-9]{{2}})"
        rf"|(?:{_after_the_first(_MONTHS)})\.? [0-9]{{1,2}}(?:st|nd|rd|th)?,? [0-9]{{4}})\b"
    ),
    "amount": re.compile(rf"(?=[0-9$€£¥]|[A-Z]{{3}} ?[0-9])(?:{_SIGNS} ?[0-9][0-9.,]*|\b[0-9][0-9.,]* ?(?:{_SIGNS}))", re.IGNORECASE),
    "asin": re.compile(r"B0(?<!\w..)[A-Z0-9]{8}\b"),
    "percentage": re.compile(rf"[0-9]{_BEGINS_A_WORD}[0-9]{{0,2}}(?:[.,][0-9]{{1,3}})? ?(?:%|(?i:percent)\b)"),
    "street": re.compile(
        rf"[0-9]{_BEGINS_A_WORD}[0-9]{{0,4}}[A-Z]? (?:[NSEW]\.? )?(?:[A-Z][a-z]{{1,30}} ){{1,3}}"
        r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Terrace|Highway|Hwy|Parkway|Pkwy)\b"
    ),
    "number": re.compile(rf"[0-9]{_BEGINS_A_WORD}[0-9]*\b"),
    "tracking-number": re.compile(r"[A-Z0-9](?<=\b(?=[A-Z0-9]*[0-9]{6}).)[A-Z0-9]{9,33}\b"),
    "word": re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*"),
}

WEB_ADDRESS = re.compile(
    r"(?:https?://|www\.)([A-Za-z0-9.-]{1,253})[^\s<>\"']{0,500}"
    r"|(?<![A-Za-z0-9.-])((?:[A-Za-z0-9-]{1,63}\.){1,8}(?:com|net|org|shop|store|io|co|cn|de|uk))/[^\s<>\"']{0,500}"
)
EMAIL_ADDRESS = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
TELEPHONE = re.compile(
    r"[+(0-9](?<![\w-].)(?:(?<=\+)[0-9]{1,3}[ .-]?(?:\([0-9]{1,4}\)[ .-]?)?[0-9][0-9 .-]{5,14}[0-9]"
    r"|(?:(?<=1)[ .-]\(?[0-9]{3}|(?<=\()[0-9]{3}|(?<=[0-9])[0-9]{2})\)?[ .-][0-9]{3}[ .-][0-9]{4}"
    r"|(?<=0)[0-9]{2,4}[ -][0-9]{3,4}[ -]?[0-9]{3,4})(?![\w-])"
)
MALFORMED_ORDER_ID = re.compile(r"[0-9](?<![\w-].)(?![0-9]{2}-[0-9]{7}-[0-9]{7}(?![\w-]))[0-9]{1,3}-[0-9]{6,8}-[0-9]{6,8}(?![\w-])")
AMBIGUOUS_DAY = re.compile(r"[0-9](?<![\w/.-].)(?:(?<=0)[1-9]|(?<=1)[0-2]|(?<=[1-9]))[/.](?:0?[1-9]|1[0-2])[/.](?:[0-9]{4}|[0-9]{2})(?![\w/-])")
EMOJI = re.compile("(?=[:;\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff])(?:[^:;]|(?<!\\w)[:;]-?[)D(](?!\\w))")
MARKUP = re.compile(
    r"</?(?:b|i|u|p|br|a|div|span|strong|em|ul|ol|li|h[0-9]|table|tr|td|img|font)\b[^>\n]{0,200}>"
    r"|\*\*[^*\n]{1,200}\*\*|__[^_\n]{1,200}__|(?m:^#{1,6} )|&(?:nbsp|amp|lt|gt|quot);",
    re.IGNORECASE,
)
EXCLAMATION = re.compile(r"!(?: ?!)+|\?(?: ?[?!])+")
BLANK_LINES = re.compile(r"\n[ \t]*\n[ \t]*\n(?:[ \t]*\n)*")
DOUBLED_WORD = re.compile(r"\b([A-Za-z]{2,20})[ \n]+\1\b", re.IGNORECASE)
SHOUTED = re.compile(r"\b[A-Z]{4,}(?:'[A-Z]+)?\b")
SENTENCE_END = re.compile(r"[.!?](?=[\"')\]]*(?:\s|$))|\n\s*\n|\n(?=- |[0-9]+[.)] )|:\n")
PARAGRAPH_END = re.compile(r"\n[ \t]*\n|\n(?=- |[0-9]+[.)] )")

ABBREVIATIONS = frozenset(
    {
        "ASIN", "ASINS", "FNSKU", "SKUS", "USPS", "FEDEX", "AMZL", "YODEL", "EVRI", "BPOST", "ISBN", "EORI", "IOSS", "HTTP", "HTTPS",
        "GMBH", "CORP", "COVID", "SAFE", "EDDS",
    }
)  # fmt: skip
"""Words in capitals that are names, not shouts. Those of four letters and more count; shorter ones are never shouts."""

DOUBLES = frozenset({"that", "had", "very", "bye", "ha"})
"""Words that may stand twice."""


MOST_PLACES = 10_000
"""Places of one element in one text that are looked at: more than the highest number that a rule can ask for."""


@lru_cache(maxsize=256)
def places(element: str, text: str) -> tuple[re.Match[str], ...]:
    """Where an element stands in a text, at most MOST_PLACES times: a dozen rules ask the same of one letter."""
    return tuple(islice(ELEMENTS[element].finditer(text), MOST_PLACES))
