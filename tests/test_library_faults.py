"""Overlays that are wrong in one way each: `azkit playbook check` ends with 3 and names file, line and remedy. And overlays that work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.helpers import HAN, PLAYBOOKS, TEMPLATES, TODAY, Run, as_facts, azkit, delivered, solved

pytestmark = pytest.mark.usefixtures("small_library")

PLAYBOOK = "claims/held-at-customs.yaml"
LETTER = "templates/claims/held-at-customs/to-buyer.txt"

GOOD_PLAYBOOK = """\
schema: 1
id: held-at-customs
family: claims
title: {en: Held at customs, zh: 海关扣留}
status: draft
applies: {stores: all, fulfilment: [seller]}
facts:
  - store
  - store_name
  - order_id
  - carrier
  - shipped_on
  - last_scan_on: {optional: "true"}
  - photos: {optional: "true"}
checks:
  - when: last_scan_on < shipped_on
    fact: last_scan_on
    say: {en: lies before the dispatch, zh: 早于发货}
letters:
  to-buyer:
    to: buyer
    channel: buyer-message
    template: claims/held-at-customs/to-buyer.txt
routes:
  - id: seen
    when: last_scan_on is given
    why: {en: The carrier has seen it., zh: 承运人有扫描。}
    cost: {money: open, defect: open, source: H8}
    letters: [to-buyer]
    clocks: [buyer-message-answer]
    advice:
      - {en: Ask the carrier., zh: 请询问承运人。}
    next:
      - {playbook: withdrawal-request, say: {en: when it is solved, zh: 解决之后}}
  - id: not-seen
    why: {en: Nobody has seen it., zh: 没有扫描。}
    cost: {money: open, defect: open, source: H8}
    advice:
      - {en: Wait for a scan., zh: 请等待扫描。}
sources: [H8]
examples:
  scanned:
    today: 2026-05-15
    route: seen
    facts: {store: amazon.com, store_name: Harbor Lane Goods, order_id: 112-4827193-6620451, carrier: UPS, shipped_on: 2026-05-03, last_scan_on: 2026-05-07}
  no-scan:
    today: 2026-05-15
    route: not-seen
    facts: {store: amazon.com, store_name: Harbor Lane Goods, order_id: 112-4827193-6620451, carrier: UPS, shipped_on: 2026-05-03}
refused:
  backwards:
    today: 2026-05-15
    faults: {last_scan_on: contradicts}
    facts: {store: amazon.com, store_name: Harbor Lane Goods, order_id: 112-4827193-6620451, carrier: UPS, shipped_on: 2026-05-03, last_scan_on: 2026-05-02}
"""

GOOD_LETTER = """\
Hello,
zh| 您好：

{% if last_scan_on is given %}
{{ carrier }} scanned order {{ order_id }} on {{ last_scan_on }}.
zh| {{ carrier }} 于 {{ last_scan_on }} 扫描了订单 {{ order_id }}。
{% endif %}

{% include "partials/sign-off.txt" %}
"""

RULE = """\
schema: 1
rules:
  no-shouting:
    kind: letter
    severity: error
    test: phrases
    letters: [buyer]
    phrases: ["act now"]
    say: {en: The letter shouts, zh: 信在喊叫}
    why: {en: Nobody likes it., zh: 没人喜欢。}
    instead: {en: Say it calmly., zh: 请平静地说。}
    source: OWN
    fires: ["Please act now."]
    silent: ["Please act when you can."]
"""

FACTS = """\
schema: 1
facts:
  declared_value:
    type: money
    title: {en: declared value, zh: 申报价值}
    question: {en: "Which value was declared?", zh: "申报了多少？"}
    help: {en: "On the customs form.", zh: "看报关单。"}
    example: 20.00 USD
"""

POLICY = """\
schema: 1
clocks:
  customs-answer:
    title: {en: Answer customs, zh: 回复海关}
    counts_from: [last_scan_on]
    values:
      - {stores: all, since: 2024-01-01, source: OWN, checked_on: 2026-05-01, confidence: low, unit: days, safe: 10}
"""

STORE = """\
schema: 1
stores:
  amazon.com:
    name: {en: United States, zh: 美国}
    currency: USD
    buyers_write: en
    zone: America/Los_Angeles
    contact_page: https://www.amazon.com/contact
    programme: A-to-z Guarantee
    since: 2020-01-01
    source: OWN
    checked_on: 2026-05-01
    confidence: low
"""

CAUSES = """\
schema: 1
causes:
  wrong-form:
    title: {en: wrong customs form, zh: 报关单填错}
    slots: [since]
    sentence: |
      Since {{ since }} the wrong form was used.
      zh| 自 {{ since }} 起用错了表格。
"""


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


with_three = pytest.mark.usefixtures("three_playbooks")


def playbook(old: str, new: str) -> dict[str, str | bytes]:
    return {PLAYBOOK: changed(GOOD_PLAYBOOK, old, new), LETTER: GOOD_LETTER}


def letter(old: str, new: str) -> dict[str, str | bytes]:
    return {PLAYBOOK: GOOD_PLAYBOOK, LETTER: changed(GOOD_LETTER, old, new)}


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def check(folder: Path, *more: str) -> Run:
    return azkit("playbook", "check", "--playbooks", folder, *more)


def found(run: Run, folder: Path) -> list[str]:
    """The lines of faults, with the overlay's path taken out."""
    return [line.replace(f"{folder}/", "") for line in (run.out + run.err).splitlines()]


def assert_refused(folder: Path, file: str, line: int, words: str) -> None:
    """The check ends with 3, and one line has the file, the line and what to do."""
    run = check(folder)
    lines = found(run, folder)
    assert run.code == 3, lines
    place = f"{file}:{line}: "
    assert any(each.startswith(place) and re.search(words, each) for each in lines), f"no line `{place}…{words}…` in {lines}"
    assert "Traceback" not in run.err


def test_the_overlay_that_the_faults_are_made_from_is_sound(overlay):
    folder = overlay({PLAYBOOK: GOOD_PLAYBOOK, LETTER: GOOD_LETTER, "rules/x.yaml": RULE, "facts.yaml": FACTS, "policy/x.yaml": POLICY, "causes/x.yaml": CAUSES})
    run = check(folder)
    assert run.code == 0, run.out
    assert run.err == ""


