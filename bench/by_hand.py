"""The most important reports of the pack as one would write them by hand: groups, no totals, no rights, no words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

Written = Callable[[str, datetime], str | None]
LEADS = "FROM r_lead WHERE trashed_at IS NULL"
STAGES = (
    "CASE v.stage WHEN 'first_touch' THEN 0 WHEN 'need_confirmed' THEN 1 WHEN 'proposal' THEN 2 "
    "WHEN 'quote' THEN 3 WHEN 'signed' THEN 4 END"
)
WON = "count(*) FILTER (WHERE outcome = 'won')"


def _days_ago(now: datetime, days: int) -> str:
    """As both databases keep a moment."""
    return f"'{(now - timedelta(days=days)):%Y-%m-%d %H:%M:%S.%f}'"


def _only_postgresql(statement: Callable[[datetime], str]) -> Written:
    """A median by hand is a page of SQL in SQLite; nobody writes it."""
    return lambda dialect, now: statement(now) if dialect == "postgresql" else None


def _middle(share: float, of: str) -> str:
    return f"percentile_cont({share}) WITHIN GROUP (ORDER BY extract(epoch FROM {of}))"


def _source_conversion(_: str, now: datetime) -> str:
    return (
        f"SELECT f_source, count(*), count(*) FILTER (WHERE outcome = 'invalid'), {WON}, sum(f_contract_amount) "
        f"{LEADS} AND created_at >= {_days_ago(now, 180)} GROUP BY f_source ORDER BY 2 DESC"
    )


def _source_return(_: str, now: datetime) -> str:
    return (
        f"SELECT f_source, count(*), {WON}, sum(f_cost), sum(f_contract_amount) {LEADS} "
        f"AND created_at >= {_days_ago(now, 90)} GROUP BY f_source ORDER BY 2 DESC"
    )


def _funnel(_: str, now: datetime) -> str:
    return f"""SELECT far, became, count(*) FROM (
      SELECT r.id, r.outcome AS became, max({STAGES}) AS far
      FROM r_lead AS r LEFT JOIN stage_visit AS v ON v.form = 'lead' AND v.record = r.id
      WHERE r.trashed_at IS NULL AND r.created_at >= {_days_ago(now, 90)} GROUP BY r.id, r.outcome) AS cohort
    GROUP BY far, became"""


def _pile_up(now: datetime) -> str:
    at = _days_ago(now, 0)
    stay = f"{at}::timestamp - stage_entered_at"
    return (
        f"SELECT stage, count(*), count(*) FILTER (WHERE stage_due_at < {at}), {_middle(0.5, stay)}, "
        f"{_middle(0.9, stay)}, sum(f_budget) {LEADS} AND outcome = 'open' GROUP BY stage"
    )


def _response_time(now: datetime) -> str:
    waited = "first_contact_at - created_at"
    return (
        f"SELECT date_trunc('week', created_at + interval '8 hours'), count(*), avg(extract(epoch FROM {waited})), "
        f"{_middle(0.5, waited)}, {_middle(0.9, waited)} {LEADS} AND created_at >= {_days_ago(now, 90)} "
        "AND first_contact_at IS NOT NULL GROUP BY 1 ORDER BY 1"
    )


def _leaderboard(_: str, now: datetime) -> str:
    return (
        f"SELECT owner, {WON}, count(*), sum(f_contract_amount) {LEADS} AND outcome IN ('won', 'lost') "
        f"AND closed_at >= {_days_ago(now, 180)} GROUP BY owner, closed_at >= {_days_ago(now, 90)}"
    )


def _overdue(now: datetime) -> str:
    at = _days_ago(now, 0)
    return (
        f"SELECT t.assignee, count(*), count(*) FILTER (WHERE t.must), {_middle(0.5, f'{at}::timestamp - t.due_at')} "
        "FROM task AS t JOIN r_lead AS r ON r.id = t.record WHERE t.form = 'lead' AND r.trashed_at IS NULL "
        f"AND t.state = 'open' AND t.due_at < {at} GROUP BY t.assignee ORDER BY 2 DESC"
    )


def _loss_points(now: datetime) -> str:
    return (
        f"SELECT v.stage, v.left_to, count(DISTINCT v.record), {_middle(0.5, 'v.left_at - v.entered_at')} "
        "FROM stage_visit AS v JOIN r_lead AS r ON r.id = v.record WHERE v.form = 'lead' AND r.trashed_at IS NULL "
        f"AND v.left_at >= {_days_ago(now, 90)} AND v.left_to IN ('lost', 'invalid', 'parked') GROUP BY 1, 2"
    )


def _dwell(now: datetime) -> str:
    stay = "v.left_at - v.entered_at"
    return (
        f"SELECT v.stage, count(*), {_middle(0.5, stay)}, {_middle(0.9, stay)}, "
        "count(*) FILTER (WHERE v.left_at > v.due_at) FROM stage_visit AS v JOIN r_lead AS r ON r.id = v.record "
        "WHERE v.form = 'lead' AND r.trashed_at IS NULL AND v.outcome = 'open' AND v.left_at IS NOT NULL "
        f"AND v.entered_at >= {_days_ago(now, 90)} GROUP BY v.stage"
    )


def _tasks_on_time(_: str, now: datetime) -> str:
    return (
        "SELECT t.stage, t.task, count(*), count(*) FILTER (WHERE t.state = 'done'), "
        "count(*) FILTER (WHERE t.overdue_at IS NOT NULL), count(*) FILTER (WHERE t.state = 'skipped') "
        "FROM task AS t JOIN r_lead AS r ON r.id = t.record WHERE t.form = 'lead' AND r.trashed_at IS NULL "
        f"AND t.opened_at >= {_days_ago(now, 90)} GROUP BY 1, 2"
    )


def _closure(_: str, now: datetime) -> str:
    return f"""SELECT r.owner, count(*), count(*) FILTER (WHERE v.first_left IS NOT NULL)
    FROM r_lead AS r LEFT JOIN (SELECT record, min(left_at) AS first_left FROM stage_visit WHERE form = 'lead'
      GROUP BY record) AS v ON v.record = r.id
    WHERE r.trashed_at IS NULL AND r.created_at >= {_days_ago(now, 42)} AND r.created_at < {_days_ago(now, 14)}
    GROUP BY r.owner"""


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
