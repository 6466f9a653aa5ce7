"""`azkit init`: the defaults of one store, asked once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from azkit.cli.asking import asker_for, language_of_person
from azkit.cli.profiles_file import profiles, save_profile
from azkit.cli.streams import somebody_answers, tell
from azkit.facts.profiles import FACTS, Profile
from azkit.ground.faults import Fault, Refused, invalid, usage
from azkit.ground.say import say
from azkit.interview.form import fill
from azkit.interview.profile_form import LANG, NAME, ZONE, ProfileForm
from azkit.interview.question import Ask
from azkit.library.load import load


def make_profile(name: str, sets: Sequence[str], lang: str | None, *, force: bool) -> None:
    """Ask for what `sets` leaves open, and save the profile. Raises Refused, FileTrouble, KeyboardInterrupt."""
    language = language_of_person(lang)
    known = profiles()
    given = _given(name, sets)
    _must_be_free(given.get(NAME, ""), known, force=force)
    library = load()
    form = ProfileForm(library.vocabulary, library.names, {store: each.name for store, each in library.policy.stores.items()})
    _must_be_right(form, given)
    before = known[given[NAME]].entries() if given.get(NAME) in known else {}
    asks = form.asks(language, before)
    if not given.keys() >= {NAME, "store", "store_name"}:
        if not somebody_answers():
            raise Refused(_missing(ask) for ask in asks if ask.place not in given and ask.decline is None and not ask.default)
        given = fill(_free_names(asks, known, force=force), asker_for(language), form.fault, given)
    _must_be_free(given[NAME], known, force=force)
    entries = {**before, **given}
    facts = {fact: entries[fact] for fact in FACTS if entries.get(fact)}
    spoken = entries.get(LANG)
    path = save_profile(given[NAME], Profile(facts, entries.get(ZONE, ""), "zh" if spoken == "zh" else "en" if spoken == "en" else None))
    tell(say("profile.saved", name=given[NAME], path=path).in_(language))


def _given(name: str, sets: Sequence[str]) -> dict[str, str]:
    given = {NAME: name} if name else {}
    for pair in sets:
        key, equals, value = pair.partition("=")
        if not equals:
            raise usage("--set", say("doors.set-form"))
        given[key.strip()] = value.strip()
    return given


def _must_be_right(form: ProfileForm, given: Mapping[str, str]) -> None:
    """Every fault of what was given with the call."""
    known = (NAME, *FACTS, ZONE, LANG)
    faults = [invalid(key, say("profile.unknown", known=", ".join(known)), where="--set", reason="unknown") for key in given if key not in known]
    for key, value in given.items():
        if key in known and value and (problem := form.fault(key, value, given)):
            faults.append(invalid(key, problem, where="--set"))
    if faults:
        raise Refused(faults)


def _must_be_free(name: str, known: Mapping[str, Profile], *, force: bool) -> None:
    if name in known and not force:
        raise usage("NAME", say("profile.exists", name=name))


def _missing(ask: Ask) -> Fault:
    return Fault("missing", "missing", ask.place, ask.question, question=ask.question, example=ask.example)


def _free_names(asks: Sequence[Ask], known: Mapping[str, Profile], *, force: bool) -> list[Ask]:
    """The questions; the name that is offered is one that is not taken."""
    free = next(each for each in ("main", *(f"main-{number}" for number in range(2, 1000))) if force or each not in known)
    return [replace(ask, default=ask.default or free) if ask.place == NAME else ask for ask in asks]
