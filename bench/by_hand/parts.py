"""What statements by hand are put together from, in the words of either database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

Written = Callable[[str, datetime], str | None]
POSTGRESQL = "postgresql"
HOUSE = ZoneInfo("Asia/Shanghai")
LEADS = "FROM r_lead WHERE trashed_at IS NULL"


def moment(at: datetime) -> str:
    """As both databases keep it."""
    return f"'{at:%Y-%m-%d %H:%M:%S.%f}'"


def since(now: datetime, days: int) -> str:
    """When a day began so many days ago, on the house's clock."""
    day = now.astimezone(HOUSE).date() - timedelta(days=days)
    return moment(datetime.combine(day, time(), HOUSE).astimezone(UTC))


def within(column: str, now: datetime, days: int) -> str:
    """So many days, today among them."""
    return f"{column} >= {since(now, days - 1)} AND {column} < {since(now, -1)}"


def only_postgresql(statement: Callable[[datetime], str]) -> Written:
    """A median by hand is a page of SQL in SQLite; nobody writes it."""
    return lambda dialect, now: statement(now) if dialect == POSTGRESQL else None


def how_many(condition: str) -> str:
    """How many rows meet a condition."""
    return f"count(*) FILTER (WHERE {condition})"


WON = how_many("outcome = 'won'")


def middle(share: float, of: str) -> str:
    """The value at a share of the way through ordered lengths of time."""
    return f"percentile_cont({share}) WITHIN GROUP (ORDER BY date_part('epoch', {of}))"


def with_whole(*by: str) -> str:
    """By groups, and everything."""
    return f"GROUP BY GROUPING SETS (({', '.join(by)}), ())"


def week(dialect: str, at: str) -> str:
    """The Monday before a moment."""
    if dialect == POSTGRESQL:
        return f"date_trunc('week', {at} + interval '8 hours')"
    return f"date({at}, '+8 hours', 'weekday 0', '-6 days')"


def sooner(dialect: str, start: str, end: str, minutes: int) -> str:
    """Whether less time lies between two moments."""
    if dialect == POSTGRESQL:
        return f"{end} - {start} < interval '{minutes} minutes'"
    return f"(julianday({end}) - julianday({start})) * 1440 < {minutes}"


def leads(by: str, *numbers: str, where: str) -> str:
    """How many leads each group has, and more of each."""
    return f"SELECT {by}, {', '.join(('count(*)', *numbers))} {LEADS} AND {where} GROUP BY {by}"


def beside(table: str, name: str) -> str:
    """Rows of another table whose leads count."""
    joined = f"FROM {table} AS {name} JOIN r_lead AS r ON r.id = {name}.record"
    return f"{joined} WHERE {name}.form = 'lead' AND r.trashed_at IS NULL"
