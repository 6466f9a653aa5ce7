"""Which store a text is about. Neither the language nor the order id tells, and mails of every store come from amazon.com."""

from __future__ import annotations

import re

from azkit.library.link_notices import NoticeBook
from azkit.notices.mail import Mail
from azkit.notices.page import Page
from azkit.notices.sender import address_of, domain_of, is_relay

_FOOTER_ID = re.compile(r"[?&]mp=([A-Z0-9]{10,16})\b")
_DOMAIN = re.compile(
    r"(?<![@\w.-])(?:www\.|sellercentral\.|sellercentral-europe\.)?amazon\.(co\.(?:uk|jp|za)|com\.(?:mx|br|au|tr|be|sg)|com|[a-z]{2})(?![\w-]|\.[a-z])", re.IGNORECASE
)

COMMON = "amazon.com"
"""The domain from which mails about every store come."""


def store_of(mail: Mail, page: Page) -> str | None:
    """The domain of the store, or None where it cannot be told.

    By header, relay address, name in the text, then a currency that only one store has, last a sender's domain that is not the common one.
    """
    book = page.book
    marketplace = mail.headers.get("x-marketplace-id", "") or next((match[1] for match in _FOOTER_ID.finditer(mail.body)), "")
    if marketplace.lower() in book.world.store_aliases:
        return book.world.store_aliases[marketplace.lower()]
    domain = domain_of(address_of(mail) or "")
    if is_relay(domain, book):
        return domain.removeprefix("marketplace.")
    return _named(page) or _by_currency(page.own + " " + page.subject, book) or (domain if domain in book.world.stores and domain != COMMON else None)


def _named(page: Page) -> str | None:
    """The one store that the text names; of several the one that is named outside links, if that is one."""
    for text in (page.subject, page.own):
        named = {f"amazon.{match[1].lower()}" for match in _DOMAIN.finditer(text)} & set(page.book.world.stores)
        bare = {f"amazon.{match[1].lower()}" for match in _DOMAIN.finditer(re.sub(r"https?://\S+", " ", text))} & set(page.book.world.stores)
        for found in (bare, named):
            if len(found) == 1:
                return found.pop()
    return None


def _by_currency(text: str, book: NoticeBook) -> str | None:
    for sign, store in ((pair.split(" ")[0], pair.split(" ")[1]) for pair in book.names.get("currency-of-one-store", ())):
        if sign in text:
            return store
    return None