NOTICE = """\
schema: 1
playbooks:
  held: {kinds: [claim], playbook: held-at-custom, given: [carier]}
"""


def test_a_notices_file_names_playbooks_and_facts_that_there_are(overlay):
    folder = overlay({PLAYBOOK: GOOD_PLAYBOOK, LETTER: GOOD_LETTER, "notices/x.yaml": NOTICE})
    assert_refused(folder, "notices/x.yaml", 3, r"playbooks\.held\.playbook: .*did you mean held-at-customs")
    assert_refused(folder, "notices/x.yaml", 3, r"playbooks\.held\.given: .*did you mean carrier")


def test_lint_needs_the_rules_and_no_playbook(overlay, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("Hello,\n\nOrder 112-4827193-6620451 is on its way.\n\nHarbor Lane Goods\n", encoding="utf-8")
    folder = overlay({"claims/aaa.yaml": "id: nothing\n"})
    assert azkit("lint", letter, "--kind", "buyer", "--playbooks", folder).code == azkit("lint", letter, "--kind", "buyer").code == 0


def test_a_condition_without_blanks_is_read_like_any_other(overlay):
    derived = """\
derived:
  aa:
    title: {en: late or lost, zh: 迟到或丢失}
    any: ["bb==true"]
  bb:
    title: {en: scanned, zh: 有扫描}
    all: ["last_scan_on is given"]
"""
    folder = overlay({PLAYBOOK: changed(GOOD_PLAYBOOK, "when: last_scan_on is given", "when: aa"), LETTER: GOOD_LETTER, "facts.yaml": FACTS + derived})
    assert check(folder).code == 0


def test_templates_that_include_each_other_twice_are_stopped(overlay):
    parts = {f"templates/partials/p{n}.txt": f'{{% include "partials/p{n + 1}.txt" %}}\n' * 2 for n in range(20)}
    folder = overlay({PLAYBOOK: GOOD_PLAYBOOK, LETTER: GOOD_LETTER + '{% include "partials/p0.txt" %}\n', **parts, "templates/partials/p20.txt": "A word.\nzh| 一\n"})
    run = check(folder)
    assert run.code == 3
    assert "more than 200 templates" in run.out


# ---------------------------------------------------------------- playbooks

COMPUTED = [
    "last_scan_on - shipped_on > 3",
    "last_scan_on|length > 3",
    "carrier ~ 'x' == 'UPSx'",
    "carrier.upper() == 'UPS'",
    "carrier[0] == 'U'",
    "carrier.a.b == 'U'",
    "true if photos else false",
    "shipped_on is defined",
    "last_scan_on == none",
    "shipped_on == today + 1",
    "shipped_on > '2026-05-01' }}{{ x",
    "range(10)",
    "shipped_on >",
    "photos and last_scan_on",
    "carrier > 'UPS'",
    "last_scan_on == 'soon'",
]


@pytest.mark.parametrize("condition", COMPUTED)
def test_a_condition_that_does_more_than_compare_is_refused(overlay, condition: str):
    files = playbook("    when: last_scan_on is given\n", f'    when: "{condition}"\n')
    assert_refused(overlay(files), PLAYBOOK, line_of(GOOD_PLAYBOOK, "    when: last_scan_on is given"), r"routes\.0\.when: .")


IN_A_PLAYBOOK = {
    "an offer that is none of the choices": (
        '  - photos: {optional: "true"}\n',
        '  - photos: {optional: "true"}\n  - seller_choice: {optional: "true", offers: [refund, retur]}\n',
        "checks:",
        "retur",
    ),
    "a fact that nobody knows": ("  - carrier\n", "  - carier\n", "  - carrier\n", "did you mean carrier"),
    "a fact that is not above": ("  - store_name\n", "  - store_name: {when: order_id is given}\n", "  - store_name\n", "list it there first"),
    "an unknown name in a condition": ("when: last_scan_on is given", "when: last_scan_n is given", "    when: last_scan_on is given", "did you mean last_scan_on"),
    "an unlisted fact in a condition": ("when: last_scan_on is given", "when: delivered_on is given", "    when: last_scan_on is given", "list it"),
    "an unknown name in a check": ("when: last_scan_on < shipped_on", "when: last_scan_on < shiped_on", "  - when: last_scan_on < shipped_on", "did you mean shipped_on"),
    "an unlisted fact that a check blames": ("    fact: last_scan_on\n", "    fact: last_scan\n", "    fact: last_scan_on", "did you mean last_scan_on"),
    "an unknown key": ("status: draft\n", "status: draft\nbaner: legal\n", "applies:", "did you mean banner"),
    "an unknown key deep inside": ("    channel: buyer-message\n", "    chanel: buyer-message\n", "    channel: buyer-message", "did you mean channel"),
    "a key twice": ("status: draft\n", "status: draft\nfamily: claims\n", "applies:", "line 3"),
    "a key that is missing": ("status: draft\n", "", "schema:", "add it"),
    "a missing translation": ("title: {en: Held at customs, zh: 海关扣留}", "title: {en: Held at customs}", "title:", "add it"),
    "a missing translation of advice": ("- {en: Ask the carrier., zh: 请询问承运人。}", "- {en: Ask the carrier.}", "      - {en: Ask the carrier.", "add it"),
    "no sources": ("sources: [H8]\n", "", "schema:", "add it"),
    "an unknown source": ("sources: [H8]", "sources: [ZZ88]", "sources:", "not known"),
    "a route without the source of its price": (
        "  - id: not-seen\n    why: {en: Nobody has seen it., zh: 没有扫描。}\n    cost: {money: open, defect: open, source: H8}",
        "  - id: not-seen\n    why: {en: Nobody has seen it., zh: 没有扫描。}\n    cost: {money: open, defect: open}",
        "    cost: {money: open, defect: open, source: H8}\n    advice",
        "add it",
    ),
    "an id that is not the file's name": ("id: held-at-customs\n", "id: held-at-custom\n", "id: held", "name of the file"),
    "a family that is not the folder's name": ("family: claims", "family: messages", "family:", "name of the folder"),
    "a last route with a condition": ("  - id: not-seen\n", "  - id: not-seen\n    when: not last_scan_on is given\n", "  - id: not-seen", "last route"),
    "a route before the last without a condition": ("    when: last_scan_on is given\n", "", "  - id: seen", "last route"),
    "a route that no example reaches": ("    route: not-seen\n", "    route: seen\n", "  - id: not-seen", "add one"),
    "an unknown letter in a route": ("    letters: [to-buyer]", "    letters: [to-byer]", "    letters: [to-buyer]", "did you mean to-buyer"),
    "an unknown clock": ("clocks: [buyer-message-answer]", "clocks: [buyer-mesage-answer]", "    clocks:", "did you mean buyer-message-answer"),
    "an unknown channel": ("channel: buyer-message", "channel: buyer-mesage", "    channel:", "did you mean buyer-message"),
    "an unknown playbook to go on with": ("playbook: withdrawal-request", "playbook: withdrawl-request", "    next:", "did you mean withdrawal-request"),
    "an unknown route instead": ("    letters: [to-buyer]", "    letters: [to-buyer]\n    instead: [not-sen]", "    clocks:", "did you mean not-seen"),
    "an unknown store": ("applies: {stores: all,", "applies: {stores: [amazon.con],", "applies:", "did you mean amazon.com"),
    "an unknown policy value": ("facts:\n  - store\n", "policy: [withdrawl-steps]\nfacts:\n  - store\n", "facts:", "did you mean withdrawal-steps"),
    "a route that says and sends nothing": ("    advice:\n      - {en: Wait for a scan., zh: 请等待扫描。}\n", "", "  - id: not-seen", "advice"),
    "a letter without a template": ("    template: claims/held-at-customs/to-buyer.txt\n", "", "  to-buyer:", "template"),
    "a template that is not there": ("template: claims/held-at-customs/to-buyer.txt", "template: claims/held-at-customs/to-byer.txt", "    template:", "to-buyer.txt"),
    "a template outside by dots": (
        "template: claims/held-at-customs/to-buyer.txt",
        "template: ../templates/claims/held-at-customs/to-buyer.txt",
        "    template:",
        "template",
    ),
    "a template outside by its root": ("template: claims/held-at-customs/to-buyer.txt", "template: /etc/hostname", "    template:", "template"),
    "an example that ends elsewhere": ("shipped_on: 2026-05-03}\nrefused", "shipped_on: 2026-05-03, last_scan_on: 2026-05-07}\nrefused", "  no-scan:", "ends at seen"),
    "an example that is refused": ("shipped_on: 2026-05-03, last_scan_on: 2026-05-07}", "shipped_on: 2026-06-03, last_scan_on: 2026-05-07}", "  scanned:", "refused"),
    "an example with an unknown fact": (
        "shipped_on: 2026-05-03, last_scan_on: 2026-05-07}",
        "shipped_on: 2026-05-03, last_scan_n: 2026-05-07}",
        "  scanned:",
        "did you mean last_scan_on",
    ),
    "an example on a day that does not exist": (
        "    today: 2026-05-15\n    route: seen",
        "    today: 2026-02-30\n    route: seen",
        "    today: 2026-05-15\n    route: seen",
        "2026-|day",
    ),
    "a refused example that drafts": ("last_scan_on: 2026-05-02}", "last_scan_on: 2026-05-04}", "  backwards:", "refused"),
    "a refused example with other faults": ("faults: {last_scan_on: contradicts}", "faults: {shipped_on: contradicts}", "  backwards:", "last_scan_on"),
    "an anchor": ("  - store\n", "  - &a store\n", "  - store\n", "anchor"),
    "an alias": ("sources: [H8]", "sources: &a [H8]\npolicy: *a", "sources:", "anchor|alias"),
    "a tag": ("title: {en: Held at customs, zh: 海关扣留}", "title: !!python/name:os.system {en: Held at customs, zh: 海关扣留}", "title:", "tag"),
    "a merge key": (
        "    cost: {money: open, defect: open, source: H8}\n    letters",
        "    cost: {<<: {money: open}, defect: open, source: H8}\n    letters",
        "    cost:",
        "no key|merge",
    ),
    "a wrong word where few are allowed": ("status: draft", "status: finished", "status:", "draft"),
    "a list where a text belongs": ("family: claims", "family: [claims]", "family:", "claims|form"),
    "a schema of another time": ("schema: 1", "schema: 2", "schema:", "1"),
}


@pytest.mark.parametrize("what", IN_A_PLAYBOOK)
def test_a_playbook_is_refused_for(overlay, what: str):
    old, new, at, words = IN_A_PLAYBOOK[what]
    assert_refused(overlay(playbook(old, new)), PLAYBOOK, line_of(GOOD_PLAYBOOK, at), words)


def test_two_routes_of_one_name_are_refused(overlay):
    text = changed(GOOD_PLAYBOOK, "  - id: not-seen\n", "  - id: seen\n").replace("route: not-seen", "route: seen")
    folder = overlay({PLAYBOOK: text, LETTER: GOOD_LETTER})
    assert_refused(folder, PLAYBOOK, line_of(GOOD_PLAYBOOK, "  - id: not-seen"), "seen")


def test_a_playbook_without_examples_is_refused(overlay):
    text = GOOD_PLAYBOOK[: GOOD_PLAYBOOK.index("examples:")] + "examples: {}\nrefused: {}\n"
    line = line_of(text, "examples:")
    folder = overlay({PLAYBOOK: text, LETTER: GOOD_LETTER})
    assert_refused(folder, PLAYBOOK, line, "examples: needs")
    assert_refused(folder, PLAYBOOK, line + 1, "refused: needs")


def test_yaml_that_cannot_be_read_is_refused_with_its_line(overlay):
    assert_refused(overlay({PLAYBOOK: GOOD_PLAYBOOK.replace("status: draft", "status: [draft"), LETTER: GOOD_LETTER}), PLAYBOOK, 6, "quote|colon|bracket")


@pytest.mark.parametrize(
    "data",
    [
        GOOD_PLAYBOOK.encode("utf-16"),
        GOOD_PLAYBOOK.encode("gb18030"),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        GOOD_PLAYBOOK.encode() + b"\0",
        b"",
        b"- a\n- b\n",
        b"\xff" * 100,
    ],
    ids=["utf-16", "gb18030", "png", "nul", "empty", "list", "noise"],
)
@pytest.mark.parametrize("file", [PLAYBOOK, "facts.yaml", "rules/x.yaml", "policy/x.yaml"])
def test_a_file_that_is_no_utf8_yaml_is_refused_by_name_and_the_others_are_checked(overlay, file: str, data: bytes):
    folder = overlay({file: data, "claims/other.yaml": "schema: 1\nid: other\n"})
    run = check(folder)
    lines = found(run, folder)
    assert run.code == 3, lines
    assert any(line.startswith(file) for line in lines), lines
    assert any(line.startswith("claims/other.yaml") for line in lines), lines


def test_a_file_nested_without_end_is_refused(overlay):
    folder = overlay({PLAYBOOK: "a: " + "[" * 200 + "]" * 200 + "\n"})
    assert_refused(folder, PLAYBOOK, 1, "nested")


# ---------------------------------------------------------------- templates

SCAN = "{{ carrier }} scanned order {{ order_id }} on {{ last_scan_on }}.\n"
SCAN_ZH = "zh| {{ carrier }} 于 {{ last_scan_on }} 扫描了订单 {{ order_id }}。\n"

IN_A_TEMPLATE = {
    "a variable without a fact": (SCAN, SCAN.replace("{{ carrier }}", "{{ carier }}"), SCAN, "did you mean carrier"),
    "a fact that the playbook does not list": (SCAN, SCAN.replace("{{ carrier }}", "{{ signed_by }}"), SCAN, "list it"),
    "a fact that never stands in a letter": (SCAN, SCAN.replace("{{ carrier }}", "{{ buyer_words }}"), SCAN, "list it|cannot stand"),
    "an unknown name in the Chinese line": (SCAN_ZH, SCAN_ZH.replace("{{ carrier }}", "{{ carier }}"), SCAN, "did you mean carrier"),
    "an unknown name in a condition": ("{% if last_scan_on is given %}", "{% if last_scan_n is given %}", "{% if", "did you mean last_scan_on"),
    "a sentence without its Chinese line": (SCAN_ZH, "", SCAN, "zh"),
    "a Chinese line without Chinese": (SCAN_ZH, "zh| {{ carrier }} scanned it.\n", SCAN, "zh|Chinese"),
    "a Chinese line alone": (SCAN, "", SCAN, "under its sentence"),
    "a second Chinese line": (SCAN_ZH, SCAN_ZH + "zh| 再来一次。\n", "{% endif %}", "under its sentence"),
    "a statement inside a line": (SCAN, "It {% if photos %}is{% endif %} here.\n", SCAN, "line of its own"),
    "a statement before its sentence": ("{% if last_scan_on is given %}\n", "{% if last_scan_on is given %}", "{% if", "line of its own"),
    "a statement after its sentence": (SCAN_ZH, SCAN_ZH.rstrip("\n") + "{% if photos %}\n{% endif %}\n", SCAN_ZH, "line of its own"),
    "set": ("{% if last_scan_on is given %}\n", "{% set x = 1 %}\n{% if last_scan_on is given %}\n", "{% if", "not Assign"),
    "macro": ("{% if last_scan_on is given %}\n", "{% macro m() %}\n{% endmacro %}\n{% if last_scan_on is given %}\n", "{% if", "not Macro"),
    "block": ("{% if last_scan_on is given %}\n", "{% block b %}\n{% endblock %}\n{% if last_scan_on is given %}\n", "{% if", "not Block"),
    "extends": ("{% if last_scan_on is given %}\n", "{% extends 'partials/sign-off.txt' %}\n{% if last_scan_on is given %}\n", "{% if", "not Extends"),
    "import": ("{% if last_scan_on is given %}\n", "{% import 'partials/sign-off.txt' as s %}\n{% if last_scan_on is given %}\n", "{% if", "not Import"),
    "from import": ("{% if last_scan_on is given %}\n", "{% from 'partials/sign-off.txt' import x %}\n{% if last_scan_on is given %}\n", "{% if", "not FromImport"),
    "a filter block": ("{% if last_scan_on is given %}\n", "{% filter upper %}\n{% endfilter %}\n{% if last_scan_on is given %}\n", "{% if", "not FilterBlock"),
    "a call block": ("{% if last_scan_on is given %}\n", "{% call x() %}\n{% endcall %}\n{% if last_scan_on is given %}\n", "{% if", "not CallBlock"),
    "with": ("{% if last_scan_on is given %}\n", "{% with %}\n{% endwith %}\n{% if last_scan_on is given %}\n", "{% if", "not With"),
    "a filter": (SCAN, SCAN.replace("{{ carrier }}", "{{ carrier|upper }}"), SCAN, "no Filter"),
    "a call": (SCAN, SCAN.replace("{{ carrier }}", "{{ carrier.upper() }}"), SCAN, "no Call"),
    "a global function": (SCAN, SCAN.replace("{{ carrier }}", "{{ range(9) }}"), SCAN, "no Call"),
    "an attribute chain": (SCAN, SCAN.replace("{{ carrier }}", "{{ carrier.__class__.__mro__ }}"), SCAN, "no Getattr"),
    "an attribute of what has none": (SCAN, SCAN.replace("{{ carrier }}", "{{ carrier.name }}"), SCAN, "no columns"),
    "an item": (SCAN, SCAN.replace("{{ carrier }}", "{{ carrier['x'] }}"), SCAN, "no Getitem"),
    "a sum": (SCAN, SCAN.replace("{{ carrier }}", "{{ carrier ~ carrier }}"), SCAN, "no Concat"),
    "a choice inside an output": (SCAN, SCAN.replace("{{ carrier }}", "{{ carrier if photos else order_id }}"), SCAN, "no CondExpr"),
    "an output of a constant": (SCAN, SCAN.replace("{{ carrier }}", "{{ 'UPS' }}"), SCAN, "no Const"),
    "a condition that computes": ("{% if last_scan_on is given %}", "{% if last_scan_on|length %}", "{% if", "compare"),
    "a loop over what is no table": ("{% if last_scan_on is given %}\n", "{% for x in carrier %}\n{% endfor %}\n{% if last_scan_on is given %}\n", "{% if", "no table"),
    "a loop over a call": ("{% if last_scan_on is given %}\n", "{% for x in range(9) %}\n{% endfor %}\n{% if last_scan_on is given %}\n", "{% if", "compare|For|Call"),
    "a statement that is not closed": ("{% endif %}\n", "", "\n{% include", "template"),
    "a word that Jinja does not know": ("{% if last_scan_on is given %}\n", "{% shout %}\n{% if last_scan_on is given %}\n", "{% if", "template"),
    "an include of a partial that is not there": ('"partials/sign-off.txt"', '"partials/sign-of.txt"', "{% include", "sign-off"),
    "an include by a name": ('{% include "partials/sign-off.txt" %}', "{% include carrier %}", "{% include", "Include"),
    "an include that may be missing": ('"partials/sign-off.txt"', '"partials/sign-of.txt" ignore missing', "{% include", "sign-off|Include"),
    "an include outside by dots": ('"partials/sign-off.txt"', '"../templates/partials/sign-off.txt"', "{% include", "template"),
    "an include outside by its root": ('"partials/sign-off.txt"', '"/etc/hostname"', "{% include", "template"),
    "typographic marks": ("Hello,\n", "Hello – you,\n", "Hello", "–"),
    "an emoji": ("Hello,\n", "Hello \U0001f4e6,\n", "Hello", "\U0001f4e6"),
    "Chinese in the English line": ("Hello,\n", "Hello 您好,\n", "Hello", "您"),
}


@pytest.mark.parametrize("what", IN_A_TEMPLATE)
def test_a_template_is_refused_for(overlay, what: str):
    old, new, at, words = IN_A_TEMPLATE[what]
    assert_refused(overlay(letter(old, new)), LETTER, line_of(GOOD_LETTER, at), words)


def test_an_include_in_a_circle_is_refused_as_a_circle(overlay):
    files = letter('"partials/sign-off.txt"', '"partials/one.txt"')
    folder = overlay({**files, "templates/partials/one.txt": '{% include "partials/two.txt" %}\n', "templates/partials/two.txt": '\n{% include "partials/one.txt" %}\n'})
    run = check(folder)
    assert run.code == 3
    assert any(re.match(r"templates/\S+:\d+: .*(circle|itself)", line) for line in found(run, folder)), run.out


def test_a_fault_in_a_partial_names_the_partial(overlay):
    folder = overlay({**letter('"partials/sign-off.txt"', '"partials/one.txt"'), "templates/partials/one.txt": "\n{{ order_id }} {{ nobody }}\nzh| 无\n"})
    assert_refused(folder, "templates/partials/one.txt", 2, "nobody is not known")


def test_a_link_that_leads_out_of_the_templates_is_not_followed(overlay, tmp_path):
    (tmp_path / "outside.txt").write_text("Outside.\nzh| 外面。\n", encoding="utf-8")
    folder = overlay({PLAYBOOK: GOOD_PLAYBOOK, LETTER: GOOD_LETTER})
    (folder / LETTER).unlink()
    (folder / LETTER).symlink_to(tmp_path / "outside.txt")
    run = azkit("respond", "held-at-customs", "--playbooks", folder, "--facts", "-", "--today", TODAY, stdin=as_facts(GOOD_FACTS))
    assert run.code == 3
    assert "Outside." not in run.out


@pytest.mark.parametrize("data", [GOOD_LETTER.encode("utf-16"), b"\x89PNG\r\n\x1a\n\0", b"caf\xe9\n"], ids=["utf-16", "png", "latin-1"])
def test_a_template_that_is_no_utf8_text_is_refused_by_name(overlay, data: bytes):
    folder = overlay({PLAYBOOK: GOOD_PLAYBOOK, LETTER: data})
    run = check(folder)
    assert run.code == 3
    assert any(LETTER in line for line in found(run, folder))


def test_a_template_that_says_nothing_is_refused(overlay):
    run = check(overlay({PLAYBOOK: GOOD_PLAYBOOK, LETTER: "\n"}))
    assert run.code == 3
    assert "to-buyer" in run.out


def test_a_letter_that_its_own_rules_object_to_is_refused(overlay):
    folder = overlay(letter("Hello,\nzh| 您好：\n", "Please act now.\nzh| 请立即行动。\n") | {"rules/x.yaml": RULE})
    assert_refused(folder, PLAYBOOK, line_of(GOOD_PLAYBOOK, "  scanned:"), "no-shouting")


# ---------------------------------------------------------------- rules

IN_A_RULE = {
    "a phrase that begins with a gap": ('phrases: ["act now"]', 'phrases: ["~3 act now"]', "phrase"),
    "a phrase that ends with a gap": ('phrases: ["act now"]', 'phrases: ["act now ~"]', "phrase"),
    "a gap without end": ('phrases: ["act now"]', 'phrases: ["act ~99 now"]', "1 to"),
    "a regular expression": ('phrases: ["act now"]', 'phrases: ["act.* (now|soon)+"]', "phrase"),
    "a star inside a word": ('phrases: ["act now"]', 'phrases: ["ac*t now"]', "phrase"),
    "an empty alternative": ('phrases: ["act now"]', 'phrases: ["act| now"]', "phrase"),
    "an empty phrase": ('phrases: ["act now"]', 'phrases: [" "]', "phrase"),
    "a bad excuse": ('phrases: ["act now"]', 'phrases: ["act now"]\n    unless: ["~"]', "phrase"),
    "no phrases": ('    phrases: ["act now"]\n', "", "phrase|does not fire"),
    "no examples at all": ('    fires: ["Please act now."]\n    silent: ["Please act when you can."]\n', "", "`fires` and in `silent`"),
    "no example that fires": ('    fires: ["Please act now."]\n', "", "`fires`"),
    "no example that is silent": ('    silent: ["Please act when you can."]\n', "", "`silent`"),
    "an example that does not fire": ('fires: ["Please act now."]', 'fires: ["Please act now.", "Please wait."]', "example 2"),
    "an example that is not silent": ('silent: ["Please act when you can."]', 'silent: ["Act now!"]', "example 1"),
    "an unknown kind of test": ("test: phrases", "test: phrase", "phrases"),
    "an unknown source": ("source: OWN", "source: OWNN", "OWN"),
}


@pytest.mark.parametrize("what", IN_A_RULE)
def test_a_rule_is_refused_for(overlay, what: str):
    old, new, words = IN_A_RULE[what]
    folder = overlay({"rules/x.yaml": changed(RULE, old, new)})
    run = check(folder)
    assert run.code == 3
    lines = [line for line in found(run, folder) if re.match(r"rules/x\.yaml:\d+: ", line)]
    assert any("no-shouting" in line and re.search(words, line) for line in lines), run.out


@with_three
def test_a_rule_that_cannot_be_used_is_refused_by_a_draft_as_well(overlay):
    folder = overlay({"rules/x.yaml": changed(RULE, 'phrases: ["act now"]', 'phrases: ["hello ~99 now"]')})
    run = delivered("--playbooks", folder)
    assert run.code == 3
    assert run.out == ""
    assert "rules/x.yaml" in run.err


# ---------------------------------------------------------------- facts, policy, causes

IN_OTHER_FILES = {
    "a fact of an unknown type": ("facts.yaml", FACTS, "type: money", "type: mony", "    type:", "money"),
    "a fact without its question in Chinese": (
        "facts.yaml",
        FACTS,
        'question: {en: "Which value was declared?", zh: "申报了多少？"}',
        'question: {en: "Which value?"}',
        "    question:",
        "add it",
    ),
    "a fact with an unknown key": ("facts.yaml", FACTS, "    example: 20.00 USD", "    exampel: 20.00 USD", "    exampel:", "did you mean example"),
    "a fact whose example does not read": ("facts.yaml", FACTS, "example: 20.00 USD", "example: a lot", "    example:", "example"),
    "a fact name in the wrong form": ("facts.yaml", FACTS, "  declared_value:", "  Declared-Value:", "  Declared-Value:", "form"),
    "a bound against a fact that nobody knows": (
        "facts.yaml",
        FACTS,
        "    example: 20.00 USD",
        "    bounds: {not_before: [shiped_on]}\n    example: 20.00 USD",
        "    bounds:",
        "did you mean shipped_on",
    ),
    "a table with a column that nobody knows": (
        "facts.yaml",
        FACTS,
        "    type: money",
        "    columns: {order_idd: {}}\n    type: table",
        "    columns:",
        "did you mean order_id",
    ),
    "a choice without choices": ("facts.yaml", FACTS, "type: money", "type: choice", "    type:", "choices"),
    "a derived fact of two kinds": (
        "facts.yaml",
        FACTS + "derived:\n  x:\n    title: {en: x, zh: 某}\n    past: shipped_on\n    count: orders\n",
        "    past: shipped_on",
        "    past:  shipped_on",
        "    past:",
        "exactly one kind",
    ),
    "a derived fact from nothing known": (
        "facts.yaml",
        FACTS + "derived:\n  x:\n    title: {en: x, zh: 某}\n    past: shiped_on\n",
        "    past: shiped_on",
        "    past:  shiped_on",
        "    past:",
        "shipped_on|not known",
    ),
    "a derived fact in a circle": (
        "facts.yaml",
        FACTS + "derived:\n  x:\n    title: {en: x, zh: 某}\n    all: [y]\n  y:\n    title: {en: y, zh: 某}\n    any: [x]\n",
        "    all: [y]",
        "    all:  [y]",
        "    all:",
        "circle",
    ),
    "a clock of an unknown unit": ("policy/x.yaml", POLICY, "unit: days", "unit: weeks", "      - {stores", "days"),
    "a clock without a day of checking": ("policy/x.yaml", POLICY, "checked_on: 2026-05-01, ", "", "      - {stores", "add it"),
    "a clock from an unknown source": ("policy/x.yaml", POLICY, "source: OWN", "source: OWNN", "      - {stores", "OWN"),
    "a clock from a fact that nobody knows": (
        "policy/x.yaml",
        POLICY,
        "counts_from: [last_scan_on]",
        "counts_from: [last_scan_n]",
        "    counts_from:",
        "did you mean last_scan_on",
    ),
    "a clock for a store that nobody knows": ("policy/x.yaml", POLICY, "stores: all", "stores: [amazon.con]", "      - {stores", "did you mean amazon.com"),
    "a day that does not exist": ("policy/x.yaml", POLICY, "checked_on: 2026-05-01", "checked_on: 2026-02-30", "      - {stores", "day"),
    "a zone that does not exist": ("policy/x.yaml", STORE, "zone: America/Los_Angeles", "zone: Mars/Olympus", "    zone:", "zone"),
    "a cause with an unknown slot": ("causes/x.yaml", CAUSES, "slots: [since]", "slots: [sinse]", "    slots:", "did you mean since"),
    "a cause whose sentence has no Chinese": ("causes/x.yaml", CAUSES, "      zh| 自 {{ since }} 起用错了表格。\n", "", "      Since", "zh"),
    "a cause whose sentence prints what it does not have": ("causes/x.yaml", CAUSES, "Since {{ since }} the", "Since {{ sinse }} the", "      Since", "since"),
}


@with_three
@pytest.mark.parametrize("what", IN_OTHER_FILES)
def test_a_file_is_refused_for(overlay, what: str):
    file, sound, old, new, at, words = IN_OTHER_FILES[what]
    text = changed(sound, old, new)
    folder = overlay({file: text, PLAYBOOK: GOOD_PLAYBOOK, LETTER: GOOD_LETTER})
    assert_refused(folder, file, line_of(text, at), words)


# ---------------------------------------------------------------- many faults


def test_all_faults_of_a_playbook_and_its_templates_are_reported_at_once(overlay):
    text = GOOD_PLAYBOOK
    for old, new in (
        ("  - carrier\n", "  - carier\n"),
        ("sources: [H8]", "sources: [ZZ88]"),
        ("channel: buyer-message", "channel: buyer-mesage"),
        ("[buyer-message-answer]", "[nothing-like-it]"),
    ):
        text = changed(text, old, new)
    folder = overlay({PLAYBOOK: text, LETTER: GOOD_LETTER + "{{ nobody }} came.\n", "claims/second.yaml": "schema: 1\nid: second\nfamly: claims\n"})
    run = check(folder)
    assert run.code == 3
    lines = "\n".join(found(run, folder))
    for words in ("carier", "ZZ88", "buyer-mesage", "nothing-like-it", "nobody", "no Chinese reading", "famly"):
        assert words in lines, words
    assert len(run.out.splitlines()) == len(set(run.out.splitlines()))


def test_all_faults_of_the_shared_files_are_reported_at_once(overlay):
    folder = overlay({
        "rules/x.yaml": changed(RULE, "severity: error", "severity: deadly"),
        "facts.yaml": changed(FACTS, "type: money", "type: mony"),
        "policy/x.yaml": changed(POLICY, "unit: days", "unit: weeks"),
        "causes/x.yaml": changed(CAUSES, "title: {en: wrong customs form, zh: 报关单填错}", "title: {en: wrong customs form}"),
        "claims/second.yaml": "schema: 1\nid: second\nfamly: claims\n",
    })  # fmt: skip
    run = check(folder)
    assert run.code == 3
    lines = "\n".join(found(run, folder))
    for place in ("rules/x.yaml:5: ", "facts.yaml:4: ", "policy/x.yaml:7: ", "causes/x.yaml:4: ", "claims/second.yaml:3: "):
        assert place in lines, place
    assert len(run.out.splitlines()) == len(set(run.out.splitlines()))


def test_faults_are_said_in_the_language_of_the_person_and_as_json(overlay):
    folder = overlay(playbook("  - carrier\n", "  - carier\n"))
    assert HAN.search(check(folder, "--lang", "zh").out)
    data = check(folder, "--format", "json")
    assert data.code == 3
    assert all(set(fault) >= {"kind", "fact", "message"} for fault in data.json)
    assert any("carrier" in fault["message"] for fault in data.json)
    assert check(overlay({}), "--format", "json").code == 3


def test_a_faulty_playbook_is_refused_by_a_draft_with_the_same_words(overlay):
    folder = overlay(playbook("  - carrier\n", "  - carier\n"))
    run = azkit("respond", "held-at-customs", "--playbooks", folder, "--facts", "-", "--today", TODAY, stdin=as_facts(GOOD_FACTS))
    assert run.code == 3
    assert run.out == ""
    assert set(run.err.splitlines()) <= set(check(folder).out.splitlines())


# ---------------------------------------------------------------- overlays that work

GOOD_FACTS = {
    "store": "amazon.com",
    "store_name": "Harbor Lane Goods",
    "order_id": "112-4827193-6620451",
    "carrier": "UPS",
    "shipped_on": "2026-05-03",
    "last_scan_on": "2026-05-07",
}


def customs(folder: Path, *more: str, **changes: str) -> Run:
    return azkit("respond", "held-at-customs", "--playbooks", folder, "--facts", "-", "--today", TODAY, *more, stdin=as_facts(GOOD_FACTS, **changes))


def test_a_new_playbook_with_its_own_template_is_drafted_and_listed(overlay):
    folder = overlay({PLAYBOOK: GOOD_PLAYBOOK, LETTER: GOOD_LETTER})
    run = customs(folder)
    assert run.code == 0
    assert run.out == "Hello,\n\nUPS scanned order 112-4827193-6620451 on 7 May 2026.\n\nHarbor Lane Goods\n"
    assert "held-at-customs" in azkit("playbook", "list", "--playbooks", folder).out
    assert "held-at-customs" not in azkit("playbook", "list").out


def test_a_sentence_stands_only_when_its_facts_do(overlay):
    photos = "Photos: {{ photos }}.\nzh| 照片：{{ photos }}。\n"
    folder = overlay(letter("{% endif %}\n", "{% endif %}\n" + photos))
    with_photos, without = customs(folder, "--gloss", "zh", photos="yes"), customs(folder, "--gloss", "zh")
    assert "on 7 May 2026. Photos: yes.\n" in with_photos.out
    assert "照片：是。" in with_photos.err
    assert "on 7 May 2026.\n" in without.out
    assert "Photos" not in without.out
    assert "照片：" not in without.err


def test_a_paragraph_without_a_sentence_leaves_no_gap(overlay):
    folder = overlay(
        letter("{% endif %}\n", "{% endif %}\n\nPhotos: {{ photos }}.\nzh| 照片：{{ photos }}。\n\n{% if photos %}\nSee the photos.\nzh| 请看照片。\n{% endif %}\n")
    )
    assert customs(folder).out == "Hello,\n\nUPS scanned order 112-4827193-6620451 on 7 May 2026.\n\nHarbor Lane Goods\n"
    assert "\n\nPhotos: yes.\n\nSee the photos.\n\n" in customs(folder, photos="yes").out
    assert "See the photos." not in customs(folder, photos="no").out


def test_an_else_stands_only_when_the_condition_is_known_to_be_false(overlay):
    branches = "{% if photos %}\nWith photos.\nzh| 有照片。\n{% else %}\nNo photos.\nzh| 没有照片。\n{% endif %}\n"
    folder = overlay(letter("{% endif %}\n", "{% endif %}\n" + branches))
    assert "With photos." in customs(folder, photos="yes").out
    assert "No photos." in customs(folder, photos="no").out
    unknown = customs(folder).out
    assert "photos" not in unknown


def test_a_subject_stands_in_json_and_on_stderr_and_never_in_the_letter(overlay):
    folder = overlay(playbook("    channel: buyer-message\n", '    channel: buyer-message\n    subject: "Your order {{ order_id }}"\n'))
    run = customs(folder)
    assert run.code == 0
    assert "Your order 112-4827193-6620451" in run.err
    assert "Your order" not in run.out
    assert customs(folder, "--format", "json").json["letters"][0]["subject"] == "Your order 112-4827193-6620451"


def test_a_new_fact_in_a_new_playbook_is_asked_for_read_and_printed(overlay):
    text = changed(
        changed(GOOD_PLAYBOOK, "  - carrier\n", "  - carrier\n  - declared_value\n"), "last_scan_on: 2026-05-07}", "last_scan_on: 2026-05-07, declared_value: 20.00 USD}"
    )
    text = changed(text, "shipped_on: 2026-05-03, last_scan_on: 2026-05-02}", "shipped_on: 2026-05-03, last_scan_on: 2026-05-02, declared_value: 20.00 USD}")
    declared = "It was declared at {{ declared_value }}.\nzh| 申报价值 {{ declared_value }}。\n"
    folder = overlay({PLAYBOOK: text, LETTER: changed(GOOD_LETTER, "{% endif %}\n", "{% endif %}\n" + declared), "facts.yaml": FACTS})
    assert check(folder).code == 0, check(folder).out
    missing = customs(folder)
    assert missing.code == 2
    assert "declared_value: Which value was declared?" in missing.err
    assert "It was declared at USD 12.50." in customs(folder, declared_value="$12.50").out
    assert customs(folder, declared_value="a lot").code == 3
    assert "declared_value" in azkit("playbook", "facts", "held-at-customs", "--playbooks", folder).out


@with_three
def test_one_fact_is_replaced_by_its_name(overlay):
    shipped = yaml_entry(PLAYBOOKS / "facts.yaml", "  store_name:")
    folder = overlay({"facts.yaml": "schema: 1\nfacts:\n" + changed(shipped, "Under which store name do buyers see you?", "What do buyers call you?")})
    run = delivered("--playbooks", folder, store_name=None)
    assert "store_name: What do buyers call you?" in run.err
    assert delivered("--playbooks", folder).out == delivered().out


@with_three
def test_one_clock_is_replaced_by_its_id(overlay):
    clock = POLICY.replace("customs-answer", "claim-answer").replace("last_scan_on", "claim_opened_on")
    run = delivered("--playbooks", overlay({"policy/mine.yaml": clock}), "--format", "json")
    assert [(each["id"], each["answer_by"]) for each in run.json["clocks"]] == [("claim-answer", "2026-05-24T23:59:00-07:00")]


@with_three
def test_one_rule_is_replaced_by_its_id(overlay):
    folder = overlay(
        {"rules/mine.yaml": RULE.replace("no-shouting", "money-for-review").replace('["act now"]', '["tracking number"]').replace("now.", "on the tracking number.")}
    )
    run = delivered("--playbooks", folder, "--format", "json")
    assert run.code == 4
    assert [(each["rule"], each["letter"]) for each in run.json["findings"]] == [("money-for-review", "to-buyer")]


@with_three
def test_one_cause_is_replaced_by_its_id_and_stands_in_a_plan(overlay):
    facts = azkit("playbook", "facts", "order-defect-rate", "--example", "--today", TODAY).out
    cause = yaml.safe_load(facts)["causes"][0]["cause"]
    folder = overlay({"causes/mine.yaml": CAUSES.replace("wrong-form", cause)})
    before = azkit("appeal", "order-defect-rate", "--facts", "-", "--today", TODAY, stdin=facts)
    after = azkit("appeal", "order-defect-rate", "--facts", "-", "--today", TODAY, "--playbooks", folder, stdin=facts)
    assert "the wrong form was used" not in before.out
    assert "the wrong form was used" in after.out


@with_three
def test_one_template_is_replaced_by_its_name(overlay):
    folder = overlay({"templates/partials/sign-off.txt": "\nKind regards,\nzh| 此致\n{{ store_name }}\nzh| {{ store_name }}\n"})
    assert delivered("--playbooks", folder).out.endswith("Kind regards, Harbor Lane Goods\n")


def test_a_playbook_replaced_whole_is_said_in_one_line_that_names_the_file(overlay, small_root):
    text = (small_root / "playbooks" / "claims" / "withdrawal-request.yaml").read_text(encoding="utf-8")
    folder = overlay({"claims/withdrawal-request.yaml": changed(text, "The remedy is in the buyer's hands", "The remedy has arrived")})
    run = solved("--playbooks", folder)
    said = [line for line in run.err.splitlines() if str(folder) in line]
    assert len(said) == 1
    assert "claims/withdrawal-request.yaml" in said[0]
    assert "The remedy has arrived" in run.err
    assert run.out == solved().out


def test_which_file_wins_is_said_in_the_language_of_the_person(overlay, small_root):
    text = (small_root / "playbooks" / "claims" / "withdrawal-request.yaml").read_text(encoding="utf-8")
    folder = overlay({"claims/withdrawal-request.yaml": text})
    said = [line for line in solved("--playbooks", folder, "--lang", "zh").err.splitlines() if str(folder) in line]
    assert len(said) == 1
    assert HAN.search(said[0])


@with_three
def test_of_two_overlays_the_later_wins_and_the_environment_comes_before_the_call(overlay, tmp_path):
    first = overlay({"templates/partials/sign-off.txt": "\nFirst\nzh| 一\n"})
    second = tmp_path / "second"
    (second / "templates" / "partials").mkdir(parents=True)
    (second / "templates" / "partials" / "sign-off.txt").write_text("\nSecond\nzh| 二\n", encoding="utf-8")
    assert delivered("--playbooks", first, "--playbooks", second).out.endswith("Second\n")
    assert delivered("--playbooks", second, "--playbooks", first).out.endswith("First\n")
    assert delivered(env={"AZKIT_PLAYBOOKS": str(first)}).out.endswith("First\n")
    assert delivered(env={"AZKIT_PLAYBOOKS": f"{first}:{second}"}).out.endswith("Second\n")
    assert delivered("--playbooks", first, env={"AZKIT_PLAYBOOKS": str(second)}).out.endswith("First\n")


def test_an_overlay_that_is_not_there_is_6_in_one_line(tmp_path):
    for run in (delivered("--playbooks", tmp_path / "none"), delivered(env={"AZKIT_PLAYBOOKS": str(tmp_path / "none")}), check(tmp_path / "none")):
        assert run.code == 6
        assert run.out == ""
        assert len(run.err.splitlines()) == 1


def test_an_empty_overlay_changes_nothing(tmp_path):
    assert delivered("--playbooks", tmp_path) == delivered()
    assert check(tmp_path).out == azkit("playbook", "check").out


def test_the_templates_that_ship_lie_beside_the_playbooks():
    assert (TEMPLATES / "partials" / "sign-off.txt").is_file()


def yaml_entry(path: Path, head: str) -> str:
    """One entry of a YAML file, as text."""
    text = path.read_text(encoding="utf-8")
    start = text.index(f"\n{head}\n") + 1
    return text[start : text.index("\n\n", start) + 1]
