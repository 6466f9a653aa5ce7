"""The form of `playbooks/tables/*.yaml` and of `--map FILE`: which column of an export is which fact."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Literal

from azkit.facts.vocabulary import FactName, Slug
from azkit.ground.forms import Field, form
from azkit.ground.say import Text, described

Encoding = Literal["cp932", "gb18030", "cp1252"]


_FACT = described("the fact that the column gives", "该列对应的事实")
_CURRENCY = described("the header of the column that holds the currency of this amount", "金额币种所在列的列名")
_VALUES = described("what a cell means, when it is not written like the fact", "单元格取值对应的事实值")
_BLANK = described("cells that mean: not given", "表示“未提供”的取值")
_OTHERWISE = described("what happens to values that are not listed", "未列出的取值如何处理：保留或忽略")
_LINES = described("item lines of one order: they must agree, or their counts are added", "同一订单多行商品：须一致，或数量相加")
_KNOWN_BY = described("headers that together show that a table is this export", "凭这些列名识别该导出文件")
_UNUSED = described("headers that the export has and azkit does not need", "导出文件里有、azkit 不用的列")
_ALWAYS = described("facts that hold for every row of this export", "对所有行都成立的事实")
_ROWS = described("what a row is: an order, or an item of one", "每行是一个订单，还是订单中的一件商品")
_ASCII = described("columns that the export writes in ASCII; anything else there came through a Chinese Excel", "只含 ASCII 的列；出现其他字符说明经中文 Excel 另存")
_CHECKED = described("the day they were last checked", "核对日期")


@form
class ColumnUse:
    """What a column gives. A bare fact name in the file is short for `{fact: NAME}`."""

    fact: Annotated[FactName, Field(description=_FACT)]
    currency: Annotated[str, Field(description=_CURRENCY)] = ""
    values: Annotated[dict[str, str], Field(description=_VALUES)] = field(default_factory=dict)
    blank: Annotated[tuple[str, ...], Field(description=_BLANK)] = ()
    otherwise: Annotated[Literal["keep", "leave-out"], Field(description=_OTHERWISE)] = "keep"
    lines: Annotated[Literal["same", "sum"], Field(description=_LINES)] = "same"


@form
class TableMap:
    """One export: how it is known, and which of its columns is which fact. Headers match without regard to case, dashes, underscores and blanks."""

    title: Annotated[Text, Field(description=described("what the export is", "导出文件的名称"))]
    known_by: Annotated[tuple[str, ...], Field(description=_KNOWN_BY)] = ()
    columns: Annotated[dict[str, FactName | ColumnUse], Field(description=described("headers, and the fact that each gives", "列名对应的事实"))]
    unused: Annotated[tuple[str, ...], Field(description=_UNUSED)] = ()
    always: Annotated[dict[FactName, str], Field(description=_ALWAYS)] = field(default_factory=dict)
    rows: Annotated[Literal["orders", "item-lines"], Field(description=_ROWS)] = "orders"
    ascii_only: Annotated[tuple[str, ...], Field(description=_ASCII)] = ()
    source: Annotated[str, Field(description=described("where the headers were read", "列名出处"))] = ""
    checked_on: Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description=_CHECKED)] = ""


@form
class PageHint:
    """Values of ASCII columns that tell the code page of a file that is not UTF-8."""

    columns: tuple[str, ...]
    values: tuple[str, ...]
    page: Encoding


@form
class TablesFile:
    """Maps of exports by id, and hints at code pages. Entries merge by id."""

    schema: Literal["1"]
    maps: dict[Slug, TableMap] = field(default_factory=dict)
    pages: dict[Slug, PageHint] = field(default_factory=dict)
