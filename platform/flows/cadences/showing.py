"""Cadences as people look at them: their steps in words, who is in them, and where a record stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts import Work, require
from definitions import LANGUAGES, Catalog, Label, Reason, say
from forms import form_of, record_values
from records import EnrolmentRow, enrolments
from rules import Expression, RuleError, words

from ..facts import facts_scope
from ..steps import Place, Step
from ..subject import rows_among
from .definition import END, Branch, Cadence, CadenceStep, Jump, Wait


@dataclass(frozen=True)
class StepView:
    """One step: what it does, where its ways lead to, and how many wait before it."""

    id: str
    kind: str
    words: Label
    ways: tuple[Label, ...] = ()
    standing: int = 0


@dataclass(frozen=True)
class CadenceView:
    """One cadence with how many are in it, went through, ripened, left."""

    cadence: Cadence
    counts: Mapping[str, int]
    steps: tuple[StepView, ...]
    comes_in: Label | None
    ripe: Label | None


@dataclass(frozen=True)
class EnrolmentView:
    """One record in one cadence: where it stands, since when, why it is in it and why it is not any more."""

    row: EnrolmentRow
    label: Label
    step: Label | None
    number: str | None
    title: str | None
    entered: Reason
    reason: Reason | None


def overview(work: Work) -> tuple[CadenceView, ...]:
    """Every cadence that is published."""
    require(work, "configure")
    tallies = enrolments.tallies(work.connection)
    return tuple(_view(work, cadence, tallies) for cadence in work.catalog.all("cadence"))


def listing(
    work: Work, cadence_id: str, *, states: Sequence[str] = (), before: int | None = None, limit: int = 50
) -> tuple[EnrolmentView, ...]:
    """Who is or was in a cadence, the newest first."""
    require(work, "configure")
    work.catalog.get("cadence", cadence_id)
    return _views(work, enrolments.listing(work.connection, cadence_id, states=states, before=before, limit=limit))


def of_record(work: Work, form: str, record: int) -> tuple[EnrolmentView, ...]:
    """The cadences that a record is or was in, the newest first."""
    return _views(work, enrolments.of_record(work.connection, form, record))


def step_words(catalog: Catalog, cadence: Cadence, step: CadenceStep) -> Label:
    """What a step does."""
    if isinstance(step.does, Step):
        place = Place(catalog, cadence, ("steps", cadence.places[step.id]), cadence.form, _scope(catalog, cadence))
        return _label(step.does.action.words(place).text)
    if isinstance(step.does, Wait):
        return _label(lambda language: _wait_words(step.does, language))
    if isinstance(step.does, Jump):
        to, most = cadence.places[step.does.to] + 1, step.does.most
        return _label(lambda language: say("cadence.does.go", language, to=to, n=most))
    return _label(lambda language: say("cadence.does.branch", language))


def _view(work: Work, cadence: Cadence, tallies: Mapping[tuple[str, str], int]) -> CadenceView:
    standing = enrolments.standing(work.connection, cadence.id)
    counts = {state: tallies[cadence.id, state] for state in enrolments.STATES if (cadence.id, state) in tallies}
    steps = tuple(_step(work.catalog, cadence, step, standing.get(step.id, 0)) for step in cadence.steps)
    rule = cadence.enter.when
    comes_in = _rule_words(work.catalog, cadence, rule) if rule is not None else None
    ripe = _rule_words(work.catalog, cadence, cadence.ripe.when) if cadence.ripe is not None else None
    return CadenceView(cadence, counts, steps, comes_in, ripe)


def _step(catalog: Catalog, cadence: Cadence, step: CadenceStep, standing: int) -> StepView:
    ways = tuple(_ways(catalog, cadence, step)) if isinstance(step.does, Branch) else ()
    return StepView(step.id, step.kind, step_words(catalog, cadence, step), ways, standing)


def _ways(catalog: Catalog, cadence: Cadence, step: CadenceStep) -> Iterator[Label]:
    for way in step.does.ways:
        rule = _rule_words(catalog, cadence, way.when)
        yield _way(cadence, "cadence.way.if", way.go, rule)
    yield _way(cadence, "cadence.way.else", step.does.otherwise or cadence.after(step.id) or END, None)


def _way(cadence: Cadence, key: str, to: str, rule: Label | None) -> Label:
    number = cadence.places[to] + 1 if to in cadence.places else None

    def text(language: str) -> str:
        where = say("cadence.way.step", language, n=number) if number else say("cadence.way.end", language)
        return say(key, language, rule=rule.text(language) if rule else "", to=where)

    return _label(text)


def _wait_words(wait: Wait, language: str) -> str:
    length = wait.length.words(language)
    if wait.at is None:
        return say("cadence.said.wait", language, length=length)
    return say("cadence.does.wait_until", language, length=length, at=f"{wait.at:%H:%M}")


def _rule_words(catalog: Catalog, cadence: Cadence, rule: Expression) -> Label:
    def text(language: str) -> str:
        try:
            return words(rule, _scope(catalog, cadence), language)
        except RuleError:
            return rule.text

    return _label(text)


def _scope(catalog: Catalog, cadence: Cadence) -> Any:
    return facts_scope(catalog, cadence.form)


def _label(text: Callable[[str], str]) -> Label:
    return Label.of({language: text(language) for language in LANGUAGES})


def _views(work: Work, rows: Sequence[EnrolmentRow]) -> tuple[EnrolmentView, ...]:
    seen = rows_among(work, rows)
    return tuple(_enrolment(work, row, seen.get((row.form, row.record))) for row in rows)


def _enrolment(work: Work, row: EnrolmentRow, record: Any) -> EnrolmentView:
    cadence: Cadence | None = work.catalog.find("cadence", row.cadence)
    step = cadence.step(row.step) if cadence and row.step else None
    title = record_values(record).get(form_of(work.catalog, row.form).title) if record is not None else None
    return EnrolmentView(
        row,
        cadence.label if cadence else Label.of(row.cadence),
        step_words(work.catalog, cadence, step) if step and row.is_under_way else None,
        record.number if record is not None else None,
        str(title) if title else None,
        Reason.from_json(row.why),
        Reason.from_json(row.reason) if row.reason else None,
    )
