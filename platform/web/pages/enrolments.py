"""Letting a record into a cadence, and pausing, resuming, ending one that it is in."""

from __future__ import annotations

from flask import Blueprint, request

from definitions import NotFound
from flows import cadences

from .. import desk
from ..htmx import go
from ..languages import t
from ..shell import toast

blueprint = Blueprint("enrolments", __name__)
VERBS = {"pause": cadences.pause, "resume": cadences.resume, "stop": cadences.stop}


@blueprint.post("/records/<form>/<int:id>/enrolments")
def enter(form: str, id: int):
    """Lets the record into the cadence that was chosen."""
    with desk.writing() as work:
        cadence = work.catalog.find("cadence", request.form.get("cadence", ""))
        if cadence is None or cadence.form != form:
            raise NotFound
        cadences.enter(work, cadence.id, id)
    toast(t("cadences.came_in", record=""))
    return go(f"/records/{form}/{id}#rec-cadences")


@blueprint.post("/enrolments/<int:id>/<verb>")
def change(id: int, verb: str):
    """Pause, resume, stop; back to where the person was."""
    if verb not in VERBS:
        raise NotFound
    with desk.writing() as work:
        row = VERBS[verb](work, id)
    toast(t(f"cadences.done_{verb}"))
    at_studio = "/studio/" in (request.referrer or "")
    return go(f"/studio/cadences/{row.cadence}" if at_studio else f"/records/{row.form}/{row.record}#rec-cadences")
