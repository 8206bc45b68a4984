"""Going through stored text and JSON in portions, wherever it lies, to replace what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    LargeBinary,
    MetaData,
    String,
    Table,
    cast,
    func,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB

from .engine.sqlite import wiping
from .engine.types import Json
from .tables import metadata as fixed

PORTION = 500
JSONS = (JSON, Json)
OURS = ("alembic_version", "file_text", "revision", "revision_file", "setting", "match_key")
Change = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Place:
    """One column of one table in which text or JSON lies, and the columns that name its rows."""

    table: Table
    column: Column
    keys: tuple[Column, ...]
    mine: Any = None  # which of the rows, where not all of them

    @property
    def holds_json(self) -> bool:
        return isinstance(self.column.type, JSONS)

    def narrowed(self, form: str, through: tuple[str, str] | None = None) -> Place:
        """The same, of the rows about one form; `through` names the column and the table where the form stands."""
        if through is None:
            return replace(self, mine=self.table.c.form == form)
        column, other = through[0], self.table.metadata.tables[through[1]]
        return replace(self, mine=self.table.c[column].in_(select(other.c.id).where(other.c.form == form)))

    @property
    def name(self) -> str:
        """As people may look for it: `r_ticket.f_phone`."""
        return f"{self.table.name}.{self.column.name}"


@dataclass(frozen=True, slots=True)
class Portion:
    """How many rows were looked at and changed, and the key of the last one; None at the end."""

    looked: int
    changed: int
    last: tuple[Any, ...] | None


def places(connection: Connection) -> tuple[Place, ...]:
    """Every column of the database that may hold text somebody wrote; not the configuration."""
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: name not in OURS)
    tables = (table for table in metadata.sorted_tables if table.primary_key.columns)
    return tuple(place for table in tables for place in _of_table(table))


def kept_places() -> tuple[Place, ...]:
    """The same of the fixed tables alone, whatever they are about."""
    tables = (table for table in fixed.sorted_tables if table.name not in OURS)
    return tuple(place for table in tables for place in _of_table(table))


def holding(connection: Connection, place: Place, mark: str) -> int:
    """How many rows hold a text there."""
    return connection.execute(select(func.count()).select_from(place.table).where(_has(place, mark))).scalar_one()


def rewrite(
    connection: Connection, place: Place, mark: str, change: Change, *, after: Sequence[Any] | None = None
) -> Portion:
    """Change the next rows that hold the mark; whoever began again would find only what is left."""
    wiping(connection)
    wanted = [_has(place, mark)] + ([tuple_(*place.keys) > tuple(after)] if after else [])
    wanted += [place.mine] if place.mine is not None else []
    query = select(*place.keys, _read(place)).where(*wanted).order_by(*place.keys).limit(PORTION).with_for_update()
    rows = connection.execute(query).all()
    changed = 0
    for *key, held in rows:
        written = _text(held)
        said = change(written)
        if said != written:
            mine = (column == value for column, value in zip(place.keys, key, strict=True))
            connection.execute(
                update(place.table).where(*mine).values({place.column: _written(place, said, connection.dialect.name)})
            )
            changed += 1
    return Portion(len(rows), changed, tuple(rows[-1][:-1]) if len(rows) == PORTION else None)


def _of_table(table: Table) -> Iterator[Place]:
    keys = tuple(table.primary_key.columns)
    for column in table.c:
        if isinstance(column.type, (String, LargeBinary, *JSONS)) and column not in keys:
            yield Place(table, column, keys)


def _has(place: Place, mark: str) -> sa.ColumnElement[bool]:
    if isinstance(place.column.type, LargeBinary):
        return func.substr(place.column, 1, len(mark)) == mark.encode()
    return cast(place.column, sa.Text).contains(mark, autoescape=True)


def _read(place: Place) -> sa.ColumnElement:
    return place.column if isinstance(place.column.type, LargeBinary) else cast(place.column, sa.Text)


def _text(held: Any) -> str:
    return bytes(held).decode("latin-1") if isinstance(held, (bytes, memoryview)) else held


def _written(place: Place, text: str, dialect: str) -> Any:
    if isinstance(place.column.type, LargeBinary):
        return text.encode("latin-1")
    literal = sa.literal(text, sa.Text)
    on_postgresql = dialect == "postgresql" and place.holds_json
    return cast(literal, JSONB if on_postgresql else sa.Text)
