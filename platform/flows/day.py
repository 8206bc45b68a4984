"""A person's day: everything they should do, most worth doing first, each with why it stands there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from accounts import Work
from definitions import Label
from forms import FormDefinition, form_of, record_values
from records import TaskRow, tasks

from .day_items import GROUPS, DayItem, Look
from .day_queries import records_of
from .tasks import task_label

__all__ = ["Day", "DayItem", "DoneItem", "Tomorrow", "day_of"]


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
class Tomorrow:
    """What the next day holds."""

    count: int = 0
    first_at: datetime | None = None


@dataclass(frozen=True)
class Day:
    """The whole list, what is done, and what is left of it in time."""

    items: tuple[DayItem, ...]
    done: tuple[DoneItem, ...] = ()
    skipped: tuple[DoneItem, ...] = ()
    tomorrow: Tomorrow = Tomorrow()
    snoozed: int = 0

    @property
    def left(self) -> int:
        return len(self.items)

    @property
    def minutes(self) -> int:
        """How long all of it takes, about."""
        return sum(item.minutes for item in self.items)

    @property
    def first(self) -> DayItem | None:
        """The one best next thing."""
        return self.items[0] if self.items else None

    def item(self, key: str) -> DayItem | None:
        return next((item for item in self.items if item.key == key), None)

    def groups(self) -> tuple[tuple[str, tuple[DayItem, ...]], ...]:
        """The list by time of day; groups that hold nothing are left out."""
        return tuple((name, found) for name in GROUPS if (found := tuple(i for i in self.items if i.group == name)))


def day_of(work: Work) -> Day:
    """The day of whoever acts; the same rules for everybody, and the clock is an argument."""
    person = work.actor.person_id
    if person is None:
        return Day(())
    midnight = _midnight(work)
    rows = tasks.due_of(work.connection, person)
    ended = tasks.ended_by(work.connection, person, since=midnight - timedelta(days=1))
    records = records_of(work, (*rows, *ended))
    today = [row for row in rows if _is_of_today(row, work.now, midnight)]
    items = _items(work, today, records, midnight)
    items.sort(key=_place)
    over = [_done(work, row, records) for row in ended if row.ended_at >= midnight - timedelta(days=1)]
    return Day(
        items=tuple(items),
        done=tuple(item for item in over if item.state == "done"),
        skipped=tuple(item for item in over if item.state == "skipped"),
        tomorrow=_tomorrow(rows, midnight),
        snoozed=sum(row.snoozed_until is not None and row.snoozed_until > work.now for row in rows),
    )


def _place(item: DayItem) -> tuple:
    """What cannot wait first, then by time of day; in each group the most worth doing first."""
    return (GROUPS.index(item.group), *item.rank.order, item.form, item.record, item.task_id or 0)


def _items(work: Work, rows: Sequence[TaskRow], records: Mapping, midnight: datetime) -> list[DayItem]:
    known = [(row, records[row.form, row.record]) for row in rows if (row.form, row.record) in records]
    looks: dict[str, Look] = {}
    items = []
    for task, record in known:
        look = looks.setdefault(task.form, Look(work, task.form, midnight))
        look.expect(record.id for row, record in known if row.form == task.form)
        items.append(look.task(task, record))
    for form in _forms(work):
        look = looks.setdefault(form.id, Look(work, form.id, midnight))
        items += look.acceptances()
        items += look.forgotten()
    return items


def _forms(work: Work) -> list[FormDefinition]:
    """The forms whose records go through stages."""
    ids = {pipeline.form for pipeline in work.catalog.all("pipeline")}
    return [form for form in work.catalog.all("form") if form.id in ids]


def _midnight(work: Work) -> datetime:
    """When the actor's day ends."""
    local = work.now.astimezone(ZoneInfo(work.timezone))
    return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


def _is_of_today(row: TaskRow, now: datetime, midnight: datetime) -> bool:
    if row.snoozed_until is not None and row.snoozed_until > now:
        return False
    begins = row.due_at if row.starts_at is None else row.starts_at
    return begins is None or begins < midnight


def _tomorrow(rows: Sequence[TaskRow], midnight: datetime) -> Tomorrow:
    begins = (row.starts_at or row.due_at for row in rows)
    due = sorted(at for at in begins if at and midnight <= at < midnight + timedelta(days=1))
    return Tomorrow(len(due), due[0] if due else None)


def _done(work: Work, row: TaskRow, records: Mapping) -> DoneItem:
    record = records.get((row.form, row.record))
    pipeline = work.catalog.find("pipeline", row.pipeline) if row.pipeline else None
    definition = pipeline.task_of(row.task, record.grade) if pipeline and record else None
    title = str(record_values(record).get(form_of(work.catalog, row.form).title) or record.number) if record else ""
    return DoneItem(row.form, row.record, title, task_label(row, definition), row.ended_at, row.state)
