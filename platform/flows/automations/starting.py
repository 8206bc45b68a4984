"""Beginning runs, in the transaction of what they are begun by: condition, guard, pause, row and outbox."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from accounts import Work
from definitions import Reason
from records import RunRow, outbox, runs
from rules import Env, matches

from ..facts import facts_after
from ..happenings import NOTHING, Told
from ..steps.hand import GIVEN
from ..stored import house_env, jsonable
from .admins import tell_admins
from .definition import DO, ELSE
from .guard import WINDOW, Guard
from .matching import Start

ERRAND = "automation"


@dataclass(frozen=True)
class _Decided:
    """A start whose condition was looked at: which way it goes, and what was seen."""

    start: Start
    branch: str
    seen: Mapping[str, Any]


def start(work: Work, wanted: Iterable[Start], told: Told = NOTHING) -> list[int]:
    """Begin what may begin and return the ids of the runs; those that are stopped or held have a row that says why.

    `told` is what has just happened, and with it what is known of records that came in.
    """
    decided = [one for one in _decide(work, tuple(wanted), told) if one is not None]
    if not decided:
        return []
    rows = _rows(work, decided)
    ids = _write(work, rows)
    _leave(work, [id for id, row in zip(ids, rows, strict=True) if id is not None and row.state == runs.WAITING])
    _tell(work, rows, ids)
    return [id for id in ids if id is not None]


def leave(work: Work, run: int, *, attempt: int | str = 0, due_at: datetime | None = None) -> None:
    """Ask the outbox to do a run, now or later; each attempt once."""
    outbox.put(work.connection, ERRAND, {"run": run}, work.now, due_at=due_at, key=f"automation:{run}:{attempt}")


def _decide(work: Work, wanted: Sequence[Start], told: Told) -> list[_Decided | None]:
    """Conditions are asked of the record as its verb has left it."""
    env, known = house_env(work), _facts(work, wanted, told)
    return [_decided(one, known.get((one.form, one.record)), env) for one in wanted]


def _decided(start: Start, facts: Mapping[str, Any] | None, env: Env) -> _Decided | None:
    rule = start.automation.when
    if rule is None:
        return _Decided(start, DO, {})
    if facts is None and start.record:
        return None  # gone, or in the trash
    values = {**(facts or {}), **{f"{GIVEN}{name}": value for name, value in start.given.items()}}
    branch = DO if matches(rule, values, env) else ELSE
    if branch == ELSE and not start.automation.otherwise:
        return None
    return _Decided(start, branch, {name: values.get(name) for name in sorted(rule.names)})


def _facts(work: Work, wanted: Sequence[Start], told: Told) -> dict[tuple[str, int], Mapping[str, Any]]:
    """The facts of every record that a condition asks about, all of a form's at once."""
    asking = [one for one in wanted if one.automation.when is not None and one.record]
    found: dict[tuple[str, int], Mapping[str, Any]] = {}
    for form in dict.fromkeys(one.form for one in asking):
        theirs = [one for one in asking if one.form == form]
        names = frozenset().union(*(one.automation.when.names for one in theirs))
        facts = facts_after(work, told, form, [one.record for one in theirs], names)
        found.update({(form, record): values for record, values in facts.items()})
    return found


def _rows(work: Work, decided: Sequence[_Decided]) -> list[RunRow]:
    begun = runs.counts_since(
        work.connection,
        {one.start.automation.id for one in decided},
        {one.start.record for one in decided},
        work.now - WINDOW,
    )
    guard, resting = Guard(begun), runs.pauses(work.connection)
    return [_row(work, one, guard, resting) for one in decided]


def _row(work: Work, one: _Decided, guard: Guard, resting: Mapping[str, Any]) -> RunRow:
    automation = one.start.automation
    row = RunRow(
        automation=automation.id,
        form=one.start.form,
        record=one.start.record,
        key=f"once:{automation.id}:{one.start.form}:{one.start.record}" if automation.once else one.start.key,
        state=runs.WAITING,
        occasion=dict(one.start.occasion),
        started_at=work.now,
        branch=one.branch,
        given=jsonable(one.start.given) or None,
        seen=jsonable(one.seen) or None,
        depth=one.start.depth,
        parent=one.start.parent,
        revision=work.catalog.revision,
    )
    stopped = guard.stops(one.start)
    if stopped is not None:
        return replace(row, key=one.start.key, state=runs.STOPPED, reason=stopped.as_json(), ended_at=work.now)
    if automation.id in resting:
        return replace(row, state=runs.HELD, reason=Reason("automation.held.paused").as_json())
    return row


def _write(work: Work, rows: Sequence[RunRow]) -> list[int | None]:
    """All at once where the keys are new; what may have begun before is asked one by one."""
    fresh = [row for row in rows if row.key.startswith("event:")]
    ids = dict(zip(map(id, fresh), runs.begin_many(work.connection, fresh), strict=True))
    return [ids[id(row)] if id(row) in ids else runs.begin(work.connection, row) for row in rows]


def _leave(work: Work, ids: Sequence[int]) -> None:
    if len(ids) == 1:
        leave(work, ids[0])
    else:
        items = [outbox.Item(ERRAND, {"run": run}, f"automation:{run}:0") for run in ids]
        outbox.put_many(work.connection, items, work.now)


def _tell(work: Work, rows: Sequence[RunRow], ids: Sequence[int | None]) -> None:
    """Who configures hears of what the guard stopped: of each automation once a day."""
    stopped = [row for row, id in zip(rows, ids, strict=True) if id is not None and row.state == runs.STOPPED]
    for row in {row.automation: row for row in stopped}.values():
        tell_admins(work, row, "automation_stopped", Reason.from_json(row.reason))
