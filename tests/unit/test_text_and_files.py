"""The doors for text and for files: nothing invisible comes in, and a file is whole, private, in its folder, or not there."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from azkit.ground.cells import cells as cells_of
from azkit.ground.cells import wrapped
from azkit.ground.faults import FileTrouble
from azkit.ground.files import MAX_BYTES, decoded, read_text, write_whole
from azkit.ground.nearest import nearest
from azkit.ground.paths import inside
from azkit.ground.text import has_chinese, letter_text, odd_characters, one_line, sanitised, typed, visible
from tests.unit.world import nasty, unsafe

CLEANERS = [sanitised, typed, one_line, letter_text]
more = pytest.mark.parametrize("clean", CLEANERS, ids=lambda clean: clean.__name__)


def cleaned(clean: Callable[[str], str], text: str) -> str:
    """The clean text; a broken character ends the example."""
    try:
        return clean(text)
    except ValueError:
        assume(False)
        raise


@more
@given(text=nasty)
def test_nothing_unsafe_comes_through(clean: Callable[[str], str], text: str) -> None:
    assert unsafe(cleaned(clean, text), kept="\n\t" if clean is sanitised else "") == []


@more
@given(text=nasty)
def test_cleaning_twice_is_cleaning_once(clean: Callable[[str], str], text: str) -> None:
    once = cleaned(clean, text)
    assert clean(once) == once


@more
@pytest.mark.parametrize(
    "text",
    [
        "\u1fef",
        "\u1ffd",
        "\u0387",
        "\uff62x\uff63",
        "\uff61",
        "\uff70",
        "\uff64",
        "\uffe3",
        "x\uffe3",
        "\ufe31",
        "\ufe32",
        "\ufe58x",
        "''x",
        "' x",
        "'''",
        "\u037e",
        "\u212a",
        "\u2026",
        "\u00b4\u00b4",
    ],
)
def test_cleaning_twice_is_cleaning_once_for_awkward_signs(clean: Callable[[str], str], text: str) -> None:
    assert clean(clean(text)) == clean(text)


@more
@given(text=nasty)
def test_clean_text_fits_into_any_file(clean: Callable[[str], str], text: str) -> None:
    assert cleaned(clean, text).encode("utf-8").decode("utf-8") == clean(text)


@pytest.mark.parametrize("clean", [typed, one_line, letter_text], ids=lambda clean: clean.__name__)
@given(text=nasty)
def test_fields_are_one_line_without_outer_or_double_blanks(clean: Callable[[str], str], text: str) -> None:
    words = cleaned(clean, text)
    assert " ".join(words.split()) == words
    assert len(words.splitlines()) <= 1


@more
@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\udc00\ud800", "\ud83d x \ude00"])
def test_a_lone_surrogate_is_refused(clean: Callable[[str], str], text: str) -> None:
    with pytest.raises(ValueError):
        clean(text)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"), ("\ufeffa\u200bb\u2060c", "abc"), ("\x1b[31mred\x1b[0m", "[31mred[0m"), ("a\x00b\x07c\x9bd\x7f", "abcd"),
        ("\u202eabc\u202c", "abc"), ("\u2066a\u2069\u200e\u061c", "a"),
        ("a\U000e0041\U000e007fb", "ab"), ("❤\ufe0f", "❤"), ("so\u00adft", "soft"), ("a\tb", "a\tb"), ("\ud83d\ude00", "😀"), ("中文，没问题", "中文，没问题"),
        ("{{ x }} %s [red] <b>", "{{ x }} %s [red] <b>"),
    ],
)  # fmt: skip
def test_text_from_outside_loses_only_what_nobody_sees(text: str, clean: str) -> None:
    assert sanitised(text) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("１２３ＡＢｃ", "123ABc"),
        ("１１２－４", "112-4"),
        ("1–2—3−4‑5", "1-2-3-4-5"),
        ("'0123", "0123"),
        (" a\u00a0\u3000 b ", "a b"),
        ("24．99，", "24.99,"),
        ("㎏", "kg"),
        ("中文", "中文"),
        ("it's", "it's"),
    ],
)
def test_typed_fields_become_half_width(text: str, clean: str) -> None:
    assert typed(text) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("“A” ‘b’ «c» 「d」", "\"A\" 'b' \"c\" \"d\""), ("a–b—c…", "a-b-c..."), ("5 × 3", "5 x 3"), ("20°", "20 degrees"),
        ("ｆｕｌｌ　ｗｉｄｔｈ，．！", "full width,.!"),
        ("Cafe\u0301", "Café"), ("a\n\nb", "a b"),
        ("😀 stays", "😀 stays"), ("中文，。", "中文,."), ("Straße Łódź", "Straße Łódź"),
    ],
)  # fmt: skip
def test_letters_are_written_in_plain_punctuation(text: str, clean: str) -> None:
    assert letter_text(text) == clean


@given(nasty)
def test_what_letters_may_hold_is_ascii_or_latin(text: str) -> None:
    odd = odd_characters(text)
    assert odd == sorted(set(odd))
    kept = [char for char in text if char not in odd]
    assert all(char.isascii() or unicodedata.name(char).startswith(("LATIN", "FEMININE", "MASCULINE", "MICRO")) for char in kept)


@given(nasty)
def test_a_terminal_gets_nothing_unsafe(text: str) -> None:
    assert unsafe(visible(text), kept="\n\t") == []
    assert visible(visible(text)) == visible(text)


def test_a_terminal_gets_every_word_and_line() -> None:
    assert visible("one\ntwo 中文 \x1b]0;title\x07 \ud800") == "one\ntwo 中文 ]0;title ?"


@pytest.mark.parametrize(
    ("text", "chinese"), [("box", False), ("饭盒", True), ("a饭b", True), ("㐀", True), ("豈", True), ("ひらがな", False), ("，。", False), ("", False)]
)
def test_chinese_is_seen(text: str, chinese: bool) -> None:
    assert has_chinese(text) is chinese


@pytest.mark.parametrize(
    ("name", "guess"), [("order_idd", "order_id"), ("order-id", "order_id"), ("ORDER_ID", "order_id"), ("trackin_number", "tracking_number"), ("zzz", None), ("", None)]
)
def test_the_nearest_name_is_named_only_when_it_is_near(name: str, guess: str | None) -> None:
    assert nearest(name, ["order_id", "tracking_number", "item"]) == guess


def test_a_guess_keeps_its_own_spelling() -> None:
    assert nearest("not_recieved_delivered", ["not-received-delivered", "withdrawal-request"]) == "not-received-delivered"


def test_a_word_longer_than_the_screen_is_cut_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = 0

    def cells(text: str) -> int:
        nonlocal measured
        measured += len(text)
        return cells_of(text)

    monkeypatch.setattr("azkit.ground.cells.cells", cells)
    word = "x" * 5_000 + "7" * 1_001
    lines = list(wrapped(f"a {word} b", 80))
    assert lines == ["a", *(word[begin : begin + 80] for begin in range(0, 6_000, 80)), "7 b"]
    assert measured < 4 * len(word)


@given(nasty, st.integers(0, 60))
def test_no_line_is_wider_than_the_screen_and_no_word_is_lost(text: str, width: int) -> None:
    lines = list(wrapped(text, width))
    assert all(cells_of(line) <= max(width, 16) for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def left(folder: Path) -> list[str]:
    """Everything in a folder, temporary files too."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> object:
    """Work under another umask."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def test_a_file_is_written_whole_as_utf_8(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.txt", "Dear Ms. Müller,\n中文 😀\n", overwrite=False)
    assert (tmp_path / "a.txt").read_bytes() == "Dear Ms. Müller,\n中文 😀\n".encode()
    assert left(tmp_path) == ["a.txt"]


def test_a_file_is_for_its_owner_alone(tmp_path: Path, umask: int) -> None:
    write_whole(tmp_path / "a.txt", "x", overwrite=False)
    assert mode(tmp_path / "a.txt") == 0o600


def test_folders_that_are_made_are_for_their_owner_alone(tmp_path: Path, umask: int) -> None:
    write_whole(tmp_path / "b" / "c" / "d" / "a.txt", "x", overwrite=False)
    assert [oct(mode(folder)) for folder in (tmp_path / "b", tmp_path / "b/c", tmp_path / "b/c/d")] == ["0o700"] * 3


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir(mode=0o755)
    (tmp_path / "b").chmod(0o755)
    write_whole(tmp_path / "b/a.txt", "x", overwrite=False)
    assert mode(tmp_path / "b") == 0o755


def test_a_file_that_is_there_is_not_overwritten_unasked(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(FileExistsError):
        write_whole(target, "new", overwrite=False)
    assert target.read_text() == "old"
    assert left(tmp_path) == ["a.txt"]


def test_a_file_is_overwritten_when_asked_and_becomes_private(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("something that is longer")
    target.chmod(0o644)
    write_whole(target, "new", overwrite=True)
    assert (target.read_text(), mode(target), left(tmp_path)) == ("new", 0o600, ["a.txt"])


@pytest.mark.parametrize("overwrite", [True, False])
@pytest.mark.parametrize("kind", ["link", "dangling link", "loop", "folder", "fifo"])
def test_what_is_no_regular_file_is_refused_and_left_alone(tmp_path: Path, kind: str, overwrite: bool) -> None:
    other, target = tmp_path / "other.txt", tmp_path / "a.txt"
    other.write_text("old")
    match kind:
        case "link":
            target.symlink_to(other)
        case "dangling link":
            target.symlink_to(tmp_path / "nowhere.txt")
        case "loop":
            target.symlink_to(target)
        case "folder":
            target.mkdir()
        case "fifo":
            os.mkfifo(target)
    before = (target.is_symlink(), left(tmp_path))
    with pytest.raises((FileTrouble, FileExistsError)):
        write_whole(target, "new", overwrite=overwrite)
    assert (target.is_symlink(), left(tmp_path), other.read_text()) == (*before, "old")


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_full_disk_leaves_the_old_file_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, overwrite: bool) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    target = tmp_path / "a.txt"
    if overwrite:
        target.write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileTrouble) as trouble:
        write_whole(target, "new" * 1000, overwrite=overwrite)
    assert "a.txt" in trouble.value.message.en
    assert os.strerror(errno.ENOSPC) in trouble.value.message.en
    assert left(tmp_path) == (["a.txt"] if overwrite else [])
    assert not overwrite or target.read_text() == "old"


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, SystemExit, MemoryError])
def test_an_interruption_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interruption: type[BaseException]) -> None:
    def stop(handle: int) -> None:
        raise interruption

    (tmp_path / "a.txt").write_text("old")
    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(interruption):
        write_whole(tmp_path / "a.txt", "new", overwrite=True)
    assert ((tmp_path / "a.txt").read_text(), left(tmp_path)) == ("old", ["a.txt"])


def test_a_target_that_appeared_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.txt"
    monkeypatch.setattr(os, "fsync", lambda handle: target.write_text("somebody else's"))
    with pytest.raises(FileExistsError):
        write_whole(target, "mine", overwrite=False)
    assert (target.read_text(), left(tmp_path)) == ("somebody else's", ["a.txt"])


def test_a_target_that_appeared_meanwhile_is_kept_where_there_are_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*args: object, **options: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    target = tmp_path / "a.txt"
    monkeypatch.setattr(os, "link", no_links)
    write_whole(target, "mine", overwrite=False)
    with pytest.raises(FileExistsError):
        write_whole(target, "new", overwrite=False)
    assert (target.read_text(), left(tmp_path)) == ("mine", ["a.txt"])
    target.unlink()
    monkeypatch.setattr(os, "fsync", lambda handle: target.write_text("somebody else's"))
    with pytest.raises(FileExistsError):
        write_whole(target, "mine", overwrite=False)
    assert (target.read_text(), left(tmp_path)) == ("somebody else's", ["a.txt"])


def test_text_that_no_file_can_hold_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises((FileTrouble, UnicodeEncodeError)):
        write_whole(tmp_path / "a.txt", "a\ud800b", overwrite=False)
    assert left(tmp_path) == []


@pytest.mark.parametrize("place", ["file.txt/a.txt", "x" * 300 + ".txt"])
def test_a_place_that_cannot_be_is_trouble(tmp_path: Path, place: str) -> None:
    (tmp_path / "file.txt").write_text("x")
    with pytest.raises(FileTrouble):
        write_whole(tmp_path / place, "x", overwrite=False)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_read_only_is_trouble(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir(mode=0o500)
    with pytest.raises(FileTrouble):
        write_whole(tmp_path / "b/a.txt", "x", overwrite=False)


def test_a_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfitem: \xe9\xa5\xad")
    assert read_text(tmp_path / "a.yaml") == "item: 饭"


@pytest.mark.parametrize(
    "data", ["item: 饭盒".encode("gbk"), "item: 饭".encode("utf-16"), b"item: \xe9", b"item: \xff\xfe", b"\xed\xa0\x80", b"a\0b", "item: 弁当".encode("shift_jis")]
)
def test_bytes_that_are_no_utf_8_text_are_refused(data: bytes) -> None:
    with pytest.raises(FileTrouble) as trouble:
        decoded(data, "facts.yaml")
    assert "facts.yaml" in trouble.value.message.en


def test_the_first_bad_byte_is_named() -> None:
    with pytest.raises(FileTrouble) as trouble:
        decoded(b"0123456\xff", "facts.yaml")
    assert "byte 7" in trouble.value.message.en


@pytest.mark.parametrize(("size", "taken"), [(MAX_BYTES, True), (MAX_BYTES + 1, False)])
def test_more_than_the_limit_is_a_wrong_file(tmp_path: Path, size: int, taken: bool) -> None:
    (tmp_path / "a.yaml").write_bytes(b"x" * size)
    if taken:
        assert len(read_text(tmp_path / "a.yaml")) == size
    else:
        with pytest.raises(FileTrouble):
            read_text(tmp_path / "a.yaml")


@pytest.mark.parametrize("kind", ["missing", "folder", "fifo", "loop", "device", "under a file", "long"])
def test_only_regular_files_are_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.yaml"
    match kind:
        case "folder":
            path.mkdir()
        case "fifo":
            os.mkfifo(path)
        case "loop":
            path.symlink_to(path)
        case "device":
            path = Path("/dev/zero")
        case "under a file":
            path.write_text("x")
            path = path / "b.yaml"
        case "long":
            path = tmp_path / ("x" * 300)
    with pytest.raises(FileTrouble) as trouble:
        read_text(path)
    assert trouble.value.message.en
    assert trouble.value.message.zh


def test_a_folder_read_again_and_again_uses_up_nothing(tmp_path: Path) -> None:
    handle = os.open(tmp_path, os.O_RDONLY)
    os.close(handle)
    for _ in range(3):
        with pytest.raises(FileTrouble):
            read_text(tmp_path)
    again = os.open(tmp_path, os.O_RDONLY)
    os.close(again)
    assert again == handle


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a file, a folder, and links that lead in and out."""
    (tmp_path / "secret.txt").write_text("secret")
    root = tmp_path / "root"
    (root / "claims").mkdir(parents=True)
    (root / "claims" / "a.txt").write_text("a")
    (root / "in.txt").symlink_to("claims/a.txt")
    (root / "out.txt").symlink_to("../secret.txt")
    (root / "up").symlink_to("..")
    (root / "loop").symlink_to("loop")
    return root


