"""Lists of records: views, filters, search, export; the address is the whole state of a page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, request

from accounts import Work, require
from forms import (
    Invalid,
    ListQuery,
    SavedView,
    record_choices,
    run,
    saved_for,
    shape_of,
    titles_seen,
)

from .. import desk
from ..htmx import go, page, wants_part
from ..languages import language, t
from ..lists import Links, ListView, Tab, counted_tabs, lane_page, list_page
from ..lists.choosing import FilterChoice, filter_choice
from ..lists.exports import csv_file, extent_asked, workbook
from ..lists.filter_builder import Builder, builder, builder_href
from ..lists.lines import as_looked_at
from ..numbers import whole
from ..shell import toast

blueprint = Blueprint("records", __name__, url_prefix="/records/<form>")


@dataclass(frozen=True)
class ListContext:
    """A list page, or one part of it."""

    list: ListView


@dataclass(frozen=True)
class TabsContext:
    """The views above a list."""

    tabs: tuple[Tab, ...]
    more_tabs: tuple[Tab, ...]


@dataclass(frozen=True)
class FilterContext:
    """The page on which one condition is made."""

    choice: FilterChoice
    error: str = ""


@dataclass(frozen=True)
class BuilderContext:
    """The page on which groups of conditions are made."""

    builder: Builder


@dataclass(frozen=True)
class ChoicesContext:
    """What a record-link box may hold."""

    choices: tuple[tuple[int, str], ...]


@blueprint.get("")
def listing(form: str):
    """The list; `part=rows`, `part=cards` or `part=lane` alone gives the rows that come next."""
    with desk.reading() as work:
        if not request.args and (opens := _opens(work, form)):
            return go(Links(opens.query)(opens.query))
        query = as_looked_at(ListQuery.from_args(form, request.args))
        part = request.args.get("part")
        if wants_part() and part == "lane":
            board = lane_page(work, query, request.args.get("lane", ""))
            return page("partials/records/lane.html", {"board": board, "lane": board.lanes[0], "form": form})
        shown = ListContext(list_page(work, query, after=request.args.get("after")))
        if wants_part() and part in ("rows", "cards"):
            return page(f"partials/records/{part}.html", shown)
        return page("pages/records/list.html", shown)


def _opens(work: Work, form: str) -> SavedView | None:
    """The personal view that the list opens with; one that no longer fits is told of and stands in nobody's way."""
    view = next((view for view in saved_for(work, form) if view.opens), None)
    try:
        return view if view is None or shape_of(work, view.query) else None
    except Invalid:
        toast(t("views.no_longer_fits", name=view.name))
        return None


@blueprint.get("/tabs")
def tabs(form: str):
    """The views with their numbers, for a list that was too long to count at once."""
    with desk.reading() as work:
        require(work, "see", form)
        shown, more = counted_tabs(work, ListQuery.from_args(form, request.args))
        return page("partials/records/tabs.html", TabsContext(shown, more))


@blueprint.get("/filter")
def condition(form: str):
    """One more condition: choose the field, then the relation and the value; the list is asked again with it."""
    with desk.reading() as work:
        require(work, "see", form)
        choice = filter_choice(work, form, request.args)
        try:
            asked = choice.asked()
            if asked is not None:
                run(work, asked.at_page(1))
                if choice.into is not None:
                    return go(builder_href(choice.query, choice.into, choice.condition, request.args.get("was", "")))
                return go(f"/records/{form}?{asked.to_url()}")
        except Invalid as wrong:
            error = " ".join(each.message(language()) for each in wrong.errors)
            return page(
                "pages/records/filter.html",
                FilterContext(choice, error),
                part="partials/records/filter.html",
                status=422,
            )
        return page("pages/records/filter.html", FilterContext(choice), part="partials/records/filter.html")


@blueprint.get("/filters")
def filters(form: str):
    """Conditions in groups of which all or any must hold; each step is a link, and the list is asked at the end."""
    with desk.reading() as work:
        require(work, "see", form)
        query = ListQuery.from_args(form, request.args).at_page(1)
        context = BuilderContext(builder(work, query, request.args.get("was", query.groups)))
        return page("pages/records/filters.html", context, part="partials/records/filters.html")


@blueprint.get("/choices")
def choices(form: str):
    """Records of this form whose names hold what was typed, for boxes that link to one; or the one with this `id`."""
    with desk.reading() as work:
        require(work, "see", form)
        if id := request.args.get("id", type=whole):
            return page("partials/records/choices.html", ChoicesContext(tuple(titles_seen(work, form, [id]).items())))
        typed = next((value for name, value in request.args.items() if value), "")
        return page("partials/records/choices.html", ChoicesContext(record_choices(work, form, typed, limit=20)))


@blueprint.get("/export.csv")
def export_as_csv(form: str):
    """The list as CSV, sent while it is read."""
    query = ListQuery.from_args(form, request.args)
    with desk.reading() as work:
        require(work, "export", form)
        run(work, query)
    return csv_file(form, lambda work: (query, extent_asked(work, query)))


@blueprint.get("/export.xlsx")
def export_as_workbook(form: str):
    """The list as a workbook with real numbers and dates."""
    query = ListQuery.from_args(form, request.args)
    with desk.reading() as work:
        return workbook(work, form, query, extent_asked(work, query))
