"""Reports over everything: grouped measures and the funnel."""

from __future__ import annotations

from collections.abc import Iterator

from reports import report_of, run

from ..figures import Figure
from ..ground import Ground
from ..timing import median_ms
from . import Place

TIMES = 5
LONG_AGO = {"since": "2000-01-01"}
GROUPED = """
SELECT f_source, count(*), count(*) FILTER (WHERE outcome = 'won'), sum(f_budget)
FROM r_lead WHERE trashed_at IS NULL AND created_at >= '2000-01-01' GROUP BY f_source ORDER BY 2 DESC
"""
FURTHEST = """
SELECT far, became, count(*) FROM (
  SELECT r.id, r.outcome AS became, max(CASE v.stage WHEN 'first_touch' THEN 0 WHEN 'need_confirmed' THEN 1
    WHEN 'proposal' THEN 2 WHEN 'quote' THEN 3 WHEN 'signed' THEN 4 END) AS far
  FROM r_lead AS r LEFT JOIN stage_visit AS v ON v.form = 'lead' AND v.record = r.id
  WHERE r.trashed_at IS NULL AND r.created_at >= '2000-01-01' GROUP BY r.id, r.outcome) AS cohort
GROUP BY far, became
"""


def measure(place: Place) -> Iterator[Figure]:
    """The median of five runs, beside what one would write by hand."""
    ground = place.filled(place.sizes.many)
    ground.tidy()
    for report, statement, aim in (("lead_source_conversion", GROUPED, "1.2 ×"), ("lead_funnel", FURTHEST, "")):
        limit = median_ms(lambda statement=statement: _by_hand(ground, statement), TIMES)
        ours = median_ms(lambda report=report: _asked(ground, report), TIMES)
        yield Figure(report.replace("lead_", "").replace("_", " "), "ms", ours, limit, "SQL by hand", aim)


def _asked(ground: Ground, name: str) -> None:
    with ground.database.reading() as connection:
        work = ground.workspace.work(connection, None, ground.now)
        run(work, report_of(work, name), LONG_AGO)


def _by_hand(ground: Ground, statement: str) -> None:
    with ground.database.reading() as connection:
        connection.exec_driver_sql(statement).all()
