"""The SQL behind lists: one clause for rights, filters as compiled rules, a stable order, counts that stop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Table, func, select

from accounts import Work, default_calendar, visible
from records import tables, watchers
from rules import Env, Expression, Scope, Type, check, compile_sql

from ..scope import scope_of, table_of
from .cursor import OrderKey, behind, read_cursor, write_cursor
from .query import ListQuery
from .record_columns import record_columns
from .search_text import search_words
from .searching import found_by
from .seen_columns import seen_columns

MOST_GROUPS = 100
ORDERED_CHOICES = 100
GroupRow = tuple[Any, int, dict[str, Decimal | None]]  # a value, how many have it, the totals over them


@dataclass(frozen=True, slots=True)
class Total:
    """How many records there are; beyond 10,000 only that there are more."""

    n: int
    exact: bool = True


@dataclass(frozen=True)
class Question:
    """A list's question as SQL."""

    work: Work
    query: ListQuery
    table: Table
    clause: ColumnElement[bool]


def question(work: Work, query: ListQuery, conditions: Sequence[Expression]) -> Question:
    """Put rights, conditions and searched words into one clause."""
    table = table_of(work.catalog, query.form)
    parts = [visible(work.actor, query.form, table)]
    parts += [condition(work, query.form, rule) for rule in conditions]
    parts += found_by(work, query.form, search_words(query.search), whole=query.search)
    if query.watched:
        parts.append(table.c.id.in_(watchers.watched_by(query.form, work.actor.person_id)))
    return Question(work, query, table, sa.and_(*parts))


def narrowed(asked: Question, within: ColumnElement[bool]) -> Question:
    """The same question, of those records only for which one more condition holds."""
    return replace(asked, clause=sa.and_(asked.clause, within))


def condition(work: Work, form: str, rule: Expression, *, scope: Scope | None = None) -> ColumnElement[bool]:
    """A rule about records of a form as a clause, in the name of whoever works."""
    me = sa.literal(work.actor.person_id, sa.Integer)
    columns = {**seen_columns(work, form), "me": me}
    env = Env(work.now, work.timezone, default_calendar(work.catalog))
    scope = scope or scope_of(work.catalog, form)
    check(rule, scope, Type.YES_NO)
    return compile_sql(rule, columns, env, scope)


def rows(question: Question, names: Iterable[str]) -> list[Mapping[str, Any]]:
    """One page of values by name, and one row more, which tells whether there is a next page.

    The ids are found first: a database that must sort then carries numbers through the sort and not whole records.
    """
    query = question.query
    wanted = ids(question, query.size + 1, skip=(query.page - 1) * query.size)
    return rows_of(question, wanted, names)


def rows_behind(question: Question, names: Iterable[str]) -> tuple[list[Mapping[str, Any]], str | None]:
    """The rows behind the query's cursor, if it has one, and the cursor of their end; None where nothing follows."""
    keys, order = order_keys(question), _order_names(question)
    after, size = question.query.after, question.query.size
    clause = sa.and_(question.clause, behind(keys, read_cursor(after, order, keys))) if after else question.clause
    found = select(*(key.compared for key in keys)).where(clause).order_by(*(key.ordered() for key in keys))
    skip = 0 if after else (question.query.page - 1) * size
    ends = question.work.connection.execute(found.limit(size + 1).offset(skip)).all()
    shown = rows_of(question, [end[-1] for end in ends[:size]], names)
    return shown, write_cursor(order, ends[size - 1]) if len(ends) > size else None


def rows_of(question: Question, wanted: Sequence[int], names: Iterable[str]) -> list[Mapping[str, Any]]:
    """These records' values by name, in this order; what has gone in the meantime is left out."""
    if not wanted:
        return []
    table, columns = question.table, seen_columns(question.work, question.query.form)
    chosen = [columns[name].label(name) for name in dict.fromkeys(names) if name in columns and name != "number"]
    found = select(table.c.id, table.c.number, table.c.version, *chosen).where(table.c.id.in_(wanted))
    by_id = {row[0]: row._mapping for row in question.work.connection.execute(found)}
    return [by_id[id] for id in wanted if id in by_id]


