"""Texts of tests/notices with their truths, and the comparison by the conventions of tests/notices/README.md."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from azkit.library.load import load

FOLDER = Path(__file__).parent / "notices"

QUOTED = frozenset({"decision_grounds", "buyer_words", "feedback_words"})
MOMENTS = frozenset({"respond_by", "notice_received_at"})


@dataclass(frozen=True)
class Case:
    """One text and what `azkit inspect` should print for it."""

    name: str
    path: Path
    truth: Mapping[str, Any]
    also: Mapping[str, list[Any]]
    lenient: frozenset[str]
    absent: frozenset[str]


def cases() -> list[Case]:
    """Every text that has a truth, by kind and name."""
    return [_case(path) for path in sorted(FOLDER.glob("*/*/truth.json"))]


def _case(path: Path) -> Case:
    given = json.loads(path.read_text(encoding="utf-8"))
    (text,) = path.parent.glob("notice.*")
    name = f"{path.parent.parent.name}/{path.parent.name}"
    return Case(name, text, given["truth"], given.get("also", {}), frozenset(given.get("lenient", ())), frozenset(given.get("absent", ())))


def differences(case: Case, got: Mapping[str, Any]) -> list[str]:
    """What is wrong in an answer, a line each; empty where it is right."""
    check = _Check(case, ZoneInfo(_zones().get(case.truth["facts"].get("store", ""), "UTC")))
    return [f"{path}: got {found!r}, want {wanted!r}" for path, found, wanted in check.all(got)]


def _zones() -> dict[str, str]:
    return {store: terms.zone for store, terms in load().names.stores.items()}


@dataclass(frozen=True)
class _Check:
    case: Case
    zone: ZoneInfo

    def all(self, got: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
        truth = self.case.truth
        for key in ("kind", "outcome", "playbook"):
            yield from self.value(key, got[key], truth[key])
        for key in ("issues", "orders", "asins"):
            yield from self.list(key, got[key], truth[key])
        for key, names in (("demands", ("part", "quote", "required")), ("metrics", ("name", "value", "target"))):
            yield from self.rows(key, got[key], truth[key], names)
        yield from self.deadline(got["deadline"], truth["deadline"])
        yield from self.facts(got["facts"], truth["facts"])
        yield from self.value("sender.address", got["sender"]["address"], truth["sender"]["address"])
        yield from self.value("sender.verdict", got["sender"]["verdict"], truth["sender"]["verdict"])
        yield from self.list("sender.reasons", got["sender"]["reasons"], truth["sender"]["reasons"])

    def free(self, path: str) -> bool:
        return any(path == each or path.startswith((f"{each}.", f"{each}[")) for each in self.case.lenient)

    def value(self, path: str, found: Any, wanted: Any, name: str = "") -> Iterator[tuple[str, Any, Any]]:
        if not self.free(path) and not any(self.same(name or path.rpartition(".")[2], found, each) for each in (wanted, *self.case.also.get(path, ()))):
            yield path, found, wanted

    def same(self, name: str, found: Any, wanted: Any) -> bool:
        if found == wanted:
            return True
        if not isinstance(found, str) or not isinstance(wanted, str):
            return False
        if name == "quote" or name in QUOTED:
            one, other = folded(found), folded(wanted)
            return bool(one and other) and (one in other or other in one)
        return (name in MOMENTS or name == "at") and self.instant(found) == self.instant(wanted)

    def instant(self, words: str) -> datetime:
        moment = datetime.fromisoformat(words)
        if "T" not in words:
            moment = datetime.combine(moment.date(), time(23, 59))
        return moment if moment.tzinfo else moment.replace(tzinfo=self.zone)

    def list(self, path: str, found: Sequence[str], wanted: Sequence[str]) -> Iterator[tuple[str, Any, Any]]:
        if self.free(path) or any([*found] == each for each in (wanted, *self.case.also.get(path, ()))):
            return
        if f"{path}.order" in self.case.lenient and sorted(found) == sorted(wanted):
            return
        if f"{path}.extra" in self.case.lenient and set(wanted) <= set(found):
            return
        yield path, found, wanted

    def rows(self, path: str, found: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]], names: Sequence[str]) -> Iterator[tuple[str, Any, Any]]:
        if self.free(path) or any(len(found) == 0 and each == [] for each in self.case.also.get(path, ())):
            return
        any_order, extra = f"{path}.order" in self.case.lenient, f"{path}.extra" in self.case.lenient
        left = [*range(len(found))]
        for number, want in enumerate(wanted):
            tried = left if any_order or extra else left[:1]
            fits = next((index for index in tried if not self.row(f"{path}[{number}]", found[index], want, names)), None)
            if fits is None:
                yield f"{path}[{number}]", [tuple(row.get(name) for name in names) for row in found], tuple(want.get(name) for name in names)
                return
            left.remove(fits)
        if left and not extra:
            yield path, [tuple(found[index].get(name) for name in names) for index in left], "no further rows"

    def row(self, path: str, found: Mapping[str, Any], wanted: Mapping[str, Any], names: Sequence[str]) -> list[tuple[str, Any, Any]]:
        free = path.partition("[")[0]
        return [each for name in names if f"{free}.{name}" not in self.case.lenient for each in self.value(f"{path}.{name}", found[name], wanted.get(name))]

    def deadline(self, found: Mapping[str, Any] | None, wanted: Mapping[str, Any] | None) -> Iterator[tuple[str, Any, Any]]:
        if self.free("deadline") or (found is None and None in self.case.also.get("deadline", ())):
            return
        if found is None or wanted is None:
            if found != wanted:
                yield "deadline", found, wanted
            return
        for name in ("at", "days", "counts_from", "quote"):
            yield from self.value(f"deadline.{name}", found.get(name), wanted.get(name))

    def facts(self, found: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
        for name in sorted(self.case.absent & set(found)):
            if name not in wanted:
                yield f"facts.{name}", found[name], "not claimed"
        for name in sorted(set(found) | set(wanted)):
            if name not in wanted and ("facts.extra" in self.case.lenient or name in self.case.absent):
                continue
            yield from self.value(f"facts.{name}", found.get(name), wanted.get(name))


def folded(words: str) -> str:
    """Words with every blank and line end as one blank, and plain apostrophes."""
    return " ".join(words.replace("\u2019", "'").split())
