"""Dashboards: reports on one grid, each loaded by itself, all asked with the same conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import Blueprint, request

import reports
from accounts import Work, require
from definitions import Duration, Refused
from records import TookTooLong

from .. import desk, moments
from ..htmx import go, page
from ..languages import language, t
from ..report_view import why_not_by_itself
from ..reporting import PAGE_SECONDS, records_href

blueprint = Blueprint("dashboards", __name__, url_prefix="/dashboards")

EVERY = (60, 300, 900, 3600)
NOT_CARRIED = ("lang", "part")
AND = ","  # stands between tiles that are asked for together


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
    whole: bool = False
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
    no_way: str
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


@blueprint.get("/<id>/tiles/<tiles>")
def tile(id: str, tiles: str):
    """What one tile comes to, and beside it those that the same question tells."""
    with desk.asking() as work:
        opened = _opened(work, id)
        asked = [opened.tile(each) for each in dict.fromkeys(tiles.split(AND))]
        first, *beside = _answers(work, id, asked).values()
    return page("partials/dashboards/answers.html", {"tile": first, "beside": tuple(beside)})


def _opened(work: Work, id: str) -> reports.OpenDashboard:
    return reports.open_dashboard(work, reports.dashboard_of(work, id), request.args)


def _page(work: Work, opened: reports.OpenDashboard) -> DashboardPage:
    dashboard, at_once = opened.dashboard, "all" in request.args
    own = reports.boards.is_personal(dashboard.id)
    mine = own and reports.boards.board_of(work, dashboard.id).person == work.actor.person_id
    configure = work.actor.role is not None and work.actor.role.configure and not own
    tiles = _answers(work, dashboard.id, opened.tiles) if at_once else _waiting(dashboard.id, opened.tiles)
    return DashboardPage(
        id=dashboard.id,
        title=dashboard.label.text(language()),
        about=dashboard.about.text(language()) if dashboard.about else "",
        error=opened.refused.text(language()) if opened.refused else "",
        params=opened.params,
        chips=tuple(_chip(dashboard.id, opened, each) for each in opened.chips),
        only=str(opened.narrowing),
        clear=_address(dashboard.id, only=""),
        tiles=tuple(tiles[each.tile.id] for each in opened.tiles),
        at_once=_address(dashboard.id, all="1"),
        every=_every(dashboard.refresh),
        refresh=_refresh(dashboard.refresh),
        action=f"/dashboards/{dashboard.id}",
        target="#dashboard",
        revision=work.catalog.revision,
        as_of=moments.shown(work.now),
        definition_href=f"/studio/definitions/dashboard/{dashboard.id}" if configure else "",
        subscribe="/subscriptions/new?" + urlencode({"kind": "dashboard", "target": dashboard.id, **_kept()}),
        no_way=why_not_by_itself(work),
        edit=f"/dashboards/{dashboard.id}/edit" if mine else f"/dashboards/new?from={dashboard.id}",
        own=mine,
    )


def _waiting(dashboard: str, tiles: Iterable[reports.AskedTile]) -> dict[str, TilePart]:
    """The tiles before they are asked: the first of those that go together asks for all of them."""
    found = {}
    for group in reports.groups_of(tiles):
        names = AND.join(each.tile.id for each in group)
        parts = [_tile(dashboard, each) for each in group]
        found[parts[0].id] = replace(parts[0], src=_address(dashboard, f"/tiles/{names}"))
        found.update({part.id: part for part in parts[1:]})
    return found


def _answers(work: Work, dashboard: str, tiles: Iterable[reports.AskedTile]) -> dict[str, TilePart]:
    """The tiles with what they came to, by their ids."""
    found = {}
    for group in reports.groups_of(tiles):
        found.update({part.id: part for part in _answered(work, dashboard, group)})
    return found


def _tile(dashboard: str, asked: reports.AskedTile) -> TilePart:
    """A tile that is still to be asked, and does not ask by itself."""
    spot = asked.tile.spot
    place = [f"gw{min(spot.width, reports.GRID)}", f"gh{min(spot.height, 12)}"]
    place += [f"gx{spot.x}", f"gy{spot.y}"] if spot.is_placed else []
    return TilePart(
        id=asked.tile.id,
        title=asked.report.label.text(language()),
        href=f"/reports/{asked.report.id}" + (f"?{urlencode(asked.given)}" if asked.given else ""),
        src="",
        place=" ".join(place),
        number=asked.tile.number is not None,
        whole=not _pointed(request.args) <= _pointed(asked.given),
    )


def _pointed(args: Mapping[str, str]) -> set[str]:
    """The names by which an address or a tile is narrowed."""
    return set(reports.Narrowing.parse(args.get(reports.ONLY)).at)


def _answered(work: Work, dashboard: str, group: tuple[reports.AskedTile, ...]) -> Iterator[TilePart]:
    """Tiles with their pictures; one that cannot be asked says why in its place."""
    waiting = _waiting(dashboard, group)
    bare = [replace(waiting[each.tile.id], asked=True) for each in group]
    try:
        tables = reports.run_together(work, group, within=PAGE_SECONDS)
    except TookTooLong as slow:
        runs, given = f"/reports/{group[0].report.id}/runs", tuple(group[0].given.items())
        yield from (replace(part, error=slow.text(language()), later=runs, given=given) for part in bare)
        return
    except Refused as refused:
        yield from (replace(part, error=refused.text(language())) for part in bare)
        return
    for asked, part, table in zip(group, bare, tables, strict=True):
        if asked.tile.number and all(each.id != asked.tile.number for each in table.measures):
            yield replace(part, error=t("dashboard.hidden"))
        else:
            drawing = _drawing(asked, table, dashboard)
            yield replace(part, drawing=drawing, finding=table.finding.text(language()))


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
