"""How much stood still at each hour: read for yesterday's figure, and for how long a watch is empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, func, select

from .engine.rows import insert_of
from .tables.watch import NO_TEAM, watch_count

c = watch_count.c


def latest(connection: Connection) -> datetime | None:
    """The hour that was kept last."""
    return connection.execute(select(func.max(c.at))).scalar()


def keep(connection: Connection, at: datetime, form: str, counts: Mapping[tuple[str, int | None], int]) -> None:
    """Keep an hour of one form, by watch and team; what another process kept before stays."""
    rows = [
        {"at": at, "form": form, "watch": watch, "team": team or NO_TEAM, "n": n} for (watch, team), n in counts.items()
    ]
    if rows:
        keys = ["at", "form", "watch", "team"]
        connection.execute(insert_of(connection)(watch_count).values(rows).on_conflict_do_nothing(index_elements=keys))


def at(connection: Connection, moment: datetime, forms: Iterable[str], teams: Iterable[int]) -> dict[str, int]:
    """What stood still by each watch at an hour, in these teams and with nobody."""
    counted = select(c.watch, func.sum(c.n)).where(c.at == moment, _of(forms, teams)).group_by(c.watch)
    return {watch: int(n) for watch, n in connection.execute(counted)}


def last_seen(connection: Connection, forms: Iterable[str], teams: Iterable[int]) -> dict[str, datetime]:
    """When each watch last had something in these teams."""
    counted = select(c.watch, func.max(c.at)).where(c.n > 0, _of(forms, teams)).group_by(c.watch)
    return dict(connection.execute(counted).all())


def forget(connection: Connection, before: datetime) -> int:
    """Sweep out what nobody asks for any more."""
    return connection.execute(delete(watch_count).where(c.at < before)).rowcount


def _of(forms: Iterable[str], teams: Iterable[int]) -> ColumnElement[bool]:
    return and_(c.form.in_(tuple(forms)), c.team.in_((*teams, NO_TEAM)))
