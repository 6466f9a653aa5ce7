"""`azkit playbook show`: every route with its condition in words, its reason and its price, drawn within the width of the screen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest

from azkit.facts.condition_parse import parse_condition
from azkit.facts.literals import typed
from azkit.ground.say import Lang, Text
from azkit.library.link import link
from azkit.library.name_space import NameSpace, linked_derived
from azkit.library.playbook import Playbook
from azkit.outputs.condition_words import condition_words
from tests import helpers
from tests.helpers import HAN, Run, azkit
from tests.unit.world import LIBRARY

PLAYBOOKS = sorted(LIBRARY.paths)
LANGUAGES: list[Lang] = ["en", "zh"]
WIDTHS = [40, 100]

MONEY = {
    "seller": Text("you pay", "卖家承担"),
    "amazon": Text("Amazon pays", "亚马逊承担"),
    "none": Text("no money moves", "不涉及款项"),
    "open": Text("who pays is open", "由谁承担未定"),
}
DEFECT = {
    "yes": Text("it counts as an order defect", "计入订单缺陷率"),
    "no": Text("no order defect", "不计入订单缺陷率"),
    "open": Text("whether it counts as an order defect is open", "是否计入订单缺陷率未定"),
}
READERS = {
    "buyer": Text("to buyer", "致买家"),
    "amazon": Text("to Amazon", "致亚马逊"),
    "seller-support": Text("to Seller Support", "致卖家支持"),
    "bank": Text("to bank", "致银行"),
    "insurer": Text("to insurer", "致保险公司"),
    "carrier": Text("to carrier", "致承运人"),
}

OWN = """\
schema: 1
id: bad-weather
family: claims
title: {en: A storm holds the parcel, zh: 风暴导致包裹滞留}
status: draft
applies: {stores: all, fulfilment: [seller]}
facts:
  - store
  - delivered_on: {optional: "true"}
  - photos: {optional: "true"}
routes:
  - id: arrived
    when: delivered_on >= '2026-05-01' and not photos
    why: {en: LONGEST, zh: 已经送达。}
    cost: {money: none, defect: "no", source: H8}
    instead: [waiting]
    advice:
      - {en: Tell the buyer., zh: 告诉买家。}
    next:
      - {playbook: withdrawal-request, say: {en: once it is solved, zh: 解决之后}, when: delivered_on is given}
  - id: waiting
    why: {en: It waits., zh: 还在等。}
    cost: {money: open, defect: open, source: H8}
    clocks: [buyer-message-answer]
    advice:
      - {en: Wait., zh: 等一等。}
sources: [H8]
examples:
  there:
    today: 2026-05-15
    route: arrived
    facts: {store: amazon.com, delivered_on: 2026-05-07, photos: "no"}
  storm:
    today: 2026-05-15
    route: waiting
    facts: {store: amazon.com}
refused:
  tomorrow:
    today: 2026-05-15
    faults: {delivered_on: out-of-bounds}
    facts: {store: amazon.com, delivered_on: 2026-05-16}
"""
"""A playbook without letters; LONGEST stands for a reason to be put in."""


def shown(playbook: str, lang: Lang, width: int, monkeypatch: pytest.MonkeyPatch, *args: object) -> Run:
    """The tree on a terminal of this width."""
    monkeypatch.setattr(helpers.Stream, "isatty", lambda stream: True)
    return azkit("playbook", "show", playbook, "--lang", lang, *args, env={"COLUMNS": str(width)})


def cells(line: str) -> int:
    """Cells of a line on a terminal set to Chinese, which draws what is ambiguous two cells wide."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line)


def drawn_routes(out: str) -> list[str]:
    """What stands at each route, without the drawing: the text of its lines with one blank between them."""
    routes: list[list[str]] = []
    for line in out.splitlines():
        if re.match("[├└]─ [0-9]+[.] ", line):
            routes.append([])
        if routes:
            routes[-1].append(re.sub("^[│├└─ ]*", "", line))
    return [" ".join(route) for route in routes]


def unspaced(text: str) -> str:
    return re.sub(r"\s", "", text)


