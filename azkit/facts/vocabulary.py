"""The form of `playbooks/facts.yaml`: what each fact is, how it is asked for, and what always holds."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Literal

from azkit.ground.forms import Field, form
from azkit.ground.say import Text, described

TypeName = Literal[
    "order-id", "asin", "store", "money", "day", "moment", "carrier", "tracking-number", "choice", "choices", "yes-no",
    "count", "percentage", "name", "text", "quote", "file", "table", "reference", "catalogue",
]  # fmt: skip
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
FactName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]


@form
class Choice:
    """One value of a choice: its two labels, and the English that stands in a letter (the English label when absent)."""

    en: Annotated[str, Field(description=described("English label", "英文选项"))]
    zh: Annotated[str, Field(description=described("Chinese label", "中文选项"))]
    letter: Annotated[
        str, Field(description=described("the English that stands in a letter, when it differs from the label", "写进信里的英文（与英文选项不同时填写）"))
    ] = ""
    reading: Annotated[
        str, Field(description=described("its Chinese reading beside the letter, when it differs from the label", "信旁中文对照用语（与中文选项不同时填写）"))
    ] = ""


@form
class Bounds:
    """What always holds for a fact. Days and moments compare with other facts or with `today`."""

    not_before: Annotated[tuple[str, ...], Field(description=described("facts that cannot be later than this one", "不得早于这些事实的日期"))] = ()
    not_after: Annotated[tuple[str, ...], Field(description=described("`today` or facts that cannot be earlier than this one", "不得晚于 today 或这些事实的日期"))] = ()
    at_least: Annotated[str, Field(description=described("the smallest number", "最小值"))] = ""
    at_most: Annotated[str, Field(description=described("the largest number, or the most records of a table", "最大值，或表格最多行数"))] = ""


@form
class Column:
    """One column of a table. Its type and words are those of a vocabulary fact."""

    fact: Annotated[str, Field(description=described("the vocabulary fact, when it is not named like the column", "对应的事实名（与列名不同时填写）"))] = ""
    unique: Annotated[bool, Field(description=described("no two records have the same value", "各行不得重复"))] = False
    optional: Annotated[bool, Field(description=described("a record may leave it out", "可不填"))] = False
    ask: Annotated[
        str,
        Field(
            description=described("`true`, or a condition on `row`: the interview asks for it though it may be left out", "true 或针对 row 的条件：可不填，但问答时会问")
        ),
    ] = ""


@form
class FactEntry:
    """One fact of the vocabulary."""

    type: Annotated[TypeName, Field(description=described("how it is read and shown", "类型"))]
    title: Annotated[Text, Field(description=described("its short name", "简称"))]
    question: Annotated[Text, Field(description=described("the question that a clerk is asked", "提问"))]
    help: Annotated[Text | None, Field(description=described("where to find it, what it changes", "说明：在哪里找、有什么影响"))] = None
    example: Annotated[str, Field(description=described("a value that reads", "示例"))] = ""
    choices: Annotated[
        dict[str, Choice],
        Field(description=described("the values of a choice; for a name, values that are offered but not the only ones", "可选值；对 name 类型只是建议")),
    ] = field(default_factory=dict)
    decline: Annotated[Text | None, Field(description=described("what `none` means here, where the fact can be declined", "可回答“无”时，“无”的含义"))] = None
    bounds: Annotated[Bounds, Field(description=described("what always holds", "恒成立的限制"))] = field(default_factory=Bounds)
    day_means: Annotated[
        Literal["start", "end"] | None,
        Field(description=described("a moment given as a bare day is that day's start or end, store time", "只给日期时取当天开始或结束（站点时间）")),
    ] = None
    carrier: Annotated[str, Field(description=described("the fact that holds this tracking number's carrier", "该追踪号对应的承运人事实名"))] = ""
    any_script: Annotated[bool, Field(description=described("may hold any language, and therefore never stands in a letter", "可含任何语言，因此不会写进信里"))] = False
    only_in_tables: Annotated[bool, Field(description=described("a column only, never a fact of its own", "只作表格列使用"))] = False
    columns: Annotated[dict[str, Column], Field(description=described("the columns of a table", "表格的列"))] = field(default_factory=dict)
    refers_to: Annotated[str, Field(description=described("the table whose record ids a reference names", "引用的表"))] = ""
    catalogue: Annotated[
        Literal["cause", "action", "prevention", ""], Field(description=described("which part of the catalogue a catalogue column names", "目录种类"))
    ] = ""


@form
class Derived:
    """A fact that follows from others; exactly one kind is given. No kind computes in Python code of its own."""

    title: Annotated[Text, Field(description=described("its short name", "简称"))]
    days_between: Annotated[tuple[str, str] | None, Field(description=described("days from the first day to the second", "两日期相差天数"))] = None
    add: Annotated[tuple[str, str] | None, Field(description=described("a day or moment, and the policy clock whose span is added", "日期加上某项时限"))] = None
    past: Annotated[str, Field(description=described("true when today is after this day", "今天已过该日期"))] = ""
    all: Annotated[tuple[str, ...], Field(description=described("true when every condition holds", "全部条件成立"))] = ()
    any: Annotated[tuple[str, ...], Field(description=described("true when one condition holds", "任一条件成立"))] = ()
    sum: Annotated[str, Field(description=described("`table.column`: the sum of its amounts", "表.列 之和"))] = ""
    count: Annotated[str, Field(description=described("the number of records of a table", "表的行数"))] = ""
    select: Annotated[tuple[str, str] | None, Field(description=described("a table, and the condition that its records must meet", "表，以及行须满足的条件"))] = None
    asked: Annotated[
        str, Field(description=described("the table of demands: each demand once, with the records that answer it", "“要求”表：每项要求一行，附回应它的记录"))
    ] = ""
    group: Annotated[tuple[str, str] | None, Field(description=described("a table, and the column by which its records are grouped", "表，以及分组所用的列"))] = None


@form
class FactsFile:
    """`playbooks/facts.yaml`."""

    schema: Annotated[Literal["1"], Field(description=described("the version of this form", "格式版本"))]
    facts: Annotated[dict[FactName, FactEntry], Field(description=described("the vocabulary", "词表"))] = field(default_factory=dict)
    derived: Annotated[dict[FactName, Derived], Field(description=described("facts that follow from others", "推导的事实"))] = field(default_factory=dict)
