"""What tests look for by its form: ids, days, amounts, addresses, marks. Patterns stand in code, because data holds none; each runs in linear time.

A pattern is compiled when a text first has one of its marks: most letters have no link and no emoji, and compiling costs more than looking.

A pattern that begins with a set of characters is looked for several times as fast as one that begins with a look around. So those of
figures take their first character at once, and then look back: at what stands before it, and at which one it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import islice


class Form:
    """A form that words can have. One of its `marks`, where there are any, stands in every text that has it."""

    def __init__(self, pattern: str, *marks: str, flags: int = 0) -> None:
        self._pattern = pattern
        self._marks = marks
        self._flags = flags

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return re.compile(self._pattern, self._flags)

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Where the form stands in a text."""
        if self._marks and not any(mark in text for mark in self._marks):
            return iter(())
        return self.pattern.finditer(text)


def _after_the_first(words: Iterable[str]) -> str:
    """The rest of any of these words, where their first letter has been taken."""
    return "|".join(f"(?<={word[0]}){word[1:]}" for word in words)


_MONTHS = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?",
    "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_SIGNS = r"(?:USD|EUR|GBP|CAD|AUD|JPY|CNY|INR|MXN|BRL|SEK|PLN|TRY|AED|SAR|EGP|SGD|ZAR|[$€£¥])"
_BEGINS_A_WORD = r"(?<!\w.)"

WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")

ELEMENTS: dict[str, Form] = {
    "order-id": Form(rf"[0-9SD]{_BEGINS_A_WORD}[0-9]{{2}}-[0-9]{{7}}-[0-9]{{7}}\b", "-"),
    "day": Form(
        rf"[0-9ADFJMNOSadfjmnos]{_BEGINS_A_WORD}(?i:(?<=[0-9])(?:[0-9]?(?:st|nd|rd|th)?(?: of)? (?:{'|'.join(_MONTHS)})\.?,? [0-9]{{4}}|[0-9]{{3}}-[0-9]{{2}}-[0-9]{{2}})"
        rf"|(?:{_after_the_first(_MONTHS)})\.? [0-9]{{1,2}}(?:st|nd|rd|th)?,? [0-9]{{4}})\b"
    ),
    "amount": Form(rf"(?=[0-9$€£¥]|[A-Z]{{3}} ?[0-9])(?:{_SIGNS} ?[0-9][0-9.,]*|\b[0-9][0-9.,]* ?(?:{_SIGNS}))", flags=re.IGNORECASE),
    "asin": Form(r"B0(?<!\w..)[A-Z0-9]{8}\b", "B0"),
    "percentage": Form(rf"[0-9]{_BEGINS_A_WORD}[0-9]{{0,2}}(?:[.,][0-9]{{1,3}})? ?(?:%|(?:[Pp]ercent|PERCENT)\b)", "%", "ercent", "PERCENT"),
    "street": Form(
        rf"[0-9]{_BEGINS_A_WORD}[0-9]{{0,4}}[A-Z]? (?:[NSEW]\.? )?(?:[A-Z][a-z]{{1,30}} ){{1,3}}"
        r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Terrace|Highway|Hwy|Parkway|Pkwy)\b"
    ),
    "number": Form(rf"[0-9]{_BEGINS_A_WORD}[0-9]*\b"),
    "tracking-number": Form(r"[A-Z0-9](?<=\b(?=[A-Z0-9]*[0-9]{6}).)[A-Z0-9]{9,33}\b"),
    "word": Form(WORD.pattern),
}

PLACEHOLDER = Form(
    r"(?=[\[<{}_*XxTN.])(?:(?i:\[[^\[\]\n]{0,40}\b(?:your|name|store|order|date|number|amount|item|product|carrier|tracking|id|buyer|customer|insert|fill)\b[^\[\]\n]{0,40}\])|\[[^\[\]\n]{0,40}[\u3400-\u9fff][^\[\]\n]{0,40}\]"
    r"|<[A-Za-z][^>\n]{0,60}>|\{\{|\}\}|\{%|_{3,}|\*{3,}|\b[Xx]{2,}\b(?!-)|\b(?:TODO|TBD|N/A)\b|\bNone\b(?! of)|\.{4,})",
    "[", "<", "{", "}}", "___", "***", "xx", "XX", "Xx", "xX", "TODO", "TBD", "N/A", "None", "....",
)  # fmt: skip
"""What templates leave behind: brackets around what is to be filled in, lines, XX, stars."""

WEB_ADDRESS = Form(
    r"(?:https?://|www\.)([A-Za-z0-9.-]{1,253})[^\s<>\"']{0,500}"
    r"|(?<![A-Za-z0-9.-])((?:[A-Za-z0-9-]{1,63}\.){1,8}(?:com|net|org|shop|store|io|co|cn|de|uk))/[^\s<>\"']{0,500}",
    "/", "www.",
)  # fmt: skip
EMAIL_ADDRESS = Form(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}", "@")
TELEPHONE = Form(
    r"[+(0-9](?<![\w-].)(?:(?<=\+)[0-9]{1,3}[ .-]?(?:\([0-9]{1,4}\)[ .-]?)?[0-9][0-9 .-]{5,14}[0-9]"
    r"|(?:(?<=1)[ .-]\(?[0-9]{3}|(?<=\()[0-9]{3}|(?<=[0-9])[0-9]{2})\)?[ .-][0-9]{3}[ .-][0-9]{4}"
    r"|(?<=0)[0-9]{2,4}[ -][0-9]{3,4}[ -]?[0-9]{3,4})(?![\w-])"
)
MALFORMED_ORDER_ID = Form(r"[0-9](?<![\w-].)(?![0-9]{2}-[0-9]{7}-[0-9]{7}(?![\w-]))[0-9]{1,3}-[0-9]{6,8}-[0-9]{6,8}(?![\w-])", "-")
AMBIGUOUS_DAY = Form(r"[0-9](?<![\w/.-].)(?:(?<=0)[1-9]|(?<=1)[0-2]|(?<=[1-9]))[/.](?:0?[1-9]|1[0-2])[/.](?:[0-9]{4}|[0-9]{2})(?![\w/-])")
EMOJI = Form("[:;\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff](?:(?<=[^:;])|(?<!\\w.)-?[)D(](?!\\w))")
MARKUP = Form(
    r"</?(?:b|i|u|p|br|a|div|span|strong|em|ul|ol|li|h[0-9]|table|tr|td|img|font)\b[^>\n]{0,200}>"
    r"|\*\*[^*\n]{1,200}\*\*|__[^_\n]{1,200}__|(?m:^#{1,6} )|&(?:nbsp|amp|lt|gt|quot);",
    "<", "**", "__", "# ", "&", flags=re.IGNORECASE,
)  # fmt: skip
EXCLAMATION = Form(r"!(?: ?!)+|\?(?: ?[?!])+", "!", "?")
BLANK_LINES = Form(r"\n[ \t]*\n[ \t]*\n(?:[ \t]*\n)*")
DOUBLED_WORD = Form(r"([A-Za-z](?<!\w.)[A-Za-z]{1,19})[ \n]+(?i:\1)\b")
SHOUTED = Form(r"[A-Z](?<!\w.)[A-Z]{3,}(?:'[A-Z]+)?\b")
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


@lru_cache(maxsize=32)
def places(element: str, text: str) -> tuple[re.Match[str], ...]:
    """Where an element stands in a text, at most MOST_PLACES times: a dozen rules ask the same of one letter."""
    return tuple(islice(ELEMENTS[element].matches(text), MOST_PLACES))
