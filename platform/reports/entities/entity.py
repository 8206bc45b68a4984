"""One sort of rows: where they lie, which of them belong, and what their columns are called and hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause, Table
from sqlalchemy.sql.util import ClauseAdapter

from definitions import Catalog, Label, Registry
from rules import Type

ENTITIES: Registry[Entity] = Registry("report entities", "reports.entities")
RECORDS = "records"
Words = Callable[[Catalog, str], Iterator[tuple[str, Label]]]


@dataclass(frozen=True, eq=False)
class RowName:
    """One name of a row: its column, how its values are shown, and, for a choice, whose words they have."""

    column: ColumnElement
    kind: str
    words: Words | None = None

    @property
    def rule_type(self) -> Type:
        """How rules see it."""
        return _RULE_TYPES[self.kind]


@dataclass(frozen=True, eq=False)
class Entity:
    """One sort of rows; of the records themselves there are no rows beside them."""

    id: str
    rows: Table | None = None
    names: Mapping[str, RowName] = field(default_factory=dict)
    only: ColumnElement[bool] | None = None
    of_people: bool = False
    due: str = ""  # by when it should be done
    late: str = ""  # the condition under which that has passed

    @property
    def time(self) -> str:
        """The name of the moment at which a row began; of a record, when it came in."""
        return next((name for name, one in self.names.items() if one.kind == "datetime"), "created_at")

    @cached_property
    def twin(self) -> FromClause:
        """The same rows under another name, for a statement that looks at them twice."""
        return self.rows.alias("its_row")

    def in_twin(self, name: str) -> ColumnElement:
        """A name's column there."""
        return ClauseAdapter(self.twin).traverse(self.names[name].column)

    def source(self, records: Table) -> FromClause:
        """The rows joined with their records; people have none."""
        if self.rows is None:
            return records
        if self.of_people:
            return self.rows
        return self.rows.join(records, self.rows.c.record == records.c.id)

    def of_form(self, form: str) -> ColumnElement[bool] | None:
        """The rows that belong to one form's records."""
        if self.rows is None or self.of_people:
            return None
        own = self.rows.c.form == form
        return own if self.only is None else sa.and_(own, self.only)


def entity(
    id: str,
    rows: Table | None,
    *,
    only: ColumnElement[bool] | None = None,
    of_people: bool = False,
    due: str = "",
    late: str = "",
    **names: RowName,
) -> Entity:
    """Make a sort of rows known under this id."""
    return ENTITIES.register(id)(Entity(id, rows, names, only, of_people, due, late))


def choice(column: ColumnElement, words: Words) -> RowName:
    """One of several words."""
    return RowName(column, "choice", words)


def moment(column: ColumnElement) -> RowName:
    """A point in time."""
    return RowName(column, "datetime")


def person(column: ColumnElement) -> RowName:
    """Somebody of the house."""
    return RowName(column, "person")


def team(column: ColumnElement) -> RowName:
    """A team of the house."""
    return RowName(column, "team")


def text(column: ColumnElement) -> RowName:
    """What somebody wrote."""
    return RowName(column, "text")


def number(column: ColumnElement) -> RowName:
    """How many or how much."""
    return RowName(column, "decimal")


def whole(column: ColumnElement) -> RowName:
    """A count, such as one of seconds."""
    return RowName(column, "integer")


def yes_no(column: ColumnElement) -> RowName:
    """Whether."""
    return RowName(column, "yes_no")


_RULE_TYPES = {
    "choice": Type.CHOICE,
    "person": Type.LINK,
    "team": Type.LINK,
    "datetime": Type.DATETIME,
    "text": Type.TEXT,
    "decimal": Type.NUMBER,
    "integer": Type.NUMBER,
    "yes_no": Type.YES_NO,
}
