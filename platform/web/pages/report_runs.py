"""Reports in the background: asked here, watched while they are counted, read when they are ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request

import reports
from accounts import Work
from definitions import Label, Refused
from records import ReportRun, report_runs

from .. import desk, moments
from ..htmx import go, page
from ..languages import language, t
from ..report_later import ask_later
from ..report_view import ReportPage, view_of
from ..shell import toast

blueprint = Blueprint("report_runs", __name__, url_prefix="/reports")


@dataclass(frozen=True)
class RunView:
    """One run: how far it is, since when, how long that may take."""

    id: int
    title: str
    state: str
    words: str
    step: str
    href: str
    report_href: str
    asked: str
    took: str = ""
    last: str = ""
    part: int | None = None
    stopping: bool = False
    trouble: str = ""
    params: tuple[tuple[str, Any], ...] = ()
    report: str = ""

    @property
    def is_open(self) -> bool:
        """Whether its answer may still come."""
        return self.state in report_runs.UNFINISHED


@dataclass(frozen=True)
class RunsPage:
    """All of one's own that are kept."""

    runs: tuple[RunView, ...]


@dataclass(frozen=True)
class RunPage:
    """One run without an answer: progress, or why there is none."""

    run: RunView
    waited: str = ""


@dataclass(frozen=True)
class AnswerPage(ReportPage):
    """One run with its answer, as the report's own page has it."""

    run: RunView | None = None
    made: str = ""


@blueprint.get("/runs")
def index():
    """All of one's own, the newest first."""
    with desk.reading() as work:
        runs = tuple(_view(work, run) for run in reports.background.my_runs(work))
        return page("pages/reports/runs.html", RunsPage(runs))


@blueprint.post("/<id>/runs")
def ask(id: str):
    """Asks a report in the background."""
    return go(f"/reports/runs/{ask_later(id, request.form)}")


@blueprint.get("/runs/<int:id>")
def show(id: str):
    """How far it is, or what it came to."""
    with desk.reading() as work:
        run = reports.background.run_of(work, id)
        view = _view(work, run)
        if run.state == report_runs.DONE and not request.args.get("part"):
            return _answered(work, run, view)
    if run.state == report_runs.DONE:
        return go(f"/reports/runs/{id}")
    waited = request.args.get("waited", "")
    context = RunPage(view, waited if waited.isdigit() else "")
    return page("pages/reports/run.html", context, part="partials/reports/progress.html")


@blueprint.post("/runs/<int:id>/cancellation")
def cancel(id: int):
    """Stops it."""
    with desk.writing() as work:
        run = reports.background.cancel(work, id)
    if run.state == report_runs.CANCELLED:
        toast(t("runs.cancelled"))
    return go(f"/reports/runs/{id}")


@blueprint.get("/runs/<int:id>/export.<any(csv, xlsx, pdf, png, svg, json):kind>")
def export(id: int, kind: str):
    """The answer that was kept as a file."""
    with desk.reading() as work:
        run = reports.background.run_of(work, id)
        table = reports.background.answer_of(work, run)
        paper = reports.Paper(language(), " · ".join((work.actor.name, moments.exact(run.asked_at))))
    if kind == "json":
        return reports.as_json(table, language())
    name = f"attachment; filename={run.report}.{kind}"
    body = reports.file_of(kind, table, paper)
    return Response(body, content_type=reports.FILES[kind].content_type, headers={"Content-Disposition": name})


def _answered(work: Work, run: ReportRun, view: RunView):
    try:
        table = reports.background.answer_of(work, run)
        report = reports.report_of(work, run.report)
    except Refused as refused:
        told = RunView(**{**vars(view), "trouble": refused.text(language()), "state": report_runs.FAILED})
        return page("pages/reports/run.html", RunPage(told), part="partials/reports/progress.html")

    def export_href(kind: str) -> str:
        return f"/reports/runs/{run.id}/export.{kind}"

    shown = view_of(work, report, table, given=run.params, export=export_href)
    return page("pages/reports/run_answer.html", AnswerPage(**vars(shown), run=view, made=moments.exact(run.asked_at)))


def _view(work: Work, run: ReportRun) -> RunView:
    query = f"?{urlencode(run.params)}" if run.params else ""
    last = reports.background.seconds_last(work, run) if run.is_open else None
    gone = (work.now - run.began_at).total_seconds() if run.began_at else 0.0
    took = (run.ended_at - run.began_at).total_seconds() if run.ended_at and run.began_at else gone
    return RunView(
        id=run.id,
        title=Label.of(run.label).text(language()),
        state=run.state,
        words=t(f"runs.state.{run.state}"),
        step=_step(run),
        href=f"/reports/runs/{run.id}",
        report_href=f"/reports/{run.report}{query}",
        asked=moments.shown(run.asked_at),
        took=_time(took) if run.began_at else "",
        last=_time(last) if last is not None else "",
        part=min(99, round(100 * gone / last)) if last else None,
        stopping=run.is_open and run.cancelled_at is not None,
        trouble=_trouble(run),
        params=tuple(run.params.items()),
        report=run.report,
    )


def _step(run: ReportRun) -> str:
    if run.state == report_runs.WAITING:
        return t("runs.step.waiting", since=moments.shown(run.asked_at))
    if run.state == report_runs.RUNNING:
        again = f"{t('runs.step.again')} " if run.attempts > 1 else ""
        return again + t("runs.step.running", since=moments.shown(run.began_at))
    return ""


def _trouble(run: ReportRun) -> str:
    if run.state == report_runs.LOST:
        return t("runs.lost_said")
    return Label.of(run.trouble).text(language()) if run.trouble else ""


def _time(seconds: float) -> str:
    """Seconds where it is no minute yet."""
    return moments.span(seconds) if seconds >= 60 else t("runs.seconds", n=max(1, round(seconds)))
