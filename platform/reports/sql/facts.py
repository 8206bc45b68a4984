"""Facts: one value for each record out of its many rows, such as how often it was talked to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause, Lateral, Select, Subquery, func, select

from accounts import reported
from definitions import Catalog
from forms import FieldType, RecordColumn, field_types, table_of
from rules import Expression, Name, Scope, Type, check, compile_sql

from ..entities import ENTITIES, RECORDS, Entity
from ..parts import Fact
from .links import links_of
from .masking import masked_names
from .names import RECORD, ROW, Known, order_of
from .vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from ..definition import ReportDefinition
    from .question import Question

ROW_NAME = "row."
ENDS = ("first", "last")
_SHOWN_AS = {Type.NUMBER: "decimal", Type.YES_NO: "yes_no", Type.DATE: "date", Type.DATETIME: "datetime"}


def fact_vocabulary(catalog: Catalog, report: ReportDefinition, fact: Fact) -> Vocabulary:
    """What the rules of a fact may name: the names of the rows that it looks at, and `row.…` those of the report's."""
    inner = vocabulary(catalog, fact.of, fact.form or report.form)
    outer = ENTITIES.get(report.over)
    if outer.rows is None or outer.of_people or fact.form:
        return inner
    own = vocabulary(catalog, report.over, report.form).names
    asked = {f"{ROW_NAME}{name}": replace(own[name], column=outer.in_twin(name)) for name in outer.names}
    return Vocabulary({**inner.names, **asked}, inner.links)


def fact_name(catalog: Catalog, report: ReportDefinition, fact: Fact, scope: Scope) -> Known:
    """A fact as the report may name it; its column comes when it is asked."""
    names = fact_vocabulary(catalog, report, fact).names
    whose = ROW if fact.is_of_rows or ENTITIES.get(report.over).of_people else RECORD
    kind = Type.NUMBER if fact.value is None or fact.kind == "count" else check(fact.value, scope)
    bare = names.get(fact.value.text.strip()) if fact.value is not None and fact.kind != "count" else None
    if bare is not None and fact.kind in (*ENDS, "min", "max", "sum"):
        shown = replace(bare.shown, name=fact.id, label=fact.label, own=False)
        return Known(replace(bare.name, label=fact.label), _HOLE, shown, order_of(shown), whose=whose)
    shown = RecordColumn(fact.id, fact.label, _shown_as(fact, kind), own=False)
    return Known(Name(kind, fact.label), _HOLE, shown, whose=whose)


def _shown_as(fact: Fact, kind: Type) -> FieldType:
    if fact.kind == "count":
        return field_types.get("integer")()
    name = _SHOWN_AS.get(kind, "text")
    return field_types.get(name).from_options({"decimals": 6} if name == "decimal" else {})


# A column that is only known once somebody asks.
_HOLE = sa.null()


