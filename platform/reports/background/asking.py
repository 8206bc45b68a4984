"""Asking for a report in the background, looking after it, and wanting it no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from accounts import Work, require
from definitions import NotFound, Refused
from records import ReportRun, outbox, report_runs

from ..definition import ReportDefinition
from ..sql.question import ask
from .running import KIND

# So long a question may take in the background, and so many a person may have open at once.
LONGEST = timedelta(hours=1)
MOST_OPEN = 5


@dataclass(frozen=True)
class Ask:
    """Which report, with what, as an address or a call has it."""

    report: ReportDefinition
    params: Mapping[str, Any] = field(default_factory=dict)


def ask_later(work: Work, asked: Ask) -> ReportRun:
    """Leave the question to be answered; the same one that is still open is not asked twice."""
    if work.actor.person_id is None:
        raise Refused("reports.background.refused.nobody")
    ask(work, asked.report, asked.params)  # what is wrong with it is said now
    params = {name: value for name, value in asked.params.items() if value not in (None, "")}
    report_runs.in_turn(work.connection, work.actor.person_id)
    mine = report_runs.open_of(work.connection, work.actor.person_id)
    same = next((run for run in mine if (run.report, run.params) == (asked.report.id, params)), None)
    if same is not None and same.cancelled_at is None:
        return same
    if len(mine) >= MOST_OPEN:
        raise Refused("reports.background.refused.too_many", n=MOST_OPEN)
    label = dict(asked.report.label.texts)
    run = ReportRun(asked.report.id, label, work.actor.person_id, params, report_runs.WAITING, work.now)
    id = report_runs.add(work.connection, run)
    outbox.put(work.connection, KIND, {"run": id}, work.now, key=f"{KIND}:{id}")
    return run_of(work, id)


def run_of(work: Work, id: int) -> ReportRun:
    """One's own; nobody else's is there."""
    require(work, "report")
    run = report_runs.find(work.connection, id)
    if run is None or run.person != work.actor.person_id:
        raise NotFound()
    return run


def my_runs(work: Work) -> tuple[ReportRun, ...]:
    """All of one's own that are kept, the newest first."""
    require(work, "report")
    return report_runs.of_person(work.connection, work.actor.person_id) if work.actor.person_id else ()


def cancel(work: Work, id: int) -> ReportRun:
    """Want it no more: whoever works on it stops; one that has ended stays as it is."""
    run_of(work, id)
    run = report_runs.find(work.connection, id, lock=True)  # whoever ends it now is waited for
    if run is None or not run.is_open:
        return run_of(work, id)
    report_runs.change(work.connection, id, cancelled_at=work.now)
    if run.state == report_runs.WAITING:
        report_runs.change(work.connection, id, state=report_runs.CANCELLED, ended_at=work.now)
    return run_of(work, id)


def seconds_last(work: Work, run: ReportRun) -> float | None:
    """How long it took the last time."""
    return report_runs.seconds_last(work.connection, run.report)
