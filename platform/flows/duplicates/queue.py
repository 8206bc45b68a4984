"""The pairs that wait for somebody's look, with why each was found, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from accounts import Work, require, visible
from definitions import NotFound, Reason
from forms import FormDefinition, table_of
from records import Pair, duplicates

from ..happenings import event, happened
from ..subject import Subject, look, look_many


@dataclass(frozen=True)
class PairRow:
    """Two records that may be one."""

    pair: Pair
    one: Subject
    other: Subject
    why: tuple[Reason, ...]


def pairs_of(work: Work, form: str, *, limit: int = 50) -> tuple[PairRow, ...]:
    """Those of which one may see both."""
    require(work, "merge", form)
    pairs = duplicates.open_pairs(work.connection, form, _seen(work, form), limit=limit)
    there = look_many(work, form, {record for pair in pairs for record in (pair.one, pair.other)})
    return tuple(
        PairRow(pair, there[pair.one], there[pair.other], why_of(there[pair.one].form, pair.why))
        for pair in pairs
        if pair.one in there and pair.other in there
    )


def count_of(work: Work, form: str) -> int:
    """How many those are."""
    require(work, "merge", form)
    return duplicates.count_open(work.connection, form, _seen(work, form))


def why_of(form: FormDefinition, why: Iterable[Mapping[str, Any]]) -> tuple[Reason, ...]:
    """Each field that is the same, alike, or speaks against it, once."""
    best: dict[str, Mapping[str, Any]] = {}
    for each in why:
        for part in each["parts"]:
            if part["percent"] >= best.get(part["field"], {"percent": 0})["percent"]:
                best[part["field"]] = part
    return tuple(_said(form, part) for part in best.values())


def call_different(work: Work, form: str, one: int, other: int) -> None:
    """They are two; the pair is asked about no more."""
    require(work, "merge", form)
    for record in (one, other):
        look(work, form, record)
    pair = duplicates.pair_of(work.connection, form, one, other)
    if pair is None:
        raise NotFound
    duplicates.decide(work.connection, pair, duplicates.DIFFERENT, now=work.now, actor=work.actor.person_id)
    happened(work, *(event(work, form, a, "called_different", of=b) for a, b in ((one, other), (other, one))))


def _seen(work: Work, form: str) -> Select:
    table = table_of(work.catalog, form)
    return select(table.c.id).where(visible(work.actor, form, table))


def _said(form: FormDefinition, part: Mapping[str, Any]) -> Reason:
    field = form.find(part["field"])
    label = field.label if field else part["field"]
    if part["points"] < 0:
        return Reason("duplicates.why.against", {"label": label})
    same = "company" if part["as"] == "company" else "same"
    key = "domain" if part["as"] == "domain" else same if part["percent"] == 100 else "alike"
    return Reason(f"duplicates.why.{key}", {"label": label, "percent": part["percent"]})
