"""Pairs of records that may be one, for somebody to look at; scans that find them; merges, with what stood before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, or_, select, update

from .engine.bulk import insert_new
from .engine.rows import choose, portions, read, read_one, values_of, write
from .tables.duplicate import duplicate_pair, duplicate_scan, merge

OPEN, MERGED, DIFFERENT = "open", "merged", "different"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that look like one, and why."""

    form: str
    one: int
    other: int
    points: int
    why: list[dict[str, Any]]
    found_at: datetime
    state: str = OPEN
    decided_at: datetime | None = None
    decided_by: int | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Scan:
    """One look through all records of a form."""

    form: str
    started_at: datetime
    state: str = "keys"
    after: int = 0
    looked: int = 0
    found: int = 0
    actor: int | None = None
    ended_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Merge:
    """Two records that became one."""

    form: str
    kept: int
    gone: int
    at: datetime
    actor: int | None = None
    before: dict[str, Any] = field(default_factory=dict)
    undone_at: datetime | None = None
    undone_by: int | None = None
    id: int = 0


def keep_pairs(connection: Connection, pairs: Iterable[Pair]) -> int:
    """Keep pairs that are new; one that somebody called different stays so. How many were new."""
    return insert_new(connection, duplicate_pair, [values_of(pair) for pair in pairs])


def open_pairs(connection: Connection, form: str, seen: Select, *, limit: int = 50) -> tuple[Pair, ...]:
    """The pairs nobody has decided on, of which both are among the `seen` records; the most alike first."""
    mine = choose(duplicate_pair, Pair).where(*_open(form, seen))
    order = (duplicate_pair.c.points.desc(), duplicate_pair.c.id)
    return read(connection, Pair, mine.order_by(*order).limit(limit))


def open_portion(connection: Connection, form: str, *, after: int, limit: int) -> tuple[Pair, ...]:
    """The next pairs of a form that nobody has decided on, whoever sees them."""
    mine = (duplicate_pair.c.form == form, duplicate_pair.c.state == OPEN, duplicate_pair.c.id > after)
    return read(connection, Pair, choose(duplicate_pair, Pair).where(*mine).order_by(duplicate_pair.c.id).limit(limit))


def judge_again(connection: Connection, pair: Pair, points: int, why: list[dict[str, Any]]) -> None:
    """What a pair is worth by today's rules; one that is worth nothing is no question any more.

    What somebody decided since it was read stays: a look goes on while people work.
    """
    mine = (duplicate_pair.c.id == pair.id, duplicate_pair.c.state == OPEN)
    if why:
        connection.execute(update(duplicate_pair).where(*mine).values(points=points, why=why))
    else:
        connection.execute(delete(duplicate_pair).where(*mine))


def count_open(connection: Connection, form: str, seen: Select) -> int:
    """How many those are."""
    mine = _open(form, seen)
    return connection.execute(select(func.count()).select_from(duplicate_pair).where(*mine)).scalar_one()


def _open(form: str, seen: Select) -> tuple[ColumnElement[bool], ...]:
    both = (duplicate_pair.c.one.in_(seen), duplicate_pair.c.other.in_(seen))
    return duplicate_pair.c.form == form, duplicate_pair.c.state == OPEN, *both


def pair_of(connection: Connection, form: str, one: int, other: int) -> Pair | None:
    """The pair of two records, in whichever order."""
    first, second = sorted((one, other))
    mine = (duplicate_pair.c.form == form, duplicate_pair.c.one == first, duplicate_pair.c.other == second)
    return read_one(connection, Pair, choose(duplicate_pair, Pair).where(*mine))


def decide(connection: Connection, pair: Pair, state: str, *, now: datetime, actor: int | None) -> None:
    """Keep what somebody decided on a pair."""
    mine = (duplicate_pair.c.id == pair.id,)
    said = {"state": state, "decided_at": now, "decided_by": actor}
    connection.execute(update(duplicate_pair).where(*mine).values(**said))


