"""Names out of a known world: stores, carriers, records of a table, entries of the catalogue."""

from __future__ import annotations

import re

from azkit.facts.reading import Reading, Unreadable, typed_in
from azkit.facts.types.words import NAME
from azkit.facts.values import References
from azkit.facts.vocabulary import FactEntry
from azkit.ground.nearest import no_such
from azkit.ground.say import Lang, say


class _Same:
    """Values that show themselves as they are."""

    def show(self, value: str, entry: FactEntry, lang: Lang) -> str:
        return value

    def text(self, value: str) -> str:
        return value


class Store(_Same):
    """A marketplace, by its domain, its address or a name that people use for it."""

    def read(self, text: str, entry: FactEntry, reading: Reading) -> str:
        words = typed_in(text).casefold()
        host = re.sub(r"^https?://", "", words).split("/")[0].removeprefix("www.").removeprefix("sellercentral.")
        for name in (host, words):
            if name in reading.names.stores:
                return name
            if name in reading.names.store_aliases:
                return reading.names.store_aliases[name]
        raise Unreadable(no_such("facts.not-a-store", host, reading.names.stores))


class Carrier(_Same):
    """A carrier. A known one is written as its letters spell it; any other name is taken as typed."""

    def read(self, text: str, entry: FactEntry, reading: Reading) -> str:
        name = reading.names.carriers.get(typed_in(text).casefold()) or str(NAME.read(text, entry, reading))
        return reading.names.carriers.get(typed_in(name).casefold(), name)


class Reference:
    """The ids of records of another table, parted by commas; a letter shows their numbers."""

    def read(self, text: str, entry: FactEntry, reading: Reading) -> References:
        ids = [part.strip() for part in typed_in(text).split(",") if part.strip()]
        if not ids or any(not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}", each) for each in ids):
            raise Unreadable(say("facts.not-a-reference"))
        return References(tuple(dict.fromkeys(ids)))

    def show(self, value: References, entry: FactEntry, lang: Lang) -> str:
        return ", ".join(str(number) for number in value.numbers)

    def text(self, value: References) -> str:
        return ", ".join(value.ids)


class Catalogue(_Same):
    """The id of a catalogue entry; whether it exists is known where the catalogue is."""

    def read(self, text: str, entry: FactEntry, reading: Reading) -> str:
        words = typed_in(text).casefold().replace(" ", "-")
        if entry.choices and words not in entry.choices:
            raise Unreadable(no_such("facts.not-a-choice", words, entry.choices))
        return words


STORE = Store()
CARRIER = Carrier()
REFERENCE = Reference()
CATALOGUE = Catalogue()
