"""`/`: where a role's day begins."""

from __future__ import annotations

from flask import Blueprint

from accounts import Work

from .. import desk
from ..htmx import go
from ..rights import forms_for

blueprint = Blueprint("home", __name__)
HOMES = {"day": "/day", "board": "/board", "studio": "/studio"}


@blueprint.get("/")
def start():
    """On to the home that the role names."""
    with desk.reading() as work:
        return go(_home(work))


def _home(work: Work) -> str:
    home = work.actor.role.home if work.actor.role else "day"
    if home != "list":
        return HOMES.get(home, "/day")
    forms = [form.id for form in forms_for(work)]
    first = next((id for id in forms if work.catalog.of_form("pipeline", id)), next(iter(forms), None))
    return f"/records/{first}" if first else "/day"
