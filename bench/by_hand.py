"""The most important reports of the pack as one would write them by hand: the numbers of the page, no rights, no words.

They look at the same rows as ours. What adds up has no line for the whole, as whoever reads it can add it up; a median
of everything cannot be had from those of the groups, so it is asked for, as the page shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

Written = Callable[[str, datetime], str | None]
LEADS = "FROM r_lead WHERE trashed_at IS NULL"
STAGES = (
    "CASE v.stage WHEN 'first_touch' THEN 0 WHEN 'need_confirmed' THEN 1 WHEN 'proposal' THEN 2 "
    "WHEN 'quote' THEN 3 WHEN 'signed' THEN 4 END"
)
HOUSE = ZoneInfo("Asia/Shanghai")
WON = "count(*) FILTER (WHERE outcome = 'won')"


def _moment(at: datetime) -> str:
    """As both databases keep it."""
    return f"'{at:%Y-%m-%d %H:%M:%S.%f}'"


def _since(now: datetime, days: int) -> str:
    """When a day began so many days ago, on the house's clock."""
    day = now.astimezone(HOUSE).date() - timedelta(days=days)
    return _moment(datetime.combine(day, time(), HOUSE).astimezone(UTC))


def _only_postgresql(statement: Callable[[datetime], str]) -> Written:
    """A median by hand is a page of SQL in SQLite; nobody writes it."""
    return lambda dialect, now: statement(now) if dialect == "postgresql" else None


def _middle(share: float, of: str) -> str:
    return f"percentile_cont({share}) WITHIN GROUP (ORDER BY date_part('epoch', {of}))"


def _with_whole(*by: str) -> str:
    """By groups, and everything."""
    return f"GROUP BY GROUPING SETS (({', '.join(by)}), ())"


def _source_conversion(_: str, now: datetime) -> str:
    return (
        f"SELECT f_source, count(*), count(*) FILTER (WHERE outcome = 'invalid'), {WON}, sum(f_contract_amount) "
        f"{LEADS} AND created_at >= {_since(now, 180)} GROUP BY f_source ORDER BY 2 DESC"
    )


def _source_return(_: str, now: datetime) -> str:
    return (
        f"SELECT f_source, count(*), {WON}, sum(f_cost), sum(f_contract_amount) {LEADS} "
        f"AND created_at >= {_since(now, 89)} GROUP BY f_source ORDER BY 2 DESC"
    )


def _funnel(_: str, now: datetime) -> str:
    return f"""SELECT far, became, count(*) FROM (
      SELECT r.id, r.outcome AS became, max({STAGES}) AS far
      FROM r_lead AS r LEFT JOIN stage_visit AS v ON v.form = 'lead' AND v.record = r.id
      WHERE r.trashed_at IS NULL AND r.created_at >= {_since(now, 90)} GROUP BY r.id, r.outcome) AS cohort
    GROUP BY far, became"""


def _pile_up(now: datetime) -> str:
    at = _moment(now)
    stay = f"{at}::timestamp - stage_entered_at"
    return (
        f"SELECT stage, count(*), count(*) FILTER (WHERE stage_due_at < {at}), {_middle(0.5, stay)}, "
        f"{_middle(0.9, stay)}, sum(f_budget) {LEADS} AND outcome = 'open' {_with_whole('stage')}"
    )


def _response_time(now: datetime) -> str:
    waited, week = "first_contact_at - created_at", "date_trunc('week', created_at + interval '8 hours')"
    return (
        f"SELECT {week}, count(*), avg(date_part('epoch', {waited})), "
        f"{_middle(0.5, waited)}, {_middle(0.9, waited)} {LEADS} AND created_at >= {_since(now, 90)} "
        f"AND first_contact_at IS NOT NULL {_with_whole(week)} ORDER BY 1"
    )


def _leaderboard(_: str, now: datetime) -> str:
    return (
        f"SELECT owner, {WON}, count(*), sum(f_contract_amount) {LEADS} AND outcome IN ('won', 'lost') "
        f"AND closed_at >= {_since(now, 179)} GROUP BY owner, closed_at >= {_since(now, 89)}"
    )


