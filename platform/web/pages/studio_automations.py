"""Automations in the studio: which there are and how they do, the run log, a dry run; pause, resume, replay, drop."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, g, request

from accounts import Work
from definitions import NotFound, Refused
from flows import automations
from forms import table_of
from records import runs, store

from .. import desk
from ..automations.drawing import RUNS, card, run_line, step_results
from ..automations.trying import trial_view
from ..automations.view_model import Card, RunLine, StepResult, TrialView
from ..htmx import go, page
from ..languages import language, t
from ..numbers import whole
from ..sessions import needs
from ..shell import toast
from ..studio.draft import draft_of
from ..studio.frame import Frame, frame_of
from ..studio.impact import impact_seen

blueprint = Blueprint("studio_automations", __name__, url_prefix="/studio")
PAGE = 50


@dataclass(frozen=True)
class AutomationsPage:
    """Every automation that is published."""

    studio: Frame
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class AutomationPage:
    """One automation: what it does, its latest runs, and a dry run."""

    studio: Frame
    card: Card
    file_href: str
    runs: tuple[RunLine, ...]
    record: str
    trial: TrialView | None = None
    error: str = ""


@dataclass(frozen=True)
class RunsPage:
    """The run log, with its filters as words."""

    studio: Frame
    runs: tuple[RunLine, ...]
    automations: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...]
    automation: str
    state: str
    more: str


@dataclass(frozen=True)
class RunPage:
    """One run, step by step."""

    studio: Frame
    run: RunLine
    steps: tuple[StepResult, ...]
    seen: tuple[tuple[str, str], ...]
    children: tuple[RunLine, ...]
    parent: int | None
    replay_of: int | None
    revision: int


@blueprint.get("/automations")
@needs("configure")
def index():
    """What there is, and how it has been doing."""
    with desk.reading() as work:
        cards = tuple(card(work.catalog, one) for one in automations.log.overview(work))
        return page("pages/studio/automations.html", AutomationsPage(_frame(work, "automation"), cards))


@blueprint.get("/automations/<id>")
@needs("configure")
def show(id: str):
    """One automation."""
    with desk.reading() as work:
        return page("pages/studio/automation.html", _page(work, id))


@blueprint.post("/automations/<id>/trial")
@needs("configure")
def trial(id: str):
    """A dry run on the record that was chosen; all of it is taken back."""
    named = request.form.get("record", "").strip()
    with desk.writing() as work:
        automation = work.catalog.get("automation", id)
        record = store.id_of(work.connection, table_of(work.catalog, automation.form), named) if named else None
        if record is None:
            context = _page(work, id, named, error=t("automations.no_such_record", record=named or "–"))
            return page("pages/studio/automation.html", context, status=422)
        found = trial_view(work, automations.dry_run(work, id, record))
        return page("pages/studio/automation.html", _page(work, id, named, trial=found))


@blueprint.post("/automations/<id>/pause")
@needs("configure")
def pause(id: str):
    """Let it rest."""
    with desk.writing() as work:
        automations.pause(work, id, request.form.get("words", ""))
    toast(t("automations.now_paused"))
    return go(f"/studio/automations/{id}")


@blueprint.post("/automations/<id>/resume")
@needs("configure")
def resume(id: str):
    """Let it work again, with what was held or without."""
    with desk.writing() as work:
        held = automations.resume(work, id, catch_up=request.form.get("held") != "drop")
    toast(t("automations.works_again", n=held))
    return go(f"/studio/automations/{id}")


@blueprint.get("/runs")
@needs("configure")
def log():
    """What was done, the newest first."""
    automation, state = request.args.get("automation", ""), request.args.get("state", "")
    before = request.args.get("before", type=whole)
    with desk.reading() as work:
        found = automations.log.listing(
            work, automation=automation or None, states=[state] if state in runs.STATES else (), before=before,
            limit=PAGE + 1,
        )  # fmt: skip
        shown, more = found[:PAGE], ""
        if len(found) > PAGE:
            more = f"{RUNS}?{urlencode({'automation': automation, 'state': state, 'before': shown[-1].row.id})}"
        context = RunsPage(
            studio=_frame(work),
            runs=tuple(map(run_line, shown)),
            automations=tuple((one.id, one.label.text(language())) for one in work.catalog.all("automation")),
            states=tuple((name, t(f"automation.state.{name}")) for name in runs.STATES),
            automation=automation,
            state=state,
            more=more,
        )
        return page("pages/studio/runs.html", context)


@blueprint.get("/runs/<int:run>")
@needs("configure")
def show_run(run: int):
    """One run, step by step."""
    with desk.reading() as work:
        found = automations.log.detail(work, run)
        row = found.run.row
        context = RunPage(
            studio=_frame(work),
            run=run_line(found.run),
            steps=step_results(work, row, found.steps),
            seen=tuple((label.text(language()), value) for label, value in found.seen),
            children=tuple(map(run_line, found.children)),
            parent=row.parent,
            replay_of=row.replay_of,
            revision=row.revision,
        )
        return page("pages/studio/run.html", context)


@blueprint.post("/runs/<int:run>/<verb>")
@needs("configure")
def change_run(run: int, verb: str):
    """Try again, run anew, drop."""
    if verb not in VERBS:
        raise NotFound
    try:
        with desk.writing() as work:
            begun = VERBS[verb](work, run)
    except Refused as refused:
        toast(refused.text(language()))
        return go(f"{RUNS}/{run}")
    toast(t(f"automations.{verb}_done"))
    return go(f"{RUNS}/{begun}")


VERBS = {
    "retry": lambda work, run: automations.try_again(work, run).id,
    "anew": automations.run_anew,
    "drop": lambda work, run: automations.drop(work, run).id,
}


def _page(work: Work, id: str, record: str = "", *, trial: TrialView | None = None, error: str = "") -> AutomationPage:
    one = next((each for each in automations.log.overview(work) if each.automation.id == id), None)
    if one is None:
        raise NotFound
    latest = automations.log.listing(work, automation=id, limit=8)
    named = record or next((view.number for view in latest if view.number), "")
    return AutomationPage(
        studio=_frame(work, "automation"),
        card=card(work.catalog, one),
        file_href=f"/studio/files/{work.catalog.file_of('automation', id)}",
        runs=tuple(map(run_line, latest)),
        record=named,
        trial=trial,
        error=error,
    )


def _frame(work: Work, kind: str = "run") -> Frame:
    g.studio_kind = kind
    draft = draft_of(work)
    return frame_of(draft, seen=impact_seen(draft))
