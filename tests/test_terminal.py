"""azkit in a true terminal: what is drawn where, what is kept, how one goes back, pastes, leaves and goes on."""

from __future__ import annotations

import os
import re
import shlex
import signal
import stat
import time
from pathlib import Path

import pytest

from tests.helpers import DELIVERED, PLAYBOOKS, as_facts, delivered
from tests.terminal import BACKSPACE, CTRL_B, CTRL_C, CTRL_D, DOWN, ENTER, PASTE, PASTED, SPACE, UP, Terminal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")
MENU = "What now? (arrows"
RESPOND = "azkit respond not-received-delivered --lang en --today 2026-05-15"
CONTROL = re.compile(rb"\x1b\[\??[0-9;]*[A-Za-z]|\x1b[=>]|\r|\n|\x08|\x1b\]52;c;[A-Za-z0-9+/=]*\x07")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """Everything but the order ID: one question is left."""
    path = tmp_path / "facts.json"
    path.write_text(as_facts(DELIVERED, order_id=None), encoding="utf-8")
    return path


def kept(home: Path) -> list[Path]:
    return sorted((home / ".local/state/azkit/interviews").glob("*"))


def finish(terminal: Terminal) -> int:
    """From the order ID to the end: optional questions are passed over, the summary is right, the letters are done."""
    terminal.answer("match the order's?")
    terminal.answer("What is the order ID?", "112-4827193-6620451")
    terminal.answer("left the parcel")
    for question in ("signature record?", "date does the notice give", "notice arrive?"):
        terminal.answer(question)
    return written(terminal)


def written(terminal: Terminal) -> int:
    terminal.answer("Is everything right?").answer("What now?")
    return terminal.end()


# ---------------------------------------------------------------- streams


def test_a_redirected_interview_shows_its_questions_and_writes_only_the_letters(home, facts, tmp_path):
    letter = tmp_path / "letter.txt"
    with Terminal(f"{RESPOND} --facts {facts} > {letter}", home) as terminal:
        assert finish(terminal) == 0
        assert "What is the order ID?" in terminal.text
    assert letter.read_text(encoding="utf-8") == delivered().out


def test_without_a_redirection_the_letters_stand_on_the_screen_once(home, facts):
    with Terminal(f"{RESPOND} --facts {facts}", home) as terminal:
        assert finish(terminal) == 0
        assert terminal.words.count("Thisisouranswertotheclaim") == 1


@pytest.mark.parametrize(
    "streams",
    ["2> {err}", "> {out} 2> {err}", "< /dev/null", "< /dev/null > {out}", "--no-input", "--errors json"],
)
def test_where_nobody_can_be_asked_every_missing_fact_is_listed(home, facts, tmp_path, streams: str):
    out, err = tmp_path / "out", tmp_path / "err"
    with Terminal(f"{RESPOND} --facts {facts} {streams.format(out=out, err=err)}", home) as terminal:
        code = terminal.end()
        told = terminal.text + (err.read_text(encoding="utf-8") if err.exists() else "")
    assert code == 2
    assert "order_id" in told
    assert not out.exists() or out.read_bytes() == b""
    assert "\x1b" not in told


def test_a_loop_over_a_pipe_keeps_its_lines(home, facts):
    loop = f"printf 'a\\nb\\nc\\n' | while read x; do azkit respond not-received-delivered --facts {facts} --today 2026-05-15 2>/dev/null; echo \"row $x\"; done"
    with Terminal(loop, home) as terminal:
        terminal.end()
        assert [line for line in terminal.lines if line.startswith("row")] == ["row a", "row b", "row c"]


def test_json_goes_to_stdout_though_a_person_was_asked(home, facts, tmp_path):
    target = tmp_path / "draft.json"
    with Terminal(f"{RESPOND} --facts {facts} --format json > {target}", home) as terminal:
        assert finish(terminal) == 0
    assert '"playbook": "not-received-delivered"' in target.read_text(encoding="utf-8")