def _overdue(now: datetime) -> str:
    at = _moment(now)
    return (
        f"SELECT t.assignee, count(*), count(*) FILTER (WHERE t.must), {_middle(0.5, f'{at}::timestamp - t.due_at')} "
        "FROM task AS t JOIN r_lead AS r ON r.id = t.record WHERE t.form = 'lead' AND r.trashed_at IS NULL "
        f"AND (r.outcome = 'open' OR t.stage = r.stage) AND t.state = 'open' AND t.due_at < {at} "
        f"{_with_whole('t.assignee')} ORDER BY 2 DESC"
    )


def _loss_points(now: datetime) -> str:
    return (
        f"SELECT v.stage, v.left_to, count(DISTINCT v.record), {_middle(0.5, 'v.left_at - v.entered_at')} "
        "FROM stage_visit AS v JOIN r_lead AS r ON r.id = v.record WHERE v.form = 'lead' AND r.trashed_at IS NULL "
        f"AND v.left_at >= {_since(now, 90)} AND v.left_to IN ('lost', 'invalid', 'parked') "
        f"{_with_whole('v.stage', 'v.left_to')}"
    )


def _dwell(now: datetime) -> str:
    stay = "v.left_at - v.entered_at"
    return (
        f"SELECT v.stage, count(*), {_middle(0.5, stay)}, {_middle(0.9, stay)}, "
        "count(*) FILTER (WHERE v.left_at > v.due_at) FROM stage_visit AS v JOIN r_lead AS r ON r.id = v.record "
        "WHERE v.form = 'lead' AND r.trashed_at IS NULL AND v.outcome = 'open' AND v.left_at IS NOT NULL "
        f"AND v.entered_at >= {_since(now, 90)} {_with_whole('v.stage')}"
    )


def _tasks_on_time(_: str, now: datetime) -> str:
    return (
        "SELECT t.stage, t.task, count(*), count(*) FILTER (WHERE t.state = 'done'), "
        "count(*) FILTER (WHERE t.overdue_at IS NOT NULL), count(*) FILTER (WHERE t.state = 'skipped') "
        "FROM task AS t JOIN r_lead AS r ON r.id = t.record WHERE t.form = 'lead' AND r.trashed_at IS NULL "
        f"AND t.opened_at >= {_since(now, 90)} GROUP BY 1, 2"
    )


def _closure(_: str, now: datetime) -> str:
    came = (
        f"trashed_at IS NULL AND created_at >= {_since(now, 42)} AND created_at < {_moment(now - timedelta(days=14))}"
    )
    return f"""SELECT r.owner, count(*), count(*) FILTER (WHERE v.first_left IS NOT NULL)
    FROM r_lead AS r LEFT JOIN (SELECT record, min(left_at) AS first_left FROM stage_visit WHERE form = 'lead'
      AND record IN (SELECT id FROM r_lead WHERE {came}) GROUP BY record) AS v ON v.record = r.id
    WHERE {came} GROUP BY r.owner"""


BY_HAND: dict[str, Written] = {
    "lead_source_conversion": _source_conversion,
    "lead_source_return": _source_return,
    "lead_funnel": _funnel,
    "lead_pile_up": _only_postgresql(_pile_up),
    "lead_response_time": _only_postgresql(_response_time),
    "lead_leaderboard": _leaderboard,
    "lead_overdue": _only_postgresql(_overdue),
    "lead_loss_points": _only_postgresql(_loss_points),
    "lead_dwell": _only_postgresql(_dwell),
    "lead_tasks_on_time": _tasks_on_time,
    "lead_closure": _closure,
}


def first_tiles(dialect: str, now: datetime) -> tuple[str, ...]:
    """The large numbers of the war room: what came in, by week and beside the month before, and what is late."""
    if dialect != "postgresql":
        return ()
    in_time = "count(*) FILTER (WHERE first_contact_at - created_at <= interval '4 hours')"
    came = f"created_at >= {_since(now, 59)} AND created_at < {_since(now, -1)}"
    pulse = (
        f"SELECT date_trunc('week', created_at + interval '8 hours'), created_at >= {_since(now, 29)}, count(*), "
        f"{in_time}, {WON} {LEADS} AND {came} GROUP BY 1, 2"
    )
    late = (
        "SELECT count(*) FROM task AS t JOIN r_lead AS r ON r.id = t.record WHERE t.form = 'lead' "
        "AND r.trashed_at IS NULL AND (r.outcome = 'open' OR t.stage = r.stage) AND t.state = 'open' "
        f"AND t.due_at < {_moment(now)}"
    )
    return pulse, late
