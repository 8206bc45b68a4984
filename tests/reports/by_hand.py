"""The same questions answered by plain Python over the same histories."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tests.reports.histories import PATH, Company

Row = dict[str, Any]


def grouped(rows: Iterable[Row], keys: list[Callable[[Row], Any]]) -> dict[tuple, list[Row]]:
    found: dict[tuple, list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(key(row) for key in keys), []).append(row)
    return found


def filled(rows: list[Row], name: str) -> list[Any]:
    return [row[name] for row in rows if row[name] is not None]


def percentile(values: list[Any], share: float) -> float | None:
    ordered = sorted(map(float, values))
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def hours(row: Row) -> float | None:
    if row["first_contact_at"] is None:
        return None
    return (row["first_contact_at"] - row["created_at"]).total_seconds() / 3600


def mean(values: list[Any]) -> float | None:
    return sum(map(float, values)) / len(values) if values else None


def measures(rows: list[Row]) -> list[Any]:
    """Every kind of measure, in the order of ALL_MEASURES."""
    won = sum(row["outcome"] == "won" for row in rows)
    amounts, waits = filled(rows, "amount"), [wait for row in rows if (wait := hours(row)) is not None]
    return [
        len(rows),
        won,
        len(set(filled(rows, "customer"))),
        sum(amounts) if amounts else None,
        sum(amounts_of_paid) if (amounts_of_paid := filled([row for row in rows if row["paid"]], "amount")) else None,
        mean(filled(rows, "units")),
        min(filled(rows, "units"), default=None),
        max(amounts, default=None),
        max(filled(rows, "wanted_on"), default=None),
        percentile(waits, 0.5),
        percentile(amounts, 0.9),
        won / len(rows) if rows else None,
        (won + 1) / len(rows) * 100 if rows else None,
    ]


ALL_MEASURES = """
measures:
  - {id: orders, count: all}
  - {id: won, count: "outcome = 'won'"}
  - {id: customers, distinct: customer}
  - {id: amount, sum: amount}
  - {id: paid, sum: amount, where: "paid"}
  - {id: units, average: units}
  - {id: least, min: units}
  - {id: most, max: amount}
  - {id: last, max: wanted_on}
  - {id: wait, median: "hours_between(created_at, first_contact_at)"}
  - {id: slow, p90: amount}
  - {id: rate, ratio: [won, orders]}
  - {id: smooth, formula: "(won + 1) / orders * 100"}
"""


def plain(value: Any) -> Any:
    """As JSON has it."""
    if isinstance(value, Decimal | float | int) and not isinstance(value, bool):
        return round(float(value), 6)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def start(moment: datetime | None, grain: str, zone: str) -> Any:
    """The first day of the stretch in which a moment lies."""
    if moment is None:
        return None
    local = moment.astimezone(ZoneInfo(zone))
    day = local.date()
    return {
        "hour": lambda: local.replace(minute=0, second=0, microsecond=0, tzinfo=None),
        "day": lambda: day,
        "week": lambda: day - timedelta(days=day.isoweekday() - 1),
        "month": lambda: date(day.year, day.month, 1),
        "quarter": lambda: date(day.year, (day.month + 2) // 3 * 3 - 2, 1),
        "year": lambda: date(day.year, 1, 1),
    }[grain]()


def cohort(company: Company) -> list[tuple[int, int, str]]:
    """(order, furthest place, what became of it) of every order in the pipeline."""
    found = []
    for order in company.live:
        if order["pipeline"] != "order_path":
            continue
        been = [PATH.index(stay["stage"]) for stay in company.stays if _on_path(stay, order)]
        here = PATH.index(order["stage"]) if order["stage"] in PATH else -1
        far = max([0, here, *been])
        went_back = order["outcome"] == "open" and here < far
        found.append((order["id"], far, "back" if went_back else order["outcome"]))
    return found


def _on_path(stay: Row, order: Row) -> bool:
    return stay["record"] == order["id"] and stay["stage"] in PATH
