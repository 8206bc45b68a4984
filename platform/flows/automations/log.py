"""What automations did, as those who configure read it: which there are, their runs, and one run step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts import Work, calendar_by_id, people, require
from definitions import Label, NotFound, Reason
from forms import display_values, table_of
from records import RunRow, StepRow, runs, store

from ..facts import facts_scope
from ..stored import restored
from .calendar_times import next_slot
from .definition import Automation
from .running import definition_of
from .words import began_in_words

RECENT = timedelta(days=30)


@dataclass(frozen=True)
class Overview:
    """One automation: how many of its runs are in each state, who paused it, when its schedule comes round."""

    automation: Automation
    counts: Mapping[str, int]
    pause: runs.Pause | None = None
    paused_by: str | None = None
    next_at: datetime | None = None


@dataclass(frozen=True)
class RunView:
    """One run: of which automation and record, begun by what, and what became of it."""

    row: RunRow
    label: Label
    began: Reason
    number: str | None = None
    title: str | None = None
    reason: Reason | None = None

    @property
    def may_be_tried_again(self) -> bool:
        """Whether it did not come to its end."""
        return self.row.state not in runs.ENDED or self.row.state == runs.STOPPED


@dataclass(frozen=True)
class StepView:
    """One step of a run: what it was to do, and what came of it."""

    row: StepRow
    said: Reason | None


@dataclass(frozen=True)
class RunDetail:
    """One run with its steps and the runs that it led to."""

    run: RunView
    steps: tuple[StepView, ...]
    children: tuple[RunView, ...]
    seen: tuple[tuple[Label, str], ...] = ()  # what its condition saw, in words


def overview(work: Work) -> tuple[Overview, ...]:
    """Every automation that is published, and how it has been doing for a month."""
    require(work, "configure")
    tallies = runs.tallies(work.connection, work.now - RECENT)
    resting = runs.pauses(work.connection)
    names = people.names(work.connection, [pause.by for pause in resting.values()])
    return tuple(
        Overview(
            one,
            {state: tallies[one.id, state] for state in runs.STATES if (one.id, state) in tallies},
            resting.get(one.id),
            names.get(resting[one.id].by) if one.id in resting else None,
            _next(work, one),
        )
        for one in work.catalog.all("automation")
    )


def listing(
    work: Work,
    *,
    automation: str | None = None,
    states: Iterable[str] = (),
    form: str | None = None,
    record: int | None = None,
    before: int | None = None,
    limit: int = 50,
) -> tuple[RunView, ...]:
    """Runs, the newest first."""
    require(work, "configure")
    rows = runs.listing(
        work.connection, automation=automation, states=states, form=form, record=record, before=before, limit=limit
    )
    return _views(work, rows)


def detail(work: Work, run: int) -> RunDetail:
    """One run, step by step."""
    require(work, "configure")
    row = runs.get(work.connection, run)
    if row is None:
        raise NotFound("automation.refused.no_run", run=run)
    steps = tuple(StepView(step, _reason(step.said)) for step in runs.steps_of(work.connection, run))
    view, children = _views(work, [row])[0], _views(work, runs.children_of(work.connection, run))
    return RunDetail(view, steps, children, tuple(_seen(work, row)))


def _seen(work: Work, row: RunRow) -> Iterator[tuple[Label, str]]:
    """The values that the condition saw, as they are read in a list."""
    if not row.seen or work.catalog.find("form", row.form) is None:
        return
    scope = facts_scope(work.catalog, row.form)
    values = restored(row.seen, scope)
    shown = display_values(work, row.form, values)
    for name, value in values.items():
        known = scope.names.get(name)
        label = Label.of(known.label) if known is not None and known.label else Label.of(name)
        yield label, shown.get(name) or ("–" if value in (None, (), "") else str(value))


def _next(work: Work, one: Automation) -> datetime | None:
    slots = (next_slot(each, work.now, calendar_by_id(work.catalog, each.calendar)) for each in one.schedules)
    return min((slot for slot in slots if slot is not None), default=None)


def _views(work: Work, rows: Iterable[RunRow]) -> tuple[RunView, ...]:
    rows = tuple(rows)
    titles = _titles(work, rows)
    return tuple(_view(work, row, titles.get((row.form, row.record), (None, None))) for row in rows)


def _view(work: Work, row: RunRow, title: tuple[str | None, str | None]) -> RunView:
    automation = work.catalog.find("automation", row.automation) or definition_of(work, row)
    label = automation.label if automation else Label.of(row.automation)
    return RunView(row, label, began_in_words(work.catalog, row.form, row.occasion), *title, _reason(row.reason))


def _titles(work: Work, rows: tuple[RunRow, ...]) -> dict[tuple[str, int], tuple[str, str]]:
    """Number and title of the records; of a form that is gone nothing is known."""
    found = {}
    for form in {row.form for row in rows if work.catalog.find("form", row.form)}:
        definition = work.catalog.get("form", form)
        ids = [row.record for row in rows if row.form == form and row.record]
        for id, row in store.fetch_many(work.connection, table_of(work.catalog, form), ids).items():
            title = row._mapping.get(f"f_{definition.title}")
            found[form, id] = (row.number, str(title or row.number))
    return found


def _reason(stored: Mapping[str, object] | None) -> Reason | None:
    return Reason.from_json(stored) if stored else None
