"""How alike records are by all rules of their form today; what is alike enough waits for somebody's look."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from accounts import Work
from forms import FormDefinition, score, table_of
from records import Pair, duplicates, portions

Why = list[dict[str, Any]]


def keep_alike(work: Work, form: FormDefinition, pairs: Iterable[tuple[int, int]]) -> int:
    """Points for each two; what has enough of them is kept to be looked at. How many were new."""
    two = sorted(pairs)
    values = compared_values(work, form, {record for pair in two for record in pair})
    alike = []
    for one, other in two:
        if one in values and other in values:
            found = scored(form, values[one], values[other])
            if found:
                alike.append(Pair(form.id, one, other, points(found), found, work.now))
    return duplicates.keep_pairs(work.connection, alike)


def compared_values(work: Work, form: FormDefinition, records: set[int]) -> dict[int, dict[str, Any]]:
    """Only the columns that rules compare."""
    table = table_of(work.catalog, form.id)
    names = sorted({name for rule in form.duplicates for name in rule.fields})
    columns = [table.c[f"f_{name}"] for name in names]
    found: dict[int, dict[str, Any]] = {}
    for part in portions(sorted(records)):
        mine = select(table.c.id, *columns).where(table.c.id.in_(part), table.c.trashed_at.is_(None))
        for id, *cells in work.connection.execute(mine):
            found[id] = dict(zip(names, cells, strict=True))
    return found


def scored(form: FormDefinition, one: dict[str, Any], other: dict[str, Any]) -> Why:
    """What each rule by which they may be one says of two."""
    scores = (score(rule, one, other) for rule in form.duplicates if not rule.keeps_both)
    return [each.as_json() for each in scores if each.is_enough]


def points(found: Why) -> int:
    """Of what is enough, in percent, by the rule that says most."""
    return max((100 * each["points"] // each["enough"] for each in found), default=0)
