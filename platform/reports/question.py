"""A report asked by somebody: its names as columns, its conditions as SQL, and the one clause of rights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause, Table

from accounts import Work, allowed, field_rights, readable_fields, reported, require
from definitions import Catalog, NotAllowed, NotFound
from forms import form_of, masked_in, table_of
from rules import Env, Expression, Name, Scope, Type, check, compile_sql

from .aspects import COMPARED
from .definition import ReportDefinition
from .dimensions import AskedDimension
from .entities import ENTITIES, Entity
from .links import links_of
from .names import RECORD, Known
from .params import ParamValue, env_of, param_columns, param_names, values_of
from .parts import PERIOD, Measure
from .period import Chosen, Span, shifted
from .vocabulary import Vocabulary, report_scope, vocabulary

COUNTS = ("count", "distinct")


@dataclass(frozen=True)
class Question:
    """Who asks which report with which values; everything below is made of it."""

    work: Work
    report: ReportDefinition
    params: tuple[ParamValue, ...]

    @cached_property
    def catalog(self) -> Catalog:
        return self.work.catalog

    @cached_property
    def entity(self) -> Entity:
        return ENTITIES.get(self.report.over)

    @cached_property
    def records(self) -> Table:
        """The table of the form's records."""
        return table_of(self.catalog, self.report.form)

    @property
    def record_id(self) -> ColumnElement:
        """Which record each row belongs to."""
        return self.records.c.id

    def once_by(self, once: str) -> ColumnElement:
        """What tells apart those that count once: the record, or the other end of a link."""
        return self.record_id if once == RECORD else self.vocabulary.links[once].column

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return vocabulary(self.catalog, self.report.over, self.report.form)

    @cached_property
    def names(self) -> Mapping[str, Known]:
        """The names; what the reader may not see in a record's stage is null in them."""
        return {name: self._masked(name, known) for name, known in self.vocabulary.names.items()}

    def _masked(self, name: str, known: Known) -> Known:
        link, _, behind = name.partition(".")
        followed = self.vocabulary.links.get(link) if behind else None
        column = self._open_in(known.field, followed.other if followed else self.records, known.column)
        if followed is not None and link in self.vocabulary.names:
            column = self._open_in(self.vocabulary.names[link].field, self.records, column)
        return known if column is known.column else replace(known, column=column)

    def _open_in(self, field: tuple[str, str] | None, table: FromClause, column: ColumnElement) -> ColumnElement:
        """The column in those stages in which its field is not hidden."""
        if field is None:
            return column
        hidden = field_rights(self.work.actor, form_of(self.catalog, field[0])).hidden.in_stages
        return masked_in(table, column, hidden.get(field[1]))

    @cached_property
    def env(self) -> Env:
        return env_of(self.work)

    @cached_property
    def scope(self) -> Scope:
        return scope_with_params(self.catalog, self.report)

    @cached_property
    def columns(self) -> Mapping[str, ColumnElement]:
        """Every name as SQL: columns, params as constants, and whoever asks."""
        own = {name: known.column for name, known in self.names.items()}
        return {**own, "me": sa.literal(self.work.actor.person_id, sa.Integer), **param_columns(self.params)}

    @cached_property
    def source(self) -> FromClause:
        """The rows that are counted, joined with their records and with what the report's names point at."""
        source = self.entity.source(self.records)
        for link in links_of(self.report.names):
            if link in self.vocabulary.links:
                source = self.vocabulary.links[link].joined(source, self.work.actor)
        return source

    @cached_property
    def rights(self) -> ColumnElement[bool]:
        """The one clause that keeps the report to the records its reader's reports reach."""
        return reported(self.work.actor, self.report.form, self.records)

    @cached_property
    def chosen(self) -> Chosen | None:
        """The days that are looked at."""
        return next((each.value for each in self.params if each.param.type == PERIOD), None)

    @property
    def before(self) -> Span | None:
        """The days that these are compared with."""
        return self.chosen.before if self.chosen else None

    @cached_property
    def condition(self) -> ColumnElement[bool]:
        """Which rows count: those of the form, of records the reader's reports reach, that meet the condition."""
        return sa.and_(*self._of_any_time, *self._in(self.chosen.span if self.chosen else None))

    @cached_property
    def condition_before(self) -> ColumnElement[bool]:
        """The same in the days that these are compared with."""
        return sa.and_(*self._of_any_time, *self._in(self.before))

    @cached_property
    def condition_ever(self) -> ColumnElement[bool]:
        """The rows of both."""
        if self.before is None:
            return self.condition
        return sa.and_(*self._of_any_time, sa.or_(*self._in(self.chosen.span), *self._in(self.before)))

    @cached_property
    def is_before(self) -> ColumnElement[bool]:
        """Whether a row is of the days before."""
        return ~sa.and_(*self._in(self.chosen.span))

    @cached_property
    def _of_any_time(self) -> list[ColumnElement[bool]]:
        parts = [self.rights, self.entity.of_form(self.report.form)]
        parts.append(self.sql(self.report.where) if self.report.where is not None else None)
        return [part for part in parts if part is not None]

    def _in(self, span: Span | None) -> list[ColumnElement[bool]]:
        return [] if span is None else [span.holds(self.names[self.report.period.by].column, self.env)]

    def aligned(self, name: str | None, column: ColumnElement) -> ColumnElement:
        """The moment that decides, moved on in the days before, so that both stand beside each other."""
        if self.before is None or name != self.report.period.by:
            return column
        later = sa.type_coerce(shifted(column, self.chosen.shift, self.env), column.type)
        return sa.case((self.is_before, later), else_=column)

    @cached_property
    def dimensions(self) -> tuple[AskedDimension, ...]:
        return tuple(AskedDimension(self, each) for each in self.report.dimensions)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The measures the reader may see: none of them reads a hidden field, or counts on one that does."""
        kept: dict[str, Measure] = {}
        for measure in self.report.measures:
            needs = measure.parts if measure.kind == "ratio" else measure.of.names if measure.kind == "formula" else ()
            if not self.hidden(measure.reads) and all(name in kept for name in needs):
                kept[measure.id] = measure
        return tuple(kept.values())

    def beside(self, measure: Measure) -> tuple[str, ...]:
        """What is shown beside a measure: what it says, and where the report compares, how it was and has changed."""
        return (*measure.show, *COMPARED) if self.before is not None else measure.show

    def is_share(self, measure: Measure) -> bool:
        """Whether it is a part of something, and written in percent."""
        if measure.format is not None or measure.kind != "ratio":
            return measure.format == "percent" or (measure.kind == "rate" and measure.format is None)
        known = self.report.measures_by_id
        return all(known[part].kind in COUNTS for part in measure.parts)

    def sql(self, rule: Expression) -> ColumnElement:
        """A rule as SQL over the rows; a bare name as its column, so that numbers stay exact."""
        if rule.names == {rule.text.strip()} and rule.text.strip() in self.names:
            return self.names[rule.text.strip()].column
        return compile_sql(rule, self.columns, self.env, self.scope)

    def rule_sql(self, rule: Expression) -> ColumnElement:
        """A condition as SQL; also a bare yes/no name."""
        return compile_sql(rule, self.columns, self.env, self.scope)

    def type_of(self, rule: Expression) -> Type:
        return check(rule, self.scope)

    @property
    def needs_hidden(self) -> bool:
        """Whether it counts by a field the reader may not see, or would show none of its measures."""
        return bool(self.hidden(self.report.needs) or (self.report.measures and not self.measures))

    def hidden(self, names: Iterable[str]) -> list[str]:
        """Those of the names that are fields the reader may not see."""
        followed = {*names, *links_of(names)}
        fields = {(name, self.names[name].field) for name in followed if name in self.names}
        return sorted(name for name, field in fields if field is not None and not self._may_read(*field))

    def _may_read(self, form: str, field: str) -> bool:
        return field in readable_fields(self.work.actor, form_of(self.catalog, form))


def ask(work: Work, report: ReportDefinition, params: Mapping[str, Any] | None = None) -> Question:
    """The question, if the actor may ask it; of a form they do not see nothing is said."""
    if not allowed(work.actor, "see", report.form):
        raise NotFound()
    require(work, "report", report.form)
    question = Question(work, report, values_of(work, report, params))
    if question.needs_hidden:
        raise NotAllowed("reports.refused.hidden", report=report.label)
    return question


def is_for(work: Work, report: ReportDefinition) -> bool:
    """Whether the report stands on nothing that the actor may not see."""
    return not Question(work, report, ()).needs_hidden


def scope_with_params(catalog: Catalog, report: ReportDefinition) -> Scope:
    """All that the rules of a report may name."""
    base = report_scope(catalog, report.over, report.form)
    return Scope({**base.names, **param_names(catalog, report)}, base.functions)


def measure_scope(measures: Iterable[Measure]) -> Scope:
    """What a formula over measures may name."""
    return Scope({measure.id: Name(Type.NUMBER, measure.label) for measure in measures})
