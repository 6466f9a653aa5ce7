"""YAML and JSON as plain text: scalars stay what was written, and whatever is wrong is a fault with its line."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azkit.ground import documents
from azkit.ground.documents import parse
from tests.unit.world import nasty


def data(text: str) -> Any:
    """The data of a text without faults."""
    document = parse(text, "facts.yaml")
    assert document.faults == ()
    return document.data


def faults(text: str, name: str = "facts.yaml") -> list[tuple[str, str]]:
    """Where and what of every fault."""
    return [(fault.where, fault.message.en) for fault in parse(text, name).faults]


AS_WRITTEN = [
    "01234", "017", "0x1F", "0b1", "1_000", "12:30", "12:30:45", "1e5", "1.50", "+5", ".5", "-1", "9400110899562471835020", "11248271936620451", "2026-11-01",
    "2024-13-45",
    "2026-05-14T09:20:00-07:00", "NO", "no", "No", "on", "off", "yes", "y", "true", "True", "TRUE", "false", ".inf", ".nan", "=", "112-4827193-6620451",
    "24.99 USD", "$24.99", "2.78 %",
    "１２", "没收到货", "包裹：没到", "O'Brien", "a#b", "a  b",
]  # fmt: skip


@pytest.mark.parametrize("written", AS_WRITTEN)
def test_a_scalar_stays_the_text_that_was_written(written: str) -> None:
    assert data(f"fact: {written}") == {"fact": written}
    assert data(f"fact: {written}  # a comment") == {"fact": written}
    assert data(f"facts:\n- {written}") == {"facts": [written]}


@pytest.mark.parametrize("written", [each for each in AS_WRITTEN if "'" not in each])
def test_quotes_make_no_difference(written: str) -> None:
    assert data(f"fact: '{written}'") == data(f'fact: "{written}"') == {"fact": written}


@pytest.mark.parametrize("key", ["on", "no", "yes", "true", "1", "2026-05-14", "1.5", "12:30", "没收到", "a b"])
def test_a_key_stays_the_text_that_was_written(key: str) -> None:
    assert data(f"{key}: x") == {key: "x"}


@pytest.mark.parametrize(
    ("text", "value"), [("|\n  a\n  b\n", "a\nb\n"), (">\n  a\n  b\n", "a b\n"), ('"a\\tb\\u4e2d"', "a\tb中"), ("a\n  b", "a b"), ("'it''s'", "it's")]
)
def test_text_of_several_lines_is_read(text: str, value: str) -> None:
    assert data(f"fact: {text}") == {"fact": value}


@pytest.mark.parametrize("empty", ["", "~", "null", "Null", "NULL", "''", '""', "# nothing"])
def test_empty_is_nothing(empty: str) -> None:
    assert data(f"fact: {empty}\nother: x") == {"fact": None, "other": "x"}


@pytest.mark.parametrize("word", ["'~'", "'null'", '"null"', "nULL", "nil", "none", "None"])
def test_only_the_words_for_nothing_are_nothing(word: str) -> None:
    assert data(f"fact: {word}") == {"fact": word.strip("'\"")}


@pytest.mark.parametrize("text", ["", "\n", "   ", "# only a comment\n", "---\n", "---\n...\n", "\ufeff"])
def test_an_empty_file_has_no_data_and_no_fault(text: str) -> None:
    assert data(text) is None


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_make_no_difference(ends: str) -> None:
    assert data(ends.join(["a: 1", "b:", "- x", "- y", ""])) == {"a": "1", "b": ["x", "y"]}
    assert faults(ends.join(["a: 1", "b: 2", "a: 3"]))[0][0] == "facts.yaml:3"


def test_a_duplicate_key_is_named_with_both_lines() -> None:
    document = parse("item: a\nunits: 1\n\nitem: b\n", "facts.yaml")
    (fault,) = document.faults
    assert (fault.name, fault.where) == ("item", "facts.yaml:4")
    assert "line 1" in fault.message.en
    assert "第 1 行" in fault.message.zh


def test_every_duplicate_key_is_named() -> None:
    assert [where for where, _ in faults("a: 1\nb: 1\na: 2\nrows:\n- {x: 1, x: 2}\n- {x: 1}\nb: 3\n")] == ["facts.yaml:3", "facts.yaml:5", "facts.yaml:7"]


def test_a_key_may_return_in_another_mapping() -> None:
    assert data("rows:\n- {x: 1}\n- {x: 2}") == {"rows": [{"x": "1"}, {"x": "2"}]}


def test_keys_that_differ_only_as_written_are_two_keys() -> None:
    assert data("01: a\n1: b") == {"01": "a", "1": "b"}


@pytest.mark.parametrize(
    "text",
    ["a: &x 1\nb: *x", "a: &x [1]\nb: *x", "a: &x {y: 1}\nb:\n  <<: *x", "a: &x [*x]", "a: &x 1\n*x : b", "a: &x 1", "&x a: 1", "&x\na: 1", "a: &x [1]", "- &x {y: 1}"],
)
def test_anchors_and_aliases_are_refused(text: str) -> None:
    assert faults(text)


def test_an_alias_bomb_is_refused_and_not_unrolled() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    found = faults("\n".join(lines))
    assert found[0][0].startswith("facts.yaml:")
    assert len(json.dumps(parse("\n".join(lines), "facts.yaml").data)) < 100_000


@pytest.mark.parametrize(
    "text",
    [
        "a: !odd x", "a: !odd [x]", "a: !odd {x: y}", "a: !!python/object/apply:os.system [x]", "a: !!python/name:os.system ''", "a: !!python/tuple [1]",
        "a: !!binary aGk=", "a: !!set {x, y}",
        "!odd\na: x", "!odd a: x", "- !odd x", "a: !<tag:example.com,2000:x> y",
    ],
)  # fmt: skip
def test_a_tag_is_refused(text: str) -> None:
    assert faults(text)


@pytest.mark.parametrize("text", ["? [a, b]\n: x", "? {a: b}\n: x", "{[a]: b}", "{{ a }}: b"])
def test_a_key_that_is_no_text_is_refused_with_its_line(text: str) -> None:
    assert faults(f"first: 1\nsecond: {{}}\n{text}" if text[0] == "?" else text)[0][0].startswith("facts.yaml:")


@pytest.mark.parametrize("depth", [31, 100, 500, 900, 3000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}"), ("a: [", "]"), ('[{"a":', "}]")])
def test_deep_nesting_is_refused(depth: int, opening: str, closing: str) -> None:
    text = opening + "[" * depth + "]" * depth + closing if opening == "a: [" else opening * depth + "1" + closing * depth
    assert faults(text)


@pytest.mark.parametrize("text", ["a: [[[[[[1]]]]]]", '{"a": [[[[[[1]]]]]]}', "a:\n b:\n  c:\n   d:\n    e: 1"])
def test_some_nesting_is_read(text: str) -> None:
    assert data(text)


@pytest.mark.parametrize("text", ["'[' * 300000", "'a: ' + '[' * 300000", "'{a: ' * 100000", "'- ' * 300000", "'[' * 300000 + ']' * 300000"])
def test_a_file_of_brackets_is_a_fault_and_never_the_end_of_the_process(text: str) -> None:
    program = f"from azkit.ground.documents import parse\nprint(len(parse({text}, 'f').faults))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, env={"PYTHONPATH": ":".join(sys.path)}, timeout=120)
    assert (done.returncode, done.stdout.strip()) == (0, "1")


def test_a_huge_file_is_refused_once() -> None:
    found = faults("- a\n" * 200_010)
    assert len(found) == 1
    assert "too large" in found[0][1]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: [1, 2\nc: 3", 3), ("a: 1\n\tb: 2", 2), ("\ta: 1", 1), ("a: b: c", 1), ("a: 1\nb 2\nc: 3", 3), ("a: 'open", 1), ("a: 1\n- b", 2),
        ("a: 1\n---\nb: 2", 2),
        ("a: *nowhere", 1), ("%YAML 9.9\n---\na: 1", 1), ('a: "\\q"', 1), ("a: @x", 1), ("a: `x`", 1), ("a: %x", 1),
        ("a: 1\n b: 2", 2), ('{"a": 1,\n "b" 2}', 2), ('["a",\n"b"', 2),
    ],
)  # fmt: skip
def test_a_syntax_error_is_named_with_its_line(text: str, line: int) -> None:
    ((where, _),) = faults(text)
    place = int(where.removeprefix("facts.yaml:"))
    assert line <= place <= line + 1


@pytest.mark.parametrize("char", ["\x07", "\x1b", "\x9b", "\uffff", "\ud800"])
def test_a_character_that_no_file_should_hold_is_a_fault_with_its_line(char: str) -> None:
    ((where, words),) = faults(f"a: 1\nb: x{char}y\n")
    assert where == "facts.yaml:2"
    assert "Error" not in words


@pytest.mark.parametrize(
    "text", ["a: secret-7Q4B: x", "secret-7Q4B: [", "a: *secret-7Q4B", "a: &secret-7Q4B 1\nb: &secret-7Q4B 2", "a: @secret-7Q4B", '{"secret-7Q4B": ', "a: '\nsecret-7Q4B"]
)
def test_a_syntax_error_never_quotes_the_file(text: str) -> None:
    document = parse(text, "facts.yaml")
    assert document.faults
    assert all("7Q4B" not in fault.message.en + fault.message.zh for fault in document.faults)


def test_tabs_between_words_are_read() -> None:
    assert data("a:\t1\nb: x\ty") == {"a": "1", "b": "x\ty"}


def test_json_keeps_numbers_as_they_were_written() -> None:
    written = '{"a": 24.90, "b": 9400110899562471835020, "c": 1e5, "d": -0.0, "e": 1E400, "f": [1, 2.50]}'
    assert data(written) == {"a": "24.90", "b": "9400110899562471835020", "c": "1e5", "d": "-0.0", "e": "1E400", "f": ["1", "2.50"]}


def test_json_numbers_of_any_length_are_text() -> None:
    assert data('{"a": ' + "9" * 6000 + "}") == {"a": "9" * 6000}


def test_json_true_and_false_are_yes_and_no() -> None:
    assert data('{"a": true, "b": false, "c": null, "d": "", "e": "true", "f": [true, null]}') == {
        "a": "yes",
        "b": "no",
        "c": None,
        "d": None,
        "e": "true",
        "f": ["yes", None],
    }


def test_json_escapes_are_read() -> None:
    assert data('{"a": "\\u4e2d\\u6587", "b": "\\ud83d\\ude00", "c": "\\n\\t\\"\\\\\\/"}') == {"a": "中文", "b": "😀", "c": '\n\t"\\/'}


@pytest.mark.parametrize("text", ['{"a": "1", "a": "2"}', '[{"a": 1, "b": 2, "a": 3}]', '{"x": {"a": 1, "a": 1}}', '{"a": 1, "\\u0061": 2}'])
def test_a_duplicate_key_in_json_is_named(text: str) -> None:
    (fault,) = parse(text, "facts.json").faults
    assert fault.name == "a"
    assert fault.where.startswith("facts.json")
    assert "?" not in fault.message.en


@pytest.mark.parametrize("text", ["{a: 1, b: [x, y]}", "{'a': 1, 'b': [x, y,]}", '{"a": 1, "b": ["x", "y"],}', "{a: 1, # comment\n b: [x, y]}"])
def test_what_only_begins_like_json_is_read_as_yaml(text: str) -> None:
    assert data(text) == {"a": "1", "b": ["x", "y"]}


@pytest.mark.parametrize("text", ['{"a": NaN}', '{"a": Infinity}', '{"a": -Infinity}'])
def test_json_has_no_numbers_that_are_none(text: str) -> None:
    document = parse(text, "facts.json")
    assert document.faults or isinstance(document.data["a"], str)  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("a: 1\nb: 2\n", ("b",), 2), ("a:\n- x: 1\n  y: 2\n- x: 3\n  y: 4\n", ("a", 1, "y"), 5), ("a:\n- x: 1\n- z: 3\n", ("a", 1), 3),
        ("a:\n- x: 1\n", ("a", 0, "nowhere"), 2),
        ("a: 1\n", ("nowhere",), 1), ('{\n "a": [\n  {"x": 1},\n  {"x": 2}\n ]\n}', ("a", 1, "x"), 4), ('{\n\t"a": 1,\n\t"b": 2\n}', ("b",), 3),
        ("1: x\n2: y", (2,), 2), ("没: 1\n收: 2", ("收",), 2),
    ],
)  # fmt: skip
def test_a_place_is_found_again(text: str, key: Any, line: int) -> None:
    assert parse(text, "f").where(key) == (f"f:{line}" if line else "f")


def test_a_place_is_looked_up_and_not_searched_for(monkeypatch: pytest.MonkeyPatch) -> None:
    class Lines(dict):
        def values(self) -> Any:
            raise AssertionError("every line was looked at")

    lines_of = documents._lines
    monkeypatch.setattr(documents, "_lines", lambda text: Lines(lines_of(text)))
    document = parse("\n\na: 1\nb: 2\n", "facts.yaml")
    assert [document.where(key) for key in (("a",), ("b", "c"), ("nonsense",), ())] == ["facts.yaml:3", "facts.yaml:4", "facts.yaml:3", "facts.yaml:3"]


def test_a_place_in_a_broken_file_is_the_file() -> None:
    assert parse("a: [", "f").where(("a",)) == "f"


def written_back(value: Any) -> Any:
    """What a reader makes of JSON data."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return {key: written_back(each) for key, each in value.items()}
    if isinstance(value, list):
        return [written_back(each) for each in value]
    return value if isinstance(value, str) and value else None if value in ("", None) else json.dumps(value)