@dataclass(frozen=True, eq=False)
class AskedFact:
    """One fact of a question."""

    question: Question
    fact: Fact

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return fact_vocabulary(self.question.catalog, self.question.report, self.fact)

    @cached_property
    def names(self) -> Mapping[str, Known]:
        """What its rules may name, as far as the reader sees it."""
        return masked_names(self.question.work, self.vocabulary, self._records)

    @cached_property
    def scope(self) -> Scope:
        return self.question.scope_over(self.names)

    @cached_property
    def entity(self) -> Entity:
        return ENTITIES.get(self.fact.of)

    @cached_property
    def known(self) -> Known:
        """The fact as a name of the report."""
        static = fact_name(self.question.catalog, self.question.report, self.fact, self.scope)
        value = self.found.c.value
        return replace(static, column=func.coalesce(value, 0) if self.fact.kind == "count" else value)

    def joined(self, source: FromClause) -> FromClause:
        """The source with the fact beside each row."""
        meets = sa.true() if self.is_looked_up else self.found.c.of == self._of_row()
        return source.outerjoin(self.found, meets)

    @cached_property
    def is_looked_up(self) -> bool:
        """Whether the first or last row is looked up for each record, which PostgreSQL can and SQLite cannot.

        So it is where the report counts some records only; for all of them one look at all rows is sooner done.
        """
        own = self.fact.kind in ENDS and not (self._joins_records or self.fact.link)
        alone = own and self.question.among is not None
        return alone and self.question.work.connection.dialect.name == "postgresql"

    def _of_row(self) -> ColumnElement:
        outer = self.question.entity
        return outer.rows.c.id if self.fact.is_of_rows or outer.of_people else self.question.record_id

    @cached_property
    def found(self) -> Subquery | Lateral:
        """The value for each record (or row) that has one."""
        name = f"fact_{self.fact.id}"
        if self.is_looked_up:
            return self._looked_up().lateral(name)
        return (self._end() if self.fact.kind in ENDS else self._aggregate()).subquery(name)

    def _aggregate(self) -> Select:
        if self.fact.kind == "count":
            value = func.count()
        else:
            value = getattr(func, {"average": "avg"}.get(self.fact.kind, self.fact.kind))(self._value())
        return self._chosen(self._by.label("of"), value.label("value")).group_by(self._by)

    def _end(self) -> Select:
        """The value of the first or the last row that has one."""
        place = func.row_number().over(partition_by=self._by, order_by=list(self._in_order()))
        value = self._value()
        ranked = self._chosen(self._by.label("of"), value.label("value"), place.label("place"))
        rows = ranked.where(value.is_not(None)).subquery("ranked")
        return select(rows.c.of, rows.c.value).where(rows.c.place == 1)

    def _looked_up(self) -> Select:
        """The same for one record."""
        at, id = self._in_order()
        value = self._value()
        rows = select(value.label("value")).select_from(self._source())
        meets = [*self._rules(), value.is_not(None), self._by == self.question.record_id]
        return rows.where(*meets).order_by(at, id).limit(1)

    def _in_order(self) -> tuple[ColumnElement, ColumnElement]:
        """By time, the first or the last first."""
        way = sa.asc if self.fact.kind == "first" else sa.desc
        return way(self.names[self.entity.time].column), way(self._rows.c.id)

    def _chosen(self, *columns: Any) -> Select:
        return select(*columns).select_from(self._source()).where(*self._conditions())

    @property
    def _form(self) -> str:
        return self.fact.form or self.question.report.form

    @cached_property
    def _records(self):
        return table_of(self.question.catalog, self._form)

    @property
    def _rows(self) -> FromClause:
        return self._records if self.entity.rows is None else self.entity.rows

    @cached_property
    def _by(self) -> ColumnElement:
        """Whom the value is for: the record, the report's own row, or whatever another form's record links to."""
        if self.fact.link is not None:
            return self.names[self.fact.link].column
        if self.fact.is_of_rows:
            return self._outer.c.id
        return self._records.c.id if self._joins_records else self._rows.c.record

    @property
    def _outer(self) -> FromClause:
        """The report's own rows, beside those that the fact looks at."""
        return self.question.entity.twin

    @cached_property
    def _joins_records(self) -> bool:
        """Whether its rules ask the record: which one they belong to, rows know of themselves."""
        of_rows = self.entity.rows is None or self.entity.of_people or self.fact.is_of_rows or self.fact.form
        asked = (self.names[name] for name in self.fact.names if name in self.names)
        return bool(of_rows or self.question.entity.of_people or any(known.whose != ROW for known in asked))

    def _source(self) -> FromClause:
        source = self.entity.source(self._records) if self._joins_records else self._rows
        for link in links_of(self.fact.names):
            if link in self.vocabulary.links:
                source = self.vocabulary.links[link].joined(source, self.question.work.actor)
        if self.fact.is_of_rows:
            source = source.join(self._outer, self._outer.c.record == self._records.c.id)
        return source

    def _conditions(self) -> list[ColumnElement[bool]]:
        """The rows of the form; of another form's records, those that the reader's reports reach."""
        found = self._rules()
        if self.fact.is_of_rows:
            found.append(self._outer.c.form == self.question.report.form)
        elif self.fact.form is None and self.fact.link is None and (among := self.question.among) is not None:
            found.append(self._by.in_(among))
        if self.fact.form or self.entity.id == RECORDS or self.question.entity.of_people:
            found.append(reported(self.question.work.actor, self._form, self._records))
        return found

    def _rules(self) -> list[ColumnElement[bool]]:
        rules = [self.fact.where, self.fact.value if self.fact.kind == "count" else None]
        found = [self._sql(rule) for rule in rules if rule is not None]
        return found if (own := self.entity.of_form(self._form)) is None else [*found, own]

    def _value(self) -> ColumnElement:
        text = self.fact.value.text.strip()
        bare = self.fact.value.names == {text} and text in self.names
        return self.names[text].column if bare else self._sql(self.fact.value)

    def _sql(self, rule: Expression) -> ColumnElement:
        columns = {name: known.column for name, known in self.names.items()}
        return compile_sql(rule, {**self.question.constants, **columns}, self.question.env, self.scope)