def close_of(connection: Connection, form: str, record: int) -> tuple[int, ...]:
    """The open pairs of a record that is gone are no question any more; which those were."""
    theirs = or_(duplicate_pair.c.one == record, duplicate_pair.c.other == record)
    mine = (duplicate_pair.c.form == form, duplicate_pair.c.state == OPEN, theirs)
    found = tuple(connection.scalars(select(duplicate_pair.c.id).where(*mine)))
    connection.execute(update(duplicate_pair).where(duplicate_pair.c.id.in_(found)).values(state=MERGED))
    return found


def reopen(connection: Connection, pairs: Iterable[int]) -> None:
    """The question stands again."""
    again = {"state": OPEN, "decided_at": None, "decided_by": None}
    connection.execute(update(duplicate_pair).where(duplicate_pair.c.id.in_(list(pairs))).values(**again))


def start_scan(connection: Connection, scan: Scan) -> int:
    """Begin to look through a form."""
    return write(connection, duplicate_scan, scan)


def get_scan(connection: Connection, id: int) -> Scan | None:
    """One look through a form."""
    return read_one(connection, Scan, choose(duplicate_scan, Scan).where(duplicate_scan.c.id == id))


def last_scan(connection: Connection, form: str) -> Scan | None:
    """The last look through a form."""
    mine = choose(duplicate_scan, Scan).where(duplicate_scan.c.form == form)
    return read_one(connection, Scan, mine.order_by(duplicate_scan.c.id.desc()))


def change_scan(connection: Connection, id: int, **values: Any) -> None:
    """Keep how far it is."""
    connection.execute(update(duplicate_scan).where(duplicate_scan.c.id == id).values(**values))


def keep_merge(connection: Connection, new: Merge) -> int:
    """Remember a merge."""
    return write(connection, merge, new)


def get_merge(connection: Connection, id: int) -> Merge | None:
    """One merge."""
    return read_one(connection, Merge, choose(merge, Merge).where(merge.c.id == id))


def merge_of(connection: Connection, form: str, gone: int) -> Merge | None:
    """The merge by which a record went away, while it stands."""
    mine = choose(merge, Merge).where(merge.c.form == form, merge.c.gone == gone, merge.c.undone_at.is_(None))
    return read_one(connection, Merge, mine.order_by(merge.c.id.desc()))


def merged_away(form: str) -> Select:
    """The records of a form that became part of others, for a query to leave out."""
    return select(merge.c.gone).where(merge.c.form == form, merge.c.undone_at.is_(None))


def gone_among(connection: Connection, named: Iterable[tuple[str, int]]) -> frozenset[tuple[str, int]]:
    """Those of some records, by form and id, that became part of others."""
    wanted: dict[str, set[int]] = {}
    for form, record in named:
        wanted.setdefault(form, set()).add(record)
    found: set[tuple[str, int]] = set()
    for form, records in wanted.items():
        for part in portions(sorted(records)):
            mine = merged_away(form).where(merge.c.gone.in_(part))
            found |= {(form, record) for record in connection.scalars(mine)}
    return frozenset(found)


def merges_into(connection: Connection, form: str, kept: int) -> tuple[Merge, ...]:
    """The merges that stand and that a record grew by, the newest first."""
    mine = choose(merge, Merge).where(merge.c.form == form, merge.c.kept == kept, merge.c.undone_at.is_(None))
    return read(connection, Merge, mine.order_by(merge.c.id.desc()))


def change_merge(connection: Connection, id: int, **values: Any) -> bool:
    """Keep what became of a merge; False when it was undone before."""
    mine = update(merge).where(merge.c.id == id, merge.c.undone_at.is_(None))
    return connection.execute(mine.values(**values)).rowcount == 1


def erase(connection: Connection, form: str, record: int) -> None:
    """Pairs and merges of a record that is no more: what they keep is its values."""
    pairs = or_(duplicate_pair.c.one == record, duplicate_pair.c.other == record)
    connection.execute(delete(duplicate_pair).where(duplicate_pair.c.form == form, pairs))
    merges = or_(merge.c.kept == record, merge.c.gone == record)
    connection.execute(delete(merge).where(merge.c.form == form, merges))
