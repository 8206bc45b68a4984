"""Reports that read what leads leave behind: stays, tasks, assignments, calls, behaviour."""

from __future__ import annotations

from datetime import datetime, timedelta

from .parts import (
    HOUSE,
    WON,
    Written,
    beside,
    how_many,
    middle,
    moment,
    only_postgresql,
    since,
    with_whole,
    within,
)

STAYS, TASKS = beside("stage_visit", "v"), beside("task", "t")
LET_GO = "v.left_to IN ('lost', 'invalid', 'parked')"
DONE, SKIPPED = how_many("t.state = 'done'"), how_many("t.state = 'skipped'")
CAN_BE_DONE = "(r.outcome = 'open' OR t.stage = r.stage)"


def _overdue(now: datetime) -> str:
    at = moment(now)
    return (
        f"SELECT t.assignee, count(*), {how_many('t.must')}, {middle(0.5, f'{at}::timestamp - t.due_at')} "
        f"{TASKS} AND {CAN_BE_DONE} AND t.state = 'open' AND t.due_at < {at} {with_whole('t.assignee')} ORDER BY 2 DESC"
    )


def _ended_or_late(now: datetime) -> str:
    """Tasks that were done, left out or missed, and open ones past their limit."""
    late = f"t.state = 'open' AND t.due_at < {moment(now)} AND {CAN_BE_DONE}"
    return f"(t.state IN ('done', 'skipped', 'missed') OR {late})"


def _follow_up(now: datetime) -> str:
    old = f"t.due_at < {since(now, 29)}"
    in_time = how_many("t.state = 'done' AND t.ended_at <= t.due_at")
    missed = how_many("t.state IN ('open', 'skipped', 'missed')")
    behind = "CASE WHEN t.state = 'done' AND t.ended_at > t.due_at THEN t.ended_at - t.due_at END"
    return (
        f"SELECT t.assignee, count(*), {in_time}, {missed}, {middle(0.5, behind)} {TASKS} AND {_ended_or_late(now)} "
        f"AND {within('t.due_at', now, 60)} GROUP BY GROUPING SETS ((t.assignee, {old}), ({old}))"
    )


def _sop(_: str, now: datetime) -> str:
    in_time = how_many("t.state = 'done' AND (t.due_at IS NULL OR t.ended_at <= t.due_at)")
    return (
        f"SELECT t.stage, t.assignee, count(*), {in_time}, count(t.overdue_at), {SKIPPED} {TASKS} "
        f"AND t.must AND {_ended_or_late(now)} AND {within('t.opened_at', now, 90)} GROUP BY 1, 2"
    )


def _tasks_on_time(_: str, now: datetime) -> str:
    missed = how_many("t.state = 'missed'")
    return (
        f"SELECT t.stage, t.task, count(*), {DONE}, count(t.overdue_at), {SKIPPED}, {missed} {TASKS} "
        f"AND t.opened_at >= {since(now, 90)} GROUP BY 1, 2"
    )


def _dwell(now: datetime) -> str:
    stay = "v.left_at - v.entered_at"
    return (
        f"SELECT v.stage, count(*), {middle(0.5, stay)}, {middle(0.9, stay)}, {how_many('v.left_at > v.due_at')} "
        f"{STAYS} AND v.outcome = 'open' AND v.left_at IS NOT NULL "
        f"AND v.entered_at >= {since(now, 90)} {with_whole('v.stage')}"
    )


def _loss_points(now: datetime) -> str:
    return (
        f"SELECT v.stage, v.left_to, count(DISTINCT v.record), {middle(0.5, 'v.left_at - v.entered_at')} "
        f"{STAYS} AND v.left_at >= {since(now, 90)} AND {LET_GO} {with_whole('v.stage', 'v.left_to')}"
    )


