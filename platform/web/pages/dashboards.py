"""Dashboards: reports on one grid, each loaded by itself, all asked with the same conditions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, request

import reports
from accounts import Work, require
from definitions import Duration, Refused
from records import TookTooLong

from .. import desk, moments
from ..htmx import go, page
from ..languages import language, t
from ..reporting import PAGE_SECONDS, records_href

blueprint = Blueprint("dashboards", __name__, url_prefix="/dashboards")

EVERY = (60, 300, 900, 3600)
NOT_CARRIED = ("lang", "part")


@dataclass(frozen=True)
class ChipView:
    """A value that everything is narrowed to, and the way back."""

    words: str
    remove: str
    href: str


@dataclass(frozen=True)
class TilePart:
    """One tile: where it stands, and, once it is asked, what it came to."""

    id: str
    title: str
    href: str
    src: str
    place: str
    number: bool
    asked: bool = False
    drawing: reports.Drawing | None = None
    finding: str = ""
    error: str = ""
    later: str = ""
    given: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class DashboardPage:
    """Filters, chips and the tiles."""

    id: str
    title: str
    about: str
    error: str
    params: tuple[reports.ParamValue, ...]
    chips: tuple[ChipView, ...]
    only: str
    clear: str
    tiles: tuple[TilePart, ...]
    at_once: str
    every: tuple[tuple[int, str], ...]
    refresh: int
    action: str
    target: str
    revision: int
    as_of: str
    definition_href: str
    subscribe: str
    edit: str
    own: bool


@blueprint.get("")
def index():
    """They stand above the reports."""
    return go("/reports")


@blueprint.get("/<id>")
def show(id: str):
    """One dashboard with the filters of the address; the tiles are asked for one by one, or all where `all` says so."""
    with desk.asking() as work:
        require(work, "report")
        opened = _opened(work, id)
        context = _page(work, opened)
    status = 422 if opened.refused else 200
    return page("pages/dashboards/show.html", context, part="partials/dashboards/board.html", status=status)


@blueprint.get("/<id>/tiles/<tile>")
def tile(id: str, tile: str):
    """What one tile comes to."""
    with desk.asking() as work:
        context = _answered(work, id, _opened(work, id).tile(tile))
    return page("partials/dashboards/answer.html", {"tile": context})


def _opened(work: Work, id: str) -> reports.OpenDashboard:
    return reports.open_dashboard(work, reports.dashboard_of(work, id), request.args)


def _page(work: Work, opened: reports.OpenDashboard) -> DashboardPage:
    dashboard, at_once = opened.dashboard, "all" in request.args
    own = reports.boards.is_personal(dashboard.id)
    mine = own and reports.boards.board_of(work, dashboard.id).person == work.actor.person_id
    configure = work.actor.role is not None and work.actor.role.configure and not own
    tiles = (_answered(work, dashboard.id, each) if at_once else _tile(dashboard.id, each) for each in opened.tiles)
    return DashboardPage(
        id=dashboard.id,
        title=dashboard.label.text(language()),
        about=dashboard.about.text(language()) if dashboard.about else "",
        error=opened.refused.text(language()) if opened.refused else "",
        params=opened.params,
        chips=tuple(_chip(dashboard.id, opened, each) for each in opened.chips),
        only=str(opened.narrowing),
        clear=_address(dashboard.id, only=""),
        tiles=tuple(tiles),
        at_once=_address(dashboard.id, all="1"),
        every=_every(dashboard.refresh),
        refresh=_refresh(dashboard.refresh),
        action=f"/dashboards/{dashboard.id}",
        target="#dashboard",
        revision=work.catalog.revision,
        as_of=moments.shown(work.now),
        definition_href=f"/studio/definitions/dashboard/{dashboard.id}" if configure else "",
        subscribe="/subscriptions/new?" + urlencode({"kind": "dashboard", "target": dashboard.id, **_kept()}),
        edit=f"/dashboards/{dashboard.id}/edit" if mine else f"/dashboards/new?from={dashboard.id}",
        own=mine,
    )


def _tile(dashboard: str, asked: reports.AskedTile) -> TilePart:
    """A tile that is still to be asked."""
    spot = asked.tile.spot
    place = [f"gw{min(spot.width, reports.GRID)}", f"gh{min(spot.height, 12)}"]
    place += [f"gx{spot.x}", f"gy{spot.y}"] if spot.is_placed else []
    return TilePart(
        id=asked.tile.id,
        title=asked.report.label.text(language()),
        href=f"/reports/{asked.report.id}" + (f"?{urlencode(asked.given)}" if asked.given else ""),
        src=_address(dashboard, f"/tiles/{asked.tile.id}"),
        place=" ".join(place),
        number=asked.tile.number is not None,
    )


def _answered(work: Work, dashboard: str, asked: reports.AskedTile) -> TilePart:
    """A tile with its picture; one that cannot be asked says why in its place."""
    bare = _tile(dashboard, asked)
    told: dict[str, Any] = {**vars(bare), "asked": True}
    try:
        table = reports.run(work, asked.report, asked.given, within=PAGE_SECONDS)
    except TookTooLong as slow:
        later = {"later": f"/reports/{asked.report.id}/runs", "given": tuple(asked.given.items())}
        return TilePart(**{**told, "error": slow.text(language()), **later})
    except Refused as refused:
        return TilePart(**{**told, "error": refused.text(language())})
    if asked.tile.number and all(each.id != asked.tile.number for each in table.measures):
        return TilePart(**{**told, "error": t("dashboard.hidden")})
    return TilePart(**{**told, "drawing": _drawing(asked, table, dashboard), "finding": table.finding.text(language())})


def _drawing(asked: reports.AskedTile, table: reports.ReportTable, dashboard: str) -> reports.Drawing | None:
    """A bar narrows the whole dashboard, a number opens its records."""
    if not table.rows and not asked.tile.number:
        return None
    narrowing = reports.Narrowing.parse(request.args.get(reports.ONLY))
    return reports.draw(
        table,
        language(),
        href=lambda ref: records_href(asked.report.id, asked.given, ref),
        point=lambda at: _address(dashboard, only=str(narrowing.plus(at))),
    )


def _chip(dashboard: str, opened: reports.OpenDashboard, chip: reports.Chip) -> ChipView:
    return ChipView(
        words=t("dashboard.only", label=chip.label, value=chip.text),
        remove=t("dashboard.remove", label=chip.label, value=chip.text),
        href=_address(dashboard, only=str(opened.narrowing.without(chip.name))),
    )


def _address(dashboard: str, below: str = "", **changed: str) -> str:
    """The dashboard as it is looked at now, with some of it changed."""
    args = {**{name: value for name, value in request.args.items() if name not in NOT_CARRIED}, **changed}
    kept = {name: value for name, value in args.items() if value}
    return f"/dashboards/{dashboard}{below}" + (f"?{urlencode(kept)}" if kept else "")


def _kept() -> dict[str, str]:
    """The filters that go with a subscription."""
    return {name: value for name, value in request.args.items() if name not in (*NOT_CARRIED, "all", "refresh")}


def _every(own: int | None) -> tuple[tuple[int, str], ...]:
    """How often the numbers can be asked for again, with what the file says among it."""
    seconds = sorted({*EVERY, own or EVERY[0]})
    return tuple((each, t("dashboard.refresh_every", words=_length(each))) for each in seconds)


def _length(seconds: int) -> str:
    unit, size = ("hours", 3600) if seconds % 3600 == 0 else ("minutes", 60) if seconds % 60 == 0 else ("seconds", 1)
    return Duration(seconds // size, unit).words(language())


def _refresh(own: int | None) -> int:
    """As the address says, else as the file does; 0 is by hand."""
    asked = request.args.get("refresh", "")
    return int(asked) if asked.isdecimal() and len(asked) < 6 else own or 0
