"""A text made ready for reading: glued parts set apart, wrapped lines joined, and everything blanked that is not its writer's own words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias

from azkit.ground.text import sanitised
from azkit.library.link_notices import NoticeBook
from azkit.notices.model import Span
from azkit.notices.wrapped import unwrapped

Hits: TypeAlias = "dict[tuple[str, str, str], list[Span]]"
"""Where phrases stand, in order, by whose they are: the part of the book, the id, the key inside the entry."""

OPENING = 600
"""Characters in which a mail says what it is about."""

CLOSING_AFTER = 200
"""A heading of general advice closes a text only behind so many characters of its own."""

_TAIL = re.compile(
    r"^(?:-{2,} ?(?:original message|ursprüngliche nachricht|message d'origine|原始邮件|forwarded message).*|_{8,}"
    r"|(?:on|am|le|el|il|em) .{6,80} (?:wrote|schrieb|a écrit|escribió|ha scritto).*:|在.{4,60}写道[:：])$",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD_IN_TAIL = re.compile(
    r"^(?:from|von|de|发件人)\s?[:：] .+\n(?:(?:sent|date|gesendet|datum|envoyé|发送时间|日期|to|an|à|收件人)\s?[:：].*\n)", re.IGNORECASE | re.MULTILINE
)
_QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_REMARK = re.compile(r"【[^】\n]{0,200}】|\[[^\]\n]{0,200}\]|（[^）\n]{0,200}）|\([^)\n]{0,200}\)|★[^\n]{0,200}")
_GLUED_ITEM = re.compile(r"(?<=[^\s\-])--+ ?(?=[A-Z])|(?<=[:.)])(?=Greater detail on )")
_OF_AN_ITEM = re.compile(r"^.(?:ASIN|SKU)\b|B0[0-9A-Z]{8}", re.IGNORECASE)
_HAN = re.compile("[\u3400-\u9fff\u3040-\u30ff]")
_NUMBER = re.compile(r"\s*\(?(?:[0-9]{1,2}|[A-D])[.)]\s*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[^\W\d_a-z]|[0-9]+[^.0-9]|--|-)|[。！？；]")


@dataclass(frozen=True)
class Page:
    """One text. `own` is as long as `text`: every place in one is the same place in the other."""

    book: NoticeBook
    subject: str
    text: str
    own: str
    known: Hits | None = None
    """Where phrases stand in `own`, where that was found on the way."""

    @cached_property
    def everywhere(self) -> Hits:
        """Where phrases stand in the writer's own words, by whose they are, in order."""
        return self.known if self.known is not None else _hits(self.book, self.own)

    @cached_property
    def hits(self) -> Hits:
        """The same without the closing: general advice and the signature tell nothing about this case."""
        kept = ((key, [hit for hit in hits if hit.start < self.closing]) for key, hits in self.everywhere.items())
        return {key: hits for key, hits in kept if hits}

    @cached_property
    def closing(self) -> int:
        """Where the general advice below a notice begins."""
        places = self.everywhere.get(("words", "closings", "phrases"), ())
        return next((hit.start for hit in places if hit.start > CLOSING_AFTER and self.own[: hit.start].rpartition("\n")[2].strip() == ""), len(self.own))

    @cached_property
    def subject_hits(self) -> Hits:
        """Whose phrases stand in the subject."""
        return _hits(self.book, self.subject)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences and lines of the writer's own words, in order."""
        return tuple(_sentences(self.own))

    def words(self, name: str) -> list[Span]:
        """Where the phrases of `words` with this name stand."""
        return self.hits.get(("words", name, "phrases"), [])

    def has(self, name: str, span: Span) -> bool:
        """Whether one of those phrases stands in this stretch."""
        return bool(self.within(("words", name, "phrases"), span))

    def within(self, key: tuple[str, str, str], span: Span) -> list[Span]:
        """Where the phrases of this key stand in a stretch."""
        hits = self.hits.get(key, ())
        return [hit for hit in hits[bisect_left(hits, (span.start, 0)) : bisect_left(hits, (span.end, 0))] if hit.end <= span.end]

    def is_tab(self, span: Span) -> bool:
        """Whether a stretch stands in the row of tabs above the claims of a page, which tells nothing about the claim."""
        line = (self.own.rfind("\n", 0, span.start) + 1, self.own.find("\n", span.start) % (len(self.own) + 1))
        return any(line[0] <= tabs.start <= line[1] for tabs in self.words("page-tabs"))

    def sentence_at(self, place: int) -> Span:
        """The sentence that holds this place."""
        number = bisect_right(self._starts, place) - 1
        return self.sentences[number] if number >= 0 else Span(0, 0)

    def next_sentence(self, span: Span) -> Span | None:
        """The sentence after this one."""
        number = bisect_right(self._starts, span.start)
        return self.sentences[number] if number < len(self.sentences) else None

    def said(self, span: Span) -> str:
        """The writer's own words of a stretch, on one line."""
        return " ".join(self.own[span.start : span.end].split())

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self.sentences]


def page_of(subject: str, body: str, book: NoticeBook) -> Page:
    """The page of a mail or a pasted text."""
    whole = unwrapped(sanitised(_mended(body)), book.names.get("open-words", ()))
    known = _hits(book, whole)
    text = _set_apart(whole, known, book)
    known = known if text == whole else _hits(book, text)
    own = _without(text, sorted(_not_own(text, known, book)))
    return Page(book, sanitised(_mended(subject)), text, own, known if own == text else None)