json_data = st.dictionaries(
    st.text(),
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text()), lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)), max_leaves=8
    ),
)


@given(json_data, st.booleans())
def test_any_json_is_read_as_it_was_written(value: Any, ascii_only: bool) -> None:
    assert data(json.dumps(value, ensure_ascii=ascii_only)) == written_back(value)


marks = st.lists(
    st.sampled_from(
        [
            "a",
            "b: ",
            "- ",
            "\n",
            "  ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            ": ",
            "? ",
            "&x ",
            "*x ",
            "!t ",
            "!!str ",
            "|",
            ">",
            "'",
            '"',
            "#",
            "---\n",
            "~",
            "\t",
            "%",
            "\\u",
            "1",
            "<<",
        ]
    ),
    max_size=20,
)


def is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and is_plain(each) for key, each in value.items())
    return all(map(is_plain, value)) if isinstance(value, list) else value is None or isinstance(value, str)


@given(st.one_of(nasty, marks.map("".join)))
def test_any_text_is_plain_data_or_faults(text: str) -> None:
    document = parse(text, "f")
    assert is_plain(document.data)
    assert document.where(("a", 0, "b")).startswith("f")
    for fault in document.faults:
        assert (fault.kind, bool(fault.message.en), bool(fault.message.zh)) == ("invalid", True, True)
        assert fault.where.startswith("f")
