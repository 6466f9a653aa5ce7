"""Article 001 replayed with the real commands: the notice, five replies of which the third repeats the second, and the reactivation.

The facts are those of rubric A's fact sheet; each later file holds only what answers that reply.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.helpers import Run, azkit, inside

HERE = Path(__file__).parent
NOTICES = HERE / "notices"
FACTS = HERE / "article_001"
FILES = (
    "message-log", "refunds", "listing-before-after", "inspection-sheet", "rota", "training-record", "listing-comparison", "removed-units",
    "measurements", "refund-6620403", "messages-24-to-28-may", "refund-27-may", "check-log",
)  # fmt: skip
ROUNDS = {
    2: ("reply/article-001-reply-1", "2026-05-20"),
    3: ("reply/article-001-reply-2", "2026-05-22"),
    4: ("reply/article-001-reply-3-the-same-again", "2026-05-24"),
    5: ("reply/article-001-reply-4", "2026-05-29"),
}
END = "reply/article-001-reply-5"


def text_of(notice: str) -> Path:
    return NOTICES / notice / "notice.txt"


def first(*args: object) -> Run:
    notice = text_of("deactivation/odr-article-001")
    return azkit("appeal", "--case", "case.yaml", "--notice", notice, "--facts", FACTS / "round-1.yaml", "--today", "2026-05-18", *args)


def answer(number: int, *args: object, facts: bool = True) -> Run:
    reply, day = ROUNDS[number]
    given = ("--facts", FACTS / f"round-{number}.yaml") if facts else ()
    return azkit("appeal", "--case", "case.yaml", "--reply", text_of(reply), *given, "--today", day, *args)


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[int, Run], dict[int, Run], Run]:
    """The folder, the JSON of each round, each later round tried without anything new, and the end."""
    folder = tmp_path_factory.mktemp("article-001")
    made, bare = {}, {}
    with inside(folder):
        for name in FILES:
            Path(f"{name}.pdf").write_bytes(b"%PDF-1.7\n")
        made[1] = first("--format", "json")
        for number in ROUNDS:
            shutil.copy("case.yaml", f"before-{number}.yaml")
            bare[number] = answer(number, "--format", "json", facts=False)
            made[number] = answer(number, "--format", "json")
        end = azkit("appeal", "--case", "case.yaml", "--reply", text_of(END), "--today", "2026-05-30")
    return folder, made, bare, end


@pytest.mark.parametrize("number", [1, *ROUNDS])
def test_each_round_is_clean_and_answers_every_demand(replayed, number: int):
    run = replayed[1][number]
    assert run.code == 0, run.err
    assert [finding for finding in run.json["findings"] if finding["severity"] != "info"] == []
    assert run.json["coverage"]
    assert {row["state"] for row in run.json["coverage"]} <= {"answered", "none"}


def test_the_plan_covers_all_three_objects_of_the_notice(replayed):
    rows = replayed[1][1].json["coverage"]
    parts = ("root-cause", "actions", "prevention")
    assert {(row["part"], row["issue"]) for row in rows} == {(part, issue) for part in parts for issue in ("claims", "negative-feedback", "chargebacks")}
    assert {row["issue"] for row in rows if row["state"] == "none"} == {"chargebacks"}


@pytest.mark.parametrize("number", ROUNDS)
def test_a_later_round_stands_under_amazons_own_words(replayed, number: int):
    inspected = azkit("inspect", text_of(ROUNDS[number][0]), "--format", "json").json
    body = replayed[1][number].json["letters"][0]["body"]
    places = [body.find(words) for words in dict.fromkeys(each["quote"].replace("\u2019", "'") for each in inspected["demands"] if each["required"])]
    assert places
    assert all(place >= 0 for place in places)
    assert places == sorted(places)


@pytest.mark.parametrize("number", ROUNDS)
def test_every_paragraph_under_a_demand_is_new(replayed, number: int):
    earlier = [section["body"] for before in range(1, number) for section in replayed[1][before].json["letters"][0]["sections"]]
    sections = [each for each in replayed[1][number].json["letters"][0]["sections"] if each["id"].startswith("demand-")]
    assert sections
    for section in sections:
        for paragraph in section["paragraphs"]:
            assert not any(paragraph["text"].removeprefix("- ") in text for text in earlier)


@pytest.mark.parametrize("number", ROUNDS)
def test_what_two_demands_ask_for_is_said_once(replayed, number: int):
    sections = [each for each in replayed[1][number].json["letters"][0]["sections"] if each["id"].startswith("demand-")]
    said = [paragraph["text"] for section in sections for paragraph in section["paragraphs"]]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("number", [2, 3, 4])
def test_nothing_new_leaves_no_letter(replayed, number: int):
    run = replayed[2][number]
    assert run.code == 4
    assert run.json["withheld"] is True
    assert {"asked-again-nothing-new", "demand-open"} & {finding["rule"] for finding in run.json["findings"] if finding["severity"] == "error"}


def test_the_same_reply_again_is_known_for_what_it_is(replayed):
    told = replayed[2][4].err
    assert told.count("asked again") >= 3
    assert ", new:" not in told
    assert "answered in round 3, section demand-" in told


def test_a_changed_subject_joins_the_case(replayed):
    assert "the subject has changed" in replayed[1][3].err
    issues = replayed[1][3].json["facts"]["issues"]
    assert {"claims", "negative-feedback", "chargebacks", "listing-accuracy", "used-condition"} <= set(issues.split(", "))


def test_examples_of_compliance_name_order_day_and_file(replayed):
    body = replayed[1][5].json["letters"][0]["body"]
    for order, day, file in (
        ("112-4827193-6620421", "24 May 2026", "messages-24-to-28-may.pdf"),
        ("112-4827193-6620422", "26 May 2026", "messages-24-to-28-may.pdf"),
        ("112-4827193-6620423", "27 May 2026", "refund-27-may.pdf"),
    ):
        line = next(line for line in body.splitlines() if order in line)
        assert day in line
        assert file in line


def test_the_reactivation_ends_it_with_advice_and_no_letter(replayed):
    folder, _, _, end = replayed
    assert (end.code, end.out) == (4, "")
    assert "reserve" in end.err
    assert "Still under review" in end.err
    case = (folder / "case.yaml").read_text(encoding="utf-8")
    assert case.rstrip().endswith("outcome: reinstated-with-reserve}")


def test_the_file_keeps_every_letter_and_reply(replayed):
    case = (replayed[0] / "case.yaml").read_text(encoding="utf-8")
    assert case.count("- event: letter") == 5
    assert case.count("event: reply") == 5
    assert case.count("event: notice") == 1
