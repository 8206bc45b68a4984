"""From a checked automation file to its objects; what a schema cannot see is collected as problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import time
from typing import Any

from definitions import Source, suggest
from rules import Type

from ..reading import Path, read_duration, read_rule
from ..steps import read_steps
from .definition import AFTER, BEFORE, MONTH, PER_HOUR, WEEK, Automation, Given, Moment, Schedule
from .occasions import FILTERS, NO, YES, Occasion, known_events
from .schema import WEEKDAYS

CALL = "call"
OF_A_MOMENT = {"field", "before", "after", "at"}
OF_A_SCHEDULE = {"every", "days", "working", "at", "calendar", "over"}
TYPES = {"text": Type.TEXT, "number": Type.NUMBER, "yes_no": Type.YES_NO, "date": Type.DATE, "datetime": Type.DATETIME}


def read_automation(source: Source) -> Automation:
    """The automation of one file."""
    data = source.data
    found = read_occasions(source, ("on",))
    return Automation(
        id=source.id,
        form=data["form"],
        label=source.label(),
        occasions=tuple(one for one in found if isinstance(one, Occasion)),
        moments=tuple(one for one in found if isinstance(one, Moment)),
        schedules=tuple(one for one in found if isinstance(one, Schedule)),
        takes=tuple(Given(name, TYPES[type]) for name, type in data.get("takes", {}).items()),
        when=read_rule(source, data.get("if"), ("if",)),
        do=read_steps(source, data["do"], ("do",)),
        otherwise=read_steps(source, data.get("else", []), ("else",)),
        once=data.get("once", False),
        rights=data.get("rights"),
        per_hour=data.get("per_hour", PER_HOUR),
    )


def read_occasions(source: Source, path: Path) -> list[Occasion | Moment | Schedule]:
    """What is waited for at a place of the file; nothing where nothing stands there."""
    return [one for one in _occasions(source, path) if one is not None]


def written_on(data: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Any]]:
    """Each thing that is waited for, with its place in the file."""
    for step in path:
        data = data.get(step) if isinstance(data, Mapping) else None
    if isinstance(data, list):
        yield from (((*path, place), one) for place, one in enumerate(data))
    elif data is not None:
        yield path, data


def _occasions(source: Source, at: Path) -> Iterator[Occasion | Moment | Schedule | None]:
    for path, written in written_on(source.data, at):
        if written == CALL or (isinstance(written, Mapping) and CALL in written):
            continue
        if isinstance(written, str):
            yield _event(source, path, written, {})
            continue
        yield _one(source, path, written)


def _one(source: Source, path: Path, written: Mapping[str, Any]) -> Occasion | Moment | Schedule | None:
    """Which of the three it is, by the one key that only it has."""
    if "event" in written:
        return _event(source, (*path, "event"), written["event"], written)
    if "every" in written:
        _report_strange(source, path, written, OF_A_SCHEDULE)
        return read_schedule(source, path, written)
    if "field" in written:
        _report_strange(source, path, written, OF_A_MOMENT)
        return _moment(source, path, written)
    source.problem(path, "automation.problem.waits_for_nothing")
    return None


def _event(source: Source, path: Path, event: str, written: Mapping[str, Any]) -> Occasion | None:
    if event not in known_events():
        hint = suggest(event, known_events())
        source.problem(path, "automation.problem.unknown_event", name=event, suggestion=hint)
        return None
    filters = FILTERS.get(event, {})
    _report_strange(source, path[:-1] if written else path, written, {"event", *filters})
    wanted = tuple((name, _words(written[name])) for name in filters if name in written)
    return Occasion(event, wanted)


def _words(written: Any) -> tuple[str, ...]:
    if isinstance(written, bool):
        return (YES if written else NO,)
    return tuple(written) if isinstance(written, list) else (written,)


def _moment(source: Source, path: Path, written: Mapping[str, Any]) -> Moment:
    if BEFORE in written and AFTER in written:
        source.problem((*path, AFTER), "automation.problem.before_and_after")
    side = BEFORE if BEFORE in written else AFTER
    by = read_duration(source, written.get(side), (*path, side))
    return Moment(written["field"], by, side, _time(written.get("at")))


def read_schedule(source: Source, path: Path, written: Mapping[str, Any]) -> Schedule:
    """A time of the calendar that comes round."""
    every, at = written["every"], _time(written.get("at"))
    if at is None:
        source.problem(path, "problem.missing_key", name="at")
    days = tuple(_days(source, (*path, "days"), every, written.get("days", ())))
    if not days and every in (WEEK, MONTH):
        source.problem(path, "problem.missing_key", name="days")
    return Schedule(
        every,
        at or time(9),
        days,
        working=written.get("working", False),
        calendar=written.get("calendar"),
        of_records=written.get("over", "records") == "records",
    )


def _days(source: Source, path: Path, every: str, written: Iterable[Any]) -> Iterator[int]:
    """Weekdays from 0, Monday; days of a month from 1, or -1."""
    for place, day in enumerate(written):
        if isinstance(day, str) and every == WEEK:
            yield WEEKDAYS.index(day)
        elif isinstance(day, int) and every == MONTH:
            yield day
        else:
            source.problem((*path, place), "automation.problem.wrong_day", day=day, every=every)


def _time(written: str | None) -> time | None:
    return time.fromisoformat(written) if written else None


def _report_strange(source: Source, path: Path, written: Mapping[str, Any], known: set[str]) -> None:
    for name in written:
        if name not in known:
            hint, fit = suggest(name, known), ", ".join(sorted(known))
            source.problem((*path, name), "automation.problem.strange_key", name=name, known=fit, suggestion=hint)
