"""Reading what was noticed, as far as rules ask for it: one question for many records, none where nothing asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from accounts import Work
from definitions import KINDS, Catalog
from records import behaviours
from rules import Expression, Reference

from .facts import ANYTHING, NOTHING, facts, is_fact

# These read the trail themselves, or in SQL.
READ_ELSEWHERE = ("scorecard", "view", "report")


def kinds_read(catalog: Catalog, form: str, names: Iterable[str]) -> tuple[str, ...]:
    """The behaviours that these names ask for; none where the form has no trail."""
    asked = {Reference(name, 0).argument for name in names if is_fact(name)}
    trail = next(iter(catalog.of_form("trail", form)), None)
    if trail is None:
        return ()
    return tuple(one.id for one in trail.behaviours if one.id in asked or ANYTHING in asked)


def facts_of(work: Work, form: str, records: Sequence[int], names: Collection[str]) -> Mapping[int, Mapping[str, Any]]:
    """The facts behind these names for each record, of records that are there already."""
    kinds = kinds_read(work.catalog, form, names)
    if not kinds:
        return {}
    found = behaviours.moments_of(work.connection, form, records, kinds)
    return {record: facts(names, found.get(record, NOTHING), work.now) for record in records}


def facts_asked(catalog: Catalog, form: str) -> frozenset[str]:
    """What the rules of a form's flows ask of the trail: routing, pipelines and whatever else has rules."""
    return catalog.derived(("facts asked", form), lambda: frozenset(_asked(catalog, form)))


def _asked(catalog: Catalog, form: str) -> Iterator[str]:
    if not catalog.of_form("trail", form):
        return
    kinds = (kind for kind, _ in KINDS.items() if kind not in READ_ELSEWHERE)
    theirs = (one for kind in kinds for one in catalog.all(kind) if getattr(one, "form", None) == form)
    for rule in (rule for definition in theirs for rule in _rules_in(definition)):
        yield from (name for name in rule.names if is_fact(name))


def _rules_in(part: Any) -> Iterator[Expression]:
    """Every rule somewhere in a definition, whatever kind it is of."""
    if isinstance(part, Expression):
        yield part
    elif is_dataclass(part):
        for field in fields(part):
            yield from _rules_in(getattr(part, field.name))
    elif isinstance(part, Mapping):
        yield from (rule for each in part.values() for rule in _rules_in(each))
    elif isinstance(part, (tuple, list)):
        yield from (rule for each in part for rule in _rules_in(each))
