"""What publishing means for the tables behind forms: planned against live data first, then done in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Table,
    and_,
    case,
    column,
    false,
    func,
    inspect,
    or_,
    select,
    true,
)

from definitions import say

from ..tables import retired_column
from .columns import TYPES, FormSpec, SideSpec
from .conversion import convert
from .record_tables import FIELD, table_for

EXAMPLES, LONGEST, KEPT = 3, 40, 1000
SEALED = "sealed"
NOTHING: Mapping[str, str] = {}
_SHOWN: dict[str, dict[str, str]] = {}  # by dialect: what the database shows → the column type
CONVERTING = ("change_type", "seal_column", "unseal_column")
NOTICED = 10_000  # values or records; with fewer it is over before anybody notices


@dataclass(frozen=True, slots=True)
class TableChange:
    """One step: what kind, to which column; `rows` values are touched, of which `lost` cannot be converted."""

    kind: str
    spec: FormSpec | SideSpec
    name: str = ""
    rows: int = 0
    lost: int = 0
    old_type: str = ""
    new_type: str = ""
    examples: tuple[str, ...] = ()  # some of the values that cannot be converted
    holds_up: str = ""  # who waits while it is done, where that takes a while

    @property
    def form(self) -> str:
        """The form whose table changes."""
        return self.spec.form

    @property
    def key(self) -> tuple[str, ...]:
        """Which step it is, whatever it counts."""
        return self.kind, self.spec.table_name, self.name, self.old_type, self.new_type

    @property
    def field(self) -> str:
        """The column as an admin knows it."""
        return ", ".join(part.removeprefix(FIELD) for part in self.name.split(", "))

    def words(self, language: str, called: str = "", fields: Mapping[str, str] = NOTHING) -> str:
        """The step in a sentence; the form and its fields by what they are called, else by their ids."""
        key = f"records.change.{self.kind}"
        types = {name: say(f"records.type.{kind}", language) for name, kind in self._types()}
        field = ", ".join(fields.get(id, id) for id in self.field.split(", "))
        sentence = say(key, language, form=called or self.form, field=field, n=self.rows, **types)
        if self.lost:
            sentence += say("records.change.lost", language, n=self.lost, examples=list(self.examples))
        if self.holds_up:
            sentence += say(f"records.change.holds_up_{self.holds_up}", language)
        return sentence

    def _types(self) -> Iterator[tuple[str, str]]:
        return ((name, kind) for name, kind in (("old", self.old_type), ("new", self.new_type)) if kind)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a form's table has in the database now."""

    types: dict[str, str]
    indexes: frozenset[tuple[str, ...]]  # by their columns: one that was made beforehand is called otherwise
    retired: frozenset[str]


def plan_tables(
    connection: Connection, specs: Iterable[FormSpec], known: Iterable[TableChange] = ()
) -> tuple[TableChange, ...]:
    """What has to change so that every form has its table; nothing is written. Nothing planned is ever a drop.

    What is `known` from a moment ago is not counted again: to read all values of a million records takes a while.
    """
    counted = {change.key: change for change in known}
    every = (one for spec in specs for one in (spec, *spec.sides))
    changes = (change for spec in every for change in _plan(connection, spec))
    found = (counted.get(change.key) or _counted(connection, change) for change in changes)
    return tuple(replace(change, holds_up=_held_up(connection, change)) for change in found)


def _held_up(connection: Connection, change: TableChange) -> str:
    """A new type is filled beforehand, also one that is encrypted. What is decrypted is locked with its table in
    PostgreSQL; SQLite lets others read meanwhile."""
    if change.rows < NOTICED or change.kind not in (*CONVERTING, "add_index"):
        return ""
    if change.kind in ("change_type", "seal_column"):
        return "indexed" if any(change.name in index.columns for index in table_for(change.spec).indexes) else "briefly"
    locked = connection.dialect.name == "postgresql" and change.kind != "add_index"
    return "everybody" if locked else "writing"


def retired_fields(connection: Connection, form: str) -> frozenset[str]:
    """The ids of fields that the form had once: their columns stand, and a field of such an id has what is in them."""
    names = connection.scalars(select(retired_column.c.name).where(retired_column.c.form == form))
    return frozenset(name.removeprefix(FIELD) for name in names)


def table_exists(connection: Connection, table: Table) -> bool:
    """Whether a form's table is there already."""
    return inspect(connection).has_table(table.name)


def stages_in_use(
    connection: Connection, table: Table, pipeline: str, stages: Collection[str] | None = None
) -> dict[str, int]:
    """How many records stand in each stage of a pipeline, or in each of some."""
    mine = table.c.stage.is_not(None) if stages is None else table.c.stage.in_(sorted(stages))
    standing = (table.c.pipeline == pipeline, mine, table.c.trashed_at.is_(None))
    counted = select(table.c.stage, func.count()).where(*standing).group_by(table.c.stage)
    return dict(connection.execute(counted).all())


