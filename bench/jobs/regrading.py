"""Grading everything anew after a scorecard changed."""

from __future__ import annotations

import time
from collections.abc import Iterator

import psycopg
from sqlalchemy import text

from flows.regrading.regrade import regrade

from ..figures import Figure
from ..ground import FORM, Ground
from . import Place

GROUPS = {
    30: ("f_budget >= 500000", 25, "f_budget >= 200000 AND f_budget < 500000", 15,
         "f_budget > 0 AND f_budget < 200000", 5, "f_budget_state = 'approved'", 5),
    20: ("f_authority = 'decides'", 16, "f_authority = 'influences'", 10, "f_decision_maker <> ''", 8),
    25: ("length(f_need) >= 10", 10, "f_product_line <> ''", 5, "f_own_initiative", 5,
         "f_signals LIKE '%|asks_contract|%' OR f_signals LIKE '%|asks_trial|%' OR f_signals LIKE '%|asks_visit|%'", 8),
    15: ("f_timeline = 'quarter'", 15, "f_timeline = 'year'", 10, "f_timeline = 'next_year'", 3),
    16: ("f_industry IN ('machining', 'moulding', 'electronics', 'new_energy', 'finance')", 6,
         "f_employees >= 100 AND f_employees <= 500", 5, "f_region = 'east'", 4,
         "f_authority = 'uses' AND f_decision_maker IS NULL", -5),
}  # fmt: skip


def measure(place: Place) -> Iterator[Figure]:
    """Every record changes, then none does; beside one UPDATE of the same columns that keeps no history."""
    ground = place.filled(place.sizes.many)
    size = place.sizes.many
    limit = _timed(ground, _hand_written(ground))
    _timed(ground, "UPDATE r_lead SET score = NULL, grade = NULL, urgent = NULL, graded_at = NULL")
    _vacuum(ground)
    first, changed = _regrade(ground)
    if changed != size:
        raise RuntimeError(f"{changed} of {size} records changed")
    again, unchanged = _regrade(ground)
    if unchanged:
        raise RuntimeError(f"{unchanged} records changed without a cause")
    yield Figure("regrade, all change", "records/s", size / first, size / limit, "one UPDATE without history", "0.7 ×")
    yield Figure("regrade, none changes", "records/s", size / again, size / limit, "one UPDATE without history")


def _regrade(ground: Ground) -> tuple[float, int]:
    began = time.perf_counter()
    with ground.work() as work:
        done = regrade(work, FORM)
    return time.perf_counter() - began, done.changed


def _timed(ground: Ground, statement: str) -> float:
    began = time.perf_counter()
    with ground.database.transaction() as connection:
        connection.execute(text(statement))
    return time.perf_counter() - began


def _vacuum(ground: Ground) -> None:
    """Clears what the first UPDATE left behind, so that both begin alike."""
    if ground.database.dialect == "postgresql":
        with psycopg.connect(ground.workspace.settings.database_url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE r_lead")


def _hand_written(ground: Ground) -> str:
    least = "min" if ground.database.dialect == "sqlite" else "least"
    parts = []
    for cap, rows in GROUPS.items():
        cases = [
            f"CASE WHEN {when} THEN {points} ELSE 0 END" for when, points in zip(rows[::2], rows[1::2], strict=True)
        ]
        parts.append(f"{least}({cap}, {' + '.join(cases)})")
    score = " + ".join(parts)
    return (
        f"UPDATE r_lead SET score = s, grade = CASE WHEN s >= 80 THEN 'A' WHEN s >= 50 THEN 'B' ELSE 'C' END,"
        f" urgent = coalesce(f_compares, false), graded_at = CURRENT_TIMESTAMP, scorecard = 'lead_scorecard'"
        f" FROM (SELECT id AS record, {score} AS s FROM r_lead) AS graded WHERE id = record"
    )
