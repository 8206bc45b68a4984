"""A team's board: what stands still and why, who carries how much; and a nudge to those who have it."""

from __future__ import annotations

from typing import Any

from flask import Response

from accounts import Work
from definitions import NotFound
from flows import Board, PersonLoad, Watch, WatchRow, board, board_of, remind

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..idempotency import change
from ..inputs import arguments
from ..places import id_at
from ..record_json import stamp
from ..replies import Reply
from ..shapes import REMINDERS


@v1.get("/teams/<team>/board")
def read_board(team: str) -> Response:
    """The board of a team and of all below it; of each watch the oldest records."""
    arguments()
    with reading() as work:
        return Reply(_told(work, _board(work, team))).response()


@v1.post("/teams/<team>/board/reminders")
def remind_owners(team: str) -> Response:
    """Tell the owners of these records, or of a whole watch, that they wait."""
    body = REMINDERS.read(read_body())
    picked = {(one["form"], int(one["record"])) for one in body.get("records", ())}

    def nudge(work: Work) -> Reply:
        _board(work, team)
        return Reply({"reminded": remind(work, id_at(team), body["watch"], picked)})

    return change(nudge, body)


def _board(work: Work, team: str) -> Board:
    """To whoever looks after nobody there is none."""
    if not board.watches_team(work):
        raise NotFound
    return board_of(work, id_at(team))


def _told(work: Work, found: Board) -> dict[str, Any]:
    answered = found.response
    return {
        "team": found.team,
        "label": found.team_label.text(work.language),
        "watches": [_watch(work, one) for one in found.watches],
        "load": [_load(one) for one in found.load],
        "first_response": {
            "days": answered.days,
            "median_minutes": answered.median_minutes,
            "answered": answered.answered,
            "waiting": answered.waiting,
        },
        "paused": dict(found.paused),
    }


def _watch(work: Work, one: Watch) -> dict[str, Any]:
    rows = [_row(work, row) for row in one.rows]
    return {"id": one.id, "label": one.label.text(work.language), "count": one.count, "records": rows}


def _row(work: Work, row: WatchRow) -> dict[str, Any]:
    return {
        "form": row.form,
        "record": row.record,
        "number": row.number,
        "title": row.title,
        "owner": {"id": row.owner, "name": row.owner_name} if row.owner else None,
        "grade": row.grade,
        "urgent": row.urgent,
        "stage": row.stage.text(work.language) if row.stage else None,
        "since": stamp(row.since),
        "why": row.why.text(work.language),
    }


def _load(one: PersonLoad) -> dict[str, Any]:
    return {
        "person": {"id": one.person, "name": one.name},
        "open": one.open,
        "limit": one.cap,
        "over_limit": one.is_over,
        "overdue": one.overdue,
        "today": one.today,
        "away": one.away,
        "paused": one.paused,
    }
