"""Asking sources outside about a record, and taking over what they say, or not."""

from __future__ import annotations

from flask import Blueprint, request

from accounts import Work
from flows import enriching

from .. import desk
from ..htmx import go
from ..languages import t
from ..shell import toast

blueprint = Blueprint("record_outside", __name__, url_prefix="/records/<form>/<int:id>")


@blueprint.post("/lookups/<enrichment>")
def ask(form: str, id: int, enrichment: str):
    """Asks; the answer comes by itself."""
    with desk.writing() as work:
        enriching.ask(work, enrichment, form, id)
    toast(t("enriching.asked"))
    return go(f"/records/{form}/{id}")


@blueprint.post("/proposals/<int:lookup>")
def decide(form: str, id: int, lookup: int):
    """Takes over what is proposed for one field or for all, or leaves the record as it is."""
    fields = request.form.getlist("field") or None
    with desk.writing() as work:
        _decide(work, lookup, fields)
    return go(f"/records/{form}/{id}")


def _decide(work: Work, lookup: int, fields: list[str] | None) -> None:
    if request.form.get("do") == "dismiss":
        enriching.dismiss(work, lookup, fields)
        toast(t("enriching.dismissed"))
    else:
        enriching.accept(work, lookup, fields)
        toast(t("enriching.accepted"))
