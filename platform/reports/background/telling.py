"""The notice that an answer is there, or why there is none."""

from __future__ import annotations

from accounts import Work, people
from definitions import Label
from flows import telling
from records import ReportRun, report_runs

KINDS = {report_runs.DONE: "report_ready", report_runs.FAILED: "report_failed", report_runs.LOST: "report_lost"}


def tell_ended(work: Work, run: ReportRun, state: str) -> None:
    """Once, to whoever asked."""
    person = people.find(work.connection, run.person)
    if person is None or not person.active:
        return
    kind, href = KINDS[state], f"/reports/runs/{run.id}"
    telling.tell_apart(work, person, telling.Apart(kind, href, Label.of(run.label), key=f"report_run:{run.id}"))