def _weekly_loss(_: str, now: datetime) -> str:
    """Each lead once in each group of a week, and once in all of it."""
    monday = now.astimezone(HOUSE).weekday()
    old = f"v.left_at < {since(now, monday + 7)}"
    days = f"v.left_at >= {since(now, monday + 14)} AND v.left_at < {since(now, monday)}"
    return (
        f"WITH gone AS (SELECT DISTINCT v.stage, v.left_to, {old} AS old, r.id, r.f_budget {STAYS} AND {LET_GO} "
        f"AND {days}) SELECT stage, left_to, count(*), sum(f_budget) FROM gone GROUP BY stage, left_to, old "
        "UNION ALL SELECT NULL, NULL, count(*), sum(f_budget) "
        "FROM (SELECT DISTINCT old, id, f_budget FROM gone) AS one GROUP BY old"
    )


def _skips(_: str, now: datetime) -> str:
    won = "count(DISTINCT CASE WHEN outcome = 'won' THEN id END)"
    return (
        f"WITH came AS (SELECT v.reason, v.stage, r.id, r.outcome {STAYS} AND v.how = 'skipped' "
        f"AND {within('v.entered_at', now, 180)}) "
        f"SELECT reason, stage, count(DISTINCT id), {won} FROM came GROUP BY 1, 2 "
        f"UNION ALL SELECT NULL, NULL, count(DISTINCT id), {won} FROM came"
    )


def _closure(_: str, now: datetime) -> str:
    came = f"trashed_at IS NULL AND created_at >= {since(now, 42)} AND created_at < {moment(now - timedelta(days=14))}"
    return f"""SELECT r.owner, count(*), count(*) FILTER (WHERE v.first_left IS NOT NULL)
    FROM r_lead AS r LEFT JOIN (SELECT record, min(left_at) AS first_left FROM stage_visit WHERE form = 'lead'
      AND record IN (SELECT id FROM r_lead WHERE {came}) GROUP BY record) AS v ON v.record = r.id
    WHERE {came} GROUP BY r.owner"""


def _quality_back(_: str, now: datetime) -> str:
    came = f"trashed_at IS NULL AND {within('created_at', now, 90)}"
    numbers = ", ".join(
        (
            how_many("v.steps > 1"), how_many("r.outcome = 'invalid'"), how_many("r.f_invalid_reason = 'wrong_number'"),
            how_many("r.f_invalid_reason = 'not_target'"), how_many("r.grade = 'A'"),
        )
    )  # fmt: skip
    return f"""SELECT r.f_source, count(*), {numbers}
    FROM r_lead AS r LEFT JOIN (SELECT record, count(*) AS steps FROM stage_visit WHERE form = 'lead'
      AND outcome = 'open' AND record IN (SELECT id FROM r_lead WHERE {came}) GROUP BY record) AS v ON v.record = r.id
    WHERE {came} GROUP BY r.f_source"""


def _warm_conversion(_: str, now: datetime) -> str:
    came = f"trashed_at IS NULL AND created_at >= {since(now, 180)}"
    warm, warm_won = how_many("b.done >= 3"), how_many("b.done >= 3 AND r.outcome = 'won'")
    return f"""SELECT r.grade, count(*), {WON}, {warm}, {warm_won}
    FROM r_lead AS r LEFT JOIN (SELECT record, count(*) AS done FROM behaviour WHERE form = 'lead'
      AND record IN (SELECT id FROM r_lead WHERE {came}) GROUP BY record) AS b ON b.record = r.id
    WHERE {came} GROUP BY r.grade"""


def _touches(_: str, now: datetime) -> str:
    """The last thing that each won lead did."""
    done = "SELECT b.kind FROM behaviour AS b WHERE b.form = 'lead' AND b.record = r.id"
    last = f"{done} ORDER BY b.at DESC, b.id DESC LIMIT 1"
    return f"""SELECT f_source, last, count(*), sum(f_contract_amount)
    FROM (SELECT r.f_source, ({last}) AS last, r.f_contract_amount FROM r_lead AS r
      WHERE r.trashed_at IS NULL AND r.outcome = 'won' AND {within("r.closed_at", now, 180)}) AS won
    GROUP BY f_source, last"""


