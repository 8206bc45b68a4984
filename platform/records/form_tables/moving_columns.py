"""Columns whose stored values are on their way to others: whoever reads one finds what will stand there.

A merge of choices over a million records takes minutes, in portions. Lists, filters, rules, reports and the API ask the
same columns, in hundreds of statements; so it is the column itself that says what is read. What is written to it, and
what moves the values, knows only what is stored.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, ColumnElement, FromClause, Table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

# From the table as it is stored, under whatever name a statement has it, what is read of a column.
ReadAs = Callable[[FromClause], ColumnElement]
PASSED_ON = ("include_table", "ambiguous_table_name_map")


class Moving(Column):
    """A column that is read as something else than what is stored in it."""

    inherit_cache = True
    stored: Table
    read_as: ReadAs

    def reading(self, stored: Table, read_as: ReadAs) -> Moving:
        """The same, knowing what it is read as."""
        self.stored, self.read_as = stored, read_as
        return self

    def _constructor(self, *args: Any, **kw: Any) -> Moving:
        """Under another name of the table it is the same column."""
        return Moving(*args, **kw).reading(self.stored, self.read_as)

    @property
    def is_of_table(self) -> bool:
        """Whether the table itself is asked, and not a statement around it, which has read it already."""
        return isinstance(self.table, Table) or isinstance(getattr(self.table, "element", None), Table)


@compiles(Moving)
def _read(column: Moving, compiler: SQLCompiler, **kw: Any) -> str:
    """Written out with its constants, so that the same words stand in SELECT and GROUP BY."""
    own = compiler.visit_column(column, **kw)
    if not column.is_of_table:
        return own
    read = column.read_as(column.stored.alias(column.table.name))
    return f"({compiler.process(read, literal_binds=True, **{name: kw[name] for name in PASSED_ON if name in kw})})"
