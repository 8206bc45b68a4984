"""What a record table is made of: the form's own columns, the system's, and those that engines contribute."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, Text
from sqlalchemy.types import TypeEngine

from ..engine.sealed import SealedText
from ..engine.types import Json, Number, TextList, UtcDateTime

TYPES: dict[str, type[TypeEngine]] = {
    "text": Text,
    "long_text": Text,
    "integer": BigInteger,
    "number": Number,
    "boolean": Boolean,
    "date": Date,
    "datetime": UtcDateTime,
    "list": TextList,
    "reference": Integer,
    "json": Json,
    "sealed": SealedText,
}


LONGEST_FORM = 48


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column as forms and engines describe it; a form's own is named by its field's id."""

    name: str
    type: str
    index: bool = False

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            raise ValueError(f"{self.name}: no column type {self.type!r}; there are {', '.join(TYPES)}")

    def column(self, prefix: str = "") -> Column:
        """The SQLAlchemy column; every one but the key may be null, so that adding one touches no row."""
        return Column(prefix + self.name, TYPES[self.type]())


@dataclass(frozen=True, slots=True)
class SideSpec:
    """What one field asks beside its form's table: a row for each of its rows or links, with columns of their own."""

    of: str
    field: str
    columns: tuple[ColumnSpec, ...] = ()

    @property
    def form(self) -> str:
        """What the rows are called where forms are named: `order.items`."""
        name = f"{self.of}.{self.field}"
        return name if len(name) <= LONGEST_FORM else short_name(self.of, self.field)[:LONGEST_FORM]

    @property
    def table_name(self) -> str:
        """`x_order_items` for the field `items` of the form `order`."""
        return short_name("x", self.of, self.field)


@dataclass(frozen=True, slots=True)
class FormSpec:
    """What a form asks of the database: its id, its columns, and the tables beside its own."""

    form: str
    columns: tuple[ColumnSpec, ...] = ()
    sides: tuple[SideSpec, ...] = ()

    @property
    def table_name(self) -> str:
        """`r_ticket` for the form `ticket`."""
        return f"r_{self.form}"


@dataclass(frozen=True, slots=True)
class Contribution:
    """Columns that an engine keeps in every record table, and the indexes over several of them.

    A sparse index holds only the rows that have a value in its first column.
    """

    columns: tuple[ColumnSpec, ...]
    indexes: tuple[tuple[str, ...], ...] = ()
    sparse: tuple[tuple[str, ...], ...] = ()


_contributions: dict[str, Contribution] = {}


def contribute_columns(
    engine: str,
    columns: Sequence[ColumnSpec],
    *,
    indexes: Sequence[Sequence[str]] = (),
    sparse: Sequence[Sequence[str]] = (),
) -> None:
    """Say which columns an engine keeps in every record table; called once, when the engine is imported."""
    _contributions[engine] = Contribution(tuple(columns), tuple(map(tuple, indexes)), tuple(map(tuple, sparse)))


def contributions() -> tuple[tuple[str, Contribution], ...]:
    """What the engines contributed so far, by the engine's name."""
    return tuple(sorted(_contributions.items()))


def short_name(*parts: str) -> str:
    """A name for an index, within the 63 characters that PostgreSQL keeps."""
    name = "_".join(parts)
    if len(name) <= 63:
        return name
    return f"{name[:54]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"