def test_complete_facts_ask_nothing_at_a_terminal(home, tmp_path):
    path = tmp_path / "facts.json"
    path.write_text(as_facts(DELIVERED), encoding="utf-8")
    with Terminal(f"{RESPOND} --facts {path}", home) as terminal:
        assert terminal.end() == 0
        assert "What now?" not in terminal.text
    assert kept(home) == []


# ---------------------------------------------------------------- leaving and going on


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["Ctrl-C", "Ctrl-D"])
def test_who_leaves_gets_the_line_that_goes_on_from_there(home, facts, tmp_path, key: str):
    letter = tmp_path / "letter.txt"
    with Terminal(f"{RESPOND} --facts {facts} > {letter}", home) as terminal:
        terminal.answer("match the order's?").answer("What is the order ID?", "112-4827193-6620451").wait("left the parcel").send(key)
        assert terminal.end() == 130
        text = "".join(terminal.lines[next(index for index, line in enumerate(terminal.lines) if "Go on from there" in line) + 1 :])
        line = text.strip().removesuffix("Interrupted.").strip()
    assert letter.read_bytes() == b""
    [path] = kept(home)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "112-4827193-6620451" in path.read_text(encoding="utf-8")
    assert shlex.split(line)[:4] == ["azkit", "respond", "not-received-delivered", "--facts"]
    with Terminal(line.replace(str(path), shlex.quote(str(path))) + f" > {letter}", home) as terminal:
        terminal.answer("left the parcel")
        for question in ("signature record?", "date does the notice give", "notice arrive?"):
            terminal.answer(question)
        assert written(terminal) == 0
    assert letter.read_text(encoding="utf-8") == delivered().out
    assert kept(home) == []


def test_ctrl_c_in_a_menu_leaves_as_well(home):
    with Terminal(RESPOND, home) as terminal:
        terminal.without_a_page()
        terminal.answer("Who shipped the order").wait("Where does the claim stand?").send(CTRL_C)
        assert terminal.end() == 130
        assert "Go on from there" in terminal.text
        assert "Traceback" not in terminal.text


def test_a_signal_between_two_questions_is_not_lost(home):
    """A burst of interrupts, some of which come while azkit is at work and not while it waits."""
    with Terminal(RESPOND.split()[1:], home) as terminal:
        terminal.without_a_page()
        terminal.asked("Who shipped the order")
        for _ in range(5):
            terminal.child.kill(signal.SIGINT)
            time.sleep(0.02)
        assert terminal.end() == 130
        assert "Traceback" not in terminal.text
        assert "Exception" not in terminal.text


def test_ctrl_c_before_any_answer_keeps_nothing(home):
    with Terminal("azkit respond --lang en", home) as terminal:
        terminal.without_a_page()
        terminal.wait("What happened?").send(CTRL_C)
        assert terminal.end() == 130
        assert "Interrupted." in terminal.text
        assert "Go on from there" not in terminal.text
    assert kept(home) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["SIGTERM", "SIGHUP"])
def test_a_signal_leaves_the_answers_and_a_sane_terminal(home, number: signal.Signals):
    with Terminal(RESPOND.split()[1:], home) as terminal:
        terminal.without_a_page()
        terminal.answer("Who shipped the order").wait("Where does the claim stand?")
        terminal.child.kill(number)
        assert terminal.end() == 130
        assert terminal.raw.rfind(b"\x1b[?25h") > terminal.raw.rfind(b"\x1b[?25l")
    assert len(kept(home)) == 1


def test_a_closed_window_leaves_the_answers_and_no_process(home):
    with Terminal(RESPOND.split()[1:], home) as terminal:
        terminal.without_a_page()
        terminal.answer("Who shipped the order").asked("Where does the claim stand?")
        terminal.hang_up()
        assert ended(terminal.child.pid)
    assert "fulfilment: seller" in kept(home)[0].read_text(encoding="utf-8")


def test_a_window_that_closes_around_a_shell_leaves_no_process(home):
    """The shell ends as well, and nobody is left to tell azkit but the kernel."""
    with Terminal(f"{RESPOND}; true", home) as terminal:
        terminal.without_a_page()
        terminal.answer("Who shipped the order").asked("Where does the claim stand?")
        [pid] = children(terminal.child.pid)
        terminal.child.close(force=True)
        assert ended(pid)


