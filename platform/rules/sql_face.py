"""The SQL face: a rule becomes one SQLAlchemy expression that means the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from .checker import Typed, typed
from .errors import RuleError
from .operations.text import word_of
from .python_face import evaluator, plain
from .registry import operations
from .sql_elements import LocalDay, Position
from .sql_limits import why_not_sql
from .tree import Expression, ListOf, Literal, Node, Reference
from .types import LISTS, Env, Scope, Type
from .zones import offsets

SQL_TYPES: Mapping[Type, sa.types.TypeEngine] = {
    Type.NUMBER: sa.Double(),
    Type.DURATION: sa.Double(),
    Type.TEXT: sa.String(),
    Type.CHOICE: sa.String(),
    Type.YES_NO: sa.Boolean(),
    Type.DATE: sa.Date(),
    Type.DATETIME: sa.DateTime(),
}


@dataclass(frozen=True)
class Operand:
    """An argument of an operation: its SQL, what it is read as, and, for `[a, b]`, its items."""

    sql: ColumnElement | None
    type: Type | None
    node: Node
    items: tuple[Operand, ...] | None = None

    @property
    def is_list(self) -> bool:
        """Whether it is a field that holds several values."""
        return self.type in LISTS


def compile_sql(expression: Expression, columns: Mapping[str, ColumnElement], env: Env, scope: Scope) -> ColumnElement:
    """The rule as SQL over these columns; a RuleError where it has no SQL twin."""
    tree = typed(expression, scope)
    refused = why_not_sql(expression.tree)
    if refused:
        raise refused.located_in(expression.text)
    try:
        return SqlFace(columns, env, scope).sql(tree, tree.type)
    except RuleError as error:
        raise error.located_in(expression.text) from None


class SqlFace:
    """Turns typed nodes into SQL; operations ask it for what depends on columns and time zone."""

    def __init__(self, columns: Mapping[str, ColumnElement], env: Env, scope: Scope | None = None) -> None:
        self.columns = columns
        self.env = env
        self.scope = scope or Scope({})

    def sql(self, tree: Typed, wanted: Type | None) -> ColumnElement:
        """The node's SQL, read as the wanted type."""
        if tree.is_constant:
            return self._constant(tree, wanted)
        if isinstance(tree.node, Reference):
            found = self._column(tree)
        else:
            entry = operations.get(tree.node.operation)
            found = entry.sql(self, *map(self._operand, tree.args, tree.params))
        return self.local_day(found) if tree.type is Type.DATETIME and wanted is Type.DATE else found

    def local_day(self, moment: ColumnElement) -> ColumnElement:
        """The day of a moment in the zone of the rule."""
        first, changes = offsets(self.env.timezone)
        steps = [part for since, offset in changes for part in (sa.literal(since), sa.literal(offset))]
        return LocalDay(moment, sa.literal(self.env.timezone), sa.literal(first), *steps)

    def holds(self, whole: Operand, item: Operand) -> ColumnElement:
        """Whether a list, kept as |a|b|, has the item."""
        if isinstance(item.node, Literal) and item.node.value is not None:
            wanted = sa.literal(f"|{word_of(plain(item.node.value))}|", sa.Text)
        else:
            wanted = sa.literal("|") + sa.cast(item.sql, sa.String) + sa.literal("|")
        return Position(whole.sql, wanted) > 0

    def as_stored(self, tested: Operand, others: Sequence[Operand]) -> tuple[ColumnElement, list[ColumnElement]]:
        """A number's bare column and written numbers as it keeps them, so that an index serves; else as they are."""
        column = self.columns.get(tested.node.name) if isinstance(tested.node, Reference) else None
        written = [other.node.value if isinstance(other.node, Literal) else None for other in others]
        if column is not None and tested.type is Type.LINK:
            _check_ids(column, others)
        if column is not None and tested.type is Type.NUMBER and all(isinstance(value, float) for value in written):
            kept = [as_stored(column, value) for value in written]
            if all(value is not None for value in kept):
                return column, kept
        return tested.sql, [other.sql for other in others]

    def _operand(self, tree: Typed, wanted: Type | None) -> Operand:
        if isinstance(tree.node, ListOf):
            kind = wanted or Type.TEXT
            return Operand(None, None, tree.node, tuple(self._operand(item, kind) for item in tree.args))
        if wanted is Type.DURATION and isinstance(tree.node, Literal):
            return Operand(sa.literal(float(tree.node.value.seconds), sa.Double), wanted, tree.node)
        return Operand(self.sql(tree, wanted), wanted, tree.node)

    def _column(self, tree: Typed) -> ColumnElement:
        column = self._found(tree.node)
        if column is None:
            raise RuleError("no_column", tree.node.pos, name=tree.node.name)
        if tree.type in (Type.NUMBER, Type.DURATION):
            return column if isinstance(column.type, sa.Double) else sa.cast(column, sa.Double)
        if tree.type in LISTS:
            return sa.type_coerce(column, sa.Text)
        return sa.type_coerce(column, SQL_TYPES[tree.type]) if tree.type in SQL_TYPES else column

    def _found(self, node: Reference) -> ColumnElement | None:
        """A column, or what a function of the scope makes out of them."""
        column = self.columns.get(node.name)
        function = self.scope.functions.get(node.function) if column is None and node.function else None
        if function is None or function.sql is None:
            return column
        return function.sql(self.columns, node.argument, node.window, self.env)

    def _constant(self, tree: Typed, wanted: Type | None) -> ColumnElement:
        """What names no field, computed here; null with a type, as PostgreSQL wants to know it."""

        def make(env: Env) -> Any:
            return plain(evaluator(tree.node)({}, env))

        if (wanted or tree.type) is Type.DATETIME and (slot := self.env.slot(make)) is not None:
            return sa.bindparam(slot, type_=SQL_TYPES[Type.DATETIME])
        value = make(self.env)
        if wanted is Type.DATE and isinstance(value, datetime):
            value = self.env.day_of(value)
        if value is None:
            return sa.cast(sa.null(), SQL_TYPES[wanted]) if wanted in SQL_TYPES else sa.literal(None)
        if wanted is Type.LINK:
            return sa.literal(int(value) if isinstance(value, float) else value)
        return sa.literal(value, SQL_TYPES[wanted or tree.type])


def _check_ids(column: ColumnElement, others: Sequence[Operand]) -> None:
    """Ids are written as they are kept: PostgreSQL refuses to compare a number with a text."""
    unlike = str if isinstance(column.type, sa.Integer) else float if isinstance(column.type, sa.String) else ()
    for other in others:
        if isinstance(other.node, Literal) and isinstance(other.node.value, unlike):
            raise _not_an_id(other.node)


def _not_an_id(written: Literal) -> RuleError:
    if not isinstance(written.value, str):
        return RuleError("text_id", written.pos)
    if written.value.isdecimal():
        return RuleError("number_id", written.pos, id=written.value)
    return RuleError("name_for_id", written.pos, name=written.value)


def as_stored(column: ColumnElement, value: Any) -> ColumnElement | None:
    """A written number as the column keeps its own, where comparing both is exact; None where it is not."""
    if isinstance(column.type, sa.Integer) and float(value).is_integer() and abs(value) < 2**53:
        return sa.literal(int(value), column.type)
    keeps = getattr(column.type, "impl_instance", None)
    if isinstance(keeps, sa.Numeric) and round(value, keeps.scale or 0) == value and abs(value) < 10**9:
        return sa.literal(Decimal(repr(value)), column.type)
    return None
