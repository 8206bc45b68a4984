"""One record: its page, its explanations, its earlier days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, request

from accounts import Work
from definitions import NotFound
from flows import duplicates, look

from .. import desk
from ..htmx import go, page
from ..inbox import is_unsettled, settle
from ..numbers import whole
from ..record import RecordView, record_view
from ..record.grade_line import GradeLine, grade_line
from ..record.story import story
from .trash import lying

blueprint = Blueprint("record", __name__, url_prefix="/records/<form>/<int:id>")
EXPLAINED = {"grade": "why_grade", "assignment": "why_owner"}


@dataclass(frozen=True)
class RecordContext:
    """A record page."""

    rec: RecordView


@dataclass(frozen=True)
class WhyContext:
    """One explanation on a page of its own."""

    rec: RecordView
    part: str


@dataclass(frozen=True)
class StoryContext:
    """An earlier part of the timeline."""

    title: str
    href: str
    story: tuple[Any, ...]
    earlier_href: str


@dataclass(frozen=True)
class GradesContext:
    """The history of a record's grades."""

    title: str
    href: str
    line: GradeLine


@blueprint.get("")
def show(form: str, id: int):
    """The record; htmx gets all of it below the bar. What lies in the trash says so to whoever may take it back."""
    try:
        return _shown(form, id)
    except NotFound:
        return lying(form, id)


def _shown(form: str, id: int):
    """One that became part of another leads there."""
    with desk.reading() as work:
        into = duplicates.now_in(work, form, id)
        if into is not None:
            return go(f"/records/{form}/{into}")
        if not is_unsettled(work, form, id):
            return _page_of(work, form, id)
    _read_notices(form, id)
    with desk.reading() as work:
        return _page_of(work, form, id)


def _page_of(work: Work, form: str, id: int):
    context = RecordContext(record_view(work, form, id, request.args))
    return page("pages/record/show.html", context, part="partials/record/body.html")


def _read_notices(form: str, id: int) -> None:
    """Whoever may see the record has now seen what they were told of it."""
    with desk.writing() as work:
        look(work, form, id)
        settle(work, form, id)


@blueprint.get("/why/<what>")
def why(form: str, id: int, what: str):
    """Why it has its grade, or its owner; as a page and as a part."""
    if what not in EXPLAINED:
        raise NotFound
    with desk.reading() as work:
        context = WhyContext(record_view(work, form, id, request.args), EXPLAINED[what])
        if getattr(context.rec, EXPLAINED[what]) is None:
            raise NotFound
        return page("pages/record/why.html", context, part=f"partials/record/{EXPLAINED[what]}.html")


@blueprint.get("/grades")
def grades(form: str, id: int):
    """How the score came about: a line over time, and what moved it."""
    with desk.reading() as work:
        subject, line = look(work, form, id), grade_line(work, form, id)
        if line is None:
            raise NotFound
        return page("pages/record/grades.html", GradesContext(subject.title, f"/records/{form}/{id}", line))


@blueprint.get("/timeline")
def timeline(form: str, id: int):
    """What happened before what the page shows."""
    before = request.args.get("before", type=whole)
    with desk.reading() as work:
        subject, href = look(work, form, id), f"/records/{form}/{id}"
        told, earlier = story(work, subject, href, which=request.args.get("tl", "all"), before=before)
        context = StoryContext(subject.title, href, told, earlier)
        return page("pages/record/timeline.html", context, part="partials/record/earlier.html")
