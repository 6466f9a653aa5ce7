"""`azkit playbook new`: from an author's answers to a playbook that passes the check at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azkit.cli import new_playbook
from azkit.cli.new_playbook_trial import Trial
from azkit.ground.documents import parse
from azkit.interview.asker import Move
from azkit.interview.new_playbook_form import CHANNELS, cleaned, fitting_channels, questions
from azkit.interview.new_playbook_guide import Guide
from azkit.library.source_files import adapter
from azkit.outputs.new_playbook import playbook_files
from tests.helpers import HAN, TODAY, Run, azkit
from tests.scripted import ScriptedAsker
from tests.unit.world import LIBRARY

pytestmark = pytest.mark.usefixtures("small_library")

ANSWERS = {
    "title_en": "The buyer asks for an invoice",
    "title_zh": "买家索要发票",
    "family": "messages",
    "to": "buyer",
    "why_en": "The invoice goes out with one short message.",
    "why_zh": "写一条简短消息，附上发票。",
    "money": "none",
    "defect": "no",
    "advice_en": "Attach the invoice as a PDF.",
    "advice_zh": "附上发票 PDF。",
}
"""What nobody else can know; the rest is offered."""

LETTER = "Hello,\nHere is the invoice for order {{ order_id }}, shipped by {{ carrier }}."
READING = "您好：\n订单 {{ order_id }} 的发票见附件，由 {{ carrier }} 承运。"

ASKS = {ask.place: ask for ask in questions(LIBRARY)}
FACTS = [option.value for option in ASKS["facts"].options]


def new(folder: Path, *args: object, playbook: str = "invoice-request", **changes: str | None) -> Run:
    """`azkit playbook new` with all answers given that nobody else can know; None takes one away."""
    answers = {**ANSWERS, **changes}
    sets = [part for place, words in answers.items() if words is not None for part in ("--set", f"{place}={words}")]
    return azkit("playbook", "new", *([playbook] if playbook else []), "-o", folder, *sets, *args, "--today", TODAY)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def drafted(folder: Path, playbook: str = "invoice-request", door: str = "respond") -> Run:
    """The letter from the example, as the author is told to draft it."""
    facts = azkit("playbook", "facts", playbook, "--example", "--playbooks", folder, "--today", TODAY)
    assert facts.code == 0
    return azkit(door, playbook, "--facts", "-", "--playbooks", folder, "--today", TODAY, stdin=facts.out)


# ---------------------------------------------------------------- what is written


def test_a_new_playbook_passes_the_check_and_drafts(tmp_path: Path) -> None:
    run = new(tmp_path / "mine")
    assert (run.code, run.out) == (0, "")
    assert files(tmp_path / "mine") == {"messages/invoice-request.yaml", "templates/messages/invoice-request/to-buyer.txt", "schemas/playbook.json"}
    assert azkit("playbook", "check", "--playbooks", tmp_path / "mine").code == 0
    letter = drafted(tmp_path / "mine")
    assert letter.code == 0
    assert "- Order ID: 112-4827193-6620451\n- Item: stainless steel lunch box, 1.2 L\n\nHarbor Lane Goods\n" in letter.out
    assert letter.out in run.err


def test_the_author_is_told_the_files_and_how_to_go_on(tmp_path: Path) -> None:
    run = new(tmp_path / "my books", "--lang", "zh")
    assert f"已写入：{tmp_path}/my books/messages/invoice-request.yaml" in run.err
    assert f"azkit playbook check --playbooks '{tmp_path}/my books'" in run.err
    assert "- 订单号：112-4827193-6620451" in run.err


def test_the_first_line_names_the_schema_beside_it(tmp_path: Path) -> None:
    new(tmp_path)
    playbook = tmp_path / "messages" / "invoice-request.yaml"
    mark, _, schema = playbook.read_text(encoding="utf-8").partition("\n")[0].partition("$schema=")
    assert mark == "# yaml-language-server: "
    assert (playbook.parent / schema).resolve() == tmp_path.resolve() / "schemas" / "playbook.json"
    assert (tmp_path / "schemas" / "playbook.json").read_text(encoding="utf-8") == azkit("playbook", "schema").out


def test_an_own_letter_lists_the_facts_that_it_prints(tmp_path: Path) -> None:
    assert new(tmp_path, letter=LETTER, reading=READING).code == 0
    text = (tmp_path / "messages" / "invoice-request.yaml").read_text(encoding="utf-8")
    assert "  - carrier\n" in text
    assert "Here is the invoice for order 112-4827193-6620451, shipped by UPS.\n\nHarbor Lane Goods" in drafted(tmp_path).out


def test_a_letter_without_facts_is_refused_without_its_signature(tmp_path: Path) -> None:
    assert new(tmp_path, letter="Thank you for your message.", reading="感谢来信。").code == 0
    assert "faults: {store_name: missing}" in (tmp_path / "messages" / "invoice-request.yaml").read_text(encoding="utf-8")


def test_an_appeal_is_signed_by_name_and_belongs_to_its_group(tmp_path: Path) -> None:
    run = new(tmp_path, family="appeals", to="amazon", channel="account-appeal", group="account", facts="case_id")
    assert run.code == 0
    assert "| azkit appeal invoice-request --facts -" in run.err
    assert "Li Wei, owner, Harbor Lane Goods" in drafted(tmp_path, door="appeal").out
    form = adapter("playbook").validate_python(parse((tmp_path / "appeals" / "invoice-request.yaml").read_text(encoding="utf-8"), "").data)
    assert [(each.group, each.en, each.zh) for each in form.triage] == [("account", ANSWERS["title_en"], ANSWERS["title_zh"])]


def test_the_id_is_made_from_the_english_title(tmp_path: Path) -> None:
    assert new(tmp_path, playbook="", title_en="Señor's   invoice & VAT no. 5").code == 0
    assert files(tmp_path) >= {"messages/se-ors-invoice-vat-no-5.yaml"}


def test_the_id_of_a_long_title_ends_with_a_whole_word(tmp_path: Path) -> None:
    assert new(tmp_path, playbook="", title_en="parcel " * 12).code == 0
    assert files(tmp_path) >= {"messages/parcel-parcel-parcel-parcel-parcel-parcel-parcel-parcel.yaml"}


def test_facts_of_an_overlay_can_be_printed(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(
        "schema: 1\nfacts:\n  invoice_sent_on:\n    type: day\n    title: {en: invoice sent, zh: 发票发送日期}\n    question: {en: When?, zh: 哪天？}\n"
        "    example: 2026-06-30\n    bounds: {not_after: [today]}\n",
        encoding="utf-8",
    )
    assert new(tmp_path, facts="order_id, invoice_sent_on").code == 0
    assert "today: 2026-06-30" in (tmp_path / "messages" / "invoice-request.yaml").read_text(encoding="utf-8")
    elsewhere = tmp_path / "other"
    assert new(elsewhere, "--playbooks", tmp_path, "--playbooks", elsewhere, "--force", facts="invoice_sent_on").code == 0


A_LETTER_FULL = 25
"""Facts whose lines fit into the shortest box."""

BASE = ("order_id", "carrier", "tracking_number")
"""What a letter about an order cannot do without."""

PRIVATE = "contact_address"
"""A fact that no buyer may read."""


@pytest.mark.parametrize("reader", CHANNELS)
def test_the_draft_with_every_fact_passes_for_every_reader(reader: str, tmp_path: Path) -> None:
    guide, trial = Guide(LIBRARY), Trial(LIBRARY, [], ASKS)
    facts = [fact for fact in FACTS if fact not in (*BASE, PRIVATE)]
    for number, channel in enumerate(fitting_channels(LIBRARY, reader)):
        for start in (0,) if number else range(0, len(facts), A_LETTER_FULL):
            answers = {**ANSWERS, "id": "new", "group": "", "to": reader, "channel": channel, "facts": ", ".join([*BASE, *facts[start : start + A_LETTER_FULL]])}
            for place in ("letter", "reading"):
                answers[place] = guide.suggestion(place, answers)
            assert trial.fault(answers) is None
            trial.refuse_unproved(answers)


@pytest.mark.parametrize("fact", FACTS)
def test_the_draft_with_one_fact_passes(fact: str) -> None:
    answers = {"to": "amazon" if fact == PRIVATE else "buyer", "facts": ", ".join(dict.fromkeys(["order_id", fact]))}
    assert Trial(LIBRARY, [], ASKS).fault({**answers, "letter": Guide(LIBRARY).suggestion("letter", answers)}) is None


# ---------------------------------------------------------------- what is refused


def test_without_a_terminal_every_missing_answer_is_listed(tmp_path: Path) -> None:
    run = azkit("playbook", "new", "-o", tmp_path / "mine", "--lang", "zh")
    assert run.code == 2
    for place in ANSWERS:
        assert f"  {place}：{ASKS[place].question.zh}" in run.err
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"letter": "您好，订单已发。"}, "written in English"),
        ({"title_en": "买家"}, "written in English"),
        ({"letter": "Order {{ ordre_id }}."}, "did you mean order_id?"),
        ({"letter": "You wrote {{ buyer_words }}."}, "buyer_words cannot stand in a letter"),
        ({"letter": "{{ orders }}"}, "orders cannot stand in a letter"),
        ({"letter": "It was late by {{ days_late + 1 }} days."}, "no Add"),
        ({"letter": "{{ order_id | upper }}"}, "no Filter"),
        ({"letter": "{% if order_id is given %}"}, "add conditions to the file afterwards"),
        ({"letter": "Hello {# hidden #}"}, "add conditions to the file afterwards"),
        ({"letter": "Order {{ order_id"}, "cannot be read as a template"),
        ({"letter": "Hello 😀"}, "a web box may break"),
        ({"letter": "You have a voucher of USD 5.00 from us for the rating."}, "Money or a gift stands beside a review"),
        ({"letter": "Hello.\n" * 800}, "longer than the box takes"),
        ({"letter": "y " * 20_000}, "at most 20000"),
        ({"letter": LETTER, "reading": "您好："}, "the lines of the letter: 2, of its Chinese: 1"),
        ({"letter": LETTER, "reading": "您好：\nhere {{ order_id }}"}, "line 2 has no Chinese"),
        ({"letter": LETTER, "reading": "您好：\n订单 {{ ordre_id }}"}, "did you mean order_id?"),
        ({"title_zh": "长" * 121}, "has 121 characters; at most 120"),
        ({"advice_zh": "坏\ufffd"}, "broken character"),
        ({"facts": "order_id, carier"}, "did you mean carrier?"),
        ({"family": "letters"}, "write one of: claims, messages, appeals"),
        ({"channel": "claim-appeal"}, "write one of: buyer-message"),
        ({"group": "nowhere"}, "write one of: not-received"),
        ({"titel_en": "x"}, "none of the questions; they are: title_en"),
        ({"id": "Invoice Request"}, "small letters a to z"),
        ({"id": "i" * 61}, "at most 60"),
    ],
)
def test_a_wrong_answer_is_told_with_its_name(changes: dict[str, str], words: str, tmp_path: Path) -> None:
    run = new(tmp_path / "mine", **changes)
    assert run.code == 3
    assert words in run.err
    assert f"{list(changes)[-1]}: " in run.err
    assert not (tmp_path / "mine").exists()


def test_the_chinese_of_an_own_letter_is_missed(tmp_path: Path) -> None:
    run = new(tmp_path, letter=LETTER)
    assert run.code == 2
    assert "  reading: " in run.err


@pytest.mark.parametrize("pair", ["title_en", "=x"])
def test_an_answer_without_a_name_is_refused(pair: str, tmp_path: Path) -> None:
    assert new(tmp_path, "--set", pair).code == 2


def test_a_playbook_that_exists_is_not_replaced(tmp_path: Path) -> None:
    run = new(tmp_path, playbook="withdrawal-request")
    assert run.code == 2
    assert "would replace it" in run.err
    assert files(tmp_path) == set()
    assert new(tmp_path, playbook="withdrawal-request", family="claims", force="x").code == 3
    assert new(tmp_path, "--force", playbook="withdrawal-request", family="claims").code == 0


def test_no_file_is_overwritten_without_force(tmp_path: Path) -> None:
    template = tmp_path / "templates" / "claims" / "invoice-request" / "to-buyer.txt"
    template.parent.mkdir(parents=True)
    template.write_text("mine", encoding="utf-8")
    assert new(tmp_path, family="claims").code == 2
    assert template.read_text(encoding="utf-8") == "mine"
    assert new(tmp_path, "--force", family="claims").code == 0
    assert new(tmp_path, family="claims").code == 2


def test_a_second_playbook_leaves_the_schema_alone(tmp_path: Path) -> None:
    assert new(tmp_path).code == 0
    (tmp_path / "schemas" / "playbook.json").write_text("{}", encoding="utf-8")
    assert new(tmp_path, playbook="second").code == 0
    assert (tmp_path / "schemas" / "playbook.json").read_text(encoding="utf-8") == "{}"
    assert new(tmp_path, "--force", playbook="second").code == 0
    assert (tmp_path / "schemas" / "playbook.json").stat().st_size > 1000


def test_a_faulty_playbook_beside_it_does_not_matter_but_a_faulty_vocabulary_does(tmp_path: Path) -> None:
    (tmp_path / "messages").mkdir()
    (tmp_path / "messages" / "broken.yaml").write_text("id: [", encoding="utf-8")
    assert new(tmp_path).code == 0
    (tmp_path / "facts.yaml").write_text("facts: 1\n", encoding="utf-8")
    run = new(tmp_path, playbook="third")
    assert run.code == 3
    assert f"{tmp_path}/facts.yaml" in run.err


def test_an_overlay_that_contradicts_itself_is_told_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(
        "schema: 1\nfacts:\n  sent_on:\n    type: day\n    title: {en: sent, zh: 发出日期}\n    question: {en: When?, zh: 哪天？}\n"
        "    example: 2026-05-01\n    bounds: {not_before: [delivered_on]}\n",
        encoding="utf-8",
    )
    run = new(tmp_path, facts="delivered_on, sent_on")
    assert run.code == 3
    assert "letter: this example is refused" in run.err
    (tmp_path / "facts.yaml").unlink()
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "mine.yaml").write_text(
        "schema: 1\nrules:\n  bare:\n    kind: letter\n    severity: error\n    test: phrases\n    phrases: [something odd]\n"
        "    say: {en: a, zh: 甲}\n    why: {en: a, zh: 甲}\n    instead: {en: a, zh: 甲}\n    source: OWN\n",
        encoding="utf-8",
    )
    run = new(tmp_path)
    assert run.code == 3
    assert f"{tmp_path}/rules/mine.yaml:3: bare: needs texts" in run.err
    assert files(tmp_path) == {"rules/mine.yaml"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert new(tmp_path / "file").code == 6


# ---------------------------------------------------------------- hostile words

HOSTILE = [
    "\"quoted\" and 'quoted': #1, {a: b}, [c] & *d !e |f >g %h @i `j` \\n \\",
    "- a dash: {{ order_id }} {% if %} {# no #}",
    "yes",
    "null",
    "~",
    "1.0",
    "---",
    "…：“中文”\u2028\u0085\ttabs",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_survive(words: str, tmp_path: Path) -> None:
    texts = dict.fromkeys(("title_en", "title_zh", "why_zh", "advice_zh", "said_zh"), words)
    texts["title_en"] = HAN.sub("x", words)
    assert new(tmp_path, group="account", said_en=texts["title_en"], why_en=texts["title_en"], advice_en=texts["title_en"], **texts).code == 0
    form = adapter("playbook").validate_python(parse((tmp_path / "messages" / "invoice-request.yaml").read_text(encoding="utf-8"), "").data)
    assert (form.title.zh, form.routes[0].why.zh, form.routes[0].advice[0].zh, form.triage[0].zh) == (cleaned("why_zh", words),) * 4
    assert azkit("playbook", "check", "--playbooks", tmp_path).code == 0


def test_a_letter_keeps_its_marks_in_plain_form(tmp_path: Path) -> None:
    letter = '\r\n“Order” {{order_id}} – it\'s on its way: 50 % done; "soon" #1 \\ {not a name} [no list]…\n\n• one\n• two\r\n'
    assert new(tmp_path, letter=letter, reading="订单 {{ order_id }}\n- 一\n- 二").code == 0
    assert drafted(tmp_path).out.startswith(
        '"Order" 112-4827193-6620451 - it\'s on its way: 50 % done; "soon" #1 \\ {not a name} [no list]...\n\n- one\n- two\n\nHarbor Lane Goods'
    )


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)


@given(title=WORDS, advice=WORDS)
def test_any_words_survive_the_way_through_yaml(title: str, advice: str) -> None:
    try:
        answers = {place: cleaned(place, words) for place, words in {**ANSWERS, "title_zh": title, "advice_en": advice}.items()}
    except ValueError:
        return
    answers |= {"id": "new", "group": "", "channel": "buyer-message", "facts": "item", "letter": "Hello,", "reading": "您好："}
    document = parse(playbook_files(answers, LIBRARY.vocabulary)["messages/new.yaml"], "new.yaml")
    assert document.faults == ()
    data = document.data
    assert isinstance(data, dict)
    assert ((data["title"]["zh"] or ""), (data["routes"][0]["advice"][0]["en"] or "")) == (answers["title_zh"], answers["advice_en"])  # type: ignore[index, call-overload]


# ---------------------------------------------------------------- the interview


def interview(folder: Path, script: Mapping[str, object], *args: object) -> tuple[Run, ScriptedAsker]:
    """The command at a terminal where this script answers."""
    asker = ScriptedAsker(script)  # type: ignore[arg-type]
    with mock.patch.object(new_playbook, "asker_for", return_value=asker), mock.patch.object(new_playbook, "somebody_answers", return_value=True):
        return azkit("playbook", "new", "-o", folder, "--today", TODAY, *args), asker


def take(ask: object) -> str:
    """What is offered."""
    return ask.default  # type: ignore[attr-defined, no-any-return]


SCRIPT = {**ANSWERS, "id": take, "group": "", "facts": take, "channel": take, "letter": take, "reading": take}


def test_the_interview_asks_everything_once_and_writes(tmp_path: Path) -> None:
    run, asker = interview(tmp_path, SCRIPT)
    assert run.code == 0
    assert asker.places == [place for place in ASKS if not place.startswith("said")]
    assert asker.first("id").default == "the-buyer-asks-for-an-invoice"
    assert [option.value for option in asker.first("channel").options] == ["buyer-message"]
    assert "- Order ID: {{ order_id }}" in asker.first("letter").default
    assert "- 订单号：{{ order_id }}" in asker.first("reading").default
    assert azkit("playbook", "check", "--playbooks", tmp_path).code == 0


def test_every_question_is_in_both_languages(tmp_path: Path) -> None:
    _, asker = interview(tmp_path, SCRIPT)
    for ask in asker.asks:
        for words in (ask.question, ask.title, *([ask.help] if ask.help else [])):
            assert words.en
            assert HAN.search(words.zh)
            assert not HAN.search(words.en)


def test_what_the_call_answers_is_not_asked(tmp_path: Path) -> None:
    sets = [part for place, words in ANSWERS.items() for part in ("--set", f"{place}={words}")]
    run, asker = interview(tmp_path, SCRIPT, "invoice-request", *sets, "--set", "group=none")
    assert run.code == 0
    assert asker.places == ["facts", "channel", "letter", "reading"]


def test_at_a_terminal_with_everything_answered_nothing_is_asked(tmp_path: Path) -> None:
    answers = {**ANSWERS, "id": "new", "group": "none", "facts": "item", "channel": "buyer-message", "letter": "Hello,", "reading": "您好："}
    run, asker = interview(tmp_path, {}, *[part for place, words in answers.items() for part in ("--set", f"{place}={words}")])
    assert run.code == 0
    assert (asker.asks, asker.told) == ([], [])


def test_an_empty_answer_takes_what_is_offered(tmp_path: Path) -> None:
    run, asker = interview(tmp_path, {**SCRIPT, "group": "account", "id": "", "said_en": "", "said_zh": "", "letter": "", "reading": ""})
    assert run.code == 0
    assert "said_en" in asker.places
    text = (tmp_path / "messages" / "the-buyer-asks-for-an-invoice.yaml").read_text(encoding="utf-8")
    assert f'  - group: account\n    en: "{ANSWERS["title_en"]}"\n    zh: "{ANSWERS["title_zh"]}"\n' in text


def test_a_wrong_answer_is_asked_again_with_its_fault(tmp_path: Path) -> None:
    script = {**SCRIPT, "id": ["withdrawal-request", "Nein", "new"], "letter": ["Order {{ ordre_id }}.", LETTER], "reading": ["", READING]}
    run, asker = interview(tmp_path, script)
    assert run.code == 0
    assert [[fault.en for fault in ask.faults] for ask in asker.asks if ask.place == "letter"] == [[], ["ordre_id is not known here; did you mean order_id?"]]
    assert asker.last("letter").default == "Order {{ ordre_id }}."
    assert [len(ask.faults) for ask in asker.asks if ask.place in ("id", "reading")] == [0, 1, 1, 0, 1]
    assert [words.en for words in asker.first("reading").told] == ["The letter:", "1. Hello,", "2. " + LETTER.partition("\n")[2]]
    assert asker.first("reading").default == "您好：\n" + LETTER.partition("\n")[2]


def test_going_back_passes_over_what_was_not_asked(tmp_path: Path) -> None:
    run, asker = interview(tmp_path, {**SCRIPT, "facts": [Move.BACK, "carrier"], "group": ["", ""]})
    assert run.code == 0
    assert asker.places[4:8] == ["group", "facts", "group", "facts"]


def test_an_offer_that_was_taken_follows_what_was_changed_before_it(tmp_path: Path) -> None:
    back: list[object] = [Move.BACK]
    changes = {"facts": ["order_id, item", "order_id, carrier"], "to": ["buyer", *back, "amazon"], "channel": ["buyer-message", *back, "claim-appeal"]}
    changes |= {"letter": ["", *back, ""], "reading": [*back, ""]}
    run, asker = interview(tmp_path, {**SCRIPT, **changes})
    assert run.code == 0
    assert "- Carrier: {{ carrier }}" in asker.last("letter").default
    assert asker.last("channel").default == ""
    assert files(tmp_path) >= {"templates/messages/the-buyer-asks-for-an-invoice/to-amazon.txt"}


def test_an_answer_that_hangs_on_another_is_asked_with_what_was_given(tmp_path: Path) -> None:
    run, asker = interview(tmp_path, {**SCRIPT, "to": "amazon", "reading": ""}, "--set", "channel=claim-appeal", "--set", "reading=您好：")
    assert run.code == 0
    assert (asker.first("channel").default, asker.first("reading").default) == ("claim-appeal", "您好：")
    assert files(tmp_path) >= {"templates/messages/the-buyer-asks-for-an-invoice/to-amazon.txt"}


def test_what_the_call_gives_wrongly_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    run, asker = interview(tmp_path, {}, "--set", "family=letters")
    assert run.code == 3
    assert asker.asks == []


def test_whoever_leaves_has_written_nothing(tmp_path: Path) -> None:
    def leave(_: object) -> str:
        raise KeyboardInterrupt

    run, _ = interview(tmp_path / "mine", {**SCRIPT, "advice_zh": leave})
    assert run.code == 130
    assert not (tmp_path / "mine").exists()
