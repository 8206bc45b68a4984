"""A person's day: everything they should do, most worth doing first, each with why it stands there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from accounts import Work, calendar_of
from definitions import Label
from forms import form_of, record_values
from records import TaskRow, tasks

from ..approving import ASKED
from ..task_work.in_hand import task_label
from .items import AHEAD, GROUPS, DayItem, Looks, forms_of_days
from .later import is_day_off, next_working_day
from .queries import count_of_records, is_there, records_of

__all__ = ["PORTION", "Day", "DayItem", "DoneItem", "NextDay", "day_of", "item_of", "left_today"]

MOST_AHEAD = 12
PORTION = 200  # of each sort of thing: one's own, what is queued, what waits for a yes, what would be forgotten


@dataclass(frozen=True)
class DoneItem:
    """A task that ended today: done, or left out with a reason."""

    form: str
    record: int
    title: str
    label: Label
    at: datetime
    state: str


@dataclass(frozen=True)
class NextDay:
    """What the next working day holds."""

    day: date
    count: int = 0
    first_at: datetime | None = None


@dataclass(frozen=True)
class Day:
    """The whole list, what is done, what may be done ahead, and what is left of it in time."""

    items: tuple[DayItem, ...]
    done: tuple[DoneItem, ...] = ()
    skipped: tuple[DoneItem, ...] = ()
    ahead: tuple[DayItem, ...] = ()
    next: NextDay | None = None
    snoozed: int = 0
    off: bool = False  # nobody expects the person at work today
    shown: int = PORTION  # of each sort at most so many were looked up
    more: int = 0  # and so many there are besides

    @property
    def left(self) -> int:
        """All there is to do, looked up or not."""
        return len(self.items) + self.more

    @property
    def late(self) -> int:
        return sum(item.is_late for item in self.items)

    @property
    def minutes(self) -> int:
        """How long all of it takes, about."""
        return sum(item.minutes for item in self.items)

    @property
    def first(self) -> DayItem | None:
        """The one best next thing."""
        return self.items[0] if self.items else None

    def item(self, key: str) -> DayItem | None:
        return next((item for item in (*self.items, *self.ahead) if item.key == key), None)

    def groups(self) -> tuple[tuple[str, tuple[DayItem, ...]], ...]:
        """The list by time of day, and what may be done ahead; groups that hold nothing are left out."""
        everything = (*self.items, *self.ahead)
        return tuple((name, found) for name in GROUPS if (found := tuple(i for i in everything if i.group == name)))


def day_of(work: Work, shown: int = PORTION) -> Day:
    """The day of whoever acts; the same rules for everybody, and the clock is an argument.

    Of each sort what is due first is looked up, and how much there is besides is counted.
    """
    person = work.actor.person_id
    if person is None:
        return Day(())
    midnight, calendar = _midnight(work), calendar_of(work, person)
    rows, queued = tasks.due_of(work.connection, person, limit=shown), _queued(work, shown)
    ended = tasks.ended_by(work.connection, person, since=midnight - timedelta(days=1))
    records = records_of(work, (*rows, *queued, *ended))
    following = next_working_day(work.now, calendar)
    looks = Looks(work, midnight, records, shown)
    today = [*(row for row in rows if _is_of_today(row, work.now, midnight)), *_awake(queued, work.now)]
    coming = [row for row in rows if _is_to_come(row, work.now, midnight, following, calendar.zone)]
    others = looks.of_records()
    items = sorted(looks.items(today) + others, key=_place)
    is_whole = max(len(rows), len(queued), len(others)) < shown
    over = [_done(work, row, records) for row in ended if row.ended_at >= midnight - timedelta(days=1)]
    return Day(
        items=tuple(items),
        done=tuple(item for item in over if item.state == "done"),
        skipped=tuple(item for item in over if item.state == "skipped"),
        ahead=tuple(_ahead(looks.items(coming[:MOST_AHEAD]))),
        next=_next_day(coming, following),
        snoozed=sum(row.snoozed_until is not None and row.snoozed_until > work.now for row in rows),
        off=is_day_off(work.now, calendar),
        shown=shown,
        more=0 if is_whole else max(0, left_today(work) - len(items)),
    )


def item_of(work: Work, key: str) -> DayItem | None:
    """One item by its key, however far down the list it stands."""
    day = day_of(work)
    found = day.item(key)
    return day_of(work, day.left + day.snoozed + PORTION).item(key) if found is None and day.more else found


def left_today(work: Work) -> int:
    """How many items the day has, without drawing it: the figure that stands beside its name on every page."""
    if work.actor.person_id is None:
        return 0
    role = work.actor.role.id if work.actor.role else None
    own = tasks.count_of_day(
        work.connection, work.actor.person_id, before=_midnight(work), now=work.now, teams=work.actor.above, role=role,
        there=is_there(work),
    )  # fmt: skip
    return own + sum(count_of_records(work, form) for form in forms_of_days(work))


def _queued(work: Work, most: int) -> tuple[TaskRow, ...]:
    """What lies in the queues of the actor's team and role: theirs to take, whenever it is due."""
    role = work.actor.role.id if work.actor.role else None
    return tasks.queued(work.connection, teams=work.actor.above, role=role, limit=most)


def _awake(rows: Sequence[TaskRow], now: datetime) -> list[TaskRow]:
    return [row for row in rows if not _is_snoozed(row, now)]


def _place(item: DayItem) -> tuple:
    """What cannot wait first, then by time of day; in each group the most worth doing first."""
    return (GROUPS.index(item.group), *item.rank.order, item.form, item.record, item.task_id or 0)


def _ahead(items: list[DayItem]) -> list[DayItem]:
    """What the next working day holds, in its own group: nobody has to, and nobody is told to hurry."""
    return sorted((replace(item, group=AHEAD) for item in items), key=_place)


def _midnight(work: Work) -> datetime:
    """When the actor's day ends."""
    local = work.now.astimezone(ZoneInfo(work.timezone))
    return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


def _is_of_today(row: TaskRow, now: datetime, midnight: datetime) -> bool:
    if _is_snoozed(row, now):
        return False
    begins = _begins(row)
    return begins is None or begins < midnight


def _is_to_come(row: TaskRow, now: datetime, midnight: datetime, day: date, zone: ZoneInfo) -> bool:
    """Whether it begins after today, until the end of the next working day."""
    begins = _begins(row)
    if begins is None or begins < midnight or _is_snoozed(row, now):
        return False
    return begins.astimezone(zone).date() <= day


def _is_snoozed(row: TaskRow, now: datetime) -> bool:
    return row.snoozed_until is not None and row.snoozed_until > now


def _begins(row: TaskRow) -> datetime | None:
    """From when a task is worth doing: where nobody said, the day of its limit; at once where somebody waits for it."""
    return row.starts_at if row.starts_at is not None or row.how == ASKED else row.due_at


def _next_day(coming: Sequence[TaskRow], day: date) -> NextDay:
    begins = sorted(at for row in coming if (at := _begins(row)) is not None)
    return NextDay(day, len(begins), begins[0] if begins else None)


def _done(work: Work, row: TaskRow, records: Mapping) -> DoneItem:
    record = records.get((row.form, row.record))
    pipeline = work.catalog.find("pipeline", row.pipeline) if row.pipeline else None
    definition = pipeline.task_of(row.task, record.grade) if pipeline and record else None
    title = str(record_values(record).get(form_of(work.catalog, row.form).title) or record.number) if record else ""
    return DoneItem(row.form, row.record, title, task_label(row, definition), row.ended_at, row.state)
