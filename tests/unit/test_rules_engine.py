"""Rules: what is judged and what is masked, where a finding stands, which demands are answered, and what may pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azkit.drafting.compose import judged_text
from azkit.drafting.draft import draft
from azkit.drafting.model import Draft, DraftedLetter, DraftedSection
from azkit.ground.clock import noon
from azkit.ground.say import plain
from azkit.letters.render import Paragraph
from azkit.library.link import link
from azkit.library.rule_book import phrase_book
from azkit.library.rule_model import Rule
from azkit.rules.coverage import coverage, orphans
from azkit.rules.engine import Judge
from azkit.rules.judged import Finding, JudgedText
from azkit.rules.judged_case import CoverageRow, JudgedCase
from tests.unit.world import LIBRARY, VOCABULARY, nasty, read_in


def rule(test: str = "phrases", **more: Any) -> Rule:
    """A letter rule that is an error, made by hand."""
    words = {"say": plain("said"), "why": plain("why"), "instead": plain("instead"), "source": "OWN"}
    return Rule(**{"kind": "letter", "severity": "error", "test": test, **words, **more})


def judged(text: str, kind: str = "buyer", **more: Any) -> JudgedText:
    return JudgedText(text, more.pop("masked", text), kind, **more)


def found(text: JudgedText | str, **rules: Rule) -> list[tuple[str, str]]:
    """Which rule found which words."""
    return [(finding.rule, finding.words) for finding in Judge(rules).letter(judged(text) if isinstance(text, str) else text, "letter")]


def letter(*sections: DraftedSection, kind: str = "buyer", limit: int | None = None) -> DraftedLetter:
    return DraftedLetter(
        id="to-buyer",
        to="buyer",
        channel="buyer-message",
        kind=kind,
        send="now",
        where=None,
        attachments="unknown",
        note=None,
        subject=None,
        limit=limit,
        sections=sections,
    )


def paragraph(text: str, *entered: str) -> Paragraph:
    """A paragraph in which these words were entered by somebody."""
    return Paragraph(text, "", tuple((text.index(words), text.index(words) + len(words)) for words in entered))


REFUND = rule(phrases=("refund",))


# ---------------------------------------------------------------- masking


def test_entered_names_and_quotes_are_not_judged() -> None:
    body = paragraph("We sent the Refund Fairy doll. A refund follows. She wrote: free refund.", "Refund Fairy doll", "free refund")
    assert found(judged_text(letter(DraftedSection("body", None, (body,)))), money=REFUND) == [("money", "refund")]


def test_a_masked_name_does_not_part_a_sentence_nor_make_one() -> None:
    near = rule(phrases=("refund ~4 review",))
    body = paragraph("A refund for the B. Box! and a review.", "B. Box!")
    assert found(judged_text(letter(DraftedSection("body", None, (body,)))), near=near)


def test_placeholders_in_entered_words_are_the_buyers_own() -> None:
    body = paragraph("The item [Large] XX was sent to XX.", "[Large] XX")
    assert found(judged_text(letter(DraftedSection("body", None, (body,)))), left=rule("placeholder")) == [("left", "XX")]


def test_the_length_of_a_letter_counts_what_was_entered() -> None:
    body = paragraph("The item Harbor Lane Goods was sent.", "Harbor Lane Goods")
    assert found(judged_text(letter(DraftedSection("body", None, (body,)), limit=30)), long=rule("too-long")) == [("long", body.text[30:])]
    assert found(judged_text(letter(DraftedSection("body", None, (body,)), limit=len(body.text))), long=rule("too-long")) == []


sentences = st.lists(st.sampled_from(["We sent it on 4 May 2026.", "It was a refund.", "Box", "The carrier delivered it.", "Thank you."]), min_size=1, max_size=4).map(
    " ".join
)


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    text = draw(sentences)
    starts = sorted(draw(st.sets(st.integers(0, len(text) - 1), max_size=4)))
    return Paragraph(text, "", tuple((start, min(end, start + 5)) for start, end in zip(starts, [*starts, len(text)][1:], strict=True)))


@given(st.lists(st.tuples(st.sampled_from([None, plain("Root cause"), plain("Actions taken")]), st.lists(paragraphs(), min_size=1, max_size=3)), min_size=1, max_size=4))
def test_exactly_the_entered_words_are_masked_and_every_section_keeps_its_place(parts: list[tuple[Any, list[Paragraph]]]) -> None:
    sections = [DraftedSection(f"part-{number}", heading, tuple(each)) for number, (heading, each) in enumerate(parts)]
    seen = judged_text(letter(*sections))
    assert len(seen.masked) == len(seen.text)
    assert [seen.text[start:end] for _, start, end in seen.sections] == [section.body for section in sections]
    hidden = sum(end - start for section in sections for each in section.paragraphs for start, end in each.entered)
    assert sum(char != masked for char, masked in zip(seen.text, seen.masked, strict=True)) == hidden
    for (_, start, end), section in zip(seen.sections, sections, strict=True):
        expected = "\n\n".join(
            "".join("\0" if any(a <= place < b for a, b in each.entered) else char for place, char in enumerate(each.text)) for each in section.paragraphs
        )
        assert seen.masked[start:end] == expected


# ---------------------------------------------------------------- phrases, kinds of letters, sections, excuses


@pytest.mark.parametrize(("kind", "fires"), [("buyer", True), ("appeal", True), ("claim", False), ("support", False), ("", True)])
def test_a_rule_judges_only_its_kinds_of_letters(kind: str, fires: bool) -> None:
    assert bool(found(judged("A refund.", kind), money=rule(phrases=("refund",), letters=("buyer", "appeal")))) is fires
    assert found(judged("A refund.", kind), money=REFUND)


def test_a_rule_judges_only_its_sections() -> None:
    text = "We will see.\n\nWe will act.\n\nWe will watch."
    places = (("root-cause", 0, 12), ("actions", 14, 26), ("prevention", 28, len(text)))
    future = rule(phrases=("will",), sections=("actions",))
    findings = Judge({"future": future}).letter(judged(text, "appeal", sections=places), "plan")
    assert [(finding.line, finding.column) for finding in findings] == [(3, 4)]
    assert found(judged(text, "appeal"), future=future) == []


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("Please cancel the claim.", True),
        ("The refund was issued. Please cancel the claim.", False),
        ("Please cancel the claim. The refund was issued.", True),
        ("Please cancel the claim: it was issued.", True),
        ("It was issued; please cancel the claim, and again cancel the claim.", False),
        ("Please cancel the claim. It was issued. Please cancel the claim.", True),
    ],
)
def test_an_excuse_counts_only_when_it_stands_before_the_hit(text: str, fires: bool) -> None:
    assert bool(found(text, early=rule(phrases=("cancel ~ claim",), unless=("was ~3 issued",)))) is fires


def test_only_the_hits_after_an_excuse_are_excused() -> None:
    assert found("Cancel it. It was issued. Cancel it.", early=rule(phrases=("cancel",), unless=("issued",))) == [("early", "Cancel")]


def test_an_excuse_belongs_to_its_own_rule() -> None:
    assert found("It was issued. Cancel it.", early=rule(phrases=("cancel",), unless=("issued",)), any=rule(phrases=("cancel",))) == [("any", "Cancel")]


def test_an_entered_excuse_is_no_excuse() -> None:
    body = paragraph("The buyer wrote: it was issued. Cancel the claim.", "it was issued")
    assert found(judged_text(letter(DraftedSection("body", None, (body,)))), early=rule(phrases=("cancel",), unless=("issued",)))


def test_overlapping_hits_of_one_rule_are_one_finding() -> None:
    assert found("a refund for a review", both=rule(phrases=("refund ~ review", "refund", "review"))) == [("both", "refund for a review")] or found(
        "a refund for a review", both=rule(phrases=("refund ~ review", "refund", "review"))
    ) == [("both", "refund"), ("both", "review")]


def test_every_place_is_found_and_findings_stand_in_the_order_of_the_text() -> None:
    text = "A review. A refund. A review."
    assert found(text, stars=rule(phrases=("review",)), money=REFUND) == [("stars", "review"), ("money", "refund"), ("stars", "review")]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("refund", 1, 1), ("A refund", 1, 3), ("A\nrefund", 2, 1), ("A\n\nB refund", 3, 3), ("é饭😀 refund", 1, 5), ("A.\n- x\n- a refund", 3, 5), ("\n\n\nrefund", 4, 1)],
)
def test_a_finding_names_its_line_and_column(text: str, line: int, column: int) -> None:
    (finding,) = Judge({"money": REFUND}).letter(judged(text), "to-buyer")
    assert (finding.line, finding.column, finding.words, finding.letter) == (line, column, "refund", "to-buyer")
    assert text.split("\n")[line - 1][column - 1 :].startswith("refund")


def test_a_finding_carries_reason_remedy_and_source() -> None:
    (finding,) = Judge({"money": REFUND}).letter(judged("refund"), None)
    assert (finding.message, finding.why, finding.instead, finding.source, finding.kind, finding.severity) == (
        plain("said"),
        plain("why"),
        plain("instead"),
        "OWN",
        "letter",
        "error",
    )


def test_words_of_a_finding_are_cut() -> None:
    (finding,) = Judge({"long": rule("too-long")}).letter(judged("x" * 500, limit=100), None)
    assert len(finding.words) <= 80


# ---------------------------------------------------------------- tests that are no phrase


@pytest.mark.parametrize(
    "left",
    [
        "[name]",
        "[Your Name]",
        "<order id>",
        "{{ amount }}",
        "{% if x %}",
        "}}",
        "___",
        "____",
        "XX",
        "xx",
        "XXX date",
        "***",
        "TODO",
        "TBD",
        "N/A",
        "on None.",
        "....",
        "[日期]",
    ],
)
def test_a_left_over_of_a_template_is_found(left: str) -> None:
    assert found(f"It was sent {left} to you.", left=rule("placeholder"))


@pytest.mark.parametrize(
    "text",
    [
        "None of them came.",
        "Size XXL-2 and XX-L.",
        "It came... late.",
        "a < b and c > d",
        "Order 112-4827193-6620451 was sent on 4 May 2026 at 14:05.",
        "5 * 3",
        "a_b __",
        "(see above)",
        "The XL box",
        "nonetheless",
    ],
)
def test_plain_words_are_no_left_over(text: str) -> None:
    assert found(text, left=rule("placeholder")) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [("It came，late", "，"), ("您好 there", "您好"), ("“x”", "“"), ("a – b", "–"), ("5\u00a0kg", "\u00a0"), ("a\u200bb", "\u200b"), ("Ёлка", "Ёлка")],
)
def test_characters_that_a_box_may_break_are_found(text: str, words: str) -> None:
    assert found(text, odd=rule("foreign-characters"))[0] == ("odd", words)


@pytest.mark.parametrize("text", ["José Müller, Łódź", "plain \"ASCII\" 'text' - 100% $5 & more\n\n- item", ""])
def test_latin_letters_and_ascii_are_no_foreign_characters(text: str) -> None:
    assert found(text, odd=rule("foreign-characters")) == []


@pytest.mark.parametrize(("length", "limit", "fires"), [(100, 100, False), (101, 100, True), (5000, None, False), (0, 0, False)])
def test_a_letter_is_too_long_only_beyond_its_limit(length: int, limit: int | None, fires: bool) -> None:
    assert bool(found(judged("é" * length, limit=limit), long=rule("too-long"))) is fires


@given(nasty)
def test_any_text_can_be_judged_by_every_shipped_rule(text: str) -> None:
    findings = Judge(LIBRARY.rules).letter(judged(text), "letter")
    lines = text.split("\n")
    for finding in findings:
        assert finding.line is not None
        assert finding.column is not None
        assert lines[finding.line - 1][finding.column - 1 :].startswith(finding.words.split("\n")[0])


# ---------------------------------------------------------------- the seller's own sentences


SENTENCE_RULES = {
    "buyers": rule(phrases=("refund",), letters=("buyer",), say=plain("B")),
    "appeals": rule(phrases=("refund",), letters=("appeal",), say=plain("A")),
    "every": rule(phrases=("refund",), say=plain("E")),
    "warning": rule(phrases=("refund",), severity="warning", say=plain("W")),
    "section": rule(phrases=("refund",), sections=("actions",), say=plain("S")),
    "excused": rule(phrases=("refund",), unless=("issued",), say=plain("U")),
    "left": rule("placeholder", say=plain("P")),
}


@pytest.mark.parametrize(("kinds", "said"), [({"buyer"}, "BEP"), ({"appeal"}, "AEP"), ({"buyer", "claim"}, "BEP"), ({"buyer", "appeal"}, "BAEP"), ({"support"}, "EP")])
def test_a_sentence_is_judged_by_the_errors_of_the_letters_in_which_it_may_stand(kinds: set[str], said: str) -> None:
    messages = Judge(SENTENCE_RULES, frozenset(kinds)).sentence("A refund, a refund for XX.")
    assert [message.en for message in messages] == [f"{each}. instead" for each in said]


def test_a_name_is_judged_only_for_left_overs() -> None:
    judge = Judge(SENTENCE_RULES, frozenset({"buyer"}))
    assert [message.en for message in judge.name("Refund Fairy [store name]")] == ["P. instead"]
    assert judge.name("Refund Fairy") == ()


def test_a_good_sentence_has_nothing_wrong() -> None:
    assert Judge(SENTENCE_RULES, frozenset({"buyer"})).sentence("All is well.") == ()


def test_no_sentence_comes_back_in_its_message() -> None:
    messages = Judge(LIBRARY.rules, frozenset({"buyer", "claim", "appeal", "support"})).sentence("Remove the feedback Qwertz4711 and get a $10 gift card, [name].")
    assert messages
    assert all("Qwertz4711" not in message.en + message.zh for message in messages)


# ---------------------------------------------------------------- coverage

CAUSE = {"id": "c1", "issue": "unanswered-messages", "cause": "one-person-no-backup"}
ACTION = {"for": "c1", "action": "answered-open-messages", "done_on": "2026-05-14"}
PREVENTION = {"for": "c1", "prevention": "two-shifts", "start": "2026-05-17"}
PLAN = {"issues": "unanswered-messages", "causes": [CAUSE], "actions": [ACTION], "preventions": [PREVENTION]}
ORDER = {"order_id": "112-4827193-6620451", "defect": "claim"}


def covered(facts: Mapping[str, Any]) -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
    """Each demand with its state and what answers it."""
    known, faults = read_in(facts)
    assert faults == []
    return {(row.part, row.issue): (row.state, row.by) for row in coverage(known.given)}


def states(facts: Mapping[str, Any]) -> list[str]:
    """The states of root cause, actions and prevention, issue by issue."""
    return [state for state, _ in covered(facts).values()]


def test_an_issue_with_cause_action_and_prevention_is_answered_by_them() -> None:
    assert covered(PLAN) == {
        ("root-cause", "unanswered-messages"): ("answered", ("c1",)),
        ("actions", "unanswered-messages"): ("answered", ("actions[0]",)),
        ("prevention", "unanswered-messages"): ("answered", ("preventions[0]",)),
    }


@pytest.mark.parametrize(
    ("lacking", "expected"),
    [("causes", ["open", "open", "open"]), ("actions", ["answered", "open", "answered"]), ("preventions", ["answered", "answered", "open"])],
)
def test_what_is_lacking_leaves_its_demand_open(lacking: str, expected: list[str]) -> None:
    rest = {name: value for name, value in PLAN.items() if name != lacking and (lacking != "causes" or name == "issues")}
    assert states(rest) == expected


def test_every_cause_of_an_issue_needs_its_own_action_and_prevention() -> None:
    two = {**PLAN, "causes": [CAUSE, {**CAUSE, "id": "c2"}]}
    assert states(two) == ["answered", "open", "open"]
    assert states({**two, "actions": [{**ACTION, "for": "c1, c2"}], "preventions": [PREVENTION, {**PREVENTION, "for": "c2"}]}) == ["answered"] * 3


def test_an_answer_names_only_what_answers_it() -> None:
    other = {**CAUSE, "id": "c2", "issue": "size-misfit"}
    plan = {"issues": "size-misfit", "causes": [CAUSE, other], "actions": [ACTION, {**ACTION, "for": "c2"}], "preventions": [PREVENTION, {**PREVENTION, "for": "c2, c1"}]}
    assert [by for _, by in covered(plan).values()] == [("c2",), ("actions[1]",), ("preventions[1]",)]


def test_an_issue_without_a_case_in_the_window_is_answered_by_none() -> None:
    assert covered({"issues": "chargebacks", "none_in_window": "chargebacks"}) == {
        (part, "chargebacks"): ("none", ()) for part in ("root-cause", "actions", "prevention")
    }


def test_defects_are_answered_through_the_causes_of_their_orders() -> None:
    plan = {**PLAN, "issues": "claims", "orders": [{**ORDER, "cause": "c1"}]}
    assert [by for _, by in covered(plan).values()] == [("c1",), ("actions[0]",), ("preventions[0]",)]
    assert set(states(plan)) == {"answered"}


@pytest.mark.parametrize(
    "orders",
    [
        [],
        [ORDER],
        [{**ORDER, "cause": "c1"}, {**ORDER, "order_id": "112-4827193-6620452"}],
        [{**ORDER, "defect": "feedback", "cause": "c1"}],
        [{"order_id": "112-4827193-6620451", "cause": "c1"}],
    ],
)
def test_defects_are_open_while_one_of_their_orders_has_no_cause(orders: list[dict[str, str]]) -> None:
    assert states({**PLAN, "issues": "claims", "orders": orders}) == ["open"] * 3


@pytest.mark.parametrize(("issue", "defect"), [("claims", "claim"), ("negative-feedback", "feedback"), ("chargebacks", "chargeback")])
def test_each_defect_issue_has_its_own_orders(issue: str, defect: str) -> None:
    assert set(states({**PLAN, "issues": issue, "orders": [{**ORDER, "defect": defect, "cause": "c1"}]})) == {"answered"}


def test_demands_of_the_notice_take_the_place_of_the_three_questions() -> None:
    assert covered({**PLAN, "demands": [{"part": "prevention", "issue": "unanswered-messages"}]}) == {
        ("prevention", "unanswered-messages"): ("answered", ("preventions[0]",))
    }


def test_a_demand_without_an_issue_is_one_for_every_issue() -> None:
    plan = {**PLAN, "issues": "unanswered-messages, size-misfit", "demands": [{"part": "actions"}]}
    assert {demand: state for demand, (state, _) in covered(plan).items()} == {("actions", "unanswered-messages"): "answered", ("actions", "size-misfit"): "open"}


def test_a_demand_for_an_issue_that_the_seller_left_out_is_open() -> None:
    assert covered({**PLAN, "demands": [{"part": "root-cause", "issue": "size-misfit"}]}) == {("root-cause", "size-misfit"): ("open", ())}


def test_demands_are_open_even_when_nothing_else_was_entered() -> None:
    assert states({"demands": [{"part": "root-cause", "issue": "size-misfit"}]}) == ["open"]


def test_a_demand_for_evidence_is_open_until_a_file_answers_it() -> None:
    plan = {**PLAN, "demands": [{"part": "evidence", "issue": "unanswered-messages"}]}
    assert states(plan) == ["open"]
    assert states({**plan, "evidence": [{"file": "log.pdf", "proves": "every message was answered"}]}) == ["answered"]


@pytest.mark.parametrize("part", VOCABULARY["part"].choices)
def test_no_demand_of_the_notice_is_dropped(part: str) -> None:
    assert (part, "unanswered-messages") in covered({**PLAN, "demands": [{"part": part, "issue": "unanswered-messages"}]})


def test_the_same_demand_twice_is_one() -> None:
    assert len(covered({**PLAN, "demands": [{"part": "actions"}, {"part": "actions", "issue": "unanswered-messages"}]})) == 1


def test_causes_without_action_or_prevention_are_named() -> None:
    plan = {"causes": [CAUSE, {**CAUSE, "id": "c2"}, {**CAUSE, "id": "c3"}], "actions": [ACTION], "preventions": [{**PREVENTION, "for": "c1, c3"}]}
    assert set(orphans(read_in(plan)[0].given)) == {("c2", "actions"), ("c2", "prevention"), ("c3", "actions")}


def test_a_case_without_a_plan_has_nothing_to_cover() -> None:
    facts = read_in({"order_id": "112-4827193-6620451"})[0].given
    assert (coverage(facts), orphans(facts)) == ((), ())


@pytest.mark.parametrize(("state", "fires"), [("open", True), ("none", False), ("answered", False)])
def test_an_open_demand_is_a_finding_of_the_plan(state: str, fires: bool) -> None:
    case = JudgedCase({}, coverage=(CoverageRow("actions", "size-misfit", state, ()),))  # type: ignore[arg-type]
    findings = Judge({"open": rule("coverage")}).case(case, "plan")
    assert bool(findings) is fires
    for finding in findings:
        assert "size-misfit" in finding.message.en
        assert (finding.letter, finding.stops) == ("plan", True)


def test_findings_of_the_case_never_withhold_a_letter() -> None:
    rules = {
        "late": rule("late", kind="case"),
        "misfit": rule("number-misfit", kind="case"),
        "unused": rule("unused-facts", kind="case"),
        "source": rule("source-text", kind="case"),
    }
    case = JudgedCase({}, past_clocks=("claim-answer",), unused=("asin", "units"), misfit_numbers=("tracking_number",), source_texts=("to-buyer",))
    findings = Judge(rules).case(case, "plan")
    assert sorted(finding.rule for finding in findings) == ["late", "misfit", "source", "unused"]
    assert not any(finding.stops for finding in findings)
    assert any("claim-answer" in finding.message.en for finding in findings)
    assert any("asin, units" in finding.message.zh for finding in findings)
    assert Judge(rules).case(JudgedCase({}), "plan") == []


# ---------------------------------------------------------------- allowed


PLAYBOOK = link(LIBRARY, "not-received-delivered")


def drafted(allowed: frozenset[str] = frozenset(), **rules: Rule) -> Draft:
    """A draft of the first shipped example under these rules alone."""
    _, example = PLAYBOOK.example_facts()
    result = draft(replace(PLAYBOOK, rules=rules, phrase_book=phrase_book(rules)), example.facts, noon(date.fromisoformat(example.today)), allowed=allowed)
    assert isinstance(result, Draft)
    return result


EVERYWHERE = rule(phrases=("we|the|it|you|a",))


def of(result: Draft, rule_id: str) -> list[Finding]:
    return [finding for finding in result.findings if finding.rule == rule_id]


def test_an_error_withholds_the_letter_and_allowing_it_lets_it_go() -> None:
    assert drafted(words=EVERYWHERE).withheld
    free = drafted(frozenset({"words"}), words=EVERYWHERE)
    assert not free.withheld
    assert of(free, "words")
    assert all(finding.allowed for finding in of(free, "words"))


def test_one_rule_allowed_is_not_all_rules_allowed() -> None:
    result = drafted(frozenset({"words"}), words=EVERYWHERE, others=EVERYWHERE)
    assert result.withheld
    assert {finding.allowed for finding in of(result, "others")} == {False}


@pytest.mark.parametrize("severity", ["warning", "info"])
def test_what_is_no_error_neither_withholds_nor_needs_allowing(severity: str) -> None:
    result = drafted(frozenset({"words"}), words=replace(EVERYWHERE, severity=severity))
    assert not result.withheld
    assert {finding.allowed for finding in of(result, "words")} == {False}


def test_allowing_a_rule_that_does_not_fire_changes_nothing() -> None:
    assert drafted(frozenset({"nonsense"}), words=EVERYWHERE) == drafted(words=EVERYWHERE)


def test_the_same_facts_on_the_same_day_are_the_same_draft() -> None:
    assert drafted(**LIBRARY.rules) == drafted(**LIBRARY.rules)