def ended(pid: int) -> bool:
    """Whether a process ends within some seconds; one that only waits to be buried has ended."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def test_an_interview_that_was_left_is_offered_first(home):
    with Terminal(RESPOND, home) as terminal:
        terminal.without_a_page()
        terminal.answer("Who shipped the order").answer("Where does the claim stand?", DOWN).wait("Buy Shipping").send(CTRL_C)
        assert terminal.end() == 130
    with Terminal("azkit respond --lang en --today 2026-05-15", home) as terminal:
        terminal.without_a_page()
        terminal.answer("Go on with the letter you left").wait("Buy Shipping")
        assert "Who shipped the order" not in terminal.text
        terminal.send(CTRL_C)
        assert terminal.end() == 130
    assert len(kept(home)) == 1


def test_the_day_that_is_supposed_makes_no_kept_interview_old(home):
    folder = home / ".local/state/azkit/interviews"
    folder.mkdir(parents=True)
    for stamp, days in (("20260514-120000", 1), ("20260401-120000", 31)):
        path = folder / f"withdrawal-request.{stamp}-1.yaml"
        path.write_text("fulfilment: seller\n", encoding="utf-8")
        os.utime(path, (time.time() - days * 86_400,) * 2)
    with Terminal("azkit respond --lang en --today 2099-01-01", home) as terminal:
        terminal.without_a_page()
        terminal.wait("Go on with the letter you left").send(CTRL_C)
        assert terminal.end() == 130
    assert [path.name for path in kept(home)] == ["withdrawal-request.20260514-120000-1.yaml"]


def test_without_a_place_to_keep_answers_the_interview_goes_on(home, facts, tmp_path):
    letter = tmp_path / "letter.txt"
    with Terminal(f"{RESPOND} --facts {facts} > {letter}", home, env={"HOME": "/proc/none", "XDG_STATE_HOME": "/proc/none", "XDG_CONFIG_HOME": "/proc/none"}) as terminal:
        assert finish(terminal) == 0
        assert terminal.words.count("cannotbekept") == 1
    assert letter.read_text(encoding="utf-8") == delivered().out


# ---------------------------------------------------------------- going back, changing, pasting, searching


@pytest.mark.parametrize("keys", [(CTRL_B,), ("<",)], ids=["Ctrl-B", "<"])
def test_back_from_a_menu_asks_the_question_before(home, keys: tuple[str, ...]):
    with Terminal(RESPOND, home) as terminal:
        terminal.without_a_page()
        terminal.answer("Who shipped the order").wait("Where does the claim stand?").send(*keys)
        terminal.asked("Who shipped the order").send(DOWN, ENTER).wait("There is nothing for you to write")


@pytest.mark.parametrize("keys", [(CTRL_B,), ("<", ENTER), ("《", ENTER)], ids=["Ctrl-B", "<", "Chinese <"])
def test_back_from_a_line_keeps_the_answer_to_change(home, keys: tuple[str, ...]):
    with Terminal(RESPOND, home) as terminal:
        terminal.without_a_page()
        terminal.answer("Who shipped the order").answer("Where does the claim stand?", DOWN).answer("Buy Shipping").answer("match the order's?")
        terminal.answer("ship-by date", "2026-05-04").asked("hand over the parcel").send(*keys)
        terminal.asked("ship-by date").send(BACKSPACE, "5", ENTER).asked("hand over the parcel")
    assert "ship_by: 2026-05-05" in kept(home)[0].read_text(encoding="utf-8")


def test_a_wrong_answer_is_met_at_the_question_and_can_be_corrected(home, facts):
    with Terminal(f"{RESPOND} --facts {facts}", home) as terminal:
        terminal.answer("match the order's?").answer("What is the order ID?", "112-48271-6620451").wait("is no order ID")
        assert terminal.text.count("> 112-48271-6620451") == 0 or terminal.text.rstrip().endswith("112-48271-6620451")
        terminal.send(CTRL_C)
        assert terminal.end() == 130


def test_a_pasted_id_with_line_breaks_and_odd_dashes_is_one_answer(home, facts):
    with Terminal(f"{RESPOND} --facts {facts}", home) as terminal:
        terminal.answer("match the order's?").asked("What is the order ID?").send(PASTE + "  112–4827193–6620451\r\n" + PASTED, ENTER).wait("left the parcel").send(
            CTRL_C
        )
        assert terminal.end() == 130
    assert "4827193" in kept(home)[0].read_text(encoding="utf-8")


PASTED_MESSAGE = "Hello,\r\n\r\nI never got the box.\r\nTracking says delivered.\r\n"


@pytest.mark.parametrize("bracketed", [True, False], ids=["bracketed", "raw"])
def test_a_message_of_several_lines_is_pasted_whole_and_ends_as_the_screen_says(home, tmp_path, bracketed: bool):
    """A terminal without bracketed paste sends the lines as if they were typed; none of them may answer the next question."""
    overlay = tmp_path / "own" / "claims"
    overlay.mkdir(parents=True)
    shipped = (PLAYBOOKS / "claims" / "not-received-delivered.yaml").read_text(encoding="utf-8")
    words = shipped.replace("  - fulfilment\n", "  - fulfilment\n  - buyer_words: {ask: true}\n", 1)
    (overlay / "not-received-delivered.yaml").write_text(words, encoding="utf-8")
    facts = tmp_path / "facts.json"
    facts.write_text(as_facts(DELIVERED, order_id=None), encoding="utf-8")
    with Terminal(f"{RESPOND} --playbooks {tmp_path}/own --facts {facts}", home) as terminal:
        terminal.answer("match the order's?").asked("What did the buyer write?").wait("an empty line and Enter ends it")
        terminal.send(PASTE + PASTED_MESSAGE + PASTED if bracketed else PASTED_MESSAGE)
        terminal.wait("Tracking says delivered.").send(ENTER).asked("What is the order ID?").send(CTRL_C)
        assert terminal.end() == 130
    text = kept(home)[0].read_text(encoding="utf-8")
    assert "I never got the box" in text
    assert "Tracking says delivered." in text
    assert "order_id" not in text


def test_an_answer_is_changed_from_the_summary(home, facts, tmp_path):
    letter = tmp_path / "letter.txt"
    with Terminal(f"{RESPOND} --facts {facts} > {letter}", home) as terminal:
        terminal.answer("match the order's?").answer("What is the order ID?", "112-4827193-6620451").answer("left the parcel")
        for question in ("signature record?", "date does the notice give", "notice arrive?"):
            terminal.answer(question)
        terminal.wait("Is everything right?").send(DOWN, ENTER).asked("Which answer?").send("item").wait("/ item").send(ENTER)
        terminal.asked("What is the item called").send("\x15", "blue kettle", ENTER)
        terminal.answer("Is everything right?").answer("What now?")
        assert terminal.end() == 0
    assert letter.read_text(encoding="utf-8") == delivered(item="blue kettle").out


def test_chinese_is_searched_as_it_is_typed(home):
    with Terminal("azkit respond --lang zh", home) as terminal:
        terminal.without_a_page()
        terminal.wait("遇到什么情况").send("撤销").wait("/ 撤销").send(ENTER).wait("自发货（FBM）还是 FBA")
        terminal.send(CTRL_C)
        assert terminal.end() == 130


# ---------------------------------------------------------------- terminals of every kind


def test_forty_columns_cut_no_word_of_a_question(home, facts):
    with Terminal(f"{RESPOND} --facts {facts}", home, columns=40, rows=70) as terminal:
        assert finish(terminal) == 0
        assert "Whichdatedoesthenoticegiveforyouranswer?" in terminal.words
        assert "Doesthedeliveryaddressinthecarrier'srecordmatchtheorder's?" in terminal.words


def test_a_dumb_terminal_gets_numbers_and_no_escape_sequences(home, facts, tmp_path):
    letter = tmp_path / "letter.txt"
    with Terminal(f"{RESPOND} --facts {facts} > {letter}", home, env={"TERM": "dumb"}) as terminal:
        terminal.answer("match the order's?", "7").wait("There is no such number").send("3", ENTER)
        terminal.answer("What is the order ID?", "<").answer("match the order's?", "").answer("What is the order ID?", "wrong").wait("is no order ID")
        terminal.send("112-4827193-6620451", ENTER).asked("left the parcel").wait("Number", times=4).send("door", ENTER).wait("front door", times=2).send("1", ENTER)
        for question in ("signature record?", "date does the notice give", "notice arrive?"):
            terminal.answer(question)
        terminal.wait("Is everything right?").send(ENTER).wait("What now?").send(ENTER)
        assert terminal.end() == 0
        assert b"\x1b" not in terminal.raw
    assert "front door" in letter.read_text(encoding="utf-8")


def test_a_dumb_terminal_can_be_left(home):
    with Terminal(RESPOND, home, env={"TERM": "dumb"}) as terminal:
        terminal.without_a_page()
        terminal.answer("Who shipped the order", "1").wait("Where does the claim stand?").send(CTRL_D)
        assert terminal.end() == 130
        assert "Go on from there" in terminal.text


def test_no_color_leaves_the_colours_out(home):
    with Terminal(RESPOND, home, env={"NO_COLOR": "1"}) as terminal:
        terminal.without_a_page()
        terminal.wait("Who shipped the order").send(CTRL_C)
        assert terminal.end() == 130
        assert not re.search(rb"\x1b\[[0-9;]*3[0-7]m|\x1b\[[0-9;]*9[0-7]m", terminal.raw)


def test_only_known_control_sequences_reach_the_terminal(home, facts):
    hostile = "\x1b]0;owned\x07 \u202e box \x1b[31m"
    with Terminal(f"{RESPOND} --facts {facts} --set 'item={hostile}'", home) as terminal:
        assert finish(terminal) == 0
        rest = CONTROL.sub(b"", terminal.raw)
        assert b"\x1b" not in rest
        assert "\u202e".encode() not in rest
        assert b"]0;owned" not in rest.replace(b"]0;owned box", b"")


# ---------------------------------------------------------------- after the letters


def test_the_menu_copies_shows_reads_saves_and_edits(home, facts, tmp_path):
    letter, editor = tmp_path / "letter.txt", tmp_path / "editor.sh"
    editor.write_text("#!/bin/sh\nsed -i 's/we ask you to deny the claim/we ask you to deny the claim of 14 May/' \"$1\"\n", encoding="utf-8")
    editor.chmod(0o700)
    with Terminal(f"cd {tmp_path} && {RESPOND} --facts {facts} > {letter}", home, env={"EDITOR": str(editor)}, rows=90) as terminal:
        terminal.answer("match the order's?").answer("What is the order ID?", "112-4827193-6620451").answer("left the parcel")
        for question in ("signature record?", "date does the notice give", "notice arrive?"):
            terminal.answer(question)
        terminal.answer("Is everything right?").asked("1 of 2: to-amazon").asked(MENU).send("copy").wait("/ copy").send(ENTER).asked("Copied")
        assert b"\x1b]52;c;" in terminal.raw
        terminal.asked(MENU).send("next").wait("/ next").send(ENTER).asked("2 of 2: to-buyer")
        terminal.asked(MENU).send("next").wait("/ next").send(ENTER).asked("1 of 2: to-amazon")
        terminal.asked(MENU).send("editor").wait("/ editor").send(ENTER).asked("Judged again: 0")
        terminal.asked(MENU).send("reading").wait("/ reading").send(ENTER).asked("这是我们对订单")
        terminal.asked(MENU).send("save").wait("/ save").send(ENTER).answer("File name?").asked("written:").asked(MENU).send(ENTER)
        assert terminal.end() == 0
    assert "deny the claim of 14 May" in letter.read_text(encoding="utf-8")
    saved = tmp_path / "112-4827193-6620451-to-amazon.txt"
    assert "deny the claim of 14 May" in saved.read_text(encoding="utf-8")
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


def test_a_forbidden_sentence_typed_in_the_editor_withholds_the_letter(home, facts, tmp_path):
    letter, editor = tmp_path / "letter.txt", tmp_path / "editor.sh"
    editor.write_text("#!/bin/sh\nprintf 'We will give you a gift card if you remove your review.\\n' > \"$1\"\n", encoding="utf-8")
    editor.chmod(0o700)
    with Terminal(f"{RESPOND} --facts {facts} --letter to-buyer > {letter}", home, env={"EDITOR": str(editor)}) as terminal:
        terminal.answer("match the order's?").answer("What is the order ID?", "112-4827193-6620451").answer("left the parcel")
        for question in ("signature record?", "date does the notice give", "notice arrive?"):
            terminal.answer(question)
        terminal.answer("Is everything right?").asked(MENU).send("editor").wait("/ editor").send(ENTER).asked("must not leave as it is").asked(MENU)
        terminal.read(0.5)
        menu = terminal.text[terminal.text.rindex("What now?") :]
        terminal.send(ENTER)
        assert terminal.end() == 4
        assert "copy" not in menu
        assert "save" not in menu
        assert "done" in menu
    assert letter.read_bytes() == b""


def test_an_answer_is_changed_after_the_letters(home, facts, tmp_path):
    letter = tmp_path / "letter.txt"
    with Terminal(f"{RESPOND} --facts {facts} > {letter}", home, rows=90) as terminal:
        terminal.answer("match the order's?").answer("What is the order ID?", "112-4827193-6620451").answer("left the parcel")
        for question in ("signature record?", "date does the notice give", "notice arrive?"):
            terminal.answer(question)
        terminal.answer("Is everything right?").asked(MENU).send("change an").wait("/ change an").send(ENTER)
        terminal.asked("Which answer?").send("item").wait("/ item").send(ENTER).asked("What is the item called").send("\x15", "kettle", ENTER)
        terminal.answer("Is everything right?").answer(MENU)
        assert terminal.end() == 0
    assert letter.read_text(encoding="utf-8") == delivered(item="kettle").out


def test_a_verdict_is_enough(home, tmp_path):
    letter = tmp_path / "letter.txt"
    with Terminal(f"{RESPOND} > {letter}", home) as terminal:
        terminal.without_a_page()
        terminal.answer("Who shipped the order").answer("Where does the claim stand?", DOWN).wait("Buy Shipping").send("Protected").wait("/ Protected").send(ENTER)
        terminal.wait("Amazon pays").answer("Do you want the letters as well?").wait("No letter should leave now").answer("What now?")
        assert terminal.end() == 4
    assert letter.read_bytes() == b""
    assert kept(home) == []


# ---------------------------------------------------------------- profiles


def test_a_profile_is_made_once_and_spares_questions(home):
    with Terminal("azkit init --lang en", home) as terminal:
        terminal.answer("Under which store name", "Harbor Lane Goods").answer("Which Amazon store").answer("Who signs the letters", "Li Wei")
        terminal.answer("time zone do you work").answer("which language shall azkit").answer("A short name")
        assert terminal.end() == 0
    with Terminal(RESPOND, home) as terminal:
        terminal.without_a_page()
        terminal.answer("Who shipped the order").answer("Where does the claim stand?", DOWN).answer("Buy Shipping").answer("match the order's?")
        for question, day in (("ship-by date", "04"), ("hand over the parcel", "03"), ("delivery estimate", "11"), ("day of delivery", "08")):
            terminal.answer(question, f"2026-05-{day}")
        terminal.answer("Use a profile of yours?").wait("What is the order ID?")
        assert "Under which store name" not in terminal.text
        terminal.send(CTRL_C)
        assert terminal.end() == 130
    assert "signature: Li Wei" in kept(home)[0].read_text(encoding="utf-8")


def test_tables_are_filled_row_by_row(home):
    with Terminal("azkit appeal order-defect-rate --lang en --today 2026-05-18", home, rows=60) as terminal:
        terminal.without_a_page()
        terminal.answer("Which round of the appeal", "1")
        terminal.wait("Reactivate your account?").send(UP, ENTER)
        terminal.asked("Does the notice ask you").send(ENTER)
        terminal.answer("Which Amazon store").answer("Under which store name", "Harbor Lane Goods").answer("notice arrive?", "2026-05-15")
        terminal.answer("metrics, row 1").answer("Which value does", "2.78 %").answer("Which target does", "1 %").answer("metrics: 1 so far. One more?")
        terminal.wait("Which issues does the notice name?").send(SPACE, DOWN, SPACE, ENTER).wait("no case in the window?").send(DOWN, DOWN, SPACE, CTRL_C)
        assert terminal.end() == 130
    text = kept(home)[0].read_text(encoding="utf-8")
    assert '  - {name: order-defect-rate, value: "2.78 %", target: "1 %"}' in text or "value: 2.78 %" in text
    assert re.search(r"issues: .*claims.*negative-feedback", text)


# ---------------------------------------------------------------- paste first

CLAIM_PAGE = """A-to-z Guarantee Claims
Action Required (1)   Under Review (0)   Option to Appeal (0)   All

