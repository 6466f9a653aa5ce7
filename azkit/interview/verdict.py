"""A route in words: why, and its price."""

from __future__ import annotations

from azkit.ground.say import Text, say
from azkit.library.playbook import Route

STOP, GO_ON = "stop", "go-on"


def price(route: Route) -> Text:
    """Who pays, and whether it counts as an order defect."""
    return say("interview.price", cost=route.cost.words)
