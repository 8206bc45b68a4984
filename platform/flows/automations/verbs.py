"""What admins do with automations and their runs: pause, resume, try again, run anew, drop, start by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work, require
from definitions import NotFound, Reason, Refused
from records import RunRow, runs

from ..subject import look
from .definition import Automation
from .matching import Start
from .starting import leave, start

# What may be tried again: it did not come to its end, and a waiting one may have lost whoever was to do it.
UNFINISHED = (runs.FAILED, runs.HELD, runs.STOPPED, runs.WAITING)


def pause(work: Work, automation_id: str, words: str = "") -> None:
    """Let an automation rest: what would begin is held, and nothing of it is lost."""
    automation = _automation(work, automation_id)
    runs.pause(work.connection, runs.Pause(automation.id, work.now, work.actor.person_id, words.strip()[:500] or None))


def resume(work: Work, automation_id: str, *, catch_up: bool = True) -> int:
    """Let it work again, and do what was held meanwhile, or drop it; how many runs that were."""
    automation = _automation(work, automation_id)
    runs.resume(work.connection, automation.id)
    held = runs.lock_held(work.connection, automation.id)
    for row in held:
        if catch_up:
            _again(work, row)
        else:
            _drop(work, row)
    return len(held)


def try_again(work: Work, run: int) -> RunRow:
    """Go on with a run where it failed or was stopped; what it did before is not done twice."""
    row = _run(work, run)
    if row.state not in UNFINISHED:
        raise Refused("automation.refused.has_ended", run=run, state=Reason(f"automation.state.{row.state}"))
    _again(work, row)
    return row


def run_anew(work: Work, run: int) -> int:
    """Begin once more what a run began, from its first step and as the automation is written today."""
    row = _run(work, run)
    automation = _automation(work, row.automation)
    again = Start(
        automation,
        row.form,
        row.record,
        key=f"replay:{row.id}:{work.now.timestamp():.6f}",
        occasion={**row.occasion, "by": work.actor.person_id},
        given=row.given or {},
    )
    return _begun(work, again, replay_of=row.id)


def start_by_hand(work: Work, automation_id: str, record: int, given: Mapping[str, Any] | None = None) -> int:
    """Begin an automation for a record without waiting for what it waits for; its condition counts."""
    automation = _automation(work, automation_id)
    look(work, automation.form, record)
    key = f"hand:{automation.id}:{record}:{work.now.timestamp():.6f}"
    occasion = {"what": "hand", "by": work.actor.person_id}
    return _begun(work, Start(automation, automation.form, record, key, occasion, given or {}))


def drop(work: Work, run: int) -> RunRow:
    """Give a run up for good; the log keeps that it was."""
    row = _run(work, run)
    if row.state not in UNFINISHED:
        raise Refused("automation.refused.has_ended", run=run, state=Reason(f"automation.state.{row.state}"))
    _drop(work, row)
    return row


def _automation(work: Work, automation_id: str) -> Automation:
    require(work, "configure")
    return work.catalog.get("automation", automation_id)


def _run(work: Work, run: int) -> RunRow:
    require(work, "configure")
    row = runs.lock(work.connection, run)
    if row is None:
        raise NotFound("automation.refused.no_run", run=run)
    return row


def _again(work: Work, row: RunRow) -> None:
    changes = {"state": runs.WAITING, "reason": None, "error": None, "next_at": None, "ended_at": None}
    runs.change(work.connection, row.id, **changes, attempts=0)
    leave(work, row.id, attempt=f"again:{work.now.timestamp():.6f}")


def _drop(work: Work, row: RunRow) -> None:
    why = Reason("automation.dropped.by_hand").as_json()
    runs.change(work.connection, row.id, state=runs.DROPPED, reason=why, next_at=None, ended_at=work.now)


def _begun(work: Work, wanted: Start, *, replay_of: int | None = None) -> int:
    begun = start(work, [wanted])
    if not begun:
        raise Refused("automation.refused.does_not_hold", automation=wanted.automation.label)
    if replay_of is not None:
        runs.change(work.connection, begun[0], replay_of=replay_of)
    return begun[0]
