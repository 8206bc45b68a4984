"""The statements of a regrade: find what changed, change the rows, keep the history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import reduce
from operator import add

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Row, Table

from records import tables

from .columns import WAS, GradeColumns

STAGED = "regraded"


class Regrading:
    """Regrades ranges of one table in one transaction.

    What changed is staged with the version it was found at. A record that somebody edits in between was graded by that
    edit, and is left alone.
    """

    def __init__(self, connection: Connection, table: Table, columns: GradeColumns, revision: int) -> None:
        self._connection = connection
        self._table = table
        self._columns = columns
        self._revision = revision

    def run(
        self, form: str, scorecard: str, ids: tuple[int, int], now: datetime
    ) -> tuple[int, Mapping[tuple[str | None, str], int], int]:
        """How many records there were, how many moved between which grades, and how many changed at all."""
        where = _within(self._table, ids)
        total = self._connection.execute(sa.select(sa.func.count()).select_from(self._table).where(where)).scalar_one()
        self._look_again(where, now)
        staged = self._stage(where)
        try:
            changed = self._connection.execute(self._change(staged, scorecard, now)).rowcount
            if changed:
                self._connection.execute(self._keep(staged, form, scorecard, now))
                self._connection.execute(self._tell(staged, form, now))
            return total, self._moves(staged), changed
        finally:
            staged.drop(self._connection)

    def _look_again(self, where: ColumnElement[bool], now: datetime) -> None:
        """When time next changes these grades is found out record by record, by the next tick, a portion at a time."""
        waits = self._columns.waits_for_time(self._table)
        waiting = self._table.c.regrade_at.is_not(None)
        if waits is not None:
            waiting = sa.or_(waiting, waits)
        self._connection.execute(sa.update(self._table).where(where, waiting).values(regrade_at=now))

    def _stage(self, where: ColumnElement[bool]) -> Table:
        query = self._columns.changed(self._table, where)
        columns = [sa.Column(column.name, column.type) for column in query.selected_columns]
        staged = Table(STAGED, sa.MetaData(), *columns, prefixes=["TEMPORARY"])
        staged.create(self._connection)
        self._connection.execute(staged.insert().from_select([column.name for column in columns], query))
        return staged

    def _change(self, staged: Table, scorecard: str, now: datetime) -> sa.Update:
        changes = {name: staged.c[name] for name in WAS} | {"scorecard": scorecard, "graded_at": now}
        return sa.update(self._table).where(_still(self._table, staged)).values(**changes)

    def _keep(self, staged: Table, form: str, scorecard: str, now: datetime) -> sa.Insert:
        grade = tables.grade
        values = {
            "form": sa.literal(form),
            "record": staged.c.id,
            "scorecard": sa.literal(scorecard),
            "score": staged.c.score,
            "band": staged.c.grade,
            "urgent": staged.c.urgent,
            "fit": staged.c.fit_score,
            "behaviour": staged.c.behaviour_score,
            "rule_band": staged.c.rule_grade,
            "reasons": self._reasons(staged),
            "revision": sa.literal(self._revision),
            "at": sa.literal(now, grade.c.at.type),
        }
        found = sa.select(*values.values()).select_from(self._join(staged))
        return grade.insert().from_select(list(values), found, include_defaults=False)

    def _tell(self, staged: Table, form: str, now: datetime) -> sa.Insert:
        """An event for each record whose grade or urgency is another one; a change of the score is history enough."""
        event = tables.event
        data = self._object(
            {
                "score": staged.c.score,
                "grade": staged.c.grade,
                "score_before": staged.c.was_score,
                "grade_before": staged.c.was_grade,
                "urgent": staged.c.urgent,
                "urgent_before": staged.c.was_urgent,
                "why": sa.literal("regrade"),
            }
        )
        values = {
            "form": sa.literal(form),
            "record": staged.c.id,
            "kind": sa.literal("graded"),
            "at": sa.literal(now, event.c.at.type),
            "data": data,
            "revision": sa.literal(self._revision),
        }
        moved = staged.c.was_grade.is_distinct_from(staged.c.grade)
        flagged = staged.c.was_urgent.is_distinct_from(staged.c.urgent)
        found = sa.select(*values.values()).select_from(self._join(staged)).where(sa.or_(moved, flagged))
        return event.insert().from_select(list(values), found, include_defaults=False)

    def _join(self, staged: Table) -> sa.Join:
        return sa.join(staged, self._table, _still(self._table, staged))

    def _reasons(self, staged: Table) -> ColumnElement:
        seen = {name: staged.c[column] for name, column in self._columns.seen}
        worths = {row: staged.c[column] for row, column in self._columns.formulas}
        sums = {row: staged.c[column] for row, column in self._columns.counted}
        told = {
            "met": staged.c.met,
            "urgent": staged.c.flags,
            "worths": self._object(worths),
            "seen": self._object(seen),
        }
        told |= {"sums": self._sums(sums)} if sums else {}
        return self._object(told | ({"row": staged.c.table_row} if self._columns.has_table else {}))

    def _sums(self, sums: Mapping[str, ColumnElement]) -> ColumnElement:
        """What was counted; of a record whose people did nothing, nothing."""
        nothing = reduce(add, sums.values()) == 0
        empty = self._object({})
        return sa.case((nothing, empty), else_=self._object(sums))

    def _object(self, values: Mapping[str, ColumnElement]) -> ColumnElement:
        """A JSON object of columns."""
        pairs = [part for name, value in values.items() for part in (sa.literal(name, sa.Text), value)]
        make = sa.func.json_build_object if self._connection.dialect.name == "postgresql" else sa.func.json_object
        return make(*pairs, type_=sa.Text)

    def _moves(self, staged: Table) -> Mapping[tuple[str | None, str], int]:
        moved = staged.c.was_grade.is_distinct_from(staged.c.grade)
        counted = sa.select(staged.c.was_grade, staged.c.grade, sa.func.count()).where(moved)
        rows = self._connection.execute(counted.group_by(staged.c.was_grade, staged.c.grade))
        return {(before, after): count for before, after, count in rows}


def id_range(connection: Connection, table: Table) -> tuple[int, int]:
    """The least and the highest id; 0, 0 for an empty table."""
    first, last = connection.execute(sa.select(sa.func.min(table.c.id), sa.func.max(table.c.id))).one()
    return first or 0, last or 0


def rows_of(connection: Connection, table: Table, ids: tuple[int, int]) -> list[Row]:
    """The records of a range that are not in the trash, locked until the transaction ends."""
    query = sa.select(table).where(_within(table, ids)).order_by(table.c.id)
    return list(connection.execute(query.with_for_update()))


def _within(table: Table, ids: tuple[int, int]) -> ColumnElement[bool]:
    return sa.and_(table.c.id.between(*ids), table.c.trashed_at.is_(None))


def _still(table: Table, staged: Table) -> ColumnElement[bool]:
    return sa.and_(table.c.id == staged.c.id, table.c.version == staged.c.version)
