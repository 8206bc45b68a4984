"""Reviews and the readings behind them: each reading once for each strike of a clock, each finding open once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, literal_column, or_, select, true, update

from .engine.rows import choose, insert_of, read, read_one, values_of, write, write_once, write_or_change
from .tables.review import alert_clock, alert_reading, review, review_event

OPEN, ACTING, MEASURING, CLOSED = "open", "acting", "measuring", "closed"
STATES = (OPEN, ACTING, MEASURING, CLOSED)
MOST_CLOSED = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """What a measure came to when the clock struck, whether that was too bad, and why so."""

    alert: str
    part: str
    key: str
    at: datetime
    value: float | None
    shown: dict[str, str]
    breached: bool
    why: dict[str, Any]
    revision: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review: what was found, who looks after it, what they do, until when."""

    alert: str | None
    part: str
    finding: dict[str, str]
    why: dict[str, Any]
    state: str
    owner: int | None
    opened_at: datetime
    cause: str = ""
    action: str = ""
    due: date | None = None
    opened_by: int | None = None
    acted_at: datetime | None = None
    closed_at: datetime | None = None
    conclusion: str = ""
    version: int = 1
    id: int = 0


@dataclass(frozen=True, slots=True)
class ReviewEvent:
    """A change of a review: what each thing was and is."""

    review: int
    at: datetime
    actor: int | None
    changes: dict[str, Any] = field(default_factory=dict)
    id: int = 0


def clocks(connection: Connection) -> dict[str, datetime]:
    """Until when each alert has looked."""
    return dict(connection.execute(select(alert_clock.c.alert, alert_clock.c.looked_until)).all())


def lock_clock(connection: Connection, alert: str) -> datetime | None:
    """The same of one, held until the transaction ends; None when it never looked."""
    mine = select(alert_clock.c.looked_until).where(alert_clock.c.alert == alert)
    return connection.execute(mine.with_for_update()).scalar()


def set_clock(connection: Connection, alert: str, until: datetime) -> None:
    """It has looked until this moment."""
    values = {"alert": alert, "looked_until": until}
    write_or_change(connection, alert_clock, values, key=("alert",), changes={"looked_until": until})


def keep_reading(connection: Connection, reading: Reading) -> bool:
    """Write a reading down; False where this strike of the clock has one."""
    return write_once(connection, alert_reading, values_of(reading), key=("key",))


def readings_of(connection: Connection, alert: str, part: str, *, since: datetime) -> tuple[Reading, ...]:
    """The readings of one thing from a moment on, in order."""
    c = alert_reading.c
    wanted = choose(alert_reading, Reading).where(c.alert == alert, c.part == part, c.at >= since)
    return read(connection, Reading, wanted.order_by(c.at, c.id))


def readings_of_many(
    connection: Connection, parts: Mapping[tuple[str, str], datetime]
) -> dict[tuple[str, str], tuple[Reading, ...]]:
    """The same of many things, each (alert, part) from its own moment on, in one statement."""
    if not parts:
        return {}
    c, found = alert_reading.c, defaultdict(list)
    alerts, names = ({key[place] for key in parts} for place in (0, 1))
    wanted = choose(alert_reading, Reading).where(c.alert.in_(alerts), c.part.in_(names), c.at >= min(parts.values()))
    for one in read(connection, Reading, wanted.order_by(c.at, c.id)):
        since = parts.get((one.alert, one.part))
        if since is not None and one.at >= since:
            found[one.alert, one.part].append(one)
    return {key: tuple(several) for key, several in found.items()}


def last_readings(connection: Connection, alerts: Iterable[str]) -> dict[str, tuple[Reading, ...]]:
    """What each alert read when it last looked, part by part, in the order in which it was read."""
    c, found = alert_reading.c, defaultdict(list)
    newest = select(c.alert.label("of"), func.max(c.at).label("last")).where(c.alert.in_(tuple(alerts)))
    newest = newest.group_by(c.alert).subquery()
    wanted = choose(alert_reading, Reading).join(newest, (c.alert == newest.c.of) & (c.at == newest.c.last))
    for one in read(connection, Reading, wanted.order_by(c.id)):
        found[one.alert].append(one)
    return {alert: tuple(several) for alert, several in found.items()}


def open_of(connection: Connection, alerts: Iterable[str]) -> tuple[ReviewRow, ...]:
    """What is open of some alerts, the oldest first."""
    mine = choose(review, ReviewRow).where(review.c.alert.in_(tuple(alerts)), review.c.closed_at.is_(None))
    return read(connection, ReviewRow, mine.order_by(review.c.id))


def open(connection: Connection, new: ReviewRow) -> int | None:
    """Write a review unless one about the same is open; its id, or None."""
    if new.alert is None:
        return write(connection, review, new)
    is_open = (review.c.closed_at.is_(None)) & (review.c.alert.is_not(None))
    insert = insert_of(connection)(review).values(**values_of(new))
    written = insert.on_conflict_do_nothing(index_elements=["alert", "part"], index_where=is_open)
    return connection.execute(written.returning(literal_column("id"))).scalar()


def find(connection: Connection, id: int, *, lock: bool = False) -> ReviewRow | None:
    """One review, held if asked."""
    query = choose(review, ReviewRow).where(review.c.id == id)
    return read_one(connection, ReviewRow, query.with_for_update() if lock else query)


def still_open(connection: Connection, alert: str) -> tuple[ReviewRow, ...]:
    """What is open of an alert."""
    mine = choose(review, ReviewRow).where(review.c.alert == alert, review.c.closed_at.is_(None))
    return read(connection, ReviewRow, mine.order_by(review.c.id))


def listing(connection: Connection, *, alerts: tuple[str, ...] | None, person: int | None) -> tuple[ReviewRow, ...]:
    """Everything that is open and what was closed last, of some alerts (None: of all) or of one person."""
    mine: ColumnElement[bool] = true()
    if alerts is not None:
        mine = or_(review.c.alert.in_(alerts), review.c.owner == person, review.c.opened_by == person)
    running = choose(review, ReviewRow).where(mine, review.c.closed_at.is_(None)).order_by(review.c.due, review.c.id)
    done = choose(review, ReviewRow).where(mine, review.c.closed_at.is_not(None))
    latest = done.order_by(review.c.closed_at.desc()).limit(MOST_CLOSED)
    return (*read(connection, ReviewRow, running), *read(connection, ReviewRow, latest))


def change(connection: Connection, id: int, values: dict[str, Any], *, version: int) -> bool:
    """Change a review that nobody changed meanwhile."""
    mine = update(review).where(review.c.id == id, review.c.version == version)
    return connection.execute(mine.values(**values, version=version + 1)).rowcount == 1


def keep_event(connection: Connection, event: ReviewEvent) -> None:
    """Write a change down."""
    write(connection, review_event, event)


def events_of(connection: Connection, id: int) -> tuple[ReviewEvent, ...]:
    """Every change of a review, the oldest first."""
    mine = choose(review_event, ReviewEvent).where(review_event.c.review == id)
    return read(connection, ReviewEvent, mine.order_by(review_event.c.id))


def count_late(connection: Connection, person: int | None, today: date) -> int:
    """How many of somebody's reviews should have been done by now."""
    mine = (review.c.owner == person, review.c.state.in_((OPEN, ACTING)), review.c.due <= today)
    return connection.execute(select(func.count()).select_from(review).where(*mine)).scalar_one()
