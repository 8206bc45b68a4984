"""Which records have these values: the question behind keys of imports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from itertools import product
from typing import Any

from sqlalchemy import select, tuple_

from accounts import Work, visible
from records import Sealed, field_keys

from ..lists.seen_columns import seen_columns
from ..scope import table_of

CHUNK = 300


def records_by_values(
    work: Work, form: str, fields: tuple[str, ...], wanted: Collection[tuple[Any, ...]]
) -> dict[tuple[Any, ...], tuple[int, ...]]:
    """The ids of the records with each combination of values, oldest first; only those the actor may see."""
    table, columns = table_of(work.catalog, form), seen_columns(work, form)
    own = [columns[name] for name in fields]
    found: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    everything = list(wanted)
    for start in range(0, len(everything), CHUNK):
        chunk = everything[start : start + CHUNK]
        stored = [written for key in chunk for written in product(*map(_as_stored, key))]
        meant = own[0].in_([key[0] for key in stored]) if len(own) == 1 else tuple_(*own).in_(stored)
        query = select(table.c.id, *own).where(meant, visible(work.actor, form, table)).order_by(table.c.id)
        for row in work.connection.execute(query):
            found[tuple(map(_newest, row[1:]))].append(row[0])
    return {key: tuple(ids) for key, ids in found.items()}


def _as_stored(value: Any) -> tuple[Any, ...]:
    """Encrypted values may still lie under older keys."""
    return field_keys.in_every_key(value) if isinstance(value, Sealed) else (value,)


def _newest(value: Any) -> Any:
    return field_keys.newest(value) if isinstance(value, Sealed) else value
