"""Links to public forms, in the studio: to copy, to print as a QR code, to put into a page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, g, request

from .. import desk
from ..htmx import page
from ..sessions import needs
from ..studio.draft import draft_of
from ..studio.frame import Frame, frame_of
from ..studio.impact import impact_seen
from ..studio.links import MEDIA, LinkSheet, code_of, link_sheet

blueprint = Blueprint("studio_links", __name__, url_prefix="/studio/links")


@dataclass(frozen=True)
class LinkPage:
    """One form's links."""

    studio: Frame
    sheet: LinkSheet


@blueprint.get("/<slug>")
@needs("configure")
def show(slug: str):
    """The link for a campaign as the address asks, its code, and what to paste."""
    with desk.reading() as work:
        g.studio_kind = "public_form"
        draft = draft_of(work)
        sheet = link_sheet(work, slug, request.args, _home())
        return page("pages/studio/link.html", LinkPage(frame_of(draft, seen=impact_seen(draft)), sheet))


@blueprint.get("/<slug>/qr.<kind>")
@needs("configure")
def code(slug: str, kind: str):
    """The QR code as a picture to print."""
    with desk.reading() as work:
        sheet = link_sheet(work, slug, request.args, _home())
    answer = Response(code_of(sheet.href, kind), mimetype=MEDIA[kind])
    answer.headers["Content-Disposition"] = f'attachment; filename="{sheet.id}.{kind}"'
    return answer


def _home() -> str:
    """Where people outside find these pages."""
    return (desk.site() or request.url_root).rstrip("/")
