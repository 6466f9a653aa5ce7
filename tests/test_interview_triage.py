"""From "what happened?" to a playbook: in few choices, by any way of saying it, and back again."""

from __future__ import annotations

import pytest

from azkit.ground.say import Lang, Text
from azkit.interview.asker import Move
from azkit.interview.question import Option
from azkit.interview.triage import GROUP, PLAYBOOK, chosen_playbook, group_ask, triage_ask
from azkit.library.rows import PlaybookRow, Shelf
from tests.scripted import NAMES, ScriptedAsker, library

DOORS = {"claims": ("claims", "messages"), "messages": ("claims", "messages"), "appeals": ("appeals",)}
"""The families behind the door at which a playbook of a family is found."""

WHOLE = library().shelf()
SHIPPED = {row.id: row for row in WHOLE.rows}
every = pytest.mark.parametrize("name", NAMES)

LATE = PlaybookRow("late", "claims", Text("A late parcel", "迟到的包裹"), (), (("parcel", Text("It came late", "送到晚了")),))
LOST = PlaybookRow(
    "lost", "claims", Text("A lost parcel", "丢失的包裹"), (), (("parcel", Text("It never came", "一直没到")), ("money", Text("It is paid twice", "付了两次")))
)
ODD = PlaybookRow("odd", "messages", Text("Something odd", "奇怪的事"), ())
PLAN = PlaybookRow("plan", "appeals", Text("A plan", "计划"), (), (("account", Text("The account is closed", "账号被关")),))
GROUPS = (("parcel", Text("A parcel", "包裹")), ("money", Text("Money", "钱")), ("account", Text("The account", "账号")))
SHELF = Shelf((LATE, LOST, ODD, PLAN), GROUPS)
CLAIMS = ("claims", "messages")


def values(options: tuple[Option, ...]) -> list[str]:
    return [option.value for option in options]


def searched(words: str, lang: Lang, families: tuple[str, ...]) -> set[str]:
    """The playbooks and groups that these words find at the first question, as every asker searches."""
    ask = triage_ask(WHOLE, families)
    return {option.value for option in (*ask.options, *ask.hidden) if words.casefold() in option.label.in_(lang).casefold()}


def ways_to(name: str) -> list[list[str]]:
    """Every row of choices that leads to a playbook from its door."""
    families = DOORS[SHIPPED[name].family]
    ways = []
    for first in values(triage_ask(WHOLE, families).options):
        if first.startswith(GROUP):
            ways.extend([first, second] for second in values(group_ask(WHOLE, families, first.removeprefix(GROUP)).options))
        else:
            ways.append([first])
    return [way for way in ways if way[-1] == PLAYBOOK + name]


@every
def test_a_playbook_is_reached_from_its_door_in_at_most_three_choices(name: str):
    assert ways_to(name)
    for way in ways_to(name):
        asker = ScriptedAsker(dict(zip(("?triage", "?group"), way, strict=False)))
        assert chosen_playbook(WHOLE, DOORS[SHIPPED[name].family], asker) == name
        assert len(asker.asks) == len(way) <= 3


@every
def test_a_playbook_is_reached_from_each_of_its_groups(name: str):
    triage = SHIPPED[name].triage  # a group that holds nothing but this playbook offers it once, however often it is said there
    assert len({group for group, _ in triage}) <= len(ways_to(name)) <= max(len(triage), 1)


@every
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_way_of_saying_it_is_found_by_searching(name: str, lang: Lang):
    row = SHIPPED[name]
    for words in (row.title, *(said for _, said in row.triage)):
        assert PLAYBOOK + name in searched(words.in_(lang), lang, DOORS[row.family])


@every
def test_what_is_found_by_searching_is_chosen_at_once(name: str):
    asker = ScriptedAsker({"?triage": PLAYBOOK + name})
    assert chosen_playbook(WHOLE, DOORS[SHIPPED[name].family], asker) == name
    assert len(asker.asks) == 1


def test_a_door_offers_only_its_own_families():
    for families in (("claims", "messages"), ("appeals",)):
        ask = triage_ask(WHOLE, families)
        found = {option.value.removeprefix(PLAYBOOK) for option in ask.hidden}
        assert found == {name for name, row in SHIPPED.items() if row.family in families}


def test_a_group_of_several_playbooks_asks_which_situation_it_is():
    ask = triage_ask(SHELF, CLAIMS)
    assert values(ask.options) == [GROUP + "parcel", PLAYBOOK + "lost", PLAYBOOK + "odd"]
    inner = group_ask(SHELF, CLAIMS, "parcel")
    assert [(option.value, option.label.en) for option in inner.options] == [(PLAYBOOK + "late", "It came late"), (PLAYBOOK + "lost", "It never came")]


def test_a_group_of_one_playbook_leads_there_at_once():
    ask = triage_ask(SHELF, CLAIMS)
    assert ask.options[1] == Option(PLAYBOOK + "lost", Text("Money", "钱"))
    asker = ScriptedAsker({"?triage": PLAYBOOK + "lost"})
    assert chosen_playbook(SHELF, CLAIMS, asker) == "lost"
    assert asker.places == ["?triage"]


def test_a_group_without_a_playbook_behind_this_door_is_not_offered():
    assert GROUP + "account" not in values(triage_ask(SHELF, CLAIMS).options)
    assert values(triage_ask(SHELF, ("appeals",)).options) == [PLAYBOOK + "plan"]


def test_a_playbook_without_a_group_stands_beside_the_groups_by_its_title():
    assert triage_ask(SHELF, CLAIMS).options[-1] == Option(PLAYBOOK + "odd", ODD.title)


def test_what_is_searched_does_not_stand_in_the_menu():
    ask = triage_ask(SHELF, CLAIMS)
    assert [(option.value, option.label.en) for option in ask.hidden] == [
        (PLAYBOOK + "late", "A late parcel"),
        (PLAYBOOK + "late", "It came late"),
        (PLAYBOOK + "lost", "A lost parcel"),
        (PLAYBOOK + "lost", "It never came"),
        (PLAYBOOK + "lost", "It is paid twice"),
        (PLAYBOOK + "odd", "Something odd"),
    ]


def test_back_from_the_second_question_returns_to_the_first():
    asker = ScriptedAsker({"?triage": [GROUP + "parcel", PLAYBOOK + "odd"], "?group": Move.BACK})
    assert chosen_playbook(SHELF, CLAIMS, asker) == "odd"
    assert asker.places == ["?triage", "?group", "?triage"]
    assert asker.asks[0] == asker.asks[2]


def test_back_from_the_first_question_stays_there():
    asker = ScriptedAsker({"?triage": [Move.BACK, Move.BACK, PLAYBOOK + "late"]})
    assert chosen_playbook(SHELF, CLAIMS, asker) == "late"
    assert asker.places == ["?triage"] * 3


def test_interviews_that_were_left_are_offered_before_all_else():
    left = (Option("left:0", Text("Go on with the letter you left", "接着写")), Option("left:1", Text("Go on with another", "接着写另一封")))
    ask = triage_ask(SHELF, CLAIMS, left)
    assert ask.options[:2] == left
    assert ask.options[2:] == triage_ask(SHELF, CLAIMS).options
    assert chosen_playbook(SHELF, CLAIMS, ScriptedAsker({"?triage": "left:1"}), left) == "left:1"
