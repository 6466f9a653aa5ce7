"""Reading a text of Amazon's: what it is, what it asks for, what it tells. What cannot be told stays open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from azkit.library.link_notices import NoticeBook
from azkit.library.notice_model import Mark
from azkit.notices.deadlines import deadline_of
from azkit.notices.demands import demands_of
from azkit.notices.gathered import Gathered, facts_of_labels, facts_told
from azkit.notices.kinds import mark_of
from azkit.notices.labels import Labelled, labelled
from azkit.notices.mail import Mail, mail_of
from azkit.notices.metrics import metrics_of
from azkit.notices.model import Notice, Span
from azkit.notices.order_facts import amount_of, greeted, item_of, message_of, order_of, received_at, why
from azkit.notices.page import Page, page_of
from azkit.notices.parcel import facts_of_scans
from azkit.notices.sender import address_of, sender_of
from azkit.notices.stores import store_of
from azkit.notices.values import asins_in, orders_in

ACCOUNT = frozenset({"deactivation", "review", "warning", "listing-removal", "reply", "funds"})
"""Kinds that are about the account or a listing rather than one order."""

WITH_GROUNDS = frozenset({"claim-decision", "safe-t", "chargeback"})


def read_notice(text: str, book: NoticeBook) -> Notice:
    """Read one text. In: the text as pasted or a whole mail; what is known of Amazon's texts. Nothing is raised by any text."""
    mail = mail_of(text)
    page = page_of(mail.subject, mail.body, book)
    sender = sender_of(mail, page)
    mark_id, mark = mark_of(mail, page, address_of(mail))
    notice = _account_text(mail, page, mark) if mark.kind in ACCOUNT else _order_text(mail, page, mark)
    notice = replace(notice, sender=sender, outcome=mark.outcome or None)
    if mark.playbook == "none" or not mark_id or sender.verdict == "inconsistent":
        notice = replace(notice, playbook=None)
    elif mark.playbook:
        notice = replace(notice, playbook=mark.playbook)
    else:
        notice = replace(notice, playbook=_playbook(notice, book))
    if sender.verdict == "inconsistent":  # nothing that a forger wrote is taken for a fact
        return replace(notice, demands=(), deadline=None, facts={}, taken_from={})
    return notice


def _order_text(mail: Mail, page: Page, mark: Mark) -> Notice:
    orders = _orders(page)
    gathered, labels = _begun(mail, page, mark, orders)
    message = message_of(page) if mark.kind == "buyer-message" else None
    private = tuple(span for span in (message, labels.get("buyer-comments")) if span)
    if mark.kind == "other" and mark.playbook == "none" and not mark.facts and not mark.issue:
        return _no_notice(mail, page, mark, orders)
    facts_of_labels(gathered, labels)
    facts_told(gathered, private)
    if mark.kind != "buyer-message":
        facts_of_scans(gathered)
        amount_of(gathered)
        gathered.take("store_name", greeted(page), "")
    item_of(gathered)
    if message:
        gathered.take("buyer_words", page.said(message), page.said(message))
    if message or mark.kind != "buyer-message":
        _of_the_mails_day(gathered, mail, mark)
    found = why(gathered, mark, labels, message)
    for name, value in mark.facts.items():
        gathered.take(name, value, "")
    if mark.kind in WITH_GROUNDS:
        _grounds(gathered, labels)
    due = labels.get("respond-by") or labels.get("appeal-by")
    deadline = None if mark.kind == "other" else deadline_of(page, gathered.terms, mark.kind, _with_label(page, due, labels))
    if deadline and deadline.at and deadline.counts_from == "notice" and "T" in deadline.at:
        gathered.take("respond_by", deadline.at, deadline.quote)
    issues = (mark.issue,) if mark.issue else found.issues
    demands = demands_of(page, mark.kind, ()) if mark.kind not in ("other", "buyer-message", "claim-decision") else []
    return Notice(
        mark.kind, sender_of(mail, page), issues, tuple(demands), None, tuple(orders), tuple(asins_in(page.subject + "\n" + page.own)),
        (), deadline, gathered.facts, gathered.taken_from,
    )  # fmt: skip


def _no_notice(mail: Mail, page: Page, mark: Mark, orders: list[str]) -> Notice:
    """A text that asks for nothing: its orders are named, nothing is read out of it."""
    store = store_of(mail, page)
    received = received_at(mail)
    facts = {name: value for name, value in (("store", store), ("order_id", orders[0] if len(orders) == 1 else None), ("notice_received_at", received)) if value}
    return Notice(mark.kind, sender_of(mail, page), (), (), None, tuple(orders), tuple(asins_in(page.own)), (), None, facts)


