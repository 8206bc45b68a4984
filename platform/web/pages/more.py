"""Everything that has no tab at the foot of a phone."""

from __future__ import annotations

from flask import Blueprint

from .. import desk
from ..htmx import page

blueprint = Blueprint("more", __name__, url_prefix="/more")


@blueprint.get("")
def show():
    """The whole navigation as a page, and the person's own settings."""
    with desk.reading():
        return page("pages/more/show.html", {})
