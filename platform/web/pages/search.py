"""Search: records of every form one may see, what reports can answer, pages, and things to do; palette and page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import Blueprint, request

import reports
from accounts import Work, allowed
from flows import Subject, look_many
from forms import FormDefinition, record_choices

from .. import desk
from ..htmx import page
from ..languages import language, t
from ..report_asked import ANSWER
from ..rights import forms_for
from ..shell import current_shell

blueprint = Blueprint("search", __name__, url_prefix="/search")
EACH = 6
QUESTION_MARKS = ("?", "？")
SHORTEST_QUESTION = 4


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
    found: bool = True  # and not only a question that one could ask


@dataclass(frozen=True)
class SearchContext:
    """What was typed and what it leads to."""

    q: str
    groups: tuple[Hits, ...]
    nothing: bool = False  # but for asking the reports


@blueprint.get("")
def find():
    """Everything whose name holds what was typed; with nothing typed, the pages."""
    q = request.args.get("q", "").strip()[:100]
    with desk.reading() as work:
        groups = tuple(group for group in _groups(work, q) if group.hits)
        nothing = bool(q) and not any(group.found for group in groups)
        return page("pages/search/show.html", SearchContext(q, groups, nothing), part="partials/search/hits.html")


def _groups(work: Work, q: str) -> Iterator[Hits]:
    forms, ask = forms_for(work), _asking(q)
    understood = bool(q) and _is_understood(work, q)
    if understood:
        yield replace(ask, found=True)
    for form in forms if q else ():
        yield _records(work, form, q)
    if q and not understood and allowed(work.actor, "report"):
        yield ask
    actions = (
        Hit(t("entry.new", form=form.label.inside(work.language)), f"/records/{form.id}/new", "plus")
        for form in forms
        if allowed(work.actor, "create", form.id)
    )
    yield Hits(t("search.do"), tuple(hit for hit in actions if q.lower() in hit.label.lower()))
    pages = (Hit(item.label, item.href, item.icon) for group in current_shell().nav for item in group.items)
    yield Hits(t("search.go"), tuple(hit for hit in pages if q.lower() in hit.label.lower()))


def _records(work: Work, form: FormDefinition, q: str) -> Hits:
    """Those that are called so, each with its number and where it stands."""
    found = record_choices(work, form.id, q, limit=EACH)
    there = look_many(work, form.id, [id for id, _ in found]) if found else {}
    hits = [Hit(title, f"/records/{form.id}/{id}", form.icon, _note(there.get(id))) for id, title in found]
    plural = form.plural.text(work.language)
    if len(found) == EACH:
        hits.append(Hit(t("search.all", form=plural), f"/records/{form.id}?{urlencode({'q': q})}", "list"))
    return Hits(plural, tuple(hits))


def _note(subject: Subject | None) -> str:
    if subject is None:
        return ""
    stage = subject.stage.label.text(language()) if subject.stage else ""
    return " · ".join(part for part in (subject.number, stage) if part)


def _asking(q: str) -> Hits:
    """The line as a question to the reports."""
    href = f"{ANSWER}?{urlencode({'ask': q})}"
    hit = Hit(t("search.ask_line", q=q), href, "chart-bar", t("search.ask_note"))
    return Hits(t("search.ask"), (hit,), found=False)


def _is_understood(work: Work, q: str) -> bool:
    """Whether it reads as a question: it says so, or the reports know each of its several words."""
    if not allowed(work.actor, "report") or len(q) < SHORTEST_QUESTION:
        return False
    if q.endswith(QUESTION_MARKS):
        return True
    found = reports.asked(work, q)
    return found is not None and not found.missed and found.pieces > 1