def _account_text(mail: Mail, page: Page, mark: Mark) -> Notice:
    orders = _orders(page)
    gathered, labels = _begun(mail, page, mark, orders)
    facts_of_labels(gathered, labels)
    gathered.take("store_name", greeted(page), "")
    _of_the_mails_day(gathered, mail, mark)
    for name, value in mark.facts.items():
        gathered.take(name, value, "")
    deadline = deadline_of(page, gathered.terms, mark.kind, _with_label(page, labels.get("respond-by"), labels))
    if deadline and deadline.at and "T" in deadline.at:
        gathered.take("respond_by", deadline.at, deadline.quote)
    issues = _issues(page, mark)
    demands = demands_of(page, mark.kind, issues)
    return Notice(
        mark.kind, sender_of(mail, page), issues, tuple(demands), None, tuple(orders), tuple(asins_in(page.subject + "\n" + page.own)),
        tuple(metrics_of(page)), deadline, gathered.facts, gathered.taken_from,
    )  # fmt: skip


def _orders(page: Page) -> list[str]:
    return list(dict.fromkeys([*orders_in(page.subject), *orders_in(page.own)]))


def _begun(mail: Mail, page: Page, mark: Mark, orders: list[str]) -> tuple[Gathered, dict[str, Span]]:
    """Store, order and time of arrival, and the labels of the part of the text that is about this order."""
    gathered = Gathered(page, store_of(mail, page), frozenset(page.book.names.get(f"never-{mark.kind}", ())))
    gathered.take("store", gathered.store, "")
    found = labelled(page)
    at_label = next((each for each in found if "order_id" in page.book.labels[each.label].facts), None)
    order = order_of(page, next(iter(orders_in(page.own[at_label.value.start : at_label.value.end])), None) if at_label else None, orders)
    if mark.kind not in ACCOUNT:
        gathered.take("order_id", order, order or "")
    gathered.take("notice_received_at", received_at(mail), mail.headers.get("date", ""))
    return gathered, _first_of_each(page, found, order)


def _first_of_each(page: Page, found: list[Labelled], order: str | None) -> dict[str, Span]:
    """The first value of each label; labels behind another order's line belong to that order."""
    labels: dict[str, Span] = {}
    mine = True
    for each in found:
        value = page.own[each.value.start : each.value.end]
        if "order_id" in page.book.labels[each.label].facts and (named := orders_in(value)):
            mine = order is None or order in named
        if mine and each.label not in labels and value.strip():
            labels[each.label] = each.value
    return labels


def _of_the_mails_day(gathered: Gathered, mail: Mail, mark: Mark) -> None:
    """Days that a mail of this kind has by arriving: its own."""
    received = received_at(mail)
    if received is None:
        return
    day = datetime.fromisoformat(received).date().isoformat()
    for name in gathered.book.names.get(f"day-of-{mark.kind}", ()):
        answered = mail.subject.lower().startswith(("re:", "aw:", "回复")) and name == "first_message_on"
        gathered.take(name, None if answered else day, mail.headers["date"])


def _grounds(gathered: Gathered, labels: Mapping[str, Span]) -> None:
    """What the decision rests on: the sentence that says so, or the one under the heading that asks why."""
    page = gathered.page
    spans = [page.sentence_at(hit.start) for hit in page.words("grounds")]
    spans += [each for hit in page.words("headings-why") if (each := page.next_sentence(page.sentence_at(hit.start)))]
    spans += [each for hit in page.words("decided") if (each := page.next_sentence(page.sentence_at(hit.start)))]
    for span in spans:
        if not page.has("no-ground", span):
            gathered.take("decision_grounds", page.said(span), page.said(span))
            return


def _with_label(page: Page, value: Span | None, labels: Mapping[str, Span]) -> Span | None:
    """A value together with the label before it, on its line."""
    if value is None:
        return None
    line = page.own.rfind("\n", 0, value.start) + 1
    before = page.own[line : value.start]
    gap = max(before.rfind("  "), before.rfind("\t"))
    start = line + gap + 1 if gap >= 0 else line
    return Span(start + len(page.own[start : value.start]) - len(page.own[start : value.start].lstrip(" -*•")), value.end)


def _issues(page: Page, mark: Mark) -> tuple[str, ...]:
    """What an account text is about: named in its subject and opening, or anywhere in its own words."""
    places: dict[str, int] = {}
    for name in page.book.issues:
        if ("issues", name, "without") in page.hits:
            continue
        hits = page.hits.get(("issues", name, "phrases"), [])
        if ("issues", name, "phrases") in page.subject_hits:
            hits = [Span(0, 0), *hits]
        hits = [hit for hit in hits if not page.has("no-issue-in", page.sentence_at(hit.start))]
        if hits:
            places[name] = min(hit.start for hit in hits)
    fine = {name: place for name, place in places.items() if not page.book.issues[name].coarse} or places
    return tuple(sorted(fine, key=lambda name: (fine[name], list(page.book.issues).index(name))))


def _playbook(notice: Notice, book: NoticeBook) -> str | None:
    for choice in book.playbooks.values():
        if notice.kind not in choice.kinds or (choice.outcomes and (notice.outcome or "") not in choice.outcomes):
            continue
        if choice.issues and not set(notice.issues[:1]) & set(choice.issues):
            continue
        if all(name in notice.facts for name in choice.given) and not any(name in notice.facts for name in choice.missing):
            return choice.playbook if choice.playbook != "none" else None
    return None
