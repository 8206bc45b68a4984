"""The gallery of every component in every state."""

from __future__ import annotations

from flask import Blueprint

from .. import desk
from ..htmx import page
from ..sessions import needs
from ..studio.gallery import every_type

blueprint = Blueprint("patterns", __name__, url_prefix="/studio/patterns")


@blueprint.get("")
@needs("configure")
def show():
    """All of it, in the language and theme of the page."""
    with desk.reading() as work:
        return page("pages/studio/patterns.html", {"types": every_type(work)})
