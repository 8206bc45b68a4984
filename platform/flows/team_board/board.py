"""A team's board: what stands still and why, who carries how much, how fast people are answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, and_

from accounts import Work, allowed, calendar_of, on_leave, people, sight_of, teams
from definitions import LANGUAGES, Label, NotFound, Reason, say
from forms import form_of, record_values
from records import assignments, tasks

from ..assignment import caps_of, may_own
from ..day.rank import time_words
from ..pipelines import Pipeline
from ..routing import WAITING
from ..task_work.in_hand import task_label
from .held_up import held_up
from .memory import Remembered, remembered
from .queries import MOST, TeamRecords, given_today
from .watched import WATCHES, silent_since, watched_forms

RESPONSE_DAYS = 7
OTHERS = frozenset({"team", "all"})
Found = tuple[str, Row[Any]]  # a form and one of its records


@dataclass(frozen=True)
class WatchRow:
    """A record that stands still, since when, and why in one sentence."""

    form: str
    record: int
    number: str
    title: str
    owner: int | None
    owner_name: str | None
    grade: str | None
    urgent: bool
    stage: Label | None
    since: datetime
    why: Reason


@dataclass(frozen=True)
class Watch:
    """One way of standing still: how many, and the oldest first."""

    id: str
    label: Label
    count: int
    rows: tuple[WatchRow, ...]
    before: Remembered = Remembered()
    tasks: int = 0  # of what is overdue, how many tasks there are; a record may have several, and some are nobody's
    nobodys: int = 0
    undone: int = 0  # of what is stuck, how many have an action undone; the others wait for the customer

    @property
    def oldest(self) -> WatchRow | None:
        return self.rows[0] if self.rows else None

    @property
    def more(self) -> int:
        """How many are not in the rows."""
        return self.count - len(self.rows)


@dataclass(frozen=True)
class PersonLoad:
    """What one person carries, against what they should."""

    person: int
    name: str
    open: int
    cap: int | None
    overdue: int
    today: int
    away: bool = False
    paused: bool = False
    may_own: bool = True  # whether such records can be handed to them

    @property
    def is_over(self) -> bool:
        return self.cap is not None and self.open > self.cap


@dataclass(frozen=True)
class Response:
    """How fast the records of the last days were answered first."""

    days: int
    median_minutes: int | None
    answered: int
    waiting: int


@dataclass(frozen=True)
class Board:
    """Five watches, the load of everybody, and the response."""

    team: int
    team_label: Label
    watches: tuple[Watch, ...]
    load: tuple[PersonLoad, ...]
    response: Response
    paused: Mapping[str, int] = field(default_factory=dict)  # by form, records whose clocks somebody stopped

    def watch(self, id: str) -> Watch:
        """One of the five; NotFound for another name."""
        found = next((watch for watch in self.watches if watch.id == id), None)
        if found is None:
            raise NotFound()
        return found


def watches_team(work: Work) -> bool:
    """Whoever hands out records of others has a team board; a rep has none."""
    role = work.actor.role
    if role is None:
        return False
    forms = (pipeline.form for pipeline in work.catalog.all("pipeline"))
    hands_out = (
        allowed(work.actor, "assign", form) and not OTHERS.isdisjoint(sight_of(work.catalog, role, form))
        for form in forms
    )
    return role.home == "board" or any(hands_out)


def board_of(work: Work, team_id: int, form_id: str | None = None) -> Board:
    """The board of a team and of all below it, over every form with a pipeline or over one."""
    tree = teams.tree(work.connection)
    team = tree.get(team_id)
    if team is None or not (work.actor.is_system or team_id in work.actor.teams or _sees_everybody(work)):
        raise NotFound()
    ids = tree.subtree(team_id)
    forms = [form_id] if form_id else watched_forms(work.catalog)
    records = [TeamRecords(work, form, ids) for form in forms]
    before = remembered(work, forms, ids)
    return Board(
        team=team_id,
        team_label=team.label,
        watches=tuple(_watch(work, name, records, before[name]) for name in WATCHES),
        load=_load(work, records, ids),
        response=_response(work, records),
        paused={one.form: n for one in records if (n := one.count(one.table.c.paused_at.is_not(None)))},
    )


def _sees_everybody(work: Work) -> bool:
    return work.actor.role is not None and (work.actor.role.people or work.actor.role.reports == "all")


def _watch(work: Work, name: str, records: Sequence[TeamRecords], before: Remembered) -> Watch:
    count, late, nobodys, undone, found = 0, 0, 0, 0, []
    for one in records:
        condition = one.watched(name, silent_since(work, one.form))
        if condition is not None:
            number = one.count(condition)
            count += number
            tasks = one.count_late_tasks() if name == "overdue" else (0, 0)
            late, nobodys = late + tasks[0], nobodys + tasks[1]
            undone += one.count(and_(condition, one.action_undone)) if name == "stuck" and number else 0
            found += [(one.form, row) for row in one.oldest(name, condition)] if number else []
    found = sorted(found, key=lambda one: _since(name, one[1]))[:MOST]
    told = _waits(work, found) if name == "unowned" else _held_up(work, found) if name == "stuck" else {}
    hands = _hands(work, found) if name == "overdue" else {}
    names = people.names(work.connection, {row.owner for _, row in found} | set(hands.values()))
    rows = tuple(_row(work, name, form, row, names, told, hands) for form, row in found)
    return Watch(name, _label(f"flows.watch.{name}"), count, rows, before, late, nobodys, undone)


def _waits(work: Work, found: Sequence[Found]) -> dict[tuple[str, int], Reason]:
    """Until when the rules let records wait, of those that nobody has."""
    ids = _by_form(found)
    held = {form: assignments.current_of_many(work.connection, form, records) for form, records in ids.items()}
    return {
        (form, record): _waiting(work, datetime.fromisoformat(one.decision["until"]))
        for form, rows in held.items()
        for record, one in rows.items()
        if one.decision.get("to") == WAITING
    }


def _held_up(work: Work, found: Sequence[Found]) -> dict[tuple[str, int], Reason]:
    return {
        (form, record): why
        for form, records in _by_form(found).items()
        for record, why in held_up(work, form, records).items()
    }


def _by_form(found: Sequence[Found]) -> dict[str, list[int]]:
    ids: dict[str, list[int]] = {}
    for form, row in found:
        ids.setdefault(form, []).append(row.id)
    return ids


def _hands(work: Work, found: Sequence[Found]) -> dict[tuple[str, int], int | None]:
    """Who has the task that is late, which need not be whoever owns the record; None where nobody has it."""
    opened = {form: tasks.open_of_many(work.connection, form, ids) for form, ids in _by_form(found).items()}
    return {
        (form, row.id): late.assignee
        for form, row in found
        for late in reversed(opened[form].get(row.id, ()))
        if (late.task, late.due_at) == (row.next_task, row.next_due_at)
    }


def _row(
    work: Work,
    watch: str,
    form: str,
    row: Row[Any],
    names: Mapping[int, str],
    told: Mapping[tuple[str, int], Reason],
    hands: Mapping[tuple[str, int], int | None],
) -> WatchRow:
    pipeline = work.catalog.find("pipeline", row.pipeline) if row.pipeline else None
    stage = pipeline.stage(row.stage) if pipeline else None
    since = _since(watch, row)
    values = record_values(row)
    hand = hands.get((form, row.id), row.owner)
    return WatchRow(
        form=form,
        record=row.id,
        number=row.number,
        title=str(values.get(form_of(work.catalog, form).title) or row.number),
        owner=row.owner,
        owner_name=names.get(row.owner),
        grade=row.grade,
        urgent=bool(row.urgent),
        stage=stage.label if stage else None,
        since=since,
        why=told[form, row.id]
        if (form, row.id) in told
        else _why(work, watch, row, since, hand=hand, owner=names.get(hand), pipeline=pipeline),
    )


def _waiting(work: Work, until: datetime) -> Reason:
    local = until.astimezone(ZoneInfo(work.timezone))
    return Reason("flows.still.waiting", {"until": f"{local:%m-%d %H:%M}"})


def _since(watch: str, row: Row[Any]) -> datetime:
    return {
        "unowned": row.assigned_at or row.created_at,
        "unaccepted": row.assigned_at or row.created_at,
        "overdue": row.next_due_at,
        "silent": row.last_contact_at or row.created_at,
        "stuck": row.stage_due_at,
    }[watch]


def _why(
    work: Work,
    watch: str,
    row: Row[Any],
    since: datetime,
    *,
    hand: int | None,
    owner: str | None,
    pipeline: Pipeline | None,
) -> Reason:
    """Why it stands still, in one sentence."""
    time = time_words(int((work.now - since).total_seconds() // 60))
    if watch == "overdue":
        return _overdue(work, row, {"task": _task(work, row, pipeline), "time": time, "owner": owner}, hand)
    return Reason(f"flows.still.{_still(watch, row)}", {"time": time, "owner": owner or "–"})


def _overdue(work: Work, row: Row[Any], said: Mapping[str, Any], hand: int | None) -> Reason:
    """Whoever has the task let it lie, but for an owner who was given the record when it was late already."""
    if hand is None:
        return Reason("flows.still.overdue_nobodys", {name: said[name] for name in ("task", "time")})
    if hand != row.owner or row.assigned_at is None or row.assigned_at <= row.next_due_at:
        return Reason("flows.still.overdue", said)
    held = time_words(int((work.now - row.assigned_at).total_seconds() // 60))
    return Reason("flows.still.overdue_taken_over", {**said, "held": held})


def _still(watch: str, row: Row[Any]) -> str:
    if watch == "unowned" and row.pool:
        return "unowned_pool"
    return "silent_never" if watch == "silent" and row.last_contact_at is None else watch


def _task(work: Work, row: Row[Any], pipeline: Pipeline | None) -> Label:
    """By its definition, by the title it was opened with, or by our own words."""
    definition = pipeline.task_of(row.next_task, row.grade) if pipeline and row.next_task else None
    if definition is not None:
        return definition.label
    opened = tasks.open_of(work.connection, pipeline.form, row.id) if pipeline else ()
    named = next((one for one in opened if one.task == row.next_task), None)
    if named is not None and named.title:
        return task_label(named, None)
    own = f"flows.task.{row.next_task}"
    return _label(own) if say(own, LANGUAGES[0]) != own else Label.of(row.next_task or "–")


def _load(work: Work, records: Sequence[TeamRecords], team_ids: frozenset[int]) -> tuple[PersonLoad, ...]:
    members = people.listing(work.connection, teams=team_ids)
    held, late = _summed(one.held() for one in records), _summed(one.overdue_by_owner() for one in records)
    ids = [person.id for person in members]
    today = given_today(work, ids, _midnight(work))
    away = on_leave(work.connection, work.now)
    caps = caps_of(work, [one.form for one in records])
    loads = [
        PersonLoad(
            person.id,
            person.name,
            open=held.get(person.id, 0),
            cap=caps.get(person.id),
            overdue=late.get(person.id, 0),
            today=today.get(person.id, 0),
            away=person.id in away,
            paused=person.paused,
            may_own=any(may_own(work, person.role, one.form) for one in records),
        )
        for person in members
        if held.get(person.id) or person.id in caps
    ]
    return tuple(sorted(loads, key=lambda load: (-load.open, load.name)))


def _response(work: Work, records: Sequence[TeamRecords]) -> Response:
    """Working minutes on the owners' calendars, so that a night does not count as slowness."""
    since = work.now - timedelta(days=RESPONSE_DAYS)
    found = [row for one in records for row in one.responses(since)]
    calendars = {owner: calendar_of(work, owner) for owner in {owner for _, _, owner in found}}
    minutes = [calendars[owner].between(came, first) / 60 for came, first, owner in found if first is not None]
    return Response(RESPONSE_DAYS, round(median(minutes)) if minutes else None, len(minutes), len(found) - len(minutes))


def _summed(counts: Any) -> dict[int, int]:
    total: dict[int, int] = {}
    for count in counts:
        for person, number in count.items():
            total[person] = total.get(person, 0) + number
    return total


def _midnight(work: Work) -> datetime:
    local = work.now.astimezone(ZoneInfo(work.timezone))
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def _label(key: str) -> Label:
    return Label.of({language: say(key, language) for language in LANGUAGES})
