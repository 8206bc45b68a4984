"""Records in flight: what was decided when pipelines changed, who still stands in old stages, moving and undoing."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, request

from flows import in_flight

from .. import desk
from ..due import ago
from ..htmx import go, page
from ..languages import t
from ..sessions import needs
from ..shell import toast
from ..studio.draft import draft_of
from ..studio.frame import Frame, frame_of
from ..studio.impact import impact_seen
from ..studio.in_flight import answers_in

blueprint = Blueprint("studio_in_flight", __name__, url_prefix="/studio/in-flight")


@dataclass(frozen=True)
class StandingRow:
    """One old stage with the records that are left in it."""

    name: str
    pipeline: str
    stage: str
    says: str
    records: int
    href: str
    targets: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ActRow:
    """One decision."""

    id: int
    what: str
    says: str
    records: int
    revision: int
    who: str
    when: str
    undone: bool
    can_undo: bool


@dataclass(frozen=True)
class InFlightPage:
    """Who is left, and what was decided."""

    studio: Frame
    standing: tuple[StandingRow, ...]
    acts: tuple[ActRow, ...]


@blueprint.get("")
@needs("configure")
def index():
    """Both lists."""
    with desk.reading() as work:
        draft = draft_of(work)
        standing = tuple(_standing(work.language, one) for one in in_flight.standing_records(work))
        acts = tuple(_act(work.language, one) for one in in_flight.acts_since(work))
        context = InFlightPage(frame_of(draft, seen=impact_seen(draft)), standing, acts)
        return page("pages/studio/in_flight.html", context)


@blueprint.post("/moves")
@needs("configure")
def move():
    """Takes the records of an old stage to another."""
    with desk.writing() as work:
        done = [in_flight.decide(work, answer) for answer in answers_in(request.form)]
    toast(t("in_flight.moved", n=sum(act.records for act in done)))
    return go("/studio/in-flight")


@blueprint.post("/<int:act>/undo")
@needs("configure")
def undo(act: int):
    """Puts back what has not moved since."""
    with desk.writing() as work:
        done = in_flight.undo(work, act)
    toast(t("in_flight.went_back", back=done.back, left=done.left))
    return go("/studio/in-flight")


def _standing(language: str, one: in_flight.Standing) -> StandingRow:
    return StandingRow(
        name=f"f.{one.pipeline.id}/{one.stage.id}",
        pipeline=one.pipeline.label.text(language),
        stage=one.stage.label.text(language),
        says=t(f"in_flight.choice.{one.choice}"),
        records=one.records,
        href=f"/records/{one.pipeline.form}?where=stage+%3D+%27{one.stage.id}%27",
        targets=tuple((stage.id, stage.label.text(language)) for stage in one.targets),
    )


def _act(language: str, one: in_flight.ActView) -> ActRow:
    row = one.row
    return ActRow(
        id=row.id,
        what=f"{one.pipeline.text(language)} · {one.stage.text(language)}",
        says=t(f"in_flight.choice.{row.choice}", to=one.target.text(language) if one.target else "–"),
        records=row.records,
        revision=row.revision,
        who=one.who or "",
        when=ago(row.at),
        undone=row.undone_at is not None,
        can_undo=one.can_undo,
    )
