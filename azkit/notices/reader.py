"""Reading a text of Amazon's: what it is, what it asks for, what it tells. What cannot be told stays open."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from azkit.library.link_notices import NoticeBook
from azkit.library.notice_model import NO_PLAYBOOK, Mark
from azkit.notices.deadlines import deadline_of
from azkit.notices.demands import demands_of
from azkit.notices.gathered import Gathered, facts_of_labels, facts_told
from azkit.notices.kinds import mark_of
from azkit.notices.labels import Labelled, labelled
from azkit.notices.mail import Mail, mail_of
from azkit.notices.metrics import metrics_of
from azkit.notices.model import Deadline, Notice, Span
from azkit.notices.order_facts import amount_of, greeted, is_agents, item_of, message_of, order_of, received_at, why
from azkit.notices.page import Page, page_of
from azkit.notices.parcel import facts_of_scans
from azkit.notices.readable import leave_open
from azkit.notices.sender import address_of, domain_of, is_relay, sender_of
from azkit.notices.stores import store_of
from azkit.notices.values import asins_in, orders_in

ACCOUNT = frozenset({"deactivation", "review", "warning", "listing-removal", "reply", "funds"})
"""Kinds that are about the account or a listing rather than one order."""

TOLD = 20
"""Characters of a sentence that tells why something was decided."""

WITH_GROUNDS = frozenset({"claim-decision", "safe-t", "chargeback"})


def read_notice(text: str, book: NoticeBook) -> Notice:
    """Read one text. In: the text as pasted or a whole mail; what is known of Amazon's texts. Nothing is raised by any text."""
    mail = mail_of(text)
    page = page_of(mail.subject, mail.body, book)
    mark_id, mark = mark_of(mail, page, address_of(mail))
    sender = sender_of(mail, page, about_account=mark.kind in ACCOUNT)
    orders, asins = _orders(page), asins_in(page.subject + "\n" + page.own)
    notice = Notice(mark.kind, sender, outcome=mark.outcome or None, orders=tuple(orders), asins=tuple(asins))
    gathered = Gathered(page, store_of(mail, page), _never(mark, book))
    if mark.bare or not mark_id:
        _nothing_but_ids(gathered, mail, notice)
    else:
        labels = _begun(gathered, mail, mark, notice)
        _amounts(gathered, mark_id, mark)
        read = _account_text if mark.kind in ACCOUNT else _order_text
        notice = read(notice, gathered, labels, mark)
        _of_the_mails_day(gathered, mail, mark_id)
    return _closed(notice, gathered, mark_id, mark)


def _never(mark: Mark, book: NoticeBook) -> frozenset[str]:
    kinds = ("account", mark.kind) if mark.kind in ACCOUNT and not _is_about_an_order(mark) else (mark.kind,)
    return frozenset(name for kind in kinds for name in book.names.get(f"never-{kind}", ())) - mark.facts.keys()


def _is_about_an_order(mark: Mark) -> bool:
    return mark.kind not in ACCOUNT or "claim_status" in mark.facts


def _nothing_but_ids(gathered: Gathered, mail: Mail, notice: Notice) -> None:
    """Of a text that asks for nothing only what names it, and that only where Amazon wrote it."""
    if notice.sender.verdict == "not-inconsistent":
        gathered.take("store", gathered.store, "")
        gathered.take("order_id", notice.orders[0] if len(notice.orders) == 1 else None, "")
        gathered.take("notice_received_at", received_at(mail), mail.headers.get("date", ""))


def _amounts(gathered: Gathered, mark_id: str, mark: Mark) -> None:
    for fact in gathered.book.names.get(f"amounts-{mark_id}", () if mark.kind in ACCOUNT else ("claim_amount",)):
        amount_of(gathered, fact, "amount-" + fact.replace("_", "-"))


def _closed(notice: Notice, gathered: Gathered, mark_id: str, mark: Mark) -> Notice:
    """The notice with its facts and its playbook. Nothing that a forger wrote is taken for a fact."""
    if notice.sender.verdict == "inconsistent":
        return replace(notice, outcome=None, demands=(), deadline=None)
    leave_open(gathered)
    notice = replace(notice, facts=gathered.facts, taken_from=gathered.taken_from)
    if mark.playbook == NO_PLAYBOOK or not mark_id:
        return notice
    return replace(notice, playbook=mark.playbook or _playbook(notice, gathered.book))


def _order_text(notice: Notice, gathered: Gathered, labels: dict[str, Span], mark: Mark) -> Notice:
    page = gathered.page
    relayed = bool(notice.sender.address and is_relay(domain_of(notice.sender.address), gathered.book))
    message = message_of(page, relayed=relayed) if mark.kind == "buyer-message" else None
    facts_told(gathered, tuple(span for span in (message, labels.get("buyer-comments")) if span))
    if mark.kind != "buyer-message":
        facts_of_scans(gathered)
    item_of(gathered)
    if len(notice.asins) == 1:
        gathered.take("asin", notice.asins[0], notice.asins[0])
    if message and not is_agents(page):
        gathered.take("buyer_words", page.said(message), page.said(message))
    found = why(gathered, mark, labels, message)
    if mark.kind in WITH_GROUNDS:
        _grounds(gathered)
    due = labels.get("respond-by") or labels.get("appeal-by")
    asked = mark.kind not in ("other", "buyer-message")
    deadline = deadline_of(page, gathered.terms, mark.kind, _with_label(page, due)) if asked else None
    _answer_by(gathered, deadline)
    in_words = asked and mark.kind != "claim-decision" and not page.words("page-tabs")
    demands = demands_of(page, mark.kind, ()) if in_words else []
    return replace(notice, issues=(mark.issue,) if mark.issue else found.issues, demands=tuple(demands), deadline=deadline)


