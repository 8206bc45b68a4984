"""Personal views: the list that is open is kept under a name, changed, shared with one's team, forgotten."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, Response, request

from accounts import Work, require
from definitions import NotFound, Refused
from forms import (
    ListQuery,
    SavedView,
    WantedView,
    change_view,
    drop_view,
    keep_question,
    keep_view,
    own_view,
)

from .. import desk
from ..htmx import go, page, wants_part
from ..languages import t
from ..lists import Links
from ..lists.columns import ColumnChoice, chosen_columns, column_choice
from ..record.answers import SHEET, VerbContext
from ..record.verb_form import VerbField, VerbForm
from ..shell import toast

blueprint = Blueprint("records_views", __name__, url_prefix="/records/<form>")


@dataclass(frozen=True)
class ColumnsContext:
    """The page on which columns are chosen."""

    choice: ColumnChoice


@dataclass(frozen=True)
class ViewContext(VerbContext):
    """A kept view's form, and where it is forgotten."""

    drop: str = ""


@blueprint.get("/columns")
def columns(form: str):
    """Which columns, in which order, how wide; answers with the list that has them."""
    with desk.reading() as work:
        require(work, "see", form)
        query = ListQuery.from_args(form, request.args)
        if "done" in request.args:
            return go(Links(query)(chosen_columns(work, query, request.args)))
        context = ColumnsContext(column_choice(work, query))
        return page("pages/records/columns.html", context, part="partials/records/columns.html")


@blueprint.route("/views/new", methods=["GET", "POST"])
def keep(form: str):
    """The question of the address, under a name."""
    query = ListQuery.from_args(form, request.args).at_page(1)
    if request.method == "GET":
        with desk.reading() as work:
            require(work, "see", form)
            return _show(_form(work, query, None))
    try:
        with desk.writing() as work:
            id = keep_view(work, query, _wanted())
    except NotFound:
        raise
    except Refused as refused:
        return _again(query, None, refused)
    toast(t("views.kept", name=request.form.get("name", "")))
    return go(Links(query)(replace(query, saved=id)))


@blueprint.route("/views/<int:id>", methods=["GET", "POST"])
def change(form: str, id: int):
    """A kept view: its name, whether it opens first, who else sees it; `do=question` lets it ask what is asked now."""
    query = ListQuery.from_args(form, request.args).at_page(1)
    if request.method == "GET":
        with desk.reading() as work:
            view = _view(work, form, id)
            return _show(_form(work, query, view), drop=f"/records/{form}/views/{id}/dropping")
    try:
        with desk.writing() as work:
            view = _view(work, form, id)
            if request.form.get("do") == "question":
                keep_question(work, id, query)
            else:
                view = change_view(work, id, _wanted())
    except NotFound:
        raise
    except Refused as refused:
        return _again(query, id, refused)
    toast(t("views.changed", name=view.name))
    return go(Links(query)(replace(query, saved=id)))


@blueprint.post("/views/<int:id>/dropping")
def drop(form: str, id: int):
    """Forget a kept view."""
    with desk.writing() as work:
        _view(work, form, id)
        view = drop_view(work, id)
    toast(t("views.dropped", name=view.name))
    return go(f"/records/{form}")


def _view(work: Work, form: str, id: int) -> SavedView:
    view = own_view(work, id)
    if view.form != form:
        raise NotFound
    return view


def _wanted() -> WantedView:
    return WantedView(request.form.get("name", ""), "opens" in request.form, "shared" in request.form)


def _form(work: Work, query: ListQuery, view: SavedView | None) -> VerbForm:
    typed = request.form if request.method == "POST" else None
    name, opens, shared = (view.name, view.opens, view.shared) if view else ("", False, False)
    if typed is not None:
        name, opens, shared = typed.get("name", ""), "opens" in typed, "shared" in typed
    fields = [
        VerbField("name", t("views.name"), value=name, required=True),
        VerbField("opens", t("views.opens"), "check", value="1" if opens else ""),
    ]
    if work.actor.team is not None:
        fields.append(VerbField("shared", t("views.shared"), "check", value="1" if shared else ""))
    return VerbForm(
        title=t("views.edit_title", name=view.name) if view else t("views.new_title"),
        action=f"/records/{query.form}/views/{view.id if view else 'new'}?{query.to_url()}",
        submit=t("views.save"),
        back=Links(query)(query),
        intro="" if view else t("views.new_intro"),
        fields=tuple(fields),
        target="#sheet",
    )


def _show(form: VerbForm, *, drop: str = "", status: int = 200) -> Response:
    context = ViewContext(form, drop)
    answer = page("pages/records/view.html", context, part="partials/records/view.html", status=status)
    if status >= 400 and wants_part():
        answer.headers.update(SHEET)
    return answer


def _again(query: ListQuery, id: int | None, refused: Refused) -> Response:
    with desk.reading() as work:
        view = own_view(work, id) if id is not None else None
        asked = _form(work, query, view).wrong(refused)
        drop = f"/records/{query.form}/views/{id}/dropping" if id is not None else ""
        return _show(asked, drop=drop, status=refused.status)
