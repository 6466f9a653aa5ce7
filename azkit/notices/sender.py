"""Whether a mail can come from Amazon: its address, its links, what it asks for. A yes proves nothing, so there is no yes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parseaddr

from azkit.library.link_notices import NoticeBook
from azkit.notices.mail import Mail
from azkit.notices.model import Sender
from azkit.notices.page import Page

_LINK = re.compile(r"https?://([^\s/<>\"')\]?#]+)|\b(?:www\.)([a-z0-9.-]+\.[a-z]{2,})", re.IGNORECASE)
FORWARDED = ("fw:", "fwd:", "wg:", "tr:", "转发")
"""How the subject of a forwarded mail begins: its sender is no writer of the notice."""

SIGNATURE = 4
"""Lines at the end in which a signature stands."""

LONGEST_ADDRESS = 500
"""Characters of a `From:` line that are looked at: a name and an address have fewer, and the parser takes the square of their number."""

LONGEST_NAME = 6
"""Words of a signature."""

WEAK = frozenset({"generic-greeting", "language-errors"})
"""Marks that genuine mails have too: alone they prove nothing."""


def sender_of(mail: Mail, page: Page, *, about_account: bool = False) -> Sender:
    """The address as printed, what it says about the sender, and why. In: whether the text is one about the account, which nobody else writes."""
    address = address_of(mail)
    book = page.book
    posing = _poses(mail, page) or (about_account and not page.subject.lower().startswith(FORWARDED))
    reasons = tuple(dict.fromkeys([*_of_address(mail, address, page, posing=posing), *_of_links(mail, page, posing=posing), *_of_words(page)]))
    strong = [reason for reason in reasons if reason not in WEAK]
    poses = address is not None and (posing or _is_amazon(domain_of(address), book))
    if strong and (poses or address is None):
        return Sender(address, "inconsistent", reasons)
    if address is None:
        return Sender(None, "absent")
    if _is_amazon(domain_of(address), book):
        return Sender(address, "not-inconsistent")
    return Sender(address, "inconsistent" if poses else "unknown", reasons if poses else ())


def address_of(mail: Mail) -> str | None:
    """The address of the `From:` line, if there is one."""
    return _address(mail.headers.get("from", "")) or None


def domain_of(address: str) -> str:
    """What stands behind the last @, in lower case."""
    return address.rpartition("@")[2].lower()


def local_part_of(address: str) -> str:
    """What stands before the @, in lower case."""
    return address.rpartition("@")[0].lower()


def is_relay(domain: str, book: NoticeBook) -> bool:
    """Whether the domain is one of Amazon's for buyers' aliases."""
    return domain.startswith("marketplace.") and domain.removeprefix("marketplace.") in book.world.stores


def _address(words: str) -> str:
    words = words[:LONGEST_ADDRESS]
    try:
        parsed = parseaddr(words)[1]
    except RecursionError:  # brackets within brackets
        parsed = ""
    match = re.search(r"[^\s<>,;:\"'()\[\]]+@[^\s<>,;:\"'()\[\]]+", words)
    return (parsed if "@" in parsed else match[0] if match else "").strip().rstrip(".").lower()


def _is_amazon(domain: str, book: NoticeBook) -> bool:
    """Exact registrable domains only: `amazon-x.com` and `amazon.com.x.net` are others."""
    return is_relay(domain, book) or any(domain == known or domain.endswith("." + known) for known in book.names.get("amazon-domains", ()))


def _poses(mail: Mail, page: Page) -> bool:
    """Whether the name beside the address, the address or a signature says Amazon. To write about Amazon is not to pose as it."""
    shown = mail.headers.get("from", "").partition("<")[0]
    if "amazon" in _folded(f"{shown} {address_of(mail) or ''}".lower()) or any(hit.key == ("words", "poses", "phrases") for hit in page.book.phrases.find(shown)):
        return True
    lines = [match for match in re.finditer(r"[^\n]+", page.own) if match[0].strip()][-SIGNATURE:]
    hits = page.everywhere.get(("words", "poses", "phrases"), ())
    return any(len(line[0].split()) <= LONGEST_NAME and any(hit.start - line.start() <= 2 and line.start() <= hit.start < line.end() for hit in hits) for line in lines)


def _of_address(mail: Mail, address: str | None, page: Page, *, posing: bool) -> Iterator[str]:
    book = page.book
    if address is None:
        return
    domain = domain_of(address)
    if not _is_amazon(domain, book) and posing:
        if "marketplace.amazon." in domain:
            yield "relay-lookalike"
        elif "amazon" in _folded(domain):
            yield "lookalike-domain"
        else:
            yield "free-mail" if domain in book.names.get("free-mail", ()) else "domain-not-amazon"
    reply_to = _address(mail.headers.get("reply-to", ""))
    elsewhere = reply_to and domain_of(reply_to) != domain and not _is_amazon(domain_of(reply_to), book)
    if elsewhere and (posing or _is_amazon(domain, book)):
        yield "reply-to-differs"


def _folded(domain: str) -> str:
    """A domain with the signs that stand in for letters: `arnazon`, `amaz0n`."""
    return domain.replace("rn", "m").replace("0", "o").replace("1", "l").replace("vv", "w")


def _of_links(mail: Mail, page: Page, *, posing: bool) -> Iterator[str]:
    if not (posing or address_of(mail) is None):
        return
    hosts = [match[1] or match[2] for match in _LINK.finditer(page.own)]
    hosts += [match[1] or match[2] for target, _ in mail.links for match in _LINK.finditer(target)]
    known = page.book.names.get("named-by-amazon", ())
    for host in hosts:
        name = host.rpartition("@")[2].partition(":")[0].lower().rstrip(".,;")
        if not _is_amazon(name, page.book) and not any(name == each or name.endswith("." + each) for each in known):
            yield "link-not-amazon"
            return


def _of_words(page: Page) -> Iterator[str]:
    for name, reason in (("asks-for-credentials", "asks-for-credentials"), ("threat-with-hours", "threat-with-hours"), ("language-errors", "language-errors")):
        if page.everywhere.get(("words", name, "phrases")):
            yield reason
    if page.words("generic-greeting"):
        yield "generic-greeting"
