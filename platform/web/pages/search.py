"""Search: records of every form one may see, pages, and things to do; for the palette and as a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, request

from accounts import Work, allowed
from forms import record_choices

from .. import desk
from ..htmx import page
from ..languages import t
from ..rights import forms_for
from ..shell import current_shell

blueprint = Blueprint("search", __name__, url_prefix="/search")
EACH = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """One way to go."""

    label: str
    href: str
    icon: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """Ways under one heading."""

    title: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class SearchContext:
    """What was typed and what it leads to."""

    q: str
    groups: tuple[Hits, ...]


@blueprint.get("")
def find():
    """Everything whose name holds what was typed; with nothing typed, the pages."""
    q = request.args.get("q", "").strip()[:100]
    with desk.reading() as work:
        groups = tuple(group for group in _groups(work, q) if group.hits)
        return page("pages/search/show.html", SearchContext(q, groups), part="partials/search/hits.html")


def _groups(work: Work, q: str) -> Iterator[Hits]:
    forms = forms_for(work)
    for form in forms if q else ():
        found = record_choices(work, form.id, q, limit=EACH)
        hits = tuple(Hit(title, f"/records/{form.id}/{id}", form.icon) for id, title in found)
        plural = form.plural.text(work.language)
        there = f"/records/{form.id}?{urlencode({'q': q})}"
        yield Hits(plural, (*hits, *([Hit(t("search.all", form=plural), there, "list")] if len(found) == EACH else [])))
    actions = (
        Hit(t("entry.new", form=form.label.inside(work.language)), f"/records/{form.id}/new", "plus")
        for form in forms
        if allowed(work.actor, "create", form.id)
    )
    yield Hits(t("search.do"), tuple(hit for hit in actions if q.lower() in hit.label.lower()))
    pages = (Hit(item.label, item.href, item.icon) for group in current_shell().nav for item in group.items)
    yield Hits(t("search.go"), tuple(hit for hit in pages if q.lower() in hit.label.lower()))
