"""What somebody who builds a report can choose from: names they may see, and measures that are known already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from accounts import Work
from definitions import Label
from forms import RecordColumn
from rules import Expression, Type

from ..answers.answering import reports_for
from ..definition import ReportDefinition
from ..entities import RECORDS
from ..parts import Measure
from ..reading.part_schemas import PERCENTILES
from ..sql.conjuncts import all_of, conjuncts
from ..sql.names import RECORD, ROW, is_grouped
from ..sql.question import Question

TIMES = (Type.DATE, Type.DATETIME)
AMOUNTS = (Type.NUMBER, Type.DURATION)
OF_AMOUNTS = ("sum", "average", *PERCENTILES)


@dataclass(frozen=True)
class Offer:
    """One name, how it is called, of what type it is, and whose value: the row's, the record's, a link's."""

    id: str
    label: Label
    type: Type
    whose: str
    column: RecordColumn

    @property
    def is_dimension(self) -> bool:
        """Whether rows can be put together by it."""
        several = self.type is Type.CHOICES and hasattr(self.column.type, "choices")
        return several or is_grouped(self.type) or self.type is Type.DURATION

    def fits(self, kind: str) -> bool:
        """Whether a measure of this kind can be made of it."""
        if kind in OF_AMOUNTS:
            return self.type in AMOUNTS
        return self.type in (*AMOUNTS, *TIMES) if kind in ("min", "max") else is_grouped(self.type)


def once_for(kind: str, whose: str, over: str) -> str:
    """What counts once, where several rows have the value of one record or of what it links to; else nothing."""
    if kind not in OF_AMOUNTS or whose == ROW:
        return ""
    return whose.partition(".")[2] or (RECORD if over != RECORDS else "")


@dataclass(frozen=True)
class ReadyMeasure:
    """A measure of reports: what it is called, how it is written with all that it is made of, how many have it."""

    id: str
    label: Label
    written: tuple[Mapping[str, Any], ...]
    reports: int = 1


def offers(work: Work, over: str, form: str) -> dict[str, Offer]:
    """The names of such rows that the reader may see, by id."""
    question = Question(work, ReportDefinition("", Label.of(""), form, over), ())
    names = question.vocabulary.names
    seen = set(names) - set(question.hidden(names))
    return {
        id: Offer(id, known.label, known.name.type, known.whose, replace(known.shown, name=id))
        for id, known in names.items()
        if id in seen
    }


def ready_measures(work: Work, over: str, form: str) -> tuple[ReadyMeasure, ...]:
    """The measures of the reports one may open over such rows, each once, as far as they stand on names alone."""
    known = offers(work, over, form)
    found: dict[str, ReadyMeasure] = {}
    for report in reports_for(work, form):
        if report.over == over:
            for ready in measures_of(work, report, known):
                said = str(ready.label.texts)
                known_as = found.get(said)
                plainest = ready if known_as is None else _plainer(known_as, ready)
                found[said] = replace(plainest, reports=(known_as.reports if known_as else 0) + 1)
    return tuple(found.values())


def _plainer(first: ReadyMeasure, other: ReadyMeasure) -> ReadyMeasure:
    """Of two numbers that are called alike the one that asks less of the rows; of what is made of them the first."""
    alone = len(first.written) == len(other.written) == 1
    return other if alone and _asks(other) < _asks(first) else first


def _asks(ready: ReadyMeasure) -> int:
    return len(str(ready.written[-1].get("where", "")))


def measures_of(work: Work, report: ReportDefinition, known: Mapping[str, Offer]) -> tuple[ReadyMeasure, ...]:
    """The measures of one report that can be taken elsewhere."""
    return tuple(_of_report(work, report, known))


def _of_report(work: Work, report: ReportDefinition, known: Mapping[str, Offer]) -> Iterator[ReadyMeasure]:
    only = _only(report)
    if any(part.names - {"me"} - known.keys() for part in only):
        return
    listed = work.catalog.written("report", report.id).get("measures", ())
    written = {each["id"]: _with(each, [part.text for part in only]) for each in listed}
    for measure in report.measures:
        chain = _chain(report, measure)
        reads = frozenset().union(*(each.reads for each in chain))
        if reads - {"me"} <= known.keys():
            parts = tuple(written[each.id] for each in chain)
            yield ReadyMeasure(f"{report.id}.{measure.id}", measure.label, parts)


def _only(report: ReportDefinition) -> tuple[Expression, ...]:
    """What the report's condition asks of every row, whatever its reader chooses."""
    chosen = {param.id for param in report.params}
    return tuple(part for part in conjuncts(report.where) if not part.names & chosen)


def _with(written: Mapping[str, Any], only: list[str]) -> Mapping[str, Any]:
    """The measure as it counts in its report: elsewhere it carries the report's condition itself."""
    if not only or "ratio" in written or "formula" in written:
        return written
    return {**written, "where": all_of((*only, written.get("where", "")))}


def _chain(report: ReportDefinition, measure: Measure) -> tuple[Measure, ...]:
    """The measure behind all that it is made of, each once."""
    needs = measure.parts if measure.kind == "ratio" else sorted(measure.of.names) if measure.kind == "formula" else ()
    chain: dict[str, Measure] = {}
    for need in needs:
        chain |= {each.id: each for each in _chain(report, report.measures_by_id[need])}
    return tuple({**chain, measure.id: measure}.values())
