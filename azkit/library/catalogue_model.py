"""The forms of `playbooks/causes/*.yaml`, `playbooks/rules/*.yaml` and `playbooks/triage.yaml`."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Literal

from pydantic import Field

from azkit.facts.vocabulary import Slug
from azkit.ground.forms import form
from azkit.ground.say import Text, described

Kind = Literal["buyer", "claim", "appeal", "support"]
Severity = Literal["error", "warning", "info"]
Element = Literal["order-id", "day", "amount", "number", "tracking-number", "word"]


@form
class CatalogueEntry:
    """A cause, action or prevention. It asks through its slots and composes its sentences from what was answered."""

    title: Text
    slots: Annotated[tuple[str, ...], Field(description=described("the columns that must be filled for it", "必填的列"))] = ()
    sentence: Annotated[str, Field(description=described("its sentences, each with its Chinese reading, as in a template", "句子及中文对照，写法同模板"))]
    leads_to: Annotated[tuple[Slug, ...], Field(description=described("for a cause: actions and preventions that fit it", "（原因）相应的措施与预防"))] = ()


@form
class CausesFile:
    """One family of causes with what was done and what prevents them; entries merge by id."""

    schema: Literal["1"]
    causes: dict[Slug, CatalogueEntry] = field(default_factory=dict)
    actions: dict[Slug, CatalogueEntry] = field(default_factory=dict)
    preventions: dict[Slug, CatalogueEntry] = field(default_factory=dict)


@form
class Rule:
    """What a letter may not say or must not lack, or what a seller must hear about the case."""

    kind: Literal["letter", "case"]
    severity: Severity
    test: Annotated[str, Field(description=described("the kind of test, by its name in docs/rules.md", "检查方式"))]
    letters: Annotated[tuple[Kind, ...], Field(description=described("the kinds of letters it judges; empty: all", "适用信件种类；留空为全部"))] = ()
    sections: Annotated[tuple[str, ...], Field(description=described("only in these sections", "仅限这些分节"))] = ()
    phrases: Annotated[tuple[str, ...], Field(description=described("phrases, see docs/rules.md", "短语"))] = ()
    unless: Annotated[tuple[str, ...], Field(description=described("phrases that excuse the letter when they stand before the hit", "若其前已出现这些短语则放行"))] = ()
    where: Annotated[tuple[str, ...], Field(description=described("applies only when one of these phrases stands in the letter", "仅当信里出现这些短语之一时适用"))] = ()
    given: Annotated[str, Field(description=described("a condition: applies only when facts are at hand and it holds", "事实条件：有事实且条件成立时才适用"))] = ""
    near: Annotated[tuple[str, ...], Field(description=described("for `near`: phrases close to which a phrase must stand", "（near）须靠近的短语"))] = ()
    within: Annotated[str, Field(pattern="^[0-9]{0,3}$", description=described("for `near`: how many words apart at most", "（near）最多相隔几个词"))] = ""
    element: Annotated[
        Element | Literal[""], Field(description=described("for `missing` and `count`: what is looked for, instead of phrases", "（missing、count）要找的内容，代替短语"))
    ] = ""
    at_least: Annotated[str, Field(pattern="^[0-9]{0,4}$", description=described("for `count`: fewer are wrong", "（count）少于此数即不对"))] = ""
    at_most: Annotated[
        str, Field(pattern="^[0-9]{0,4}$", description=described("for `count` and `long-sentence`: more are wrong", "（count、long-sentence）多于此数即不对"))
    ] = ""
    domains: Annotated[tuple[str, ...], Field(description=described("for `web-address`: domains that may be named", "（web-address）允许的域名"))] = ()
    say: Text
    why: Text
    instead: Text
    source: str
    checked_on: Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description=described("the day it was last checked", "核对日期"))] = ""
    fires: Annotated[tuple[str, ...], Field(description=described("texts in which it must fire", "必须命中的例子"))] = ()
    silent: Annotated[tuple[str, ...], Field(description=described("texts in which it must stay silent", "不得命中的例子"))] = ()


@form
class TriageFile:
    """`playbooks/triage.yaml`: the first words of what can happen; a playbook names its group itself. Entries merge by id."""

    schema: Literal["1"]
    groups: Annotated[dict[Slug, Text], Field(description=described("what people say first, in the order of asking", "用户最先会说的话，按询问顺序"))]


@form
class RulesFile:
    """Rules by id; entries merge by id. `grades` changes the severity of rules that stand elsewhere, or switches them off."""

    schema: Literal["1"]
    rules: dict[Slug, Rule] = field(default_factory=dict)
    headings: Annotated[
        dict[Slug, tuple[str, ...]], Field(description=described("how the sections of letters that people wrote are headed, as phrases", "他人所写信件各节标题的短语"))
    ] = field(default_factory=dict)
    grades: Annotated[dict[Slug, Severity | Literal["off"]], Field(description=described("other severities, or `off`", "调整严重程度，或 off 关闭"))] = field(
        default_factory=dict
    )