@dataclass(frozen=True, slots=True)
class Gap:
    """A field that may be empty, or None for one without values yet, in records in some stages of some pipelines."""

    field: str | None
    places: Mapping[str, Collection[str]]

    def where(self, table: Table) -> ColumnElement[bool]:
        """The records that have it."""
        stand = [and_(table.c.pipeline == id, table.c.stage.in_(sorted(names))) for id, names in self.places.items()]
        empty = true() if self.field is None else column(f"{FIELD}{self.field}").is_(None)
        return and_(or_(false(), *stand), empty)


def gaps(connection: Connection, table: Table, asked: Sequence[Gap]) -> Sequence[int]:
    """How many records have each of these gaps, in one statement."""
    standing = (table.c.stage.is_not(None), table.c.trashed_at.is_(None))
    counts = [func.count(case((gap.where(table), 1))) for gap in asked]
    return tuple(connection.execute(select(*counts).select_from(table).where(*standing)).one())


def type_of(connection: Connection, column_type: object) -> str:
    """The name of the column type that the database shows."""
    dialect = connection.dialect
    if dialect.name not in _SHOWN:  # the first of two that look the same is meant
        _SHOWN[dialect.name] = {kind().compile(dialect): name for name, kind in reversed(TYPES.items())}
    return _SHOWN[dialect.name].get(column_type.compile(dialect), "text")


def _plan(connection: Connection, spec: FormSpec) -> Iterator[TableChange]:
    table = table_for(spec)
    if not table_exists(connection, table):
        yield TableChange("create_table", spec)
        return
    standing = _standing(connection, spec)
    for each in table.c:
        yield from _plan_column(connection, spec, each, standing)
    for name, kind in standing.types.items():
        if name.startswith(FIELD) and name not in table.c and name not in standing.retired:
            yield TableChange("retire_column", spec, name, old_type=kind)
    missing = [index for index in table.indexes if tuple(index.columns.keys()) not in standing.indexes]
    for index in sorted(missing, key=lambda index: index.name):
        yield TableChange("add_index", spec, ", ".join(index.columns.keys()))


def _plan_column(connection: Connection, spec: FormSpec, column: Column, standing: Standing) -> Iterator[TableChange]:
    name, new = column.name, type_of(connection, column.type)
    old = standing.types.get(name)
    if old is None:
        yield TableChange("add_column", spec, name, new_type=new)
        return
    if name in standing.retired:
        yield TableChange("revive_column", spec, name, new_type=old)
    if name.startswith(FIELD) and old != new:
        yield TableChange(_kind_of(old, new), spec, name, old_type=old, new_type=new)


def _kind_of(old: str, new: str) -> str:
    """A new type; where values are encrypted or no longer are, that is what is told."""
    return "seal_column" if new == SEALED else "unseal_column" if old == SEALED else "change_type"


def _standing(connection: Connection, spec: FormSpec) -> Standing:
    inspector = inspect(connection)
    columns = inspector.get_columns(spec.table_name)
    retired = select(retired_column.c.name).where(retired_column.c.form == spec.form)
    return Standing(
        {column["name"]: type_of(connection, column["type"]) for column in columns},
        frozenset(tuple(index["column_names"]) for index in inspector.get_indexes(spec.table_name)),
        frozenset(connection.scalars(retired)),
    )


def _counted(connection: Connection, change: TableChange) -> TableChange:
    """With how many values or records it is about."""
    if change.kind == "add_index":
        rows = connection.execute(select(func.count()).select_from(table_for(change.spec))).scalar_one()
        return replace(change, rows=rows)
    if change.kind in CONVERTING:
        rows, lost, examples = _unconvertible(connection, change)
        return replace(change, rows=rows, lost=lost, examples=examples)
    if change.kind in ("retire_column", "revive_column"):
        return replace(change, rows=connection.execute(select(func.count(_bare(change)))).scalar_one())
    return change


def _unconvertible(connection: Connection, change: TableChange) -> tuple[int, int, tuple[str, ...]]:
    """How many values there are, how many of them have no meaning in the new type, and the commonest of those."""
    held = _bare(change)
    groups = connection.execute(select(held, func.count()).where(held.is_not(None)).group_by(held))
    old = change.old_type
    new = "text" if change.new_type == SEALED else change.new_type  # what is a text can be encrypted
    rows = lost = 0
    unread: Counter[str] = Counter()
    for value, count in groups:
        rows += count
        if convert(value, old, new) is None:
            lost += count
            unread[_short(value)] += count
            if len(unread) > KEPT:
                unread = Counter(dict(unread.most_common(EXAMPLES)))
    return rows, lost, tuple(value for value, _ in unread.most_common(EXAMPLES))


def _short(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _bare(change: TableChange) -> Column:
    """The column alone, in the type that it has now."""
    column = Column(change.name, TYPES[change.old_type or change.new_type]())
    return Table(change.spec.table_name, MetaData(), column).c[change.name]