def _without(text: str, removed: list[Span]) -> str:
    """A text with these stretches blank; lines stay lines."""
    parts, last = [], 0
    for span in removed:
        start = max(last, span.start)
        if start < span.end:
            parts += [text[last:start], re.sub(r"[^\n]", " ", text[start : span.end])]
            last = span.end
    return "".join([*parts, text[last:]])


def _mended(text: str) -> str:
    """Broken characters make no notice unreadable: they become a blank."""
    return re.sub("[\ud800-\udfff\ufff9-\uffff]", " ", text).replace("\u00a0", " ").replace("\u202f", " ").replace("\u3000", " ").replace("\u2019", "'")


def _set_apart(text: str, known: Hits, book: NoticeBook) -> str:
    """Headings and labels that were glued to what stands before them begin a line of their own."""
    places = {span.start for span in _spans(known, ("headings-ask", "headings-why", "headings-error", "headings-else")) if _glued(text, span.start)}
    places |= {place for match in _glued_labels(book).finditer(text) for place in (match.start(), match.end()) if text[place : place + 1] not in (":", "：", " ")}
    places |= {match.start() for match in _GLUED_ITEM.finditer(text)}
    places |= {match.end() for match in re.finditer("|".join(re.escape(each) for each in book.names.get("glued-headings", ())) or "$^", text)}
    parts, last = [], 0
    for place in sorted(places):
        if place and text[place - 1] != "\n":
            parts.append(text[last:place].rstrip(" "))
            last = place
    return "\n".join([*parts, text[last:]])


def _glued(text: str, place: int) -> bool:
    """Whether a heading stands right behind the end of a sentence, without a blank."""
    return text[place - 1 : place] in (".", "?", "!", ":", ")", "]", "】", "。")


@lru_cache(maxsize=4)
def _glued_labels(book: NoticeBook) -> re.Pattern[str]:
    """Labels without a blank before them, or behind them: `2026Ship byMay 4`, `USPSTracking: 94`."""
    words = sorted({word for label in book.labels.values() for word in label.words if len(word) > 3}, key=len, reverse=True)
    labels = "|".join(re.escape(word) for word in words if word[0].isupper() and word.isascii())
    return re.compile(rf"(?:(?<=[0-9A-Za-z.)）])|^)(?:{labels})(?=[A-Z0-9$£€¥￥])|(?<=[0-9a-zA-Z.)）])(?:{labels})(?=\s?[:：])", re.MULTILINE)


def _spans(known: Hits, names: Iterable[str]) -> list[Span]:
    return [span for name in names for span in known.get(("words", name, "phrases"), [])]


def _hits(book: NoticeBook, text: str) -> Hits:
    found: Hits = {}
    for hit in book.phrases.find(text):
        found.setdefault(hit.key, []).append(Span(hit.start, hit.end))  # type: ignore[arg-type]  # every key of this book is such a triple
    return found


def _not_own(text: str, known: Hits, book: NoticeBook) -> Iterator[Span]:
    """Quoted mails, the small print below a relayed message, and remarks that a clerk wrote between the lines."""
    yield from (Span(*match.span()) for match in _QUOTED.finditer(text))
    tails = [match.start() for pattern in (_TAIL, _HEAD_IN_TAIL) for match in pattern.finditer(text)]
    tails += [span.start for span in _spans(known, ["footers"])]
    if tails := [place for place in tails if text[:place].strip()]:
        yield Span(min(tails), len(text))
    english = len(_HAN.findall(text)) * 4 < len(re.findall("[A-Za-z]", text))
    yield from (Span(*match.span()) for match in _REMARK.finditer(text) if _is_remark(match, text, english=english))
    if english and not _labels_in_han(book).search(text):
        yield from (Span(*match.span()) for match in re.finditer(r"[^\n]+", text) if len(_HAN.findall(match[0])) * 2 > len(match[0]))


@lru_cache(maxsize=4)
def _labels_in_han(book: NoticeBook) -> re.Pattern[str]:
    """Labels of a page in Chinese or Japanese: where one stands, lines in that language are Amazon's own, else they are about the text."""
    words = (word for label in book.labels.values() for word in label.words if _HAN.match(word))
    return re.compile("(?:" + "|".join(re.escape(word) for word in words) + r")\s?[:：]")


def _is_remark(match: re.Match[str], text: str, *, english: bool) -> bool:
    """Whether brackets hold what a clerk wrote: another language than the text's, a name with a colon, exclamations."""
    words = match[0]
    if _OF_AN_ITEM.search(words):
        return False
    if words[0] == "★" or "!!" in words or "！" in words:
        return True
    if words[0] == "【":
        return english or text[: match.start()].rpartition("\n")[2].strip() != "" or "：" in words
    if words[0] in "（(" and not english:
        return bool(re.match("[（(][^：:（()）]{1,4}[：:]", words))
    return english and bool(_HAN.search(words))


def _sentences(text: str) -> Iterator[Span]:
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for end in [*(match.end() for match in _SENTENCE_END.finditer(text, line.start(), line.end())), line.end()]:
            piece = text[start:end]
            if _NUMBER.fullmatch(piece):  # the number of an item is no sentence
                continue
            if piece.strip():
                lead = len(piece) - len(piece.lstrip())
                yield Span(start + lead, start + len(piece.rstrip()))
            start = end