def _woken(_: str, now: datetime) -> str:
    times, parked = "CASE WHEN v.woken >= 3 THEN 3 ELSE v.woken END", how_many("r.outcome = 'parked'")
    return f"""SELECT {times}, count(*), {WON}, sum(r.f_contract_amount), {parked}
    FROM r_lead AS r JOIN (SELECT record, count(*) FILTER (WHERE outcome = 'parked') AS parked,
      count(*) FILTER (WHERE how = 'woken') AS woken FROM stage_visit WHERE form = 'lead' GROUP BY record) AS v
      ON v.record = r.id
    WHERE r.trashed_at IS NULL AND v.parked > 0 GROUP BY 1"""


def _talked_not_advanced(now: datetime) -> str:
    stay = f"{moment(now)}::timestamp - r.stage_entered_at"
    return f"""SELECT r.stage, r.owner, count(*), avg(e.talks), {middle(0.5, stay)}, sum(r.f_budget)
    FROM r_lead AS r JOIN (SELECT e.record, count(*) AS talks FROM event AS e JOIN r_lead AS o ON o.id = e.record
      WHERE e.form = 'lead' AND e.kind = 'contact_logged' AND e.at >= o.stage_entered_at
      AND o.trashed_at IS NULL AND o.outcome = 'open' GROUP BY e.record) AS e ON e.record = r.id
    WHERE r.trashed_at IS NULL AND r.outcome = 'open' AND e.talks >= 3 {with_whole("r.stage", "r.owner")}"""


def _assignments(now: datetime) -> str:
    return (
        "SELECT a.rule, a.owner, count(*), count(a.accepted_at), count(a.refused_at), "
        f"{middle(0.5, 'a.accepted_at - a.at')} {beside('assignment', 'a')} AND a.at >= {since(now, 30)} "
        f"{with_whole('a.rule', 'a.owner')}"
    )


def _call_compliance(_: str, now: datetime) -> str:
    numbers = f"count(*), avg(c.score), {how_many('c.passed')}"
    return f"SELECT c.person, {numbers} {beside('call', 'c')} AND c.at >= {since(now, 90)} GROUP BY c.person"


def _call_points(_: str, now: datetime) -> str:
    numbers = f"count(*), {how_many('p.met')}"
    rows = f"{beside('call_point', 'p')} AND p.at >= {since(now, 90)}"
    return f"SELECT p.script, p.point, {numbers} {rows} GROUP BY p.script, p.point"


def _adoption(_: str, now: datetime) -> str:
    here = how_many(f"last_seen_at >= {moment(now - timedelta(days=7))}")
    return f"SELECT team, count(*), {here} FROM person WHERE active GROUP BY team"


def late_ones(now: datetime) -> str:
    """How many tasks are late that can still be done."""
    return f"SELECT count(*) {TASKS} AND {CAN_BE_DONE} AND t.state = 'open' AND t.due_at < {moment(now)}"


OF_ROWS: dict[str, Written] = {
    "lead_overdue": only_postgresql(_overdue),
    "lead_follow_up": only_postgresql(_follow_up),
    "lead_sop": _sop,
    "lead_tasks_on_time": _tasks_on_time,
    "lead_dwell": only_postgresql(_dwell),
    "lead_loss_points": only_postgresql(_loss_points),
    "lead_weekly_loss": _weekly_loss,
    "lead_skips": _skips,
    "lead_closure": _closure,
    "lead_quality_back": _quality_back,
    "lead_warm_conversion": _warm_conversion,
    "lead_touches": _touches,
    "lead_woken": _woken,
    "lead_talked_not_advanced": only_postgresql(_talked_not_advanced),
    "lead_assignments": only_postgresql(_assignments),
    "lead_call_compliance": _call_compliance,
    "lead_call_points": _call_points,
    "lead_adoption": _adoption,
}
