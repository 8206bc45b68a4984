"""Exactly these records, such as those behind a number or those of an import, as a list and as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from accounts import Work, allowed, require
from forms import Extent, ListQuery, ListTable, default_view, every_column, run

from .. import desk
from ..htmx import page, wants_part
from ..numbers import whole
from .build import drilled_page
from .exports import asks_every_field, csv_file, files_at, workbook
from .view_model import ListView


@dataclass(frozen=True)
class Those:
    """The page: what they are, in words, where one came from, and the list."""

    title: str
    words: str
    back: str
    back_words: str
    nothing: str
    list: ListView
    counts: str = ""
    here: str = ""


@dataclass(frozen=True)
class Chosen:
    """Which records: what is asked of their form, and the condition that they alone meet."""

    query: ListQuery
    condition: Any
    title: str = ""  # what they are, for the file and its sheet

    @property
    def extent(self) -> Extent:
        """The number, which tells records apart, and the columns of the list."""
        columns = self.query.table.columns
        return Extent(("number", *columns) if columns else (), within=self.condition, title=self.title)

    def whole(self, work: Work) -> Extent:
        """Every field."""
        return replace(self.extent, columns=every_column(work, self.query.form))


def asked_of(work: Work, form: str, *about: str) -> ListQuery:
    """With the columns that the form's list opens with, and these; in the order that the address asks for."""
    usual = default_view(work, form)
    columns = (*usual.columns, *about) if usual else ()
    sort = tuple(name for name in request.args.get("sort", "").split(",") if name)
    return ListQuery(form, view="", sort=sort, table=ListTable(columns=tuple(dict.fromkeys(columns))))


def list_of(work: Work, chosen: Chosen, place: str, args: Mapping[str, str]) -> ListView:
    """The page of the list that the address asks for; `place` and `args` are where it stands."""
    number = max(1, request.args.get("page", 1, type=whole))
    query = replace(chosen.query, page=number)
    listed = drilled_page(work, query, chosen.condition, lambda **other: address(place, {**args, **other}))
    may = allowed(work.actor, "export", query.form)
    return replace(listed, export_hrefs=tuple(files_at(f"{place}/export", [*args.items()])) if may else ())


def answer(those: Those) -> Response:
    """The page; `part=rows` or `part=cards` alone gives the rows that come next."""
    part = request.args.get("part")
    if wants_part() and part in ("rows", "cards"):
        return page(f"partials/records/{part}.html", those)
    return page("pages/records/those.html", those)


def as_file(name: str, kind: str, choose: Callable[[Work], Chosen]) -> Response:
    """They as a file; `choose` finds them again for a file that is sent while it is read."""
    with desk.reading() as work:
        chosen = choose(work)
        require(work, "export", chosen.query.form)
        run(work, chosen.query, within=chosen.condition)
        if kind == "xlsx":
            return workbook(work, chosen.title or name, *_asked(work, chosen))
    return csv_file(chosen.title or name, lambda work: _asked(work, choose(work)))


def address(place: str, args: Mapping[str, Any]) -> str:
    """With what is asked there."""
    return place + (f"?{urlencode(args)}" if args else "")


def _asked(work: Work, chosen: Chosen) -> tuple[ListQuery, Extent]:
    return chosen.query, chosen.whole(work) if asks_every_field() else chosen.extent
