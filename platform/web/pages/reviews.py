"""Reviews: the board from open to closed, and one review with its cause, action, day and measured effect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, request

import reports
from accounts import Work, require
from definitions import Refused

from .. import desk
from ..htmx import go, page
from ..languages import language, t
from ..numbers import whole
from ..reviewing.view import BoardColumn, OneReview, board, one_review
from ..shell import toast

blueprint = Blueprint("reviews", __name__, url_prefix="/reviews")


@dataclass(frozen=True)
class ReviewsPage:
    """The board."""

    columns: tuple[BoardColumn, ...]
    empty: bool
    error: str = ""
    shown: int = 6


@dataclass(frozen=True)
class ReviewPage:
    """One review, with what was refused of its last change."""

    one: OneReview
    error: str = ""


@blueprint.get("")
def index():
    """What was found, what is done about it, what came of it."""
    with desk.reading() as work:
        require(work, "report")
        return page("pages/reviews/board.html", _board(work))


@blueprint.post("")
def add():
    """Opens a review of something that somebody saw themselves."""
    try:
        with desk.writing() as work:
            id = reports.reviews.open_by_hand(work, request.form.get("finding", ""))
    except Refused as refused:
        with desk.reading() as work:
            require(work, "report")
            return page("pages/reviews/board.html", _board(work, refused.text(language())), status=refused.status)
    return go(f"/reviews/{id}")


@blueprint.get("/<int:id>")
def show(id: int):
    """One review."""
    with desk.reading() as work:
        require(work, "report")
        return page("pages/reviews/show.html", ReviewPage(one_review(work, reports.reviews.review_of(work, id))))


@blueprint.post("/<int:id>")
def update(id: int):
    """Keeps what was said; what is missing is told, and what was typed is still there."""
    wanted = _wanted()
    if wanted.due is None and (written := request.form.get("due")):
        return _again(id, wanted, Refused("accounts.bad_date", written=written[:20]))
    try:
        with desk.writing() as work:
            require(work, "report")
            reports.reviews.change(work, id, wanted)
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        return _again(id, wanted, refused)
    toast(t("reviews.kept"))
    return go(f"/reviews/{id}")


def _board(work: Work, error: str = "") -> ReviewsPage:
    rows = reports.reviews.reviews_for(work)
    return ReviewsPage(board(work, rows), not rows, error)


def _wanted() -> reports.reviews.Change:
    form = request.form
    try:
        due = date.fromisoformat(form["due"]) if form.get("due") else None
    except ValueError:
        due = None
    return reports.reviews.Change(
        state=form.get("state") or None,
        cause=form.get("cause"),
        action=form.get("action"),
        conclusion=form.get("conclusion"),
        owner=form.get("owner", type=whole) or None,
        due=due,
        version=form.get("version", type=whole),
    )


def _again(id: int, wanted: reports.reviews.Change, refused: Refused):
    """The page as it was sent, with the reason on top."""
    with desk.reading() as work:
        one = one_review(work, reports.reviews.review_of(work, id))
        texts = tuple((name, label, getattr(wanted, name) or kept) for name, label, kept in one.texts)
        given = {"texts": texts, "owner": wanted.owner or one.owner}
        shown = OneReview(**{**vars(one), **given})
        return page("pages/reviews/show.html", ReviewPage(shown, refused.text(language())), status=refused.status)
