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
    say: Text
    why: Text
    instead: Text
    source: str
    fires: Annotated[tuple[str, ...], Field(description=described("texts in which it must fire", "必须命中的例子"))] = ()
    silent: Annotated[tuple[str, ...], Field(description=described("texts in which it must stay silent", "不得命中的例子"))] = ()


@form
class TriageFile:
    """`playbooks/triage.yaml`: the first words of what can happen; a playbook names its group itself. Entries merge by id."""

    schema: Literal["1"]
    groups: Annotated[dict[Slug, Text], Field(description=described("what people say first, in the order of asking", "用户最先会说的话，按询问顺序"))]


@form
class RulesFile:
    """Rules by id; entries merge by id."""

    schema: Literal["1"]
    rules: dict[Slug, Rule]
