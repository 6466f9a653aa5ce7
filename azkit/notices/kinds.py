"""What a text is: the first mark that holds."""

from __future__ import annotations

import re

from azkit.library.link_notices import NoticeBook
from azkit.library.notice_model import Mark
from azkit.notices.mail import Mail
from azkit.notices.page import OPENING, Page
from azkit.notices.sender import domain_of, is_relay, local_part_of

_SPOKEN = re.compile(r"^[ \t]*(?:\[[0-9/: -]{4,22}\]|[0-9]{1,2}:[0-9]{2}) [^\n:：]{1,20}[:：]", re.MULTILINE)
_SPEAKER = re.compile(r"[ \t]*([^\s:：]{1,12})[:：]")
TALK = 3
"""Lines that begin with a time and a name: from so many on it is a chat."""

NOTHING = Mark(kind="other")


def mark_of(mail: Mail, page: Page, address: str | None) -> tuple[str, Mark]:
    """The id of the mark and the mark; an empty id where nothing tells what the text is. People who talk about a notice wrote none."""
    if len(_SPOKEN.findall(page.own)) >= TALK or _is_talk(page):
        return "", NOTHING
    for name, mark in page.book.marks.items():
        if _holds(name, mark, mail, page, address):
            return name, mark
    return "", NOTHING


def _is_talk(page: Page) -> bool:
    """Whether each line begins with a short name and a colon, and somebody speaks twice."""
    lines = [line for line in page.own[:OPENING].split("\n") if line.strip()]
    names = [match[1] for line in lines if (match := _SPEAKER.match(line))]
    return TALK <= len(lines) == len(names) and 1 < len(set(names)) < len(names)


def _holds(name: str, mark: Mark, mail: Mail, page: Page, address: str | None) -> bool:
    if _anywhere(page, name, "without") or (mark.also and not _anywhere(page, name, "also")):
        return False
    if _signed(mark, mail, page.book, address):
        return True
    unless = f"unless-{mark.kind}"
    if ("words", unless, "phrases") not in page.subject_hits and any(("marks", name, key) in page.subject_hits for key in ("subject", "opening")):
        return True
    signs = [span for span in page.hits.get(("marks", name, "opening"), ()) if span.start < OPENING]
    signs += page.hits.get(("marks", name, "text"), ())
    return any(not page.has(unless, page.sentence_at(span.start)) and not page.is_tab(span) for span in signs)


def _signed(mark: Mark, mail: Mail, book: NoticeBook, address: str | None) -> bool:
    """Whether the mail's headers settle it. Anybody can write a header: it sorts, it does not prove the sender."""
    if mail.headers.get("x-space-notification-type") in mark.header:
        return True
    if address is None:
        return False
    return local_part_of(address) in mark.sender or bool(mark.relayed and is_relay(domain_of(address), book))


def _anywhere(page: Page, name: str, key: str) -> bool:
    place = ("marks", name, key)
    return place in page.subject_hits or any(not page.is_tab(span) for span in page.hits.get(place, ()))
