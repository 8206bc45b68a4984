"""A report asked by somebody: its names as columns, its conditions as SQL, and the one clause of rights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause, Select, Table, select

from accounts import Work, allowed, people_in_reach, readable_fields, reported, require
from definitions import Catalog, NotAllowed, NotFound, Refused
from forms import form_of, table_of
from rules import Env, Expression, Name, RuleError, Scope, Type, check, compile_sql, parse

from ..answers.cell import EMPTY
from ..answers.narrowing import ONLY, POINTED_AT, Narrowing
from ..definition import ReportDefinition
from ..entities import ENTITIES, Entity
from ..params import ParamValue, env_of, param_columns, param_names, values_of
from ..parts import PERIOD, Dimension, Measure
from ..period import Chosen, Span, shifted
from .aspects import ASPECTS, COMPARED
from .conjuncts import conjuncts
from .dimensions import AskedDimension
from .facts import AskedFact, fact_name, fact_vocabulary
from .links import links_of
from .masking import masked_names
from .names import RECORD, Known
from .vocabulary import Vocabulary, report_scope, vocabulary

COUNTS = ("count", "distinct")
FIRST_OR_LAST = ("min", "max")


@dataclass(frozen=True)
class Question:
    """Who asks which report with which values; everything below is made of it."""

    work: Work
    report: ReportDefinition
    params: tuple[ParamValue, ...]
    narrowing: Narrowing = Narrowing()
    clock: Env | None = None  # another than that of the work

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
    def facts(self) -> dict[str, AskedFact]:
        """The facts that the report uses."""
        return {fact.id: AskedFact(self, fact) for fact in self.report.facts if fact.id in self.report.names}

    @cached_property
    def names(self) -> Mapping[str, Known]:
        """The names, facts among them; what the reader may not see in a record's stage is null in them."""
        own = masked_names(self.work, self.vocabulary, self.records)
        return {**own, **{id: fact.known for id, fact in self.facts.items()}} if self.facts else own

    @cached_property
    def env(self) -> Env:
        return self.clock or env_of(self.work)

    @cached_property
    def scope(self) -> Scope:
        return scope_with_params(self.catalog, self.report)

    @cached_property
    def columns(self) -> Mapping[str, ColumnElement]:
        """Every name as SQL: columns, params as constants, and whoever asks."""
        return {**{name: known.column for name, known in self.names.items()}, **self.constants}

    @cached_property
    def constants(self) -> Mapping[str, ColumnElement]:
        """What is the same in every row: params, and whoever asks."""
        return {"me": sa.literal(self.work.actor.person_id, sa.Integer), **param_columns(self.params)}

    def scope_over(self, names: Mapping[str, Known]) -> Scope:
        """What rules over other rows may name."""
        return scope_over(self.catalog, self.report, names)

    @cached_property
    def source(self) -> FromClause:
        """The rows that are counted, joined with their records and with what the report's names point at."""
        source = self.entity.source(self.records)
        for link in links_of({*self.report.names, *self.narrowing.at}):
            if link in self.vocabulary.links:
                source = self.vocabulary.links[link].joined(source, self.work.actor)
        for fact in self.facts.values():
            source = fact.joined(source)
        return source

    @cached_property
    def rights(self) -> ColumnElement[bool]:
        """The one clause that keeps the report to the records, or the people, that its reader's reports reach."""
        if self.entity.of_people:
            return people_in_reach(self.work.actor, self.entity.rows)
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
        return sa.and_(*self.of_any_time, *self._in(self.chosen.span if self.chosen else None))

    @cached_property
    def condition_before(self) -> ColumnElement[bool]:
        """The same in the days that these are compared with."""
        return sa.and_(*self.of_any_time, *self._in(self.before))

    @cached_property
    def condition_ever(self) -> ColumnElement[bool]:
        """The rows of both."""
        if self.before is None:
            return self.condition
        return sa.and_(*self.of_any_time, sa.or_(*(one for span in self.chosen.stretches for one in self._in(span))))

    @cached_property
    def _own(self) -> dict[str, ColumnElement]:
        """The record's own columns, as the reader sees them, and what is the same in every row."""
        known = masked_names(self.work, self.vocabulary, self.records)
        return {**{name: one.column for name, one in known.items() if "." not in name}, **self.constants}

    @property
    def among(self) -> Select | None:
        """The records that can count at all, as far as their own columns tell; None where that is all of them.

        What is put together for each record beside them (facts, stays) need not look at the others.
        """
        if self.entity.rows is not None:
            return None
        parts = [part for part in conjuncts(self.report.where) if part.names <= self._own.keys()]
        found = [compile_sql(part, self._own, self.env, self.scope) for part in parts]
        found += self._days_of_own()
        return select(self.records.c.id).where(self.rights, *found).correlate(None) if found else None

    def _days_of_own(self) -> list[ColumnElement[bool]]:
        """The days that are looked at, with those before, if the record itself tells its day."""
        spans = self.chosen.stretches if self.chosen else ()
        is_open = any(span.start is None and span.end is None for span in spans)
        if not spans or is_open or self.report.period.by not in self._own:
            return []
        by = self._own[self.report.period.by]
        return [sa.or_(*(span.holds(by, self.env) for span in spans))]

    @cached_property
    def is_before(self) -> ColumnElement[bool]:
        """Whether a row of either is of the days before, which begin and end sooner."""
        return sa.and_(*self._in(Span(end=self.chosen.span.start)))

    @cached_property
    def of_any_time(self) -> list[ColumnElement[bool]]:
        """What must hold of a row whenever it was."""
        parts = [self.rights, self.entity.of_form(self.report.form)]
        parts.append(self.sql(self.report.where) if self.report.where is not None else None)
        parts += [asked.sql.is_(None) if key == EMPTY else asked.meets(key) for asked, key in self.narrowed]
        return [part for part in parts if part is not None]

    @cached_property
    def narrowed(self) -> tuple[tuple[AskedDimension, str], ...]:
        """What the reader pointed at: the rows that have these values."""
        return tuple((self._pointed_at(name), key) for name, key in self.narrowing.at.items())

    def _pointed_at(self, name: str) -> AskedDimension:
        several = self.names[name].name.type is Type.CHOICES
        return AskedDimension(self, Dimension(name, parse(name), each=several))

    def _in(self, span: Span | None) -> list[ColumnElement[bool]]:
        return [] if span is None else [span.holds(self.names[self.report.period.by].column, self.env)]

    def later(self, name: str | None, column: ColumnElement) -> ColumnElement | None:
        """The moment that decides, moved on so that the days before stand beside these; None for any other name."""
        if self.before is None or name != self.report.period.by:
            return None
        return sa.type_coerce(shifted(column, self.chosen.shift, self.env), column.type)

    @cached_property
    def dimensions(self) -> tuple[AskedDimension, ...]:
        return tuple(AskedDimension(self, each) for each in self.report.dimensions)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The measures the reader may see: none of them reads a hidden field, or counts on one that does."""
        kept: dict[str, Measure] = {}
        for measure in self.report.measures:
            if not self.hidden(measure.reads) and all(name in kept for name in measure.made_of):
                kept[measure.id] = measure
        return tuple(kept.values())

    def beside(self, measure: Measure) -> tuple[str, ...]:
        """What is shown beside a measure: what it says, and where the report compares, how it was and has changed."""
        return (*measure.show, *compared_of(measure, self.scope)) if self.before is not None else measure.show

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
        """Those of the names that are fields the reader may not see, or facts that rest on such."""
        followed = {*names, *links_of(names)}
        fields = {(name, self.names[name].field) for name in followed if name in self.names}
        for fact in (self.facts[name] for name in names if name in self.facts):
            inside = {*fact.fact.names, *links_of(fact.fact.names)}
            fields |= {(fact.fact.id, fact.names[name].field) for name in inside if name in fact.names}
        return sorted(name for name, field in fields if field is not None and not self._may_read(*field))

    def _may_read(self, form: str, field: str) -> bool:
        return self.work.actor.is_system or field in readable_fields(self.work.actor, form_of(self.catalog, form))


def ask(work: Work, report: ReportDefinition, params: Mapping[str, Any] | None = None) -> Question:
    """The question, if the actor may ask it; of a form they do not see nothing is said."""
    if not allowed(work.actor, "see", report.form):
        raise NotFound()
    require(work, "report", report.form)
    given = dict(params or {})
    narrowing = Narrowing.parse(given.pop(ONLY, None))
    question = Question(work, report, values_of(work, report, given), narrowing)
    if question.needs_hidden:
        raise NotAllowed("reports.refused.hidden", report=report.label)
    _require_sound(question)
    return question


def _require_sound(question: Question) -> None:
    """The reader points at what the report has and they may see."""
    for name in question.narrowing.at:
        known = question.names.get(name)
        if known is None or known.name.type not in POINTED_AT or question.hidden([name]):
            raise Refused("reports.refused.no_narrowing", name=name[:80], report=question.report.label)
    for asked, key in question.narrowed:
        try:
            asked.read(key or "0")
        except ValueError:
            raise Refused("reports.refused.no_narrowing_value", value=key[:80], name=asked.known.label) from None


def is_for(work: Work, report: ReportDefinition) -> bool:
    """Whether the report stands on nothing that the actor may not see."""
    return not Question(work, report, ()).needs_hidden


def scope_with_params(catalog: Catalog, report: ReportDefinition) -> Scope:
    """All that the rules of a report may name."""
    return scope_over(catalog, report, names_of(catalog, report))


def names_of(catalog: Catalog, report: ReportDefinition) -> Mapping[str, Known]:
    """The names of the report's rows, and its facts as far as they can be read."""
    found = dict(vocabulary(catalog, report.over, report.form).names)
    for fact in report.facts:
        try:
            scope = scope_over(catalog, report, fact_vocabulary(catalog, report, fact).names)
            found[fact.id] = fact_name(catalog, report, fact, scope)
        except RuleError:
            continue
    return found


def scope_over(catalog: Catalog, report: ReportDefinition, names: Mapping[str, Known]) -> Scope:
    """Names as rules see them, with whoever asks and the report's params."""
    base = report_scope(catalog, report.over, report.form)
    own = {id: known.name for id, known in names.items()}
    return Scope({**own, "me": base.names["me"], **param_names(catalog, report)}, base.functions)


def is_moment(measure: Measure, scope: Scope) -> bool:
    """Whether it is the first or last of days or moments: it can be told and ordered, and not reckoned with."""
    if measure.kind not in FIRST_OR_LAST:
        return False
    try:
        return check(measure.of, scope) in (Type.DATE, Type.DATETIME)
    except RuleError:
        return False  # what is wrong with the rule is told of the rule


def compared_of(measure: Measure, scope: Scope) -> tuple[str, ...]:
    """What a comparison with the days before says of a measure."""
    moment = is_moment(measure, scope)
    return tuple(name for name in COMPARED if not (moment and ASPECTS.get(name).reckons))


def measure_scope(measures: Iterable[Measure]) -> Scope:
    """What a formula over measures may name."""
    return Scope({measure.id: Name(Type.NUMBER, measure.label) for measure in measures})
