"""Where a drop comes from, asked in the order in which it is looked for: the sources, the people, the steps.

The change of the rate is taken apart exactly. By sources and by people: what their shares have changed (the mix), and
what each one's own rate has; the parts add up to the change. By steps: what part of the way through each has gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Any

import sqlalchemy as sa
from sqlalchemy import CTE, ColumnElement, FromClause, Select, Subquery, func, select

from definitions import LANGUAGES, Label, Problem, Refused, say
from rules import RuleError, Type, parse
from rules import check as typed

from ..answers.cell import EMPTY, CellRef
from ..answers.finding import with_finding
from ..answers.naming import DimensionShower
from ..answers.showing import Shower, rounded
from ..answers.table import DIMENSION, Cell, Column, ReportTable, Row
from ..checks.checked import Checked
from ..parts import Dimension, names_in
from ..sql.dimensions import AskedDimension
from ..sql.question import Question
from .cells import number, rate, table_of_shape
from .funnel import furthest_of_ways, pipeline_of, pipeline_problems
from .shape import SHAPES, Asked, Shape

WHERE, WHAT = "where", "what"
NOW, BEFORE, RATE, RATE_BEFORE, EFFECT = "now", "before", "rate", "rate_before", "effect"
SOURCE, PERSON, STEP, MIX = "source", "person", "step", "mix"
ORDER = (SOURCE, PERSON, STEP)
MOST, WON = 5, "outcome = 'won'"
# What explains so much of the change is where to begin.
ENOUGH = 0.5


@dataclass(frozen=True)
class Finding:
    """One part of the change: where, what, how many and how well now and before, and by how many points it counts."""

    where: str
    key: str
    now: tuple[float, float]
    before: tuple[float, float]
    effect: float


def _settings(question: Question) -> Mapping[str, Any]:
    return question.report.shape.settings


def _by(question: Question, where: str) -> AskedDimension:
    return AskedDimension(question, Dimension(where, parse(_settings(question)[where])))


@dataclass(frozen=True, eq=False)
class _Rows:
    """The records of both spans, each beside how far it ever got."""

    question: Question

    @cached_property
    def _reached(self) -> Subquery:
        return furthest_of_ways(pipeline_of(self.question))

    @property
    def source(self) -> FromClause:
        return self.question.source.outerjoin(self._reached, self._reached.c.way == self.question.records.c.way)

    @property
    def far(self) -> ColumnElement:
        """The place of the furthest stage; whoever came in has reached the first."""
        return func.coalesce(self._reached.c.far, sa.literal_column("0"))


def _statement(question: Question) -> Select:
    """How many came and how many of them were won, now and before: by source, by person, by how far they got."""
    rows, one = _Rows(question), sa.literal_column("1")
    won = question.rule_sql(parse(_settings(question).get("won", WON)))
    era = sa.case((question.is_before, 1), else_=0) if question.before else sa.literal_column("0")
    columns = [sa.cast(_by(question, where).sql, sa.String).label(where) for where in (SOURCE, PERSON)]
    columns += [sa.cast(rows.far, sa.String).label(STEP), era.label("era"), sa.case((won, one)).label("won")]
    counted = select(*columns).select_from(rows.source).where(question.condition_ever).cte("counted")
    return sa.union_all(*(_grouped(counted, where) for where in ORDER))


def _grouped(counted: CTE, where: str) -> Select:
    by = counted.c[where]
    numbers = (func.count().label("n"), func.count(counted.c.won).label("won"))
    return select(sa.literal(where).label("place"), by.label("key"), counted.c.era, *numbers).group_by(
        by, counted.c.era
    )


def _table(question: Question, found: Sequence[Any]) -> ReportTable:
    counts: dict[tuple[str, str], list[list[int]]] = {}
    for where, key, era, n, won in found:
        counts.setdefault((where, key or EMPTY), [[0, 0], [0, 0]])[era] = [n, won]
    whole = [[sum(pair[era][i] for (w, _), pair in counts.items() if w == SOURCE) for i in (0, 1)] for era in (0, 1)]
    change = _share(whole[0]) - _share(whole[1]) if whole[0][0] and whole[1][0] else None
    parts = list(_parts(question, counts, whole)) if change is not None else []
    names = _Names(question)
    rows = tuple(_row(names, part) for part in parts)
    totals = Row((Cell(None, Label.of("")), Cell(None, Label.of("")), *_numbers(whole), _points(change)))
    table = table_of_shape(question, columns=_columns(), rows=rows, totals=totals)
    return with_finding(table, lambda each, language: _sentence(each, parts, names, change, language))


def _parts(question: Question, counts: dict, whole: list) -> Iterator[Finding]:
    """In order: the mix of the sources and the worst of them, the same of the people, then the steps."""
    for where in (SOURCE, PERSON):
        groups = {key: pair for (place, key), pair in counts.items() if place == where}
        found = list(_taken_apart(where, groups, whole))
        mix, own = found[0], sorted(found[1:], key=lambda part: -abs(part.effect))
        yield from (mix, *own[:MOST])
    yield from _by_steps(question, {int(key): pair for (place, key), pair in counts.items() if place == STEP}, whole)


def _taken_apart(where: str, groups: dict, whole: list) -> Iterator[Finding]:
    """The mix, then each group's own; together they are the change of the whole."""
    (n1, _), (n0, _) = whole
    rate0, mix, own = _share(whole[1]), 0.0, []
    for key, (now, before) in groups.items():
        s1, s0 = now[0] / n1, before[0] / n0
        r0 = _share(before) if before[0] else rate0
        r1 = _share(now) if now[0] else r0
        mix += (s1 - s0) * (r0 - rate0)
        own.append(Finding(where, key, (now[0], now[1]), (before[0], before[1]), s1 * (r1 - r0)))
    yield Finding(where, MIX, tuple(whole[0]), tuple(whole[1]), mix)
    yield from own


