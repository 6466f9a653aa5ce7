"""A text as a mail: its headers, as far as it has any, and its body as plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.policy import default
from html.parser import HTMLParser

LONGEST = 50_000
"""Characters that are read. Amazon's longest texts have a fifth of it; what is longer is no notice, and its end tells nothing."""

LONGEST_MAIL = 1_000_000
"""Characters of a whole mail, with its pictures and its markup."""

LONGEST_MARKUP = 300_000

_NAMES = {
    "from": "from", "von": "from", "de": "from", "da": "from", "发件人": "from", "差出人": "from",
    "date": "date", "sent": "date", "datum": "date", "gesendet": "date", "fecha": "date", "data": "date", "日期": "date", "发送时间": "date", "日時": "date",
    "subject": "subject", "betreff": "subject", "objet": "subject", "oggetto": "subject", "asunto": "subject", "主题": "subject", "件名": "subject",
    "to": "to", "an": "to", "à": "to", "a": "to", "para": "to", "收件人": "to", "宛先": "to", "cc": "cc",
    "reply-to": "reply-to", "回复": "reply-to", "antwort an": "reply-to",
    "x-marketplace-id": "x-marketplace-id", "x-space-notification-type": "x-space-notification-type",
}  # fmt: skip
"""Names of headers as mail programs print them, in the languages of the stores."""

_HEADER = re.compile(r"([^\s:：][^:：\n]{0,40}?)\s?[:：]\s?(.*)")
_TAG = re.compile(r"</?(?:p|div|br|li|ul|ol|tr|td|table|h[1-4])(?: [^<>\n]{0,200})? ?/?>", re.IGNORECASE)
_FIELD = re.compile(r"^([^\s:]+):[^\n]*(?:\n[ \t][^\n]*)*", re.MULTILINE)
_OF_A_PART = re.compile(r"^content-[a-z-]+:[^\n]*(?:\n[ \t][^\n]*)*", re.MULTILINE | re.IGNORECASE)
LONGEST_HEADER, LONGEST_OF_A_PART, MOST_PARTS = 1_000, 300, 60
"""Characters of a header of the mail and of one of its parts, and headers about parts: the mails of a seller have a dozen."""

TAGS = 3
"""Tags of blocks: from so many on a text was pasted as its source."""

_MIME = re.compile(r"^(?:mime-version|content-type|received|return-path|delivered-to|message-id):", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mail:
    """Headers by their English name in lower case; none for a pasted page."""

    headers: Mapping[str, str]
    body: str
    links: tuple[tuple[str, str], ...] = ()
    """Of a mail in HTML: where each link leads, and the words that it shows."""

    @property
    def subject(self) -> str:
        """The subject, empty without one."""
        return self.headers.get("subject", "")


def mail_of(text: str) -> Mail:
    """A text as a mail. A whole mail (.eml) is decoded, lines such as `From:` on top of a pasted one are taken as its headers."""
    text = text[:LONGEST_MAIL].replace("\r\n", "\n").lstrip("\ufeff\n")
    head, blank, _ = text[:LONGEST].partition("\n\n")
    if blank and _MIME.search(head):
        mail = _whole_mail(text)
        return Mail({name: value[:LONGEST] for name, value in mail.headers.items()}, mail.body[:LONGEST], mail.links)
    mail = _pasted(text[:LONGEST])
    if len(_TAG.findall(mail.body)) < TAGS:
        return mail
    page = _Page()
    try:
        page.feed(mail.body)
    except (AssertionError, RecursionError, ValueError):  # markup that its page broke
        return mail
    return Mail(mail.headers, page.text(), tuple(page.links))


def _pasted(text: str) -> Mail:
    headers: dict[str, str] = {}
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = _HEADER.fullmatch(line.strip())
        name = _NAMES.get(match[1].strip().lower()) if match else None
        if not match or (name is None and not line.lower().startswith("x-")):
            if headers and "subject" not in headers and "from" not in headers:
                break
            return Mail(headers, "\n".join(lines[number:])) if headers else Mail({}, text)
        headers.setdefault(name or match[1].lower(), match[2].strip()[:LONGEST_HEADER])
    return Mail({}, text) if "from" not in headers and "subject" not in headers else Mail(headers, "")


def _tamed(text: str) -> str:
    """A mail whose headers its program can take apart in time: that takes the square of their length, and each part of a mail has some."""
    head, blank, rest = text.partition("\n\n")
    fields = {match[1].lower(): match[0][:LONGEST_HEADER] for match in _FIELD.finditer(head)}  # of several of a name the last counts
    left = iter(range(MOST_PARTS))
    return "\n".join(fields.values()) + blank + _OF_A_PART.sub(lambda match: match[0][:LONGEST_OF_A_PART] if next(left, None) is not None else "", rest)


def _whole_mail(text: str) -> Mail:
    try:
        message = message_from_bytes(_tamed(text).encode("utf-8", "surrogateescape"), _class=EmailMessage, policy=default)
        headers = {name.lower(): str(value) for name, value in message.items()}
        part = message.get_body(("plain", "html"))
        content = _content(part, known=text.isascii() or any("\ud800" <= char <= "\udfff" for char in text)) if part else ""
        if part is not None and part.get_content_type() == "text/html":
            page = _Page()
            page.feed(content[:LONGEST_MARKUP])
            return Mail(headers, page.text(), tuple(page.links))
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError):  # a mail that its program broke
        return Mail({}, text)
    return Mail(headers, content)


def _content(part: MIMEPart, *, known: bool) -> str:
    """The words of a part. Of a mail that was read as UTF-8 its own alphabet is past, unless its bytes are written as letters."""
    if known or str(part.get("content-transfer-encoding", "")).lower() in ("base64", "quoted-printable"):
        return str(part.get_content())
    data = part.get_payload(decode=True)
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else ""


class _Page(HTMLParser):
    """The words of an HTML mail, a line for each block, and where its links lead."""

    BLOCKS = frozenset(["p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol"])
    SILENT = frozenset(["script", "style", "head", "title"])

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.silent = 0
        self.target: str | None = None
        self.shown: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BLOCKS:
            self.parts.append("\n-- " if tag == "li" else "\n")
        elif tag == "td":
            self.parts.append("  ")
        self.silent += tag in self.SILENT
        if tag == "a":
            self.target, self.shown = dict(attrs).get("href"), []

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in self.SILENT and self.silent > 0
        if tag == "a" and self.target:
            self.links.append((self.target, " ".join(self.shown).strip()))
            self.target = None
        if tag in self.BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data.replace("\n", " "))
            self.shown.append(data)

    def text(self) -> str:
        lines = (" ".join(line.split(" ")).rstrip() for line in "".join(self.parts).split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
