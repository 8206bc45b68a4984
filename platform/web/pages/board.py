"""The team's board: what stands still and why, who carries how much, where records get lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, request

import reports
from accounts import Work, allowed, people, teams
from definitions import NotFound, Refused
from flows import assignment, board
from flows import remind as remind_owners
from records import reviews

from .. import desk, moments
from ..htmx import go, page
from ..languages import language, t
from ..numbers import whole
from ..reporting import ReportCard, card_of
from ..reviewing.view import Card, cards_of
from ..shell import toast
from ..team_board.view import (
    LoadRow,
    StillRow,
    TeamChoice,
    Tile,
    cleared,
    loads_of,
    rows_of,
    scale_of,
    team_choices,
    tiles_of,
)

blueprint = Blueprint("board", __name__)

FIRST_WATCH = "overdue"
ALSO_CALLED = {"late": "overdue"}
CONTACTED = "first_contact_at"
MOST_REVIEWS = 3


@dataclass(frozen=True)
class BoardPage:
    """The board of one team with one watch open."""

    team: int
    team_label: str
    people: int
    updated: str
    teams: tuple[TeamChoice, ...]
    tiles: tuple[Tile, ...]
    watch: str
    watch_title: str
    rows: tuple[StillRow, ...]
    more: int
    cleared: str
    loads: tuple[LoadRow, ...]
    scale: int
    may_assign: bool
    cards: tuple[ReportCard, ...]
    line: ReportCard | None
    response: tuple[str, str, str]
    reviews: tuple[Card, ...]
    address: str
    paused: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class NoTeam:
    """The board before there is a team: what is missing, and whether it can be added here."""

    may_add: bool


@blueprint.get("/board")
def home():
    """The board of one's own team, or of the one that one heads."""
    with desk.reading() as work:
        _require_board(work)
        team = _own_team(work)
        if team is None:
            return page("pages/board/no_team.html", NoTeam(bool(work.actor.role and work.actor.role.people)))
        return go(f"/teams/{team}/board")


@blueprint.get("/teams/<int:id>/board")
def show(id: int):
    """The board of a team and of all below it."""
    with desk.reading() as work:
        _require_board(work)
        return page("pages/board/show.html", _page(work, id, _watch()))


@blueprint.post("/teams/<int:id>/board/assignments")
def reassign(id: int):
    """Hands the ticked records to somebody, as one act; what speaks against it was said before, and is not refused."""
    to, picked = request.form.get("to", type=whole), _picked(request.form.getlist("pick"))
    if to is None or not picked:
        toast(t("board.pick_first"))
        return _back(id)
    try:
        with desk.writing() as work:
            _require_board(work)
            parts = [assignment.Part(form, records, assignment.Target(to)) for form, records in picked.items()]
            act = assignment.reassign(work, parts)
            name = people.names(work.connection, [to]).get(to, "")
            left = [one.why.text(language()) for one in act.left]
    except NotFound:
        raise
    except Refused as refused:
        toast(refused.text(language()))
        return _back(id)
    if act.records:
        said = t("board.handed_over", n=act.records, name=name)
        toast(said, undo_action=f"/reassignments/{act.id}/undoing", next=_board_href(id))
    for sentence in dict.fromkeys(left):
        toast(sentence)
    return _back(id)


@blueprint.post("/teams/<int:id>/board/reminders")
def remind(id: int):
    """Tells the owners of the ticked records, or of the whole watch, that they wait."""
    with desk.writing() as work:
        _require_board(work)
        pairs = {
            (form, record) for form, records in _picked(request.form.getlist("pick")).items() for record in records
        }
        n = remind_owners(work, id, _watch() or FIRST_WATCH, pairs)
    toast(t("board.reminded", n=n) if n else t("board.nobody_to_remind"))
    return _back(id)


