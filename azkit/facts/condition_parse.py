"""Conditions as they are written: Jinja expressions. Jinja parses them; what does more than compare is refused with the remedy."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from azkit.facts.conditions import Both, Compare, Condition, Either, IsGiven, Literal, Name, Not, Operand, Truth
from azkit.ground.say import Text, say

if TYPE_CHECKING:
    from jinja2 import nodes

LONGEST = 1000
"""Characters in one condition; what is longer belongs into derived facts."""


class NotACondition(Exception):
    """An expression that does more than compare; `message` has the remedy."""

    def __init__(self, message: Text) -> None:
        self.message = message
        super().__init__(message.en)


@lru_cache(maxsize=4096)
def parse_condition(words: str) -> Condition:
    """The condition in `words`. Raises NotACondition."""
    from jinja2 import Environment, TemplateSyntaxError, nodes

    if len(words) > LONGEST:
        raise NotACondition(say("library.condition-syntax", problem="too long"))
    try:
        tree = Environment(autoescape=False).parse("{{ " + words + " }}")  # noqa: S701  (nothing is rendered)
        outputs = list(tree.find_all(nodes.Output))
        if len(tree.body) != 1 or len(outputs) != 1 or len(outputs[0].nodes) != 1 or isinstance(outputs[0].nodes[0], nodes.TemplateData):
            raise NotACondition(say("library.condition-syntax", problem=""))
        return condition_of(outputs[0].nodes[0])
    except TemplateSyntaxError as error:
        raise NotACondition(say("library.condition-syntax", problem=error.message or "")) from error
    except (RecursionError, ValueError) as error:
        raise NotACondition(say("library.condition-syntax", problem=type(error).__name__)) from error


def condition_of(node: nodes.Node) -> Condition:
    """The condition that a parsed Jinja expression stands for. Raises NotACondition for whatever computes."""
    match type(node).__name__:
        case "And":
            return Both((condition_of(node.left), condition_of(node.right)))  # type: ignore[attr-defined]
        case "Or":
            return Either((condition_of(node.left), condition_of(node.right)))  # type: ignore[attr-defined]
        case "Not":
            return Not(condition_of(node.node))  # type: ignore[attr-defined]
        case "Test" if node.name == "given":  # type: ignore[attr-defined]
            return IsGiven(name_of(node.node))  # type: ignore[attr-defined]
        case "Compare":
            return _comparison(node)
        case "Name" | "Getattr":
            return Truth(name_of(node))
    raise NotACondition(say("library.condition-computes", part=type(node).__name__))


def name_of(node: nodes.Node) -> Name:
    """The name in a parsed expression: `fact` or `record.column`. Raises NotACondition."""
    match type(node).__name__:
        case "Name":
            return Name((node.name,))  # type: ignore[attr-defined]
        case "Getattr" if type(node.node).__name__ == "Name":  # type: ignore[attr-defined]
            return Name((node.node.name, node.attr))  # type: ignore[attr-defined]
    raise NotACondition(say("library.condition-computes", part=type(node).__name__))


_OPERATORS = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=", "in": "in", "notin": "not in"}


def _comparison(node: Any) -> Condition:
    parts: list[Condition] = []
    left = _operand(node.expr)
    for operand in node.ops:
        right = _operand(operand.expr)
        op = _OPERATORS[operand.op]
        parts.append(Not(Compare("in", left, right)) if op == "not in" else Compare(op, left, right))
        left = right
    return parts[0] if len(parts) == 1 else Both(tuple(parts))


def _operand(node: Any) -> Operand:
    match type(node).__name__:
        case "Const" if node.value is not None and not isinstance(node.value, float):
            return Literal(node.value)
        case "List" | "Tuple":
            items = [_operand(item) for item in node.items]
            if any(isinstance(item, Name) for item in items):
                raise NotACondition(say("library.condition-computes", part="List"))
            return Literal(tuple(item.value for item in items if isinstance(item, Literal)))
        case _:
            return name_of(node)
