"""The forms of `playbooks/causes/*.yaml`, `playbooks/rules/*.yaml` and `playbooks/triage.yaml`."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Literal

from azkit.facts.vocabulary import Slug
from azkit.ground.forms import Field, form
from azkit.ground.say import Text, described
from azkit.library.rule_model import Rule, Severity


@form
class CatalogueEntry:
    """An action or a prevention. It asks through its slots and composes its sentences from what was answered."""

    title: Text
    slots: Annotated[tuple[str, ...], Field(description=described("the columns that must be filled for it", "必填的列"))] = ()
    sentence: Annotated[str, Field(description=described("its sentences, each with its Chinese reading, as in a template", "句子及中文对照，写法同模板"))]


@form
class Cause(CatalogueEntry):
    """A cause, what a plan calls it, and what answers it."""

    name: Annotated[
        Text | None,
        Field(description=described("what it is called beside its number; without it, its issue", "编号旁的叫法；不写则用问题名称")),
    ] = None
    leads_to: Annotated[tuple[Slug, ...], Field(description=described("actions and preventions that fit it", "相应的措施与预防"))] = ()


@form
class CausesFile:
    """One family of causes with what was done and what prevents them; entries merge by id."""

    schema: Literal["1"]
    causes: dict[Slug, Cause] = field(default_factory=dict)
    actions: dict[Slug, CatalogueEntry] = field(default_factory=dict)
    preventions: dict[Slug, CatalogueEntry] = field(default_factory=dict)


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