def _page(work: Work, id: int, asked: str) -> BoardPage:
    found = board.board_of(work, id)
    current = asked or next(
        (watch.id for watch in (found.watch(FIRST_WATCH), *found.watches) if watch.count), FIRST_WATCH
    )
    watch = found.watch(current)
    form = next((each.form for each in work.catalog.all("pipeline")), "")
    loads = loads_of(found, form)
    return BoardPage(
        team=found.team,
        team_label=found.team_label.text(language()),
        people=len(found.load),
        updated=f"{moments.local(work.now):%H:%M}",
        teams=tuple(team_choices(work, id)),
        tiles=tiles_of(found, current),
        watch=current,
        watch_title=t("board.watch_title", label=watch.label, n=watch.count),
        rows=rows_of(watch),
        more=watch.more,
        cleared=cleared(watch),
        loads=loads,
        scale=scale_of(loads),
        may_assign=bool(form) and allowed(work.actor, "assign", form),
        cards=tuple(card_of(work, report) for report in _below(work, form)),
        line=next((card_of(work, report) for report in _over_time(work, form)), None),
        response=_response(found.response),
        reviews=tuple(_in_work(work)),
        address=f"/teams/{id}/board?watch={current}",
        paused=tuple(_paused(work, found)),
    )


def _paused(work: Work, found: board.Board) -> Iterator[tuple[str, str]]:
    """Where clocks stand still: the list behind the number, form by form."""
    for form, n in found.paused.items():
        label = work.catalog.get("form", form).plural.text(language())
        filters = urlencode([("f", "paused_at:filled"), ("f", "outcome:is:open")])
        yield f"/records/{form}?{filters}", t("pausing.board", n=n, label=label)


def _below(work: Work, form: str) -> list[reports.ReportDefinition]:
    """A funnel, and where records pile up or how long they stay: one of each that there is."""
    known = reports.reports_for(work, form) if form else ()
    funnel = next((each for each in known if each.shape and each.shape.name == "funnel"), None)
    stages = next((each for each in known if _by_stage(each)), None)
    return list(dict.fromkeys(each for each in (funnel, stages) if each is not None))


def _over_time(work: Work, form: str) -> list[reports.ReportDefinition]:
    """How soon records were contacted, as a line: drawn under the figure of the last days."""
    known = reports.reports_for(work, form) if form else ()
    lines = [each for each in known if each.chart and each.chart.type == "line"]
    return [each for each in lines if any(CONTACTED in one.reads for one in each.measures if one.id in each.chart.y)]


def _in_work(work: Work) -> Iterator[Card]:
    """What is being mended: the most urgent reviews with owner and day."""
    if not allowed(work.actor, "report"):
        return iter(())
    rows = [row for row in reports.reviews.reviews_for(work) if row.state != reviews.CLOSED]
    return cards_of(work, tuple(rows[:MOST_REVIEWS]))


def _by_stage(report: reports.ReportDefinition) -> bool:
    return report.over == "stage_visits" or any(each.id == "stage" for each in report.dimensions)


def _response(found: board.Response) -> tuple[str, str, str]:
    """The figure, what it is, and what it counts."""
    figure = moments.span(found.median_minutes * 60) if found.median_minutes is not None else "—"
    return (
        figure,
        t("board.response_words", n=found.days),
        t("board.response_counts", n=found.answered, waiting=found.waiting),
    )


def _own_team(work: Work) -> int | None:
    tree = teams.tree(work.connection)
    led = tree.led_by(work.actor.person_id or 0)
    own = next((team.id for team in tree if team.id in led), work.actor.team)
    return next((team.id for team in tree), None) if own is None else own


def _require_board(work: Work) -> None:
    """To everybody who looks after nobody there is no board."""
    if not board.watches_team(work):
        raise NotFound


def _picked(values: list[str]) -> dict[str, list[int]]:
    """The ticked records by their form."""
    found: dict[str, list[int]] = {}
    for value in values[:200]:
        form, _, record = value.rpartition(":")
        if form and record.isdecimal() and len(record) < 10:
            found.setdefault(form, []).append(int(record))
    return found


def _watch() -> str:
    """The watch that the address names, by what people call it as well."""
    asked = request.args.get("watch", "")
    return ALSO_CALLED.get(asked, asked)


def _board_href(id: int) -> str:
    watch = _watch()
    return f"/teams/{id}/board" + (f"?watch={watch}" if watch else "")


def _back(id: int):
    return go(_board_href(id))