def total(question: Question, most: int | None) -> Total:
    """How many rows there are; the count stops once it is over `most`."""
    matching = select(sa.literal(1)).select_from(question.table).where(question.clause)
    inner = (matching.limit(most + 1) if most else matching).subquery()
    n = question.work.connection.execute(select(func.count()).select_from(inner)).scalar_one()
    return Total(min(n, most), n <= most) if most else Total(n)


def newest(work: Work, table: Table) -> int:
    """The id given out last, as the primary key tells at once."""
    return work.connection.execute(select(func.max(table.c.id))).scalar() or 0


def ids(question: Question, limit: int | None, *, skip: int = 0) -> tuple[int, ...]:
    """The ids in the list's order."""
    found = select(question.table.c.id).where(question.clause).order_by(*_order(question)).limit(limit).offset(skip)
    return tuple(question.work.connection.scalars(found))


def totals(question: Question, wanted: Mapping[str, str]) -> dict[str, Decimal | None]:
    """The sum or the average of each of these columns over the whole list."""
    found = select(*_totals(question, wanted)).where(question.clause)
    row = question.work.connection.execute(found).one()
    return {name: _exact(value) for name, value in zip(wanted, row, strict=True)}


def _totals(question: Question, wanted: Mapping[str, str]) -> list[ColumnElement]:
    columns, reckon = seen_columns(question.work, question.query.form), {"sum": func.sum, "avg": func.avg}
    return [reckon[total](columns[name]) for name, total in wanted.items()]


def groups(
    question: Question, name: str, wanted: Mapping[str, str]
) -> list[tuple[Any, int, dict[str, Decimal | None]]]:
    """Each value of a column with its count and totals, in the order of the list."""
    own = seen_columns(question.work, question.query.form)[name]
    query = select(own, func.count(), *_totals(question, wanted)).where(question.clause)
    order = _order_key(question, name).ordered()
    found = question.work.connection.execute(query.group_by(own, *_grouped(order)).order_by(order).limit(MOST_GROUPS))
    return [(row[0], row[1], {n: _exact(v) for n, v in zip(wanted, row[2:], strict=True)}) for row in found]


def group_key(value: Any) -> str:
    """A group's value as a word that a page can compare."""
    return "" if value is None else "|".join(value) if isinstance(value, tuple) else str(value)


def _order(question: Question) -> list[ColumnElement]:
    return [key.ordered() for key in order_keys(question)]


def order_keys(question: Question) -> list[OrderKey]:
    """The group first, then what was asked for, then the id, so that no row ever changes its page by chance."""
    keys = [_order_key(question, name) for name in _order_names(question)]
    last_down = bool(question.query.sort) and question.query.sort[0].startswith("-")
    return [*keys, OrderKey(question.table.c.id, last_down, nullable=False)]


def _order_names(question: Question) -> list[str]:
    """Names, with a minus in front of those that go down."""
    return [*([question.query.group] if question.query.group else []), *question.query.sort]


def _order_key(question: Question, written: str) -> OrderKey:
    """People by name, choices in the order of the file."""
    name = written.removeprefix("-")
    column = seen_columns(question.work, question.query.form)[name]
    nullable = getattr(column, "nullable", True)
    return OrderKey(_sorted_by(question, name, column), written.startswith("-"), nullable)


def _sorted_by(question: Question, name: str, column: ColumnElement) -> ColumnElement:
    kind = record_columns(question.work.catalog, question.query.form)[name].type
    choices = getattr(kind, "choices", ())
    if not kind.many and 0 < len(choices) <= ORDERED_CHOICES:
        return sa.case({option.id: number for number, option in enumerate(choices)}, value=column)
    if kind.refers == "person":
        person = tables.person
        return select(person.c.name).where(person.c.id == column).scalar_subquery()
    return column


def _grouped(order: ColumnElement) -> list[ColumnElement]:
    """What PostgreSQL wants in GROUP BY when the order is not the column itself."""
    inner = order
    while isinstance(inner, sa.UnaryExpression):
        inner = inner.element
    return [inner]


def _exact(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
