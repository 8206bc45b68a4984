"""Keys under which records are looked for that may be one: kept with every write, compared in sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, or_, select, tuple_

from .engine.bulk import insert_tuples
from .engine.rows import portions
from .tables.duplicate import match_key

COLUMNS = ("form", "place", "key", "record")
# A key that very many share tells nothing, and comparing each of them with each other would take for ever.
MOST_ALIKE = 60
Key = tuple[str, str]


def keep(connection: Connection, form: str, keys: Mapping[int, Iterable[Key]], *, places: Iterable[str] = ()) -> None:
    """Give records their keys anew: those of some places, or of all."""
    named = tuple(places)
    for part in portions(keys):
        old = delete(match_key).where(match_key.c.form == form, match_key.c.record.in_(part))
        connection.execute(old.where(match_key.c.place.in_(named)) if named else old)
    add(connection, form, keys)


def add(connection: Connection, form: str, keys: Mapping[int, Iterable[Key]]) -> None:
    """Keys of records that have none yet."""
    rows = [(form, place, key, record) for record, several in keys.items() for place, key in sorted(several)]
    if rows:
        insert_tuples(connection, match_key, COLUMNS, rows)


def forget(connection: Connection, form: str) -> None:
    """All keys of what is called so."""
    connection.execute(delete(match_key).where(match_key.c.form == form))


def forget_fields(connection: Connection, form: str, fields: Iterable[str], records: Iterable[int]) -> None:
    """The keys that some records have by these fields, in whatever rule."""
    places = or_(*(match_key.c.place.endswith(f".{field}", autoescape=True) for field in fields))
    for part in portions(records):
        mine = (match_key.c.form == form, match_key.c.record.in_(part), places)
        connection.execute(delete(match_key).where(*mine))


def sharing(connection: Connection, form: str, keys: Iterable[Key]) -> dict[Key, tuple[int, ...]]:
    """The records that have each of these keys, as long as they are not too many."""
    found: dict[Key, list[int]] = {}
    for part in portions(sorted(set(keys)), 300):
        mine = (match_key.c.form == form, tuple_(match_key.c.place, match_key.c.key).in_(part))
        query = select(match_key.c.place, match_key.c.key, match_key.c.record).where(*mine)
        for place, key, record in connection.execute(query.order_by(match_key.c.record)):
            found.setdefault((place, key), []).append(record)
    return {key: tuple(several) for key, several in found.items() if len(several) <= MOST_ALIKE}


def pairs(connection: Connection, form: str, records: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Each two records that share a key, the younger one after the first and up to the second of `records`."""
    one, other, many = match_key.alias("one"), match_key.alias("other"), match_key.alias("many")
    after, last = records
    theirs = (
        select(match_key.c.place, match_key.c.key)
        .where(match_key.c.form == form, match_key.c.record > after, match_key.c.record <= last)
        .distinct()
        .subquery()
    )
    # Counting all who share a key would read thousands again for every portion; one too many says enough.
    one_too_many = (
        select(many.c.record)
        .where(many.c.form == form, many.c.place == theirs.c.place, many.c.key == theirs.c.key)
        .order_by(many.c.record)
        .limit(1)
        .offset(MOST_ALIKE)
        .scalar_subquery()
    )
    few = select(theirs).where(one_too_many.is_(None)).subquery()
    joined = few.join(other, (other.c.form == form) & (other.c.place == few.c.place) & (other.c.key == few.c.key)).join(
        one, (one.c.form == form) & (one.c.place == few.c.place) & (one.c.key == few.c.key)
    )
    between = (other.c.record > after, other.c.record <= last, one.c.record < other.c.record)
    query = select(one.c.record, other.c.record).select_from(joined).where(*between).distinct()
    return tuple((left, right) for left, right in connection.execute(query))
