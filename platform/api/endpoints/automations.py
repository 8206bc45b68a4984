"""Automations: which there are, what they did, a dry run; pause, resume, replay, drop."""

from __future__ import annotations

from typing import Any

from flask import Response

from accounts import Work
from definitions import Reason
from flows import automations
from forms import FieldError
from records import runs

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading, writing
from ..idempotency import change
from ..inputs import LARGEST_ID, arguments, refuse, whole_number
from ..places import id_at, record_at
from ..record_json import stamp
from ..replies import Reply
from ..shapes import AUTOMATION_PAUSE, AUTOMATION_RESUME, AUTOMATION_TRIAL, REPLAY

PER_PAGE, LARGEST_PAGE = 50, 200


@v1.get("/automations")
def list_automations() -> Response:
    """Every automation, with what became of its runs in a month."""
    arguments()
    with reading() as work:
        told = [_overview(work, one) for one in automations.log.overview(work)]
        return Reply({"automations": told, "revision": work.catalog.revision}).response()


@v1.get("/runs")
def list_runs() -> Response:
    """The run log, the newest first; `before` is the id from which an earlier page goes on."""
    given = arguments("automation", "state", "before", "limit")
    state = given.get("state")
    if state is not None and state not in runs.STATES:
        refuse(FieldError("state", "not_a_choice", {"value": state[:40]}))
    limit = whole_number(given, "limit", PER_PAGE, most=LARGEST_PAGE)
    before = whole_number(given, "before", most=LARGEST_ID)
    with reading() as work:
        found = automations.log.listing(
            work, automation=given.get("automation"), states=[state] if state else (), before=before, limit=limit
        )
        return Reply({"runs": [_run(work, view) for view in found]}).response()


@v1.get("/runs/<run>")
def read_run(run: str) -> Response:
    """One run, step by step."""
    arguments()
    with reading() as work:
        return Reply(_detail(work, id_at(run))).response()


@v1.post("/runs/<run>/replay")
def replay_run(run: str) -> Response:
    """Let a run go on where it stopped, or (`anew`) begin again from its first step."""
    body = REPLAY.read(read_body())

    def replay(work: Work) -> Reply:
        anew = body.get("anew", False)
        begun = automations.run_anew(work, id_at(run)) if anew else automations.try_again(work, id_at(run)).id
        return Reply(_detail(work, begun))

    return change(replay, body)


@v1.post("/runs/<run>/drop")
def drop_run(run: str) -> Response:
    """Give a run up for good."""
    body = REPLAY.read(read_body())
    return change(lambda work: Reply(_detail(work, automations.drop(work, id_at(run)).id)), body)


@v1.post("/automations/<automation>/pause")
def pause_automation(automation: str) -> Response:
    """Let an automation rest; what would begin is held."""
    body = AUTOMATION_PAUSE.read(read_body())

    def pause(work: Work) -> Reply:
        automations.pause(work, automation, body.get("words") or "")
        return Reply(_one(work, automation))

    return change(pause, body)


@v1.post("/automations/<automation>/resume")
def resume_automation(automation: str) -> Response:
    """Let it work again; what was held is done, or dropped."""
    body = AUTOMATION_RESUME.read(read_body())

    def resume(work: Work) -> Reply:
        held = automations.resume(work, automation, catch_up=body.get("held") != "drop")
        return Reply({**_one(work, automation), "held": held})

    return change(resume, body)


@v1.post("/automations/<automation>/trial")
def try_automation(automation: str) -> Response:
    """What it would do to a record, and why; nothing is kept."""
    body = AUTOMATION_TRIAL.read(read_body())
    with writing() as work:
        form = work.catalog.get("automation", automation).form
        record = record_at(work, form, str(body["record"]))
        trial = automations.dry_run(work, automation, record)
        told = {
            "automation": automation,
            "record": record,
            "holds": trial.holds,
            "conditions": [
                {"words": part.words.text(work.language), "holds": part.holds, "seen": dict(part.seen)}
                for part in trial.conditions
            ],
            "run": _tried(work, trial.run) if trial.run else None,
        }
        return Reply(told).response()


def _one(work: Work, automation: str) -> dict[str, Any]:
    return next(_overview(work, one) for one in automations.log.overview(work) if one.automation.id == automation)


def _overview(work: Work, one: automations.Overview) -> dict[str, Any]:
    return {
        "id": one.automation.id,
        "label": one.automation.label.text(work.language),
        "form": one.automation.form,
        "waits_for": [
            said.text(work.language) for said in automations.words.occasions_in_words(work.catalog, one.automation)
        ],
        "counts": dict(one.counts),
        "paused_at": stamp(one.pause.at) if one.pause else None,
        "next_at": stamp(one.next_at),
    }


def _run(work: Work, view: automations.RunView) -> dict[str, Any]:
    row = view.row
    return {
        "id": row.id,
        "automation": row.automation,
        "form": row.form,
        "record": row.record or None,
        "state": row.state,
        "began": view.began.text(work.language),
        "said": view.reason.text(work.language) if view.reason else None,
        "error": row.error,
        "depth": row.depth,
        "revision": row.revision,
        "started_at": stamp(row.started_at),
        "next_at": stamp(row.next_at),
        "ended_at": stamp(row.ended_at),
    }


def _detail(work: Work, run: int) -> dict[str, Any]:
    found = automations.log.detail(work, run)
    return {
        **_run(work, found.run),
        "steps": [_step(work, step) for step in found.steps],
        "led_to": [child.row.id for child in found.children],
    }


def _step(work: Work, step: automations.StepView) -> dict[str, Any]:
    return {
        "action": step.row.action,
        "state": step.row.state,
        "said": step.said.text(work.language) if step.said else None,
        "error": step.row.error,
        "attempts": step.row.attempts,
        "at": stamp(step.row.at),
    }


def _tried(work: Work, run: automations.TriedRun) -> dict[str, Any]:
    steps = [automations.StepView(step, Reason.from_json(step.said) if step.said else None) for step in run.steps]
    return {
        "automation": run.automation,
        "ended": run.ended,
        "steps": [_step(work, step) for step in steps],
        "led_to": [_tried(work, child) for child in run.led_to],
    }
