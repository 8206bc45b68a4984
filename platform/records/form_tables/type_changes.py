"""A column of a new type is filled while the old one is in use: in portions, each kept by itself.

Whose value is changed meanwhile the database itself notes, whatever program changes it, and it is converted once more.
Nothing that people see changes before the switch; what is given up leaves a column out of sight.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Integer, MetaData, Table, delete, or_, select, update

from .. import field_keys, outbox
from ..engine.bulk import update_many
from ..engine.rows import choose, read, read_one, write
from ..tables.type_change import type_change, type_change_again
from .changes import SEALED, TableChange
from .columns import TYPES, short_name
from .conversion import convert
from .ddl import add_column, column_names, drop_index, giving_up_soon, index_names, lock_table, quoted
from .noting import note_changes, note_no_more
from .record_tables import table_for
from .stretches import end_of, within

EMPTYING = "empty_aside"  # what is left to be done by whoever gives up
PORTION = 2000
AT_ONCE = 2000  # values; so few are converted while everybody waits
AHEAD = ("change_type", "seal_column")
LEFT_ALONE = timedelta(minutes=1)  # a portion takes seconds
c, again = type_change.c, type_change_again.c


@dataclass(frozen=True, slots=True)
class TypeChange:
    """The new type of one column, being prepared: how many values there were, how many are done, where to go on."""

    held_in: str
    name: str
    old_type: str
    new_type: str
    at: datetime
    many: int = 0
    indexed: bool = False
    converted: int = 0
    after: int = 0
    whole: bool = False
    id: int = 0

    @property
    def coming(self) -> str:
        """The column that is filled."""
        return next_of(self.new_type, self.name)

    @property
    def shelf(self) -> str:
        """Where the values lie from when the column was of the new type before."""
        return shelf_of(self.new_type, self.name)

    @property
    def index(self) -> str:
        """What the index over the coming column is called, also when that has become the field's."""
        return short_name("ix", self.held_in, self.coming)

    @property
    def done(self) -> int:
        """How many of the values are converted; more may have come meanwhile than were counted."""
        return self.many if self.whole else min(self.converted, self.many)

    @property
    def called(self) -> str:
        """The form, or what lies beside it, as people are told of it."""
        return called(self.held_in)

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Which column, from what to what."""
        return self.held_in, self.name, self.old_type, self.new_type


def called(table: str) -> str:
    """What a table is called without its mark."""
    return table.partition("_")[2]


def shelf_of(kind: str, name: str) -> str:
    """What a column is called whose values were of this type once."""
    return short_name("was", kind, name)


def next_of(kind: str, name: str) -> str:
    """What a column is called whose values will be of this type."""
    return short_name("next", kind, name)


def wanted(change: TableChange, now: datetime) -> TypeChange:
    """What publishing a new type asks for."""
    table = table_for(change.spec)
    indexed = any(tuple(index.columns.keys()) == (change.name,) for index in table.indexes)
    return TypeChange(table.name, change.name, change.old_type, change.new_type, now, change.rows, indexed)


def key_of(change: TableChange) -> tuple[str, str, str, str]:
    """Which preparation is the one of this change."""
    return table_for(change.spec).name, change.name, change.old_type, change.new_type


def takes_long(change: TableChange) -> bool:
    """Whether it is prepared; what is decrypted is not: nothing of it may lie in plain before that is published."""
    return change.kind in AHEAD and change.rows > AT_ONCE


def every(connection: Connection) -> tuple[TypeChange, ...]:
    """All that are being prepared."""
    return read(connection, TypeChange, choose(type_change, TypeChange).order_by(c.id))


def find(connection: Connection, id: int) -> TypeChange | None:
    """One of them; None when it took effect or was given up."""
    return read_one(connection, TypeChange, choose(type_change, TypeChange).where(c.id == id))


def begin(connection: Connection, asked: TypeChange) -> TypeChange:
    """Make the column, and note from here on who changes a value; what was begun before goes on where it is."""
    found = _held(connection, asked)
    if found is not None:
        connection.execute(update(type_change).where(c.id == found.id).values(at=asked.at))
        return replace(found, at=asked.at)
    if asked.new_type == SEALED:
        field_keys.ensure(connection)
    with giving_up_soon(connection, asked.called, say="records.busy_converting"):
        _forget(connection, asked.held_in, asked.name)
        _make_room(connection, asked)
        if connection.dialect.name == "sqlite":
            _index(connection, asked)  # it grows with each portion: to make it in one go holds up every writer
        begun = replace(asked, id=write(connection, type_change, asked))
        note_changes(connection, begun.held_in, begun.name, begun.id)
    return begun


def is_ready(connection: Connection, here: TypeChange) -> bool:
    """Whether publishing it takes a moment."""
    return here.whole and not _lacks_index(connection, here)


def is_left_alone(connection: Connection, here: TypeChange, now: datetime) -> bool:
    """Nobody has gone on with it for a while, though there are values left, or the index over all of them."""
    return here.at < now - LEFT_ALONE and not is_ready(connection, here)


def go_on(connection: Connection, asked: TypeChange, now: datetime) -> int | None:
    """One portion, and how many values that were; None when all are done, or when it was given up.

    Refused while somebody holds the table, where the index is to be made over all that is converted.
    """
    here = _held(connection, asked)
    if here is None:
        return None
    if not here.whole:
        return _first_time(connection, here, now)
    many = _changed_since(connection, here)
    if many < PORTION and _lacks_index(connection, here):
        with giving_up_soon(connection, here.called, say="records.busy_converting"):
            _index(connection, here)
    return many if many == PORTION else None


def complete(connection: Connection, asked: TypeChange) -> None:
    """Do all that is left while nobody else can reach the table; without a preparation that is everything."""
    here = _held(connection, asked)
    lock_table(connection, asked.held_in)
    if here is None:
        here = asked
        _forget(connection, asked.held_in, asked.name)
        _make_room(connection, here)
    last = None if here.whole else here.after
    while last is not None:
        _, last = _portion(connection, here, last)
    while _changed_since(connection, here):
        pass
    _forget_notes(connection, asked.held_in, asked.name)


def forget(connection: Connection, table: str, name: str) -> None:
    """Give up what was prepared for a column; Refused while somebody holds the table."""
    with giving_up_soon(connection, called(table), say="records.busy_giving_up"):
        _forget(connection, table, name)


def forget_left(connection: Connection, before: datetime) -> None:
    """Give up what nobody has gone on with since."""
    for one in every(connection):
        if one.at < before:
            forget(connection, one.held_in, one.name)


def _forget(connection: Connection, table: str, name: str) -> None:
    """What was filled is emptied in portions afterwards."""
    for one in _forget_notes(connection, table, name):
        drop_index(connection, one.index)
        payload = {"table": table, "columns": [one.coming], "after": 0}
        outbox.put(connection, EMPTYING, payload, one.at, key=f"{EMPTYING}:{one.id}:0")


def _held(connection: Connection, asked: TypeChange) -> TypeChange | None:
    """How far it is, and nobody else goes on with it until this transaction ends."""
    return next((one for one in _all_held(connection, asked.held_in) if one.key == asked.key), None)


def _all_held(connection: Connection, table: str) -> tuple[TypeChange, ...]:
    """All that are prepared for one table. Everybody takes hold of them first and of the table then: who did it the
    other way round would wait for somebody who waits for them.
    """
    mine = choose(type_change, TypeChange).where(c.held_in == table).order_by(c.id)
    return read(connection, TypeChange, mine.with_for_update())


def _make_room(connection: Connection, asked: TypeChange) -> None:
    if asked.coming not in column_names(connection, asked.held_in):
        add_column(connection, asked.held_in, Column(asked.coming, TYPES[asked.new_type]()))


def _first_time(connection: Connection, here: TypeChange, now: datetime) -> int:
    many, last = _portion(connection, here, here.after)
    values = {"converted": here.converted + many, "after": last or here.after, "whole": last is None, "at": now}
    connection.execute(update(type_change).where(c.id == here.id).values(**values))
    return many


def _portion(connection: Connection, here: TypeChange, after: int) -> tuple[int, int | None]:
    """The next records that have a value in any of the columns; the last of them, None at the end."""
    table = _seen(connection, here)
    number, *columns = table.c
    filled = or_(*(column.is_not(None) for column in columns))
    mine = (filled, within(table, after=after, limit=PORTION))
    rows = connection.execute(select(table).where(*mine).order_by(number).limit(PORTION).with_for_update()).all()
    update_many(connection, table, [{"id": row[0], here.coming: _converted(here, row._mapping)} for row in rows])
    return len(rows), end_of(connection, table, rows, after=after, limit=PORTION)


def _converted(here: TypeChange, row: Any) -> Any:
    """The value in the new type; where it is what became of one on the shelf, that one comes back as it was."""
    value, shelved = row[here.name], row.get(here.shelf)
    if shelved is not None and convert(shelved, here.new_type, here.old_type) == value:
        return shelved
    return convert(value, here.old_type, here.new_type)


def _changed_since(connection: Connection, here: TypeChange) -> int:
    """Somebody has said since what the value is, so that nothing comes back from the shelf.

    The records are held before their notes are taken away: who changes one after that leaves a new note.
    """
    noted = select(again.subject).where(again.change == here.id).order_by(again.subject).limit(PORTION)
    ids = connection.scalars(noted).all()
    if not ids:
        return 0
    table = _seen(connection, here)
    mine = select(table.c.id, table.c[here.name]).where(table.c.id.in_(ids)).order_by(table.c.id)
    rows = connection.execute(mine.with_for_update()).all()
    new = [{"id": id, here.coming: convert(value, here.old_type, here.new_type)} for id, value in rows]
    update_many(connection, table, new)
    connection.execute(delete(type_change_again).where(again.change == here.id, again.subject.in_(ids)))
    return len(ids)


def _seen(connection: Connection, here: TypeChange) -> Table:
    """The table with the columns that matter, in the types they have."""
    old, new = TYPES[here.old_type], TYPES[here.new_type]
    shelf = [Column(here.shelf, new())] if here.shelf in column_names(connection, here.held_in) else []
    columns = (Column(here.name, old()), Column(here.coming, new()), *shelf)
    return Table(here.held_in, MetaData(), Column("id", Integer), *columns)


def _lacks_index(connection: Connection, here: TypeChange) -> bool:
    return here.indexed and here.index not in index_names(connection, here.held_in)


def _index(connection: Connection, here: TypeChange) -> None:
    """The index over the coming column, which goes with it at the switch and keeps its name."""
    if here.indexed:
        index, table, column = (quoted(connection, name) for name in (here.index, here.held_in, here.coming))
        connection.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS {index} ON {table} ({column})")


def _forget_notes(connection: Connection, table: str, name: str) -> tuple[TypeChange, ...]:
    found = tuple(one for one in _all_held(connection, table) if one.name == name)
    for one in found:
        note_no_more(connection, table, one.id)
        connection.execute(delete(type_change_again).where(again.change == one.id))
        connection.execute(delete(type_change).where(c.id == one.id))
    return found