@pytest.mark.parametrize("name", ["claims/a.txt", "claims/new.txt", "in.txt", "./claims/a.txt", "claims//a.txt", "claims/a b 中.txt", "...", "claims/..a.txt"])
def test_a_name_inside_leads_inside(root: Path, name: str) -> None:
    assert inside(root, name).is_relative_to(root.resolve())


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt", "claims/../../secret.txt", "claims/../a.txt", "..", "/etc/passwd", "/", "//etc/passwd", "out.txt", "up/secret.txt", "up",
        "up/root/claims/a.txt/../../../secret.txt", "..\\secret.txt",
        "claims\\a.txt", "C:/x.txt", "C:x.txt", "file:///etc/passwd", "a\0b", "claims/a.txt\0.yaml", "/proc/self/environ", "\\\\host\\share", "loop", "loop/a.txt",
    ],
)  # fmt: skip
def test_a_name_that_leads_outside_is_refused(root: Path, name: str) -> None:
    with pytest.raises(ValueError):
        inside(root, name)


def test_a_root_that_is_a_link_itself_is_a_root(root: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(root)
    assert inside(tmp_path / "link", "claims/a.txt").read_text() == "a"


@given(st.lists(st.sampled_from(["..", ".", "claims", "up", "out.txt", "in.txt", "a.txt", "", "~", "\\", "/", "中", "x" * 50]), max_size=6).map("/".join) | nasty)
def test_any_name_leads_inside_or_is_refused(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    base = tmp_path_factory.getbasetemp() / "any-name"
    root = base / "root"
    if not root.exists():
        (root / "claims").mkdir(parents=True)
        (root / "up").symlink_to("..")
        (root / "out.txt").symlink_to("../secret.txt")
    try:
        path = inside(root, name)
    except ValueError:
        return
    assert path.resolve().is_relative_to(root.resolve())
