"""What a report counts, in words: criteria that everybody may read, made of the definition itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from accounts import Work
from definitions import say
from rules import RuleError, words

from ..definition import ReportDefinition
from ..grains import ROUNDS
from ..parts import Dimension, Measure
from ..sql.facts import AskedFact
from ..sql.question import Question, measure_scope
from .measuring import MeasureShower
from .showing import Shower

OF_OTHERS = ("ratio", "formula")


@dataclass(frozen=True)
class Criterion:
    """One column of a report, and how it is counted."""

    label: str
    said: str


@dataclass(frozen=True)
class Criteria:
    """Which rows count at all, how they are put together, and what each number is."""

    where: str
    columns: tuple[Criterion, ...]


def criteria_of(work: Work, report: ReportDefinition) -> Criteria:
    """The criteria, as far as the reader may see what they rest on."""
    question = Question(work, report, ())
    where = words(report.where, question.scope, work.language) if report.where is not None else ""
    return Criteria(where, tuple(_columns(question)))


def said_of(work: Work, report: ReportDefinition) -> dict[str, str]:
    """How each measure is counted, by id; of one that is wrong nothing is said."""
    question, found = Question(work, report, ()), {}
    for measure in report.measures:
        try:
            found[measure.id] = _measure(question, measure)
        except (RuleError, KeyError):
            continue
    return found


def _columns(question: Question) -> Iterator[Criterion]:
    language = question.work.language
    for fact in question.facts.values():
        yield Criterion(fact.fact.label.text(language), _fact(fact, language))
    for asked in question.dimensions:
        label = asked.dimension.label or asked.known.label
        if (said := _dimension(asked.dimension, asked.grain, language)) is not None:
            yield Criterion(label.text(language), said)
    for measure in question.measures:
        said = [_measure(question, measure), *_bounds(question, measure)]
        yield Criterion(measure.label.text(language), say("reports.said.comma", language).join(said))


def _fact(asked: AskedFact, language: str) -> str:
    """What a fact is made of."""
    fact = asked.fact
    rows = say(f"reports.rows.{fact.of}", language)
    of = words(fact.value, asked.scope, language) if fact.value is not None and fact.kind != "count" else ""
    parts = [say(f"reports.said.fact_{fact.kind}", language, rows=rows, of=of)]
    conditions = [fact.where, fact.value if fact.kind == "count" else None]
    said = [words(rule, asked.scope, language) for rule in conditions if rule is not None]
    parts += [say("reports.said.where", language, where=where) for where in said]
    return say("reports.said.comma", language).join(parts)


def _dimension(dimension: Dimension, grain: str | None, language: str) -> str | None:
    """What the heading alone does not tell: the grain of time, that only the greatest stand for themselves."""
    said = []
    if grain is not None and grain not in ROUNDS:
        said.append(say(f"reports.said.by_{grain}", language))
    if dimension.zone:
        said.append(say("reports.said.zone", language, zone=dimension.zone))
    if dimension.top:
        said.append(say("reports.said.top", language, n=dimension.top))
    if dimension.each:
        said.append(say("reports.said.each", language))
    return say("reports.said.comma", language).join(said) if said else None


def _measure(question: Question, measure: Measure) -> str:
    language = question.work.language
    if measure.kind in OF_OTHERS:
        return _of_others(question, measure)
    parts = [_counted(question, measure)]
    if measure.where is not None:
        where = words(measure.where, question.scope, language)
        parts.append(say("reports.said.where", language, where=where))
    if measure.once is not None:
        parts.append(say("reports.said.once", language, once=_once(question, measure.once)))
    return say("reports.said.comma", language).join(parts)


def _bounds(question: Question, measure: Measure) -> Iterator[str]:
    """Which groups are shown at all."""
    said = next(MeasureShower(Shower(question), measure).columns()).bounds_said
    if said is not None:
        language = question.work.language
        yield say("reports.said.bounds", language, bounds=said.text(language))


def _counted(question: Question, measure: Measure) -> str:
    language = question.work.language
    if measure.of is None:
        return say("reports.said.count_all", language)
    return say(f"reports.said.{measure.kind}", language, of=words(measure.of, question.scope, language))


def _once(question: Question, once: str) -> str:
    language = question.work.language
    return question.names[once].label.text(language) if once in question.names else say("reports.said.record", language)


def _of_others(question: Question, measure: Measure) -> str:
    language = question.work.language
    known: Mapping[str, Measure] = question.report.measures_by_id
    if measure.kind == "formula":
        return words(measure.of, measure_scope(known.values()), language)
    part, whole = (known[name].label.text(language) for name in measure.parts)
    return say("reports.said.ratio", language, part=part, whole=whole)
