"""The form of `playbooks/policy/*.yaml`: every value has its stores, its first day, its source, and the day it was checked."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Literal

from azkit.ground.forms import Field, form
from azkit.ground.say import Text, described

Stores = Annotated[Literal["all"] | tuple[str, ...], Field(description=described("`all`, or the stores where it holds", "all 或适用站点"))]
Since = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description=described("the first day on which it holds", "生效日"))]
SourceId = Annotated[str, Field(description=described("a source of sources.yaml", "来源编号"))]
CheckedOn = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description=described("the day somebody last looked", "最近核对日"))]
Means = Literal["due", "opens", "runs"]
Confidence = Annotated[Literal["high", "medium", "low"], Field(description=described("how sure it is", "可信度"))]


@form
class Dated:
    """What every policy value carries."""

    stores: Stores
    since: Since
    source: SourceId
    checked_on: CheckedOn
    confidence: Confidence
    note: Annotated[Text | None, Field(description=described("what a seller should know about it", "给卖家的说明"))] = None


@form
class Span(Dated):
    """How long a clock runs: exactly one unit, with a safe limit and, where sources differ, the latest known one (same unit)."""

    unit: Annotated[Literal["hours", "days", "business-days"], Field(description=described("the unit of both limits", "单位"))]
    safe: Annotated[int | None, Field(description=described("the limit that is safe to keep; null: looked for, not published", "安全时限；null 表示查过但未公布"))]
    latest: Annotated[int | None, Field(description=described("the longest limit that a source names", "来源中最长的时限"))] = None


@form
class Clock:
    """A time limit: what starts it, which printed date wins over it, what was done in time, and how long it runs."""

    title: Text
    counts_from: Annotated[tuple[str, ...], Field(description=described("the facts that start it, best first", "起算的事实，优先者在前"))] = ()
    notice: Annotated[str, Field(description=described("the fact with Amazon's own printed limit, which wins", "通知里写明的期限（优先）"))] = ""
    met_by: Annotated[tuple[str, ...], Field(description=described("the facts after any of which it runs no more", "有了其中任一事实就不再计时"))] = ()
    means: Annotated[
        Means,
        Field(
            description=described(
                "due: the seller acts by then; opens: before then it is too early; runs: somebody else's time",
                "due：卖家须在此前处理；opens：此前还太早；runs：别人的时限",
            )
        ),
    ] = "due"
    values: tuple[Span, ...]


@form
class ChannelValue(Dated):
    """Where a letter is pasted, and what that box takes."""

    limit: Annotated[int | None, Field(description=described("characters that the box takes; null: not published", "字符上限；null 表示未公布"))]
    where: Annotated[Text, Field(description=described("the way there", "粘贴位置"))]
    attachments: Annotated[Literal["yes", "no", "unknown"], Field(description=described("whether files can go with it", "能否上传附件"))]


@form
class Channel:
    """A way to send a letter; `kind` is the family of rules that judges it."""

    title: Text
    kind: Literal["buyer", "claim", "appeal", "support"]
    values: tuple[ChannelValue, ...]


@form
class StepsValue(Dated):
    """The steps that a person takes on Amazon's pages, one line each."""

    steps: Annotated[tuple[Text, ...], Field(description=described("the lines, in order", "步骤"))]


@form
class Steps:
    """A way through Amazon's pages."""

    title: Text
    values: tuple[StepsValue, ...]


@form
class FigureValue(Dated):
    """One figure as it stands in a letter or advice; null: looked for, not published."""

    value: str | None


@form
class Figure:
    """A threshold or amount that Amazon sets."""

    title: Text
    values: tuple[FigureValue, ...]


@form
class Store:
    """One marketplace. Its id is its domain."""

    name: Text
    aliases: Annotated[tuple[str, ...], Field(description=described("other words that people type for it, lower case", "别名（小写）"))] = ()
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    symbols: Annotated[tuple[str, ...], Field(description=described("signs that mean this currency in this store", "货币符号"))] = ()
    buyers_write: Annotated[str, Field(pattern="^[a-z]{2}$", description=described("the language of its buyers", "买家语言"))]
    zone: Annotated[str, Field(description=described("its time zone (IANA)", "时区"))]
    contact_page: Annotated[str, Field(description=described("where a buyer reaches Amazon's own service", "买家联系亚马逊客服的页面"))]
    programme: Annotated[str, Field(description=described("what the guarantee is called there", "当地保障计划名称"))]
    since: Since
    source: SourceId
    checked_on: CheckedOn
    confidence: Confidence


@form
class Carrier:
    """A carrier: the name that stands in letters, what people type for it, and the forms of its numbers."""

    name: str
    aliases: tuple[str, ...] = ()
    numbers: Annotated[tuple[str, ...], Field(description=described("forms of tracking numbers, by the names of docs/facts.md", "追踪号格式"))] = ()
    stores: Stores
    since: Since
    source: SourceId
    checked_on: CheckedOn
    confidence: Confidence


@form
class Source:
    """Where a fact comes from."""

    title: str
    address: str
    kind: Literal["amazon-help", "amazon-buyer-help", "amazon-staff", "notice", "press", "api", "old", "own"]


@form
class PolicyFile:
    """One file of `playbooks/policy/`; the files together make the policy, entries merge by id."""

    schema: Annotated[Literal["1"], Field(description=described("the version of this form", "格式版本"))]
    stores: dict[str, Store] = field(default_factory=dict)
    clocks: dict[str, Clock] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    steps: dict[str, Steps] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    carriers: dict[str, Carrier] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
