"""The form of a playbook: `playbooks/{claims,messages,appeals}/<id>.yaml`."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Any, Literal

from azkit.facts.vocabulary import FactName, Slug
from azkit.ground.forms import Field, form
from azkit.ground.say import Text, described, say

Family = Literal["claims", "messages", "appeals"]
When = Annotated[str, Field(description=described("a condition: it compares facts and does not compute", "条件：只比较，不计算"))]


@form
class Applies:
    """Where a playbook may be used."""

    stores: Annotated[Literal["all"] | tuple[str, ...], Field(description=described("`all`, or store domains", "all 或站点域名"))]
    fulfilment: Annotated[tuple[Literal["seller", "amazon"], ...], Field(description=described("whose shipping it can deal with", "适用的配送方式"))]


@form
class FactUse:
    """How a playbook uses one fact of the vocabulary. A bare name means: always needed."""

    when: Annotated[str, Field(description=described("needed only when this holds", "满足条件时才需要"))] = ""
    optional: Annotated[str, Field(description=described("`true`, or a condition under which it may be left out", "true，或可省略的条件"))] = ""
    ask: Annotated[
        str, Field(description=described("`true`, or a condition: the interview asks for it though no letter needs it", "true 或条件：信不一定需要，但问答时会问"))
    ] = ""
    decline: Annotated[Text | None, Field(description=described("what `none` means here", "此处“无”的含义"))] = None
    offers: Annotated[tuple[str, ...], Field(description=described("the choices that belong here; the others are refused", "此处可选的选项，其余会被拒绝"))] = ()


@form
class Check:
    """Something that must not hold in this situation; the fact is blamed."""

    when: When
    fact: FactName
    say: Text


@form
class SectionForm:
    """One part of a letter, pasted into a box of its own where Amazon's form has one."""

    template: str
    heading: Annotated[Text | None, Field(description=described("its heading; left out, it has none", "小标题；可不写"))] = None
    each: Annotated[
        str,
        Field(
            description=described(
                "`table.column`: one section for each record, under the words of this column; the template calls the record `row`",
                "表.列：每行一节，以该列原文为标题；模板里用 row 指这一行",
            )
        ),
    ] = ""


@form
class LetterForm:
    """One letter: to whom, through which channel, from which template or sections."""

    to: Annotated[Literal["buyer", "amazon", "seller-support", "bank", "insurer", "carrier"], Field(description=described("who reads it", "收信人"))]
    channel: Annotated[str, Field(description=described("a channel of policy/channels.yaml", "渠道"))]
    send: Annotated[str, Field(pattern="^(now|after-[a-z-]+)$", description=described("`now`, or `after-…`: what must have happened", "now，或 after-…"))] = "now"
    subject: Annotated[str, Field(description=described("the subject line, where the channel has one", "主题"))] = ""
    template: Annotated[str, Field(description=described("its template, below templates/", "模板路径"))] = ""
    sections: Annotated[dict[Slug, SectionForm], Field(description=described("its sections, instead of one template", "分节"))] = field(default_factory=dict)


@form
class Cost:
    """The price of a route: who pays, and whether it counts as an order defect."""

    money: Literal["seller", "amazon", "none", "open"]
    defect: Literal["yes", "no", "open"]
    source: str

    @property
    def words(self) -> Text:
        """The price in one line."""
        return say("doors.cost", money=say(f"doors.money-{self.money}"), defect=say(f"doors.defect-{self.defect}"))


@form
class ChecklistItem:
    """Something to have at hand or to do, and what it proves."""

    en: str
    zh: str
    proves: Text | None = None


@form
class Advice:
    """A sentence for the seller. With `when` it is said only where that holds; it never stands in a letter."""

    en: str
    zh: str
    when: str = ""


@form
class Next:
    """Another playbook that may come after this one."""

    playbook: Slug
    say: Text
    when: str = ""


@form
class Early:
    """When the interview already knows this route's verdict, although what it rests on (`provided`) has not been asked."""

    when: When
    provided: Text


@form
class TriageWords:
    """How a clerk would say that this playbook is the right one, and under which group of triage.yaml the interview offers it."""

    group: Slug
    en: str
    zh: str


@form
class RouteForm:
    """One way out of the situation."""

    id: Slug
    when: When = ""
    why: Annotated[Text, Field(description=described("why this route is taken", "为何走这条路"))]
    cost: Cost
    early: Annotated[Early | None, Field(description=described("when the interview may end here before every date is known", "问答可提前结束的条件"))] = None
    instead: Annotated[tuple[Slug, ...], Field(description=described("routes that the seller may choose instead", "可改选的路线"))] = ()
    letters: Annotated[
        tuple[Slug, ...], Field(description=described("the letters of this route; none means: no letter should leave", "本路线的信；留空表示不应发信"))
    ] = ()
    advice: tuple[Advice, ...] = ()
    checklist: tuple[ChecklistItem, ...] = ()
    clocks: Annotated[tuple[str, ...], Field(description=described("clocks of policy/clocks.yaml", "时限"))] = ()
    next: tuple[Next, ...] = ()


@form
class Example:
    """Facts that must end at a route, or must be refused with these faults."""

    facts: dict[str, Any] = field(default_factory=dict)
    today: Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description=described("the day; left out with `like`: its day", "日期；用 like 时可省略"))] = ""
    like: Annotated[str, Field(description=described("an example above whose facts hold here too; `null` drops one", "沿用上面某个示例的事实；null 表示去掉"))] = ""
    route: Annotated[str, Field(description=described("the route it must take", "应走的路线"))] = ""
    faults: Annotated[dict[str, str], Field(description=described("fact and reason of each fault", "应报的错误"))] = field(default_factory=dict)


@form
class PlaybookFile:
    """One situation: its facts, letters, routes, and the examples that prove it."""

    schema: Annotated[Literal["1"], Field(description=described("the version of this form", "格式版本"))]
    id: Annotated[Slug, Field(description=described("the name of the file without its ending", "与文件名相同"))]
    family: Family
    title: Text
    triage: Annotated[tuple[TriageWords, ...], Field(description=described("how people say it", "用户会怎么说"))] = ()
    status: Literal["draft", "reviewed"]
    applies: Applies
    policy: Annotated[tuple[str, ...], Field(description=described("steps and figures that its templates print", "模板引用的步骤与数值"))] = ()
    banner: Annotated[Literal["legal", "insurer"] | None, Field(description=described("who must read the letter first", "须先由谁审阅"))] = None
    facts: Annotated[tuple[FactName | dict[FactName, FactUse], ...], Field(description=described("the facts, in the order of asking", "所需事实，按提问顺序"))]
    checks: tuple[Check, ...] = ()
    letters: dict[Slug, LetterForm] = field(default_factory=dict)
    routes: tuple[RouteForm, ...]
    sources: Annotated[tuple[str, ...], Field(description=described("the sources that it rests on", "依据"))]
    examples: dict[Slug, Example]
    refused: dict[Slug, Example]
