"""What was done to many records in one act: how far it is, what stayed and why, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint

from accounts import Work
from definitions import NotFound, Refused
from flows import bulk, look_many
from forms import form_of
from records import BulkAct, bulk_acts

from .. import desk
from ..due import ago
from ..htmx import back, go, page
from ..languages import language, t
from ..reassigning import LeftRow
from ..shell import toast

blueprint = Blueprint("bulk_acts", __name__, url_prefix="/bulk/<int:id>")
SHOWN = 200


@dataclass(frozen=True)
class BulkActPage:
    """One act."""

    id: int
    title: str
    when: str
    lines: tuple[str, ...]
    left: tuple[LeftRow, ...]
    more: int
    running: bool
    may_undo: bool
    back: str
    href: str


@blueprint.get("")
def show(id: int):
    """What became of it so far."""
    with desk.reading() as work:
        context = {"act": _page(work, bulk.act_for(work, id))}
        return page("pages/records/bulk_act.html", context, part="partials/records/bulk_act.html")


@blueprint.post("/undoing")
def undo(id: int):
    """Everything that is as the act left it goes back."""
    with desk.reading() as work:
        act = bulk.act_for(work, id)
    try:
        with desk.writing() as work:
            done, kept = bulk.undo(work, id)
    except NotFound:
        raise
    except Refused as refused:
        toast(refused.text(language()))
        return go(_address(id, act.form))
    if kept or not done:
        return go(_address(id, act.form))
    toast(t("bulk.undone_n", n=done))
    return go(back(f"/records/{act.form}"))


def _address(id: int, form: str) -> str:
    """This page, which knows the list that one came from."""
    return f"/bulk/{id}?{urlencode({'next': back(f'/records/{form}')})}"


def _page(work: Work, act: BulkAct) -> BulkActPage:
    counted = bulk_acts.counts(work.connection, act.id)
    so_far = sum(counted.values())
    undoing = act.undone_at is not None and counted.get(bulk_acts.DONE, 0) > 0
    stayed = (bulk_acts.LEFT,) if act.undone_at is None else (bulk_acts.KEPT,)
    rows = bulk_acts.changes_of(work.connection, act.id, states=stayed, limit=SHOWN)
    names = look_many(work, act.form, [row.record for row in rows])
    left = tuple(
        LeftRow(names[row.record].title, f"/records/{act.form}/{row.record}", (row.why or {}).get(work.language, ""))
        for row in rows
        if row.record in names
    )
    form = form_of(work.catalog, act.form).plural.inside(work.language)
    return BulkActPage(
        id=act.id,
        title=t(f"bulk.{act.kind}_title", n=act.asked, form=form),
        when=ago(act.at),
        lines=tuple(t(f"bulk.state_{state}", n=n) for state, n in counted.items() if n),
        left=left,
        more=max(0, sum(counted.get(state, 0) for state in stayed) - len(rows)),
        running=so_far < act.asked or undoing,
        may_undo=bulk.may_undo(work, act) and so_far >= act.asked and counted.get(bulk_acts.DONE, 0) > 0,
        back=back(f"/records/{act.form}"),
        href=_address(act.id, act.form),
    )