# ---------------------------------------------------------------- the drawing


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("playbook", PLAYBOOKS)
def test_every_route_stands_there_in_order_with_reason_price_and_letters(playbook: str, lang: Lang, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    run = shown(playbook, lang, width, monkeypatch)
    opened = link(LIBRARY, playbook)
    routes = drawn_routes(run.out)
    assert (run.code, run.err) == (0, "")
    assert unspaced(opened.title.in_(lang)) in unspaced(run.out)
    assert len(routes) == len(opened.routes)
    for number, (text, route) in enumerate(zip(routes, opened.routes, strict=True), 1):
        words = unspaced(text)
        assert text.startswith(f"{number}. ")
        assert unspaced(route.id + (": " if lang == "en" else "：") + route.why.in_(lang)) in words
        price = MONEY[route.cost.money].in_(lang) + (";" if lang == "en" else "；") + DEFECT[route.cost.defect].in_(lang)
        assert unspaced(("Price:" if lang == "en" else "代价：") + price) in words
        for letter in route.letters:
            reader = READERS[opened.letters[letter].to].in_(lang)
            assert unspaced(f"{letter}({reader})" if lang == "en" else f"{letter}（{reader}）") in words
        assert (("no letter" in text) if lang == "en" else ("不发信" in text)) is (not route.letters)
        assert all(unspaced(opened.policy.clocks[clock].title.in_(lang)) in words for clock in route.clocks)
        assert all(unspaced(("Instead:" if lang == "en" else "也可以：") + other) in words for other in route.instead)
        assert all(unspaced(f"{step.playbook}:{step.say.en}" if lang == "en" else f"{step.playbook}：{step.say.zh}") in words for step in route.next)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("playbook", PLAYBOOKS)
def test_no_line_is_wider_than_the_terminal_and_every_one_fits_a_chinese_code_page(playbook: str, lang: Lang, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(playbook, lang, width, monkeypatch).out.splitlines()
    assert max(cells(line) for line in lines) <= width
    assert "\n".join(lines).encode("gbk")
    assert not [line for line in lines if line != line.rstrip()]
    assert not [line for line in lines if re.match("[│├└─ ]*[，。；：、！？）”》]", line)]
    assert not [line for line in lines if re.search("[（“《]$", line)]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("playbook", PLAYBOOKS)
def test_english_breaks_between_words_only(playbook: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    routes = drawn_routes(shown(playbook, "en", width, monkeypatch).out)
    for text, route in zip(routes, link(LIBRARY, playbook).routes, strict=True):
        assert f"{route.id}: {route.why.en}" in text


def test_away_from_a_terminal_lines_have_100_cells_whatever_the_environment_says():
    narrow = azkit("playbook", "show", "not-received-delivered", env={"COLUMNS": "30"})
    assert narrow.out == azkit("playbook", "show", "not-received-delivered").out
    assert 90 < max(cells(line) for line in narrow.out.splitlines()) <= 100


def test_a_terminal_gets_lines_that_fill_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for width in (40, 60, 120):
        lines = shown("not-received-delivered", "en", width, monkeypatch).out.splitlines()
        assert width - 8 < max(cells(line) for line in lines) <= width


def test_the_last_route_is_all_else_and_only_it_ends_the_trunk():
    lines = azkit("playbook", "show", "not-received-delivered").out.splitlines()
    heads = [line for line in lines if re.match("[├└]", line)]
    assert [line for line in heads if line.startswith("└")] == heads[-1:]
    assert heads[-1].endswith(". otherwise")
    assert azkit("playbook", "show", "not-received-delivered", "--lang", "zh").out.count("其他情况\n") == 1


def test_a_word_longer_than_the_line_is_cut_and_nothing_is_lost(overlay, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = overlay({"claims/bad-weather.yaml": OWN.replace("LONGEST", "x" * 150)})
    run = shown("bad-weather", "en", 40, monkeypatch, "--playbooks", folder)
    assert max(cells(line) for line in run.out.splitlines()) <= 40
    assert "x" * 150 in unspaced(drawn_routes(run.out)[0])


def test_a_terminal_of_a_few_cells_still_gets_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    run = shown("withdrawal-request", "zh", 5, monkeypatch)
    assert run.code == 0
    assert unspaced(link(LIBRARY, "withdrawal-request").routes[0].why.zh) in unspaced(drawn_routes(run.out)[0])


# ---------------------------------------------------------------- JSON


def test_the_json_holds_the_routes_with_ids_as_in_the_file_and_words_in_english():
    run = azkit("playbook", "show", "not-received-delivered", "--format", "json", env={"LANG": "zh_CN.UTF-8"})
    opened = link(LIBRARY, "not-received-delivered")
    assert set(run.json) == {"id", "title", "family", "routes"}
    assert (run.json["id"], run.json["title"], run.json["family"]) == ("not-received-delivered", opened.title.en, "claims")
    assert [route["id"] for route in run.json["routes"]] == [route.id for route in opened.routes]
    assert not HAN.search(run.out)
    for found, route in zip(run.json["routes"], opened.routes, strict=True):
        assert set(found) == {"id", "when", "why", "cost", "letters", "instead", "clocks", "next"}
        assert found["why"] == route.why.en
        assert found["cost"] == {"money": route.cost.money, "defect": route.cost.defect, "source": route.cost.source}
        assert found["letters"] == [{"id": letter, "to": opened.letters[letter].to} for letter in route.letters]
        assert (found["instead"], found["clocks"]) == (list(route.instead), list(route.clocks))
        assert found["next"] == [step.playbook for step in route.next]
        assert (found["when"] is None) is (route is opened.routes[-1])
    assert run.json["routes"][0]["when"] == 'fulfilled by: "Amazon (FBA)"'


def test_the_json_speaks_chinese_when_asked():
    for run in (
        azkit("playbook", "show", "not-received-delivered", "--format", "json", "--lang", "zh"),
        azkit("playbook", "show", "not-received-delivered", "--format", "json", env={"AZKIT_LANG": "zh"}),
    ):
        assert run.json["routes"][0]["when"] == "配送方式：“亚马逊配送（FBA）”"
        assert run.json["routes"][-1]["when"] is None


# ---------------------------------------------------------------- calls


def test_an_unknown_playbook_is_2_with_the_nearest():
    run = azkit("playbook", "show", "withdrawl-request")
    assert run.code == 2
    assert run.out == ""
    assert "did you mean withdrawal-request?" in run.err


@pytest.mark.parametrize(("arguments", "words"), [(["--format", "yaml"], "text, json"), (["--lang", "fr"], "en and zh")])
def test_another_form_or_language_is_2(arguments: list[str], words: str) -> None:
    run = azkit("playbook", "show", "withdrawal-request", *arguments)
    assert run.code == 2
    assert run.out == ""
    assert words in run.err


def test_a_playbook_of_an_overlay_is_drawn_with_what_comes_next_and_when(overlay):
    folder = overlay({"claims/bad-weather.yaml": OWN.replace("LONGEST", "It has arrived.")})
    run = azkit("playbook", "show", "bad-weather", "--playbooks", folder)
    assert run.code == 0
    assert run.out == (
        "A storm holds the parcel (bad-weather)\n"
        "Read from the top: the first route that fits is taken.\n"
        "│\n"
        "├─ 1. delivered: on or after 1 May 2026, and photos: no\n"
        "│  arrived: It has arrived.\n"
        "│  ├─ Price: no money moves; no order defect\n"
        "│  ├─ no letter\n"
        "│  ├─ Instead: waiting (who pays is open; whether it counts as an order defect is open)\n"
        "│  └─ Next: withdrawal-request: once it is solved (if delivered: given)\n"
        "│\n"
        "└─ 2. otherwise\n"
        "   waiting: It waits.\n"
        "   ├─ Price: who pays is open; whether it counts as an order defect is open\n"
        "   ├─ no letter\n"
        "   └─ Clock: Answer the buyer\n"
    )


def test_a_faulty_playbook_of_an_overlay_is_3_with_its_line(overlay):
    run = azkit("playbook", "show", "bad-weather", "--playbooks", overlay({"claims/bad-weather.yaml": OWN.replace("not photos", "not phots")}))
    assert run.code == 3
    assert run.out == ""
    assert "bad-weather.yaml:" in run.err


# ---------------------------------------------------------------- conditions in words


@pytest.fixture(scope="module")
def whole() -> Playbook:
    """A playbook that knows every fact and every derived fact, and prints one policy value of each kind."""
    opened = link(LIBRARY, "order-defect-rate")
    derived = linked_derived(LIBRARY.vocabulary, LIBRARY.derived, lambda name, message: pytest.fail(f"{name}: {message.en}"))
    return replace(opened, derived=derived, policy=replace(opened.policy, figures=dict(LIBRARY.policy.figures)))


def words_of(written: str, playbook: Playbook) -> Text:
    """A condition as a playbook holds it, in words."""
    space = NameSpace(playbook.vocabulary, playbook.derived, tuple(playbook.vocabulary), {}, {"row": playbook.vocabulary["orders"]})
    condition = typed(parse_condition(written), space.entry, lambda message: pytest.fail(message.en))
    return condition_words(condition, playbook)


def title(name: str) -> Text:
    return LIBRARY.vocabulary[name].title


def label(name: str, choice: str) -> Text:
    found = LIBRARY.vocabulary[name].choices[choice]
    return Text(f'"{found.en}"', f"“{found.zh}”")


def conditions() -> Iterator[tuple[str, str, str]]:
    """Conditions with what they say in English and in Chinese."""
    status, remedy = title("claim_status"), title("remedy")
    denied, closed, refund = label("claim_status", "denied"), label("claim_status", "closed"), label("remedy", "refund")
    signed, photos, delivered, latest = (title(name) for name in ("signed_by", "photos", "delivered_on", "latest_delivery_on"))
    protected, claims = (LIBRARY.derived[name].title for name in ("claims_protected", "claim_orders"))
    late = LIBRARY.derived["days_late"].title
    yield "claim_status == 'denied'", f"{status.en}: {denied.en}", f"{status.zh}：{denied.zh}"
    yield "'denied' == claim_status", f"{status.en}: {denied.en}", f"{status.zh}：{denied.zh}"
    yield "claim_status != 'denied'", f"{status.en}: not {denied.en}", f"{status.zh}：不是{denied.zh}"
    yield "not claim_status == 'denied'", f"{status.en}: not {denied.en}", f"{status.zh}：不是{denied.zh}"
    yield "not claim_status != 'denied'", f"{status.en}: {denied.en}", f"{status.zh}：{denied.zh}"
    yield "claim_status in ['denied', 'closed']", f"{status.en}: {denied.en} or {closed.en}", f"{status.zh}：{denied.zh}或{closed.zh}"
    yield "claim_status in ['denied']", f"{status.en}: {denied.en}", f"{status.zh}：{denied.zh}"
    yield "claim_status in []", f"{status.en}: nothing", f"{status.zh}：无"
    yield "claim_status not in ['denied', 'closed']", f"{status.en}: none of {denied.en}, {closed.en}", f"{status.zh}：{denied.zh}、{closed.zh}都不是"
    yield "not claim_status in ['denied']", f"{status.en}: not {denied.en}", f"{status.zh}：不是{denied.zh}"
    yield "signed_by is given", f"{signed.en}: given", f"已填“{signed.zh}”"
    yield "not signed_by is given", f"{signed.en}: not given", f"没有填“{signed.zh}”"
    yield "signed_by is not given", f"{signed.en}: not given", f"没有填“{signed.zh}”"
    yield "claim_orders is given", f"{claims.en}: at least one", f"{claims.zh}：至少有一条"
    yield "not claim_orders is given", f"{claims.en}: none", f"{claims.zh}：一条都没有"
    yield "days_late is given", f"{late.en}: known", f"{late.zh}：算得出"
    yield "not days_late is given", f"{late.en}: not known", f"{late.zh}：算不出"
    for written, yes in (("photos", True), ("not photos", False), ("photos == true", True), ("photos == false", False), ("photos != true", False)):
        yield written, f"{photos.en}: {'yes' if yes else 'no'}", f"{photos.zh}：{'是' if yes else '否'}"
    yield "claims_protected", protected.en, protected.zh
    yield "not claims_protected", f"not {protected.en}", f"不满足“{protected.zh}”"
    yield "delivered_on < '2026-05-01'", f"{delivered.en}: before 1 May 2026", f"{delivered.zh}早于 2026年5月1日"
    yield "delivered_on <= '2026-05-01'", f"{delivered.en}: on or before 1 May 2026", f"{delivered.zh}不晚于 2026年5月1日"
    yield "'2026-05-01' <= delivered_on", f"{delivered.en}: on or after 1 May 2026", f"{delivered.zh}不早于 2026年5月1日"
    yield "not delivered_on < '2026-05-01'", f"{delivered.en}: on or after 1 May 2026", f"{delivered.zh}不早于 2026年5月1日"
    yield "delivered_on == '2026-05-01'", f"{delivered.en}: 1 May 2026", f"{delivered.zh}：2026年5月1日"
    yield "delivered_on > latest_delivery_on", f'{delivered.en}: after "{latest.en}"', f"{delivered.zh}晚于{latest.zh}"
    yield "delivered_on < today", f"{delivered.en}: before today", f"{delivered.zh}早于今天"
    yield "today > delivered_on", f'today: after "{delivered.en}"', f"今天晚于{delivered.zh}"
    yield "delivered_on == latest_delivery_on", f'{delivered.en}: the same as "{latest.en}"', f"{delivered.zh}与{latest.zh}相同"
    yield "delivered_on != latest_delivery_on", f'{delivered.en}: not the same as "{latest.en}"', f"{delivered.zh}与{latest.zh}不同"
    yield "order_total > '34.90 USD'", f"{title('order_total').en}: more than USD 34.90", f"{title('order_total').zh}大于 USD 34.90"
    yield "units >= 2", f"{title('units').en}: at least 2", f"{title('units').zh}不小于 2"
    yield "2 > units", f"{title('units').en}: less than 2", f"{title('units').zh}小于 2"
    yield "not units > 2", f"{title('units').en}: at most 2", f"{title('units').zh}不超过 2"
    yield "units != 2", f"{title('units').en}: not 2", f"{title('units').zh}：不是 2"
    yield "asin == 'B0C7Q2M4XK'", 'ASIN: "B0C7Q2M4XK"', "ASIN：“B0C7Q2M4XK”"
    none, charged = title("none_in_window"), label("none_in_window", "chargebacks")
    yield "'chargebacks' in none_in_window", f"{none.en}: with {charged.en}", f"“{none.zh}”包含{charged.zh}"
    yield "'chargebacks' not in none_in_window", f"{none.en}: without {charged.en}", f"“{none.zh}”不包含{charged.zh}"
    defect, claim = title("defect"), label("defect", "claim")
    yield "row.defect == 'claim'", f"{defect.en}: {claim.en}", f"{defect.zh}：{claim.zh}"
    yield "orders.defect == 'claim'", f"{defect.en}: {claim.en}", f"{defect.zh}：{claim.zh}"
    yield "claim_orders.defect is given", f"{defect.en}: given", f"已填“{defect.zh}”"
    yield "row.defect is given", f"{defect.en}: given", f"已填“{defect.zh}”"
    a, b, c = "photos", "claim_status == 'denied'", "remedy == 'refund'"
    a_en, b_en, c_en = f"{photos.en}: yes", f"{status.en}: {denied.en}", f"{remedy.en}: {refund.en}"
    a_zh, b_zh, c_zh = f"{photos.zh}：是", f"{status.zh}：{denied.zh}", f"{remedy.zh}：{refund.zh}"
    yield f"{a} and {b}", f"{a_en}, and {b_en}", f"{a_zh}，并且{b_zh}"
    yield f"{a} and {b} and {c}", f"{a_en}, and {b_en}, and {c_en}", f"{a_zh}，并且{b_zh}，并且{c_zh}"
    yield f"{a} or ({b} or {c})", f"{a_en}, or {b_en}, or {c_en}", f"{a_zh}，或者{b_zh}，或者{c_zh}"
    yield f"{a} or {b} and {c}", f"{a_en}, or ({b_en}, and {c_en})", f"{a_zh}，或者（{b_zh}，并且{c_zh}）"
    yield f"({a} or {b}) and {c}", f"({a_en}, or {b_en}), and {c_en}", f"（{a_zh}，或者{b_zh}），并且{c_zh}"
    not_a, not_b, not_c = (f"{photos.en}: no", f"{status.en}: not {denied.en}", f"{remedy.en}: not {refund.en}")
    yield f"not ({a} and {b})", f"{not_a}, or {not_b}", f"{photos.zh}：否，或者{status.zh}：不是{denied.zh}"
    yield f"not ({a} or {b}) and not {c}", f"{not_a}, and {not_b}, and {not_c}", f"{photos.zh}：否，并且{status.zh}：不是{denied.zh}，并且{remedy.zh}：不是{refund.zh}"
    yield "1 < units < 3", f"{title('units').en}: more than 1, and {title('units').en}: less than 3", f"{title('units').zh}大于 1，并且{title('units').zh}小于 3"


@pytest.mark.parametrize(("written", "en", "zh"), list(conditions()))
def test_a_condition_is_said_in_the_words_of_the_vocabulary(written: str, en: str, zh: str, whole: Playbook) -> None:
    assert words_of(written, whole) == Text(en, zh)


def test_a_policy_value_is_known_by_its_title_and_an_entry_of_the_catalogue_by_its_own(whole: Playbook) -> None:
    figure, entry = next(iter(LIBRARY.policy.figures.items()))
    by_name = parse_condition(f"{figure.replace('-', '_')} == '5'")
    assert condition_words(by_name, whole) == Text(f'{entry.title.en}: "5"', f"{entry.title.zh}：“5”")
    (kind, name), cause = next((key, each) for key, each in whole.catalogue.items() if key[0] == "action")
    action = title("action_kind")
    assert kind == "action"
    assert words_of(f"actions.action == '{name}'", whole) == Text(f'{action.en}: "{cause.title.en}"', f"{action.zh}：“{cause.title.zh}”")
