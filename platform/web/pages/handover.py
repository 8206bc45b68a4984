"""Somebody leaves: everything they have, by where it stands, to whom; seen first, then done, and taken back at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, request

from accounts import Work, allowed, people
from definitions import Refused
from flows import assignment

from .. import desk
from ..htmx import go, page
from ..languages import language, t
from ..reassigning import LeftRow, ShareRow, left_rows, share_rows, target_of, targets
from ..record.verb_form import Option
from ..shell import PersonBadge, badge, toast

blueprint = Blueprint("handover", __name__, url_prefix="/people/<int:id>/handover")


@dataclass(frozen=True, slots=True)
class StageRow:
    """What they have in one stage, and where it shall go."""

    name: str
    form: str
    label: str
    n: int
    options: tuple[Option, ...]


@dataclass(frozen=True)
class HandoverPage:
    """The wizard: what there is, where it goes, what that comes to."""

    id: int
    name: str
    badge: PersonBadge
    active: bool
    may_deactivate: bool
    rows: tuple[StageRow, ...]
    records: int
    tasks: int
    beside: int
    words: str
    leaves: bool
    looked: bool
    seen: str
    changed: bool
    shares: tuple[ShareRow, ...] = ()
    left: tuple[LeftRow, ...] = ()
    stays: int = 0
    error: str = ""


@blueprint.get("")
def show(id: int):
    """What they have; with `look`, what would become of it."""
    with desk.reading() as work:
        return page("pages/people/handover.html", _page(work, id, request.args))


@blueprint.post("")
def do(id: int):
    """Gives everything on, and lets them go where that was asked for."""
    if "look" in request.form or _is_other(request.form):
        with desk.reading() as work:
            return page("pages/people/handover.html", _page(work, id, {**request.form, "look": "1"}))
    try:
        with desk.writing() as work:
            act = assignment.give_on(work, id, _targets(work, id, request.form), words=request.form.get("words", ""))
            name = people.get(work.connection, id).name
            leaves = bool(request.form.get("leaves")) and allowed(work.actor, "people")
            if leaves:
                people.deactivate(work, id)
    except Refused as refused:
        if refused.status in (403, 404):
            raise
        with desk.reading() as work:
            context = _page(work, id, request.form, error=refused.text(language()))
            return page("pages/people/handover.html", context, status=refused.status)
    undo = "" if leaves else f"/reassignments/{act.id}/undoing"  # nothing goes back to who has left
    toast(t("reassign.given_on", n=act.records, name=name), undo_action=undo)
    return go(f"/reassignments/{act.id}")


def _chosen(given: Mapping[str, str]) -> str:
    """What goes where, as one text."""
    return "&".join(f"{name}={to}" for name, to in sorted(given.items()) if to and (name == "all" or "." in name))


def _is_other(given: Mapping[str, str]) -> bool:
    """Whether something else was chosen since it was looked at: then that is looked at first."""
    return given.get("seen", _chosen(given)) != _chosen(given)


def _page(work: Work, id: int, given: Mapping[str, str], *, error: str = "") -> HandoverPage:
    estate, person = assignment.estate_of(work, id), people.get(work.connection, id)
    rows = tuple(_row(work, id, holding, given) for holding in estate.holdings)
    chosen, looked = _targets(work, id, given), "look" in given and not error
    foreseen = assignment.foresee(work, assignment.parts_of(work, id, chosen)) if looked else None
    form = estate.holdings[0].form if estate.holdings else ""
    return HandoverPage(
        id=id,
        name=estate.name,
        badge=badge(id, estate.name),
        active=person.active,
        may_deactivate=person.active and allowed(work.actor, "people") and id != work.actor.person_id,
        rows=rows,
        records=estate.records,
        tasks=estate.tasks,
        beside=estate.beside,
        words=given.get("words", ""),
        leaves=bool(given.get("leaves")),
        looked=looked,
        seen=_chosen(given),
        changed=looked and _is_other(given),
        shares=share_rows(work, form, foreseen.shares) if foreseen else (),
        left=left_rows(work, foreseen.left) if foreseen else (),
        stays=sum(holding.n for holding in estate.holdings if holding.key not in chosen),
        error=error,
    )


def _row(work: Work, id: int, holding: assignment.Holding, given: Mapping[str, str]) -> StageRow:
    chosen = given.get(f"to.{holding.key}") or given.get("all", "")
    stage = holding.stage_label.text(language()) if holding.stage_label else t("reassign.no_stage")
    options = targets(work, holding.form, chosen, without=id)
    return StageRow(f"to.{holding.key}", holding.form_label.text(language()), stage, holding.n, options)


def _targets(work: Work, id: int, given: Mapping[str, str]) -> dict[str, assignment.Target]:
    """Where each stage's records go: what was chosen for it, else what was chosen for all."""
    found = {}
    for holding in assignment.estate_of(work, id).holdings:
        target = target_of(given.get(f"to.{holding.key}") or given.get("all", ""))
        if target is not None:
            found[holding.key] = target
    return found