def _by_steps(question: Question, groups: dict, whole: list) -> Iterator[Finding]:
    """Each step's part of the change: the logarithm of how its rate has changed, as rates of steps are multiplied."""
    steps = pipeline_of(question).steps
    reached = [_reached(groups, era, len(steps)) for era in (0, 1)]
    logs = []
    for place in range(1, len(steps)):
        pairs = [(reached[era][place], reached[era][place - 1]) for era in (0, 1)]
        rates = [part / all_ if all_ else None for part, all_ in pairs]
        logs.append((place, pairs, log(rates[0] / rates[1]) if rates[0] and rates[1] else 0.0))
    together = sum(value for _, _, value in logs)
    change = _share(whole[0]) - _share(whole[1])
    for place, (now, before), value in logs:
        effect = change * value / together if together else 0.0
        yield Finding(STEP, steps[place].id, (now[1], now[0]), (before[1], before[0]), effect)


def _reached(groups: dict, era: int, steps: int) -> list[int]:
    return [sum(pair[era][0] for far, pair in groups.items() if far >= place) for place in range(steps)]


def _share(pair: Sequence[float]) -> float:
    return pair[1] / pair[0] if pair[0] else 0.0


class _Names:
    """What sources, people and steps are called."""

    def __init__(self, question: Question) -> None:
        self.question = question
        shower = Shower(question)
        self.showers = {where: DimensionShower(shower, _by(question, where)) for where in (SOURCE, PERSON)}
        self.stages = {stage.id: stage.label for stage in pipeline_of(question).steps}

    def of(self, part: Finding) -> Label:
        """A group by its own name."""
        if part.key == MIX:
            return _said(f"mix_{part.where}")
        if part.where == STEP:
            return self.stages[part.key]
        shower = self.showers[part.where]
        return shower.cell(None if part.key == EMPTY else shower.asked.read(part.key)).shown


def _row(names: _Names, part: Finding) -> Row:
    where = Cell(part.where, _said(part.where), part.where)
    what = names.of(part)
    raw = what.text(names.question.work.language)
    return Row((where, Cell(raw, what, part.key), *_numbers([part.now, part.before]), _points(part.effect)))


def _numbers(pairs: Sequence[Sequence[float]]) -> Iterator[Cell]:
    (n1, w1), (n0, w0) = pairs
    yield from (number(int(n1)), rate(w1, n1), number(int(n0)), rate(w0, n0))


def _points(value: float | None) -> Cell:
    if value is None:
        return Cell(None, Label.of("–"))
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    amount = f"{sign}{rounded(abs(100 * value), 1)}"
    said = {language: say("reports.points", language, amount=amount) for language in LANGUAGES}
    return Cell(round(value, 6), Label.of(said))


def _columns() -> tuple[Column, ...]:
    return (
        Column(WHERE, _said("where"), "choice", DIMENSION),
        Column(WHAT, _said("what"), "text", DIMENSION),
        Column(NOW, _said("now"), "integer"),
        Column(RATE, _said("rate"), "percent"),
        Column(BEFORE, _said("before"), "integer"),
        Column(RATE_BEFORE, _said("rate_before"), "percent"),
        Column(EFFECT, _said("effect"), "change"),
    )


