"""Personal views: a list's question under a name, shared with one's team where that is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Response

from accounts import Work
from definitions import NotFound
from forms import (
    ListQuery,
    SavedView,
    WantedView,
    change_view,
    drop_view,
    keep_question,
    keep_view,
    own_view,
    run,
    saved_for,
)

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..idempotency import change
from ..inputs import arguments
from ..places import form_at, id_at
from ..replies import Reply
from ..shapes import NEW_VIEW, VIEW_CHANGE

ASKED = ("view", "where", "q", "sort", "watched")


@v1.get("/records/<form>/views")
def list_views(form: str) -> Response:
    """The caller's own, then those that were shared with them; `records` is the address that lists what one finds."""
    arguments()
    with reading() as work:
        form_at(work, form)
        return Reply({"views": [_told(one) for one in saved_for(work, form)]}).response()


@v1.post("/records/<form>/views")
def add_view(form: str) -> Response:
    """Keep a question under a name; only what may be asked is kept."""
    body = NEW_VIEW.read(read_body())

    def keep(work: Work) -> Reply:
        form_at(work, form)
        query = _query(ListQuery(form=form, view=""), body)
        run(work, query)
        wanted = WantedView(body["name"], body.get("opens", False), body.get("shared", False))
        return Reply(_told(own_view(work, keep_view(work, query, wanted))), 201)

    return change(keep, body)


@v1.patch("/records/<form>/views/<view>")
def edit_view(form: str, view: str) -> Response:
    """Rename it, share it, let it ask something else; what is not said stays."""
    body = VIEW_CHANGE.read(read_body())

    def edit(work: Work) -> Reply:
        form_at(work, form)
        there = _own(work, form, view)
        said = {name: body[name] for name in ("name", "opens", "shared") if name in body}
        wanted = replace(WantedView(there.name, there.opens, there.shared), **said)
        change_view(work, there.id, wanted)
        if any(name in body for name in ASKED):
            query = _query(replace(there.query, saved=None), body)
            run(work, query)
            keep_question(work, there.id, query)
        return Reply(_told(own_view(work, there.id)))

    return change(edit, body)


@v1.delete("/records/<form>/views/<view>")
def delete_view(form: str, view: str) -> Response:
    """Forget it, for everybody it was shared with."""

    def drop(work: Work) -> Reply:
        form_at(work, form)
        return Reply({"id": drop_view(work, _own(work, form, view).id).id})

    return change(drop, {})


def _own(work: Work, form: str, view: str) -> SavedView:
    found = own_view(work, id_at(view))
    if found.form != form:
        raise NotFound
    return found


def _query(query: ListQuery, body: Mapping[str, Any]) -> ListQuery:
    """The question with what the body says of it."""
    said: dict[str, Any] = {name: body[name] or "" for name in ("view", "where") if name in body}
    if "q" in body:
        said["search"] = body["q"] or ""
    if "sort" in body:
        said["sort"] = tuple(part.strip() for part in (body["sort"] or "").split(",") if part.strip())[:5]
    if "watched" in body:
        said["watched"] = body["watched"]
    return replace(query, **said)


def _told(view: SavedView) -> dict[str, Any]:
    query = view.query
    asked = {
        "view": query.view,
        "where": query.where,
        "q": query.search,
        "sort": ",".join(query.sort),
        "watched": query.watched,
    }
    # Conditions that were picked on screen stand beside those that are written; a program reads them as they are kept.
    more = {"filters": [str(one) for one in query.filters], "groups": query.groups}
    return {
        "id": view.id,
        "name": view.name,
        "mine": view.mine,
        "opens": view.opens,
        "shared": view.shared,
        **asked,
        **more,
    }