Order ID: 112-4827193-6620451   Amazon.com
Order date: May 1, 2026
Item: Stainless steel lunch box, 1.2 L
Claim reason: Package didn't arrive
Claim amount: $34.90
Claim opened: May 14, 2026
Respond by: May 17, 2026, 11:59 PM PDT
Customer comments: "Nothing ever came."
Ship by: May 4, 2026
Shipped: May 3, 2026
Deliver by: May 8, 2026 - May 11, 2026
Carrier: UPS
Tracking number: 1Z999AA10123456784
Fri, May 8, 2026 PST: Delivered, Austin, TX
Mon, May 4, 2026 PST: Picked up, Ontario, CA

Respond to Amazon   Refund customer   Hide claim details
"""


@pytest.mark.parametrize("command", ["azkit respond --lang en --today 2026-05-15", RESPOND])
def test_a_pasted_claim_page_leaves_six_questions(home, tmp_path, command: str):
    letter = tmp_path / "letter.txt"
    with Terminal(f"{command} > {letter}", home, rows=120) as terminal:
        terminal.asked("Paste the claim page").send(PASTE + CLAIM_PAGE + PASTED, ENTER)
        terminal.wait("Hide claim details").send(ENTER)
        terminal.wait("tracking number: 1Z999AA10123456784")
        for question, words in (
            ("Who shipped", ""),
            ("Buy Shipping", ""),
            ("match the order's?", ""),
            ("store name do buyers see", "Harbor Lane Goods"),
            ("left the parcel", ""),
            ("signature record?", ""),
        ):
            terminal.answer(question, words)
        assert "6 of about 6" in terminal.text
        assert written(terminal) == 0
    assert "the carrier delivered on 8 May 2026" in letter.read_text(encoding="utf-8")


def test_a_pasted_text_that_tells_nothing_is_said_so_and_the_questions_come(home):
    with Terminal("azkit respond --lang en", home) as terminal:
        terminal.asked("Paste the claim page").send("hello there", ENTER, ENTER)
        terminal.wait("it cannot be told what the notice is").wait("What happened?").send(CTRL_C)
        assert terminal.end() == 130


def test_a_pasted_mail_that_poses_as_amazon_gives_nothing(home):
    mail = "From: Amazon <help@amazon-accounts.example>\nSubject: Your Amazon seller account\n\nSend us your password within 24 hours."
    with Terminal("azkit appeal --lang en", home) as terminal:
        terminal.asked("Paste Amazon's notice").send(PASTE + mail + PASTED, ENTER)
        terminal.wait("24 hours.").send(ENTER)
        terminal.wait("this does not come from Amazon as it claims to").wait("Performance Notifications").send(CTRL_C)
        assert terminal.end() == 130