def _said(key: str) -> Label:
    return Label.of({language: say(f"reports.diagnosis.{key}", language) for language in LANGUAGES})


def _sentence(table: ReportTable, parts: Sequence[Finding], names: _Names, change: float | None, language: str) -> str:
    """How the rate has changed, and the first place in order that explains enough of it."""
    if change is None:
        return say("reports.diagnosis.nothing", language)
    rates = {id: table.cell(table.totals, id).text(language) for id in (RATE, RATE_BEFORE)}
    way = "up" if change > 0 else "down" if change < 0 else "same"
    said = say(f"reports.diagnosis.{way}", language, now=rates[RATE], before=rates[RATE_BEFORE])
    cause = next((part for where in ORDER for part in _worst(parts, where) if part.effect / change >= ENOUGH), None)
    space = "" if language.startswith("zh") else " "
    if not change:
        return said
    if cause is None:
        return said + space + say("reports.diagnosis.no_cause", language)
    effect = _points(cause.effect).text(language)
    params = {"where": _said(f"in_{cause.where}"), "what": names.of(cause), "effect": effect}
    return said + space + say("reports.diagnosis.cause", language, **params)


def _worst(parts: Sequence[Finding], where: str) -> list[Finding]:
    return sorted((part for part in parts if part.where == where), key=lambda part: -abs(part.effect))


def _drill(question: Question, ref: CellRef) -> Asked:
    """Those who came by a source, to a person, or as far as a step, now or before."""
    where, key, language = ref.at.get(WHERE), ref.at.get(WHAT), question.work.language
    wrong = (where is None) != (key is None) or set(ref.at) - {WHERE, WHAT}
    if ref.measure not in (NOW, RATE, BEFORE, RATE_BEFORE) or wrong:
        raise Refused("reports.refused.no_cell", cell=str(ref)[:80])
    rows = _Rows(question)
    old = ref.measure in (BEFORE, RATE_BEFORE)
    conditions = [question.condition_before if old else question.condition]
    words = [question.before.words(language)] if old and question.before else []
    if where == STEP:
        steps = {stage.id: place for place, stage in enumerate(pipeline_of(question).steps)}
        if key not in steps:
            raise Refused("reports.refused.no_cell", cell=str(ref)[:80])
        conditions.append(rows.far >= sa.literal_column(str(steps[key] - 1)))
        words.append(pipeline_of(question).steps[steps[key] - 1].label.text(language))
    elif where in (SOURCE, PERSON) and key != MIX:
        asked = _by(question, where)
        conditions.append(asked.sql.is_(None) if key == EMPTY else asked.meets(key))
        shower = DimensionShower(Shower(question), asked)
        words.append(shower.cell(None if key == EMPTY else asked.read(key)).text(language))
    behind = select(question.record_id).select_from(rows.source).where(*conditions).correlate(None)
    return question.records.c.id.in_(behind), words


def _names(settings: Mapping[str, Any]) -> frozenset[str]:
    return names_in(*(parse(settings[key]) for key in (SOURCE, PERSON, "won") if key in settings))


def _problems(checked: Checked) -> Iterator[Problem]:
    """A period to compare, a pipeline, a source and a person of the record."""
    settings = checked.report.shape.settings
    yield from pipeline_problems(checked, ("diagnosis", "pipeline"))
    if checked.report.period is None or checked.report.period.compare is None:
        yield checked.problem(("diagnosis",), "diagnosis_compares")
    for key in (SOURCE, PERSON):
        if settings[key] not in checked.names:
            yield checked.unknown(("diagnosis", key), "name", settings[key], checked.names)
    try:
        if "won" in settings and typed(parse(settings["won"]), checked.scope) is not Type.YES_NO:
            yield checked.problem(("diagnosis", "won"), "no_condition")
    except RuleError as error:
        yield checked.problem(("diagnosis", "won"), "rule_is_wrong", error=error.sentence("en"))


SHAPES.register("diagnosis")(
    Shape(
        schema={
            "type": "object",
            "required": ["pipeline", "source", "person"],
            "additionalProperties": False,
            "properties": {
                "pipeline": {"type": "string"},
                "source": {"type": "string", "description": "Where records come from, looked at first"},
                "person": {"type": "string", "description": "Who works on them, looked at second"},
                "won": {"type": "string", "description": "What counts as won; outcome = 'won' if unsaid"},
            },
        },
        statement=_statement,
        numbers=lambda settings: (NOW, RATE, BEFORE, RATE_BEFORE, EFFECT),
        table=_table,
        drill=_drill,
        problems=_problems,
        names=_names,
    )
)
