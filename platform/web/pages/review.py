"""The weekly look at grades: ten minutes, each record with why it is asked about and what may fit better."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, request

from accounts import Work, allowed, people
from definitions import NotFound
from flows import review
from forms import form_of, record_values

from .. import desk
from ..due import ago
from ..htmx import go, page, wants_part
from ..languages import t
from ..numbers import whole
from ..shell import toast

blueprint = Blueprint("review", __name__, url_prefix="/review/<form>")


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One record to look at."""

    id: int
    title: str
    number: str
    grade: str
    score: str
    note: str
    href: str
    change_href: str


@dataclass(frozen=True, slots=True)
class ReviewSection:
    """The records of one reason."""

    id: str
    reason: str
    total: int
    suggest: str
    list_href: str
    lines: tuple[ReviewLine, ...]


@dataclass(frozen=True)
class ReviewContext:
    """The whole look."""

    label: str
    form: str
    rest: str
    sections: tuple[ReviewSection, ...]
    total: int
    may_grade: bool


@blueprint.get("")
def show(form: str):
    """What to look at."""
    with desk.reading() as work:
        return page("pages/review/show.html", _context(work, form), part="partials/review/body.html")


@blueprint.post("/looks")
def looked(form: str):
    """Looked at, and right as it is."""
    with desk.writing() as work:
        review.looked_at(work, form, request.form.get("record", type=whole) or 0, request.form.get("row"))
    if wants_part():
        return show(form)
    toast(t("review.done"))
    return go(f"/review/{form}")


def _context(work: Work, form: str) -> ReviewContext:
    if work.catalog.find("form", form) is None:
        raise NotFound
    found = review.review_of(work, form)
    owners = people.names(work.connection, {row.owner for part in found.parts for row in part.records})
    grades = allowed(work.actor, "grade", form)
    return ReviewContext(
        label=found.review.label.text(work.language),
        form=form,
        rest=found.review.rest.words(work.language),
        sections=tuple(_section(work, form, part, owners, grades=grades) for part in found.parts),
        total=found.total,
        may_grade=grades,
    )


def _section(work: Work, form: str, part: review.ReviewPart, owners: dict[int, str], *, grades: bool) -> ReviewSection:
    band = review.scorecard_of(work, form).band(part.row.suggest)
    return ReviewSection(
        id=part.row.id,
        reason=part.row.reason.text(work.language),
        total=part.total,
        suggest=band.label.text(work.language) if band is not None and grades else "",
        list_href=f"/records/{form}?{urlencode({'view': '', 'where': part.row.when.text})}",
        lines=tuple(_line(work, form, row, owners, part.row) for row in part.records),
    )


def _line(work: Work, form: str, row, owners: dict[int, str], asked) -> ReviewLine:
    values, href = record_values(row), f"/records/{form}/{row.id}"
    contact = t("record.last_contact", when=ago(row.last_contact_at)) if row.last_contact_at else t("record.no_contact")
    reason = asked.reason.text(work.language)
    change = urlencode({"grade": asked.suggest, "words": reason}) if asked.suggest else ""
    return ReviewLine(
        id=row.id,
        title=str(values.get(form_of(work.catalog, form).title) or row.number),
        number=row.number,
        grade=row.grade or "",
        score=f"{float(row.score or 0):g}",
        note=" · ".join([owners.get(row.owner) or t("ui.nobody"), contact]),
        href=href,
        change_href=f"{href}/grade?{change}" if change else "",
    )