def _account_text(notice: Notice, gathered: Gathered, labels: dict[str, Span], mark: Mark) -> Notice:
    page = gathered.page
    if len(notice.asins) == 1:
        item_of(gathered)
        gathered.take("asin", notice.asins[0], notice.asins[0])
    else:
        gathered.drop("asin")
        gathered.drop("item")
    deadline = deadline_of(page, gathered.terms, mark.kind, _with_label(page, labels.get("respond-by")))
    _answer_by(gathered, deadline)
    issues = (mark.issue,) if mark.issue else _issues(page)
    return replace(notice, issues=issues, demands=tuple(demands_of(page, mark.kind, issues)), deadline=deadline, metrics=tuple(metrics_of(page)))


def _answer_by(gathered: Gathered, deadline: Deadline | None) -> None:
    """A printed day of an answer; the last day of an appeal is another one."""
    if deadline and deadline.at and deadline.counts_from == "notice":
        gathered.take("respond_by", deadline.at, deadline.quote)


def _orders(page: Page) -> list[str]:
    return list(dict.fromkeys([*orders_in(page.subject), *orders_in(page.own)]))


def _begun(gathered: Gathered, mail: Mail, mark: Mark, notice: Notice) -> dict[str, Span]:
    """Store, order, greeting, time of arrival and what the mark alone tells; and the labels of the part of the text that is about this order."""
    page = gathered.page
    gathered.take("store", gathered.store, "")
    found = labelled(page)
    at_label = next((each for each in found if "order_id" in page.book.labels[each.label].facts), None)
    order = order_of(page, next(iter(orders_in(page.own[at_label.value.start : at_label.value.end])), None) if at_label else None, [*notice.orders])
    if _is_about_an_order(mark):
        gathered.take("order_id", order, order or "")
    gathered.take("notice_received_at", received_at(mail), mail.headers.get("date", ""))
    gathered.take("store_name", greeted(page), "")
    for name, value in mark.facts.items():
        gathered.take(name, value, "")
    labels = {} if _is_about_an_order(mark) and order is None and notice.orders else _first_of_each(page, found, order)
    facts_of_labels(gathered, labels)
    return labels


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


def _of_the_mails_day(gathered: Gathered, mail: Mail, mark_id: str) -> None:
    """Days that a mail with this mark has by arriving: its own."""
    received = received_at(mail)
    if received is None:
        return
    day = datetime.fromisoformat(received).date().isoformat()
    for name in gathered.book.names.get(f"day-of-{mark_id}", ()):
        answered = mail.subject.lower().startswith(("re:", "aw:", "回复")) and name == "first_message_on"
        gathered.take(name, None if answered else day, mail.headers["date"])


def _grounds(gathered: Gathered) -> None:
    """What the decision rests on: the sentence that says so, or the one behind the decision or under the heading that asks why."""
    page = gathered.page
    told = [page.sentence_at(hit.start) for hit in page.words("grounds")]
    spans = [each for each in told if _is_told(page, each)]
    behind = [page.next_sentence(each) for each in told if not _is_told(page, each)]
    behind += [page.next_sentence(page.sentence_at(hit.start)) for name in ("headings-why", "decided") for hit in page.words(name)]
    spans += [each for each in behind if each and not page.has("no-ground", each) and _is_told(page, each)]
    if spans:
        gathered.take("decision_grounds", page.said(spans[0]), page.said(spans[0]))


def _is_told(page: Page, sentence: Span) -> bool:
    """Whether a sentence tells something: a heading, a greeting or a closing has few words and ends open."""
    words = page.own[sentence.start : sentence.end]
    return (len(words) >= TOLD and words.rstrip()[-1] in ".。!！)）%") or len(words) >= 2 * TOLD


def _with_label(page: Page, value: Span | None) -> Span | None:
    """A value together with the label before it, on its line."""
    if value is None:
        return None
    line = page.own.rfind("\n", 0, value.start) + 1
    before = page.own[line : value.start]
    gap = max(before.rfind("  "), before.rfind("\t"))
    start = line + gap + 1 if gap >= 0 else line
    return Span(start + len(page.own[start : value.start]) - len(page.own[start : value.start].lstrip(" -*•")), value.end)


def _issues(page: Page) -> tuple[str, ...]:
    """What an account text is about: named in its subject or its own words. A policy that is only the frame counts where nothing finer is named, and then alone."""
    places: dict[str, int] = {}
    for name in page.book.issues:
        if ("issues", name, "without") in page.hits:
            continue
        hits = [hit for hit in page.hits.get(("issues", name, "phrases"), ()) if not page.has("no-issue-in", page.sentence_at(hit.start))]
        if ("issues", name, "phrases") in page.subject_hits:
            hits = [Span(0, 0), *hits]
        if hits:
            places[name] = min(hit.start for hit in hits)
    fine = {name: place for name, place in places.items() if not page.book.issues[name].coarse} or dict([*places.items()][:1])
    order = [*page.book.issues]
    return tuple(sorted(fine, key=lambda name: (fine[name], order.index(name))))


def _playbook(notice: Notice, book: NoticeBook) -> str | None:
    for choice in book.playbooks.values():
        if notice.kind not in choice.kinds or (choice.outcomes and (notice.outcome or "") not in choice.outcomes):
            continue
        if choice.issues and not set(notice.issues[:1]) & set(choice.issues):
            continue
        if all(name in notice.facts for name in choice.given) and not any(name in notice.facts for name in choice.missing):
            return choice.playbook if choice.playbook != NO_PLAYBOOK else None
    return None
