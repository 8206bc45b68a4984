"""Values under one key after another: which key each still needs, and all of them under the newest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from . import field_keys
from .engine.database import Database
from .engine.sealed import MARK, each_replaced
from .rewriting import Place, holding, places, rewrite


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a rotation is, and how many rows it has changed there."""

    place: str
    changed: int


def in_use(connection: Connection) -> Mapping[str, int]:
    """How many stored texts need each key, by its id; keys that none needs may be forgotten."""
    known = dict.fromkeys((*field_keys.ring(), *field_keys.remembered(connection)), 0)
    for place in places(connection):
        for id in known:
            known[id] += holding(connection, place, f"{MARK}{id}.")
    return known


def rotate(database: Database, old: frozenset[str]) -> Iterator[Progress]:
    """Encrypt anew what lies under the old keys, a portion a transaction; stopped, it begins again where it was."""
    with database.reading() as connection:
        everywhere = places(connection)
    for place in everywhere:
        changed = sum(_at(database, place, id) for id in sorted(old))
        if changed:
            yield Progress(place.name, changed)


def _at(database: Database, place: Place, id: str) -> int:
    changed, after = 0, None
    while True:
        with database.transaction() as connection:
            portion = rewrite(connection, place, f"{MARK}{id}.", _newest, after=after)
        changed, after = changed + portion.changed, portion.last
        if after is None:
            return changed


def _newest(text: str) -> str:
    return each_replaced(text, field_keys.newest)
