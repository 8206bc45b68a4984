"""What every fixed table is made with: one metadata, names of constraints, the columns that many have."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData, String

from ..engine.types import UtcDateTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMING)


# SQLite numbers rows by itself only where the key is a plain INTEGER.
BigId = BigInteger().with_variant(Integer, "sqlite")


def own_id() -> Column:
    return Column("id", BigId, primary_key=True, autoincrement=True)


def of_record() -> tuple[Column, Column]:
    """Which record a row belongs to: the form's id and the record's number in its table."""
    return Column("form", String(48), nullable=False), Column("record", BigId, nullable=False)


def moment(name: str, *, nullable: bool = True) -> Column:
    return Column(name, UtcDateTime, nullable=nullable)


def took_columns() -> tuple[Column, ...]:
    """How long something took, and how far it went past its limit: by the wall's clock and in working time."""
    return tuple(Column(name, BigInteger) for name in TOOK)


TOOK = ("wall_seconds", "working_seconds", "late_wall_seconds", "late_working_seconds")
