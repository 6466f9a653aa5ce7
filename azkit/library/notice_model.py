"""The form of `playbooks/notices/*.yaml`: how Amazon's texts are recognised, and which facts stand where in them."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Literal

from azkit.facts.vocabulary import FactName, Slug
from azkit.ground.forms import Field, form
from azkit.ground.say import described

NoticeKind = Literal[
    "claim", "claim-decision", "information-request", "return-request", "buyer-message", "deactivation", "review", "warning",
    "listing-removal", "reply", "chargeback", "safe-t", "funds", "other",
]  # fmt: skip
Outcome = Literal["", "needs-more-information", "different-issue", "refused", "reinstated", "reinstated-with-reserve", "acknowledged"]
Part = Literal["root-cause", "actions", "prevention", "evidence", "listing", "documents", "identity", "order-details", "explanation"]
Phrases = Annotated[tuple[str, ...], Field(description=described("phrases, see docs/rules.md", "短语"))]


NO_PLAYBOOK = "none"
"""What a notices file says where no playbook takes a text."""


@form
class Mark:
    """One way in which a text shows what it is. It holds when one of its signs is there, `also` too where it has any, and none of `without`."""

    kind: NoticeKind
    subject: Phrases = ()
    opening: Annotated[tuple[str, ...], Field(description=described("phrases in the subject or the first sentences", "标题或开头的短语"))] = ()
    text: Phrases = ()
    sender: Annotated[tuple[str, ...], Field(description=described("local parts of the sender's address", "发件地址 @ 之前的部分"))] = ()
    header: Annotated[tuple[str, ...], Field(description=described("values of X-Space-Notification-Type", "邮件头里的通知类型"))] = ()
    relayed: Annotated[Literal["", "true"], Field(description=described("the sender is a buyer's alias", "发件人是买家转发地址"))] = ""
    also: Phrases = ()
    without: Phrases = ()
    outcome: Outcome = ""
    bare: Annotated[Literal["", "true"], Field(description=described("no notice: nothing is read out of it but its ids", "不是通知：除编号外什么都不读"))] = ""
    facts: Annotated[dict[FactName, str], Field(description=described("facts that the mark alone tells", "由此即可确定的事实"))] = field(default_factory=dict)
    issue: Annotated[str, Field(description=described("the issue that the mark alone tells", "由此即可确定的问题"))] = ""
    playbook: Annotated[str, Field(description=described("the playbook for it; empty: by the table; `none`: there is none", "对应方案"))] = ""


@form
class Reason:
    """One sort of claim, return or complaint, finest first; the first that is found in a text wins."""

    phrases: Phrases
    unless: Annotated[tuple[str, ...], Field(description=described("phrases that take the reason away", "出现这些短语则不算"))] = ()
    claim_reason: str = ""
    problem: str = ""
    complaint: Annotated[str, Field(description=described("the problem where a buyer writes; claims of this sort have none", "买家来信时的问题类型（索赔里没有）"))] = ""
    issue: str = ""


@form
class Refined:
    """A reason that a fact of the same text makes finer: a scan overrules a menu."""

    reason: str
    given: FactName
    becomes: str


@form
class Label:
    """A label of a page or mail and the facts that its value may hold."""

    words: Annotated[tuple[str, ...], Field(description=described("the label as printed, every language", "各语言的标签原文"))]
    facts: Annotated[tuple[FactName, ...], Field(description=described("the facts read from its value; none: the value is private or no fact", "由值读出的事实"))] = ()
    day: Annotated[Literal["first", "last"], Field(description=described("which day of the value: `last` for a range", "取值里的哪个日期"))] = "first"
    lines: Annotated[Literal["one", "block"], Field(description=described("`block`: the value runs to the next label", "block：到下一个标签为止"))] = "one"


@form
class Told:
    """A fact that a sentence tells: a day near one of the phrases, or the value that the phrases stand for."""

    phrases: Phrases
    without: Phrases = ()
    value: Annotated[str, Field(description=described("the value that the phrases tell, where the fact is no day", "短语所表示的值（事实不是日期时）"))] = ""


@form
class Issue:
    """What an account notice is about."""

    phrases: Phrases
    without: Phrases = ()
    coarse: Annotated[Literal["", "true"], Field(description=described("dropped where a finer issue is found", "找到更细的问题时不算"))] = ""


@form
class DemandForm:
    """One sort of thing that Amazon asks for."""

    part: Part
    phrases: Phrases
    about: str = ""
    kinds: Annotated[tuple[NoticeKind, ...], Field(description=described("only in these kinds of texts; empty: all", "仅限这些类型"))] = ()
    without: Phrases = ()


@form
class PlaybookChoice:
    """Which playbook takes a text of this kind; the first row that fits."""

    kinds: tuple[NoticeKind, ...]
    playbook: str
    issues: Annotated[tuple[str, ...], Field(description=described("the first issue is one of these; empty: any", "首个问题属于其中之一"))] = ()
    given: tuple[FactName, ...] = ()
    missing: tuple[FactName, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


@form
class NoticesFile:
    """Marks, labels and phrases by id; entries merge by id, `words` merge by name."""

    schema: Literal["1"]
    marks: Annotated[dict[Slug, Mark], Field(description=described("what a text is, in order", "文本类型，按顺序判断"))] = field(default_factory=dict)
    reasons: Annotated[dict[Slug, Reason], Field(description=described("claim reasons, in order", "索赔原因，按顺序判断"))] = field(default_factory=dict)
    refined: dict[Slug, Refined] = field(default_factory=dict)
    labels: dict[Slug, Label] = field(default_factory=dict)
    told: Annotated[dict[FactName, Told], Field(description=described("days that sentences tell", "句子里的日期"))] = field(default_factory=dict)
    issues: Annotated[dict[Slug, Issue], Field(description=described("what account notices are about", "账户通知涉及的问题"))] = field(default_factory=dict)
    metrics: Annotated[dict[Slug, tuple[str, ...]], Field(description=described("the names of metrics, as phrases", "指标名称"))] = field(default_factory=dict)
    demands: Annotated[dict[Slug, DemandForm], Field(description=described("what Amazon asks for, in order", "亚马逊的要求，按顺序判断"))] = field(default_factory=dict)
    playbooks: dict[Slug, PlaybookChoice] = field(default_factory=dict)
    words: Annotated[dict[Slug, tuple[str, ...]], Field(description=described("phrases with which the reader finds its way, by name", "阅读器定位用的短语"))] = field(
        default_factory=dict
    )
    names: Annotated[dict[Slug, tuple[str, ...]], Field(description=described("lists that are no phrases: domains, header values", "非短语的列表：域名等"))] = field(
        default_factory=dict
    )
