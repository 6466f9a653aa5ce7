"""The review: all answers at a glance, what could still be added, and the other ways with their price."""

from __future__ import annotations

from collections.abc import Iterator

from azkit.drafting.route import choose
from azkit.drafting.scope import Resolver
from azkit.facts.conditions import holds
from azkit.facts.values import FactSet, Given
from azkit.ground.say import plain, say
from azkit.interview.asks import shown_at, shown_record
from azkit.interview.question import Line, Review, Way
from azkit.interview.standing import Standing
from azkit.library.playbook import Route


def review(here: Standing, route: Route) -> Review:
    """The review of everything that was answered."""
    ways = tuple(_ways(here, route))
    choosing = {way.place for way in ways}
    return Review(route, tuple(_lines(here)), tuple(line for line in _additions(here, route) if line.place not in choosing), ways)


def _lines(here: Standing) -> Iterator[Line]:
    for name in dict.fromkeys((*here.playbook.uses, *here.facts)):
        entry = here.playbook.vocabulary[name]
        if name in here.known.given and entry.type == "table":
            for index, record in enumerate(here.known.given[name].data):
                title = say("interview.row-title", number=index + 1, title=entry.title)
                yield Line(f"{name}[{index}]", title, shown_record(record))
        elif entry.type != "table" and (name in here.known.given or name in here.known.declined):
            yield Line(name, entry.title, shown_at(here, name))


def _additions(here: Standing, route: Route) -> Iterator[Line]:
    """Facts that this route's letters or clocks could use and that nobody has given."""
    relevant = here.relevant(route)
    for name in here.playbook.uses:
        use = here.playbook.uses[name]
        belongs = use.optional is not None and (use.when is None or holds(use.when, here.scope) is not False)
        if name in relevant and name not in here.facts and belongs and not here.is_table(name):
            yield Line(name, here.playbook.vocabulary[name].title, plain(""))


def _ways(here: Standing, route: Route) -> Iterator[Way]:
    """For each other route that the seller may choose: the fact and value that lead there."""
    found: dict[str, Way] = {}
    for name, use in here.playbook.uses.items():
        entry = here.playbook.vocabulary[name]
        if use.optional is not True or entry.type != "choice":
            continue
        for value in entry.choices:
            facts = FactSet({**here.known.given, name: Given(entry, value)}, here.known.declined - {name})
            chosen = choose(here.playbook, Resolver(here.playbook, facts, here.scope.reading))
            if isinstance(chosen, Route) and chosen.id in route.instead:
                found.setdefault(chosen.id, Way(name, value, chosen))
    yield from found.values()
