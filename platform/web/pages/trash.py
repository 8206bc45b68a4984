"""The trash of a form: what lies there, since when and by whom, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, request

from accounts import allowed, people
from definitions import NotFound, Refused
from flows import retention, trash
from forms import form_of

from .. import desk, moments
from ..due import ago
from ..htmx import go, page
from ..languages import language, t
from ..shell import toast

blueprint = Blueprint("trash", __name__, url_prefix="/records/<form>/trash")


@dataclass(frozen=True, slots=True)
class TrashRow:
    """One record that lies there."""

    title: str
    number: str
    since: str
    who: str
    linked: int
    action: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One record that a retention rule names."""

    title: str
    number: str
    rule: str
    what: str
    due: str
    held: str
    action: str


@dataclass(frozen=True)
class TrashContext:
    """All of them."""

    title: str
    back: str
    rows: tuple[TrashRow, ...]
    planned: tuple[PlannedRow, ...]


@dataclass(frozen=True)
class LyingContext:
    """A record that was asked for and lies in the trash."""

    title: str
    said: str
    trash_href: str
    action: str


@blueprint.get("")
def listing(form: str):
    """What lies in the trash."""
    with desk.reading() as work:
        found = trash.trashed(work, form)
        names = people.names(work.connection, {one.by for one in found})
        rows = tuple(
            TrashRow(
                one.title, one.number, ago(one.at), names.get(one.by, t("routing.system")), one.linked,
                f"/records/{form}/trash/{one.id}/return",
            )
            for one in found
        )  # fmt: skip
        title = t("trash.title", form=form_of(work.catalog, form).plural.text(work.language))
        planned = tuple(_planned(form, one) for one in retention.coming(work, form))
        return page("pages/trash/listing.html", TrashContext(title, f"/records/{form}", rows, planned))


def lying(form: str, id: int):
    """Instead of a record that lies there: who threw it away, and the way back; NotFound for who may not."""
    with desk.reading() as work:
        found = trash.trashed(work, form, record=id) if allowed(work.actor, "trash", form) else ()
        if not found:
            raise NotFound
        who = people.names(work.connection, {found[0].by}).get(found[0].by, t("routing.system"))
        said = t("trash.lies", title=found[0].title, who=who, when=ago(found[0].at))
        context = LyingContext(found[0].title, said, f"/records/{form}/trash", f"/records/{form}/trash/{id}/return")
        return page("pages/trash/lying.html", context, status=410)


@blueprint.post("/<int:id>")
def throw(form: str, id: int):
    """Puts a record there."""
    with desk.writing() as work:
        title = trash.trash(work, form, id)
    toast(t("trash.thrown", title=title), undo_action=f"/records/{form}/trash/{id}/return")
    return go(f"/records/{form}")


@blueprint.post("/<int:id>/return")
def give_back(form: str, id: int):
    """Takes it back, with what links to it and lies there too if that is wanted."""
    try:
        with desk.writing() as work:
            count = trash.restore(work, form, id, with_linked=bool(request.form.get("linked")))
    except Refused as refused:
        if refused.status == 404:
            raise
        toast(refused.text(language()))
        return go(f"/records/{form}/trash")
    toast(t("trash.returned", n=count))
    return go(f"/records/{form}/{id}")


@blueprint.post("/retention/<int:plan>/holding")
def hold(form: str, plan: int):
    """Keeps a record that a rule names."""
    with desk.writing() as work:
        retention.hold(work, form, plan)
    return go(f"/records/{form}/trash")


@blueprint.post("/retention/<int:plan>/release")
def release(form: str, plan: int):
    """Lets the rule have it after all."""
    with desk.writing() as work:
        retention.release(work, form, plan)
    return go(f"/records/{form}/trash")


def _planned(form: str, one: retention.Coming) -> PlannedRow:
    plan, base = one.plan, f"/records/{form}/trash/retention/{one.plan.id}"
    held = plan.state == "held"
    return PlannedRow(
        one.title,
        plan.number,
        one.rule.label.text(language()) if one.rule else plan.rule,
        t(f"retention.do.{plan.do}"),
        moments.shown(plan.due_at),
        t(f"retention.held.{plan.why}") if held else "",
        f"{base}/release" if held else f"{base}/holding",
    )
