"""The form of a rule: what a letter may not say or must not lack, or what a seller must hear about the case.

It stands apart from the other forms, and names no library: `azkit lint` reads the rules and nothing else, and starts fast.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any, Literal

from azkit.ground.forms import form
from azkit.ground.say import Text, described

Kind = Literal["buyer", "claim", "appeal", "support"]
Severity = Literal["error", "warning", "info"]
RuleKind = Literal["letter", "case", "advice"]
Element = Literal["order-id", "asin", "day", "amount", "percentage", "number", "tracking-number", "street", "word"]

PARTS = ("phrases", "unless", "where", "near")
"""The keys of a rule that hold phrases."""

OF_PHRASES = ("phrases", "near", "chronology", "not-yet", "too-old")
"""Tests that find nothing without a phrase."""


def _key(en: str, zh: str, default: Any = "", **limits: str) -> Any:
    """A key that may be left out, with what a schema says of it."""
    return field(default=default, metadata={"description": described(en, zh), **limits})


@form
class Rule:
    """What a letter may not say or must not lack, what a seller must hear about the case, or advice that is no rule."""

    kind: RuleKind
    severity: Severity
    test: str = field(metadata={"description": described("the kind of test, by its name in docs/rules.md", "检查方式")})
    letters: tuple[Kind, ...] = _key("the kinds of letters it judges; empty: all", "适用信件种类；留空为全部", ())
    sections: tuple[str, ...] = _key("only in these sections", "仅限这些分节", ())
    phrases: tuple[str, ...] = _key("phrases, see docs/rules.md", "短语", ())
    unless: tuple[str, ...] = _key("phrases that excuse the letter when they stand before the hit", "若其前已出现这些短语则放行", ())
    where: tuple[str, ...] = _key("applies only when one of these phrases stands in the letter", "仅当信里出现这些短语之一时适用", ())
    given: str = _key("a condition: applies only when facts are at hand and it holds", "事实条件：有事实且条件成立时才适用")
    near: tuple[str, ...] = _key(
        "for `near`: phrases close to which a phrase must stand; for `chronology`: what comes after what `phrases` say",
        "（near）须靠近的短语；（chronology）须在后发生的事",
        (),
    )
    within: str = _key("how many words apart at most: two phrases, or a phrase and its day or figure", "最多相隔几个词", pattern="^[0-9]{0,3}$")
    element: Element | Literal[""] = _key("what is looked for by its form, instead of phrases", "按格式要找的内容，代替短语")
    facts: tuple[str, ...] = _key("for `unlike-the-facts` and `left-out`: the facts that hold the right ones", "（unlike-the-facts、left-out）对照的事实", ())
    at_least: str = _key("for `count`: fewer are wrong", "（count）少于此数即不对", pattern="^[0-9]{0,4}$")
    at_most: str = _key("more are wrong: finds, words, days, characters or percent, as the test counts", "多于此数即不对", pattern="^[0-9]{0,4}$")
    domains: tuple[str, ...] = _key("for `web-address`: domains that may be named", "（web-address）允许的域名", ())
    say: Text
    why: Text
    instead: Text
    source: str
    checked_on: str = _key("the day it was last checked", "核对日期", pattern=r"^(\d{4}-\d{2}-\d{2})?$")
    fires: tuple[str, ...] = _key("texts in which it must fire", "必须命中的例子", ())
    silent: tuple[str, ...] = _key("texts in which it must stay silent", "不得命中的例子", ())
