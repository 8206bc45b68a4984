"""Tracking links: made for a record by those who work on it, followed by anybody who gets one."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, g, redirect, request, url_for

from definitions import NotFound, Refused
from flows import look, tracking, trail

from .. import desk
from ..htmx import page
from ..languages import language
from ..record.verb_form import Option
from ..security import limiter
from .mail_reactions import PICTURE

blueprint = Blueprint("tracking", __name__)


@dataclass(frozen=True)
class TrackingPage:
    """What a link shall tell and where it shall go on to, and the link."""

    title: str
    href: str
    kinds: tuple[Option, ...]
    to: str
    words: str
    link: str
    picture: str
    error: str


@blueprint.get("/t/<token>")
@limiter.limit("120 per minute")
def follow(token: str):
    """On to the target that was signed into the link, or a picture of one dot; once an hour it counts."""
    g.person = None  # whoever is signed in follows it as anybody does
    with desk.writing() as work:
        link = tracking.follow(work, token) if request.method == "GET" else tracking.read(work, token)
    if link.to:
        return redirect(link.to, 302)
    return Response(PICTURE, mimetype="image/gif", headers={"Cache-Control": "no-store"})


@blueprint.get("/records/<form>/<int:id>/tracking")
def make(form: str, id: int):
    """Which behaviour, where to, and the link that notices it; asking is all there is to it."""
    chosen, to, words = (request.args.get(name, "").strip() for name in ("kind", "to", "title"))
    with desk.writing() as work:
        subject, known = look(work, form, id), trail.trail_of(work, form)
        if known is None:
            raise NotFound
        link, error = "", ""
        if chosen:
            try:
                token = tracking.issue(work, tracking.TrackingLink(form, id, chosen, to, words))
                link = url_for("tracking.follow", token=token, _external=True)
            except Refused as refused:
                error = _said(refused)
        kinds = tuple(Option(one.id, one.label.text(work.language), "", one.id == chosen) for one in known.behaviours)
        picture = link if link and not to else ""
        context = TrackingPage(
            subject.title, f"/records/{form}/{id}", kinds, to, words, "" if picture else link, picture, error
        )
        return page("pages/record/tracking.html", context)


def _said(refused: Refused) -> str:
    errors = getattr(refused, "errors", ())
    return " ".join(error.message(language()) for error in errors) or refused.text(language())
