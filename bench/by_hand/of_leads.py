"""Reports that read leads alone: one look at one table, by some of its columns."""

from __future__ import annotations

from datetime import datetime, timedelta

from .parts import (
    LEADS,
    WON,
    Written,
    how_many,
    leads,
    middle,
    moment,
    only_postgresql,
    since,
    sooner,
    week,
    with_whole,
    within,
)

GRADE_A = how_many("grade = 'A'")
INVALID = how_many("outcome = 'invalid'")
OPEN = how_many("outcome = 'open'")
DECIDED = "outcome IN ('won', 'lost', 'invalid')"
DAYS = range(1, 8)
BANDS = (5, 30, 120)


def _source_conversion(_: str, now: datetime) -> str:
    where = f"created_at >= {since(now, 180)}"
    return leads("f_source", INVALID, WON, "sum(f_contract_amount)", where=where)


def _source_return(_: str, now: datetime) -> str:
    return leads("f_source", WON, "sum(f_cost)", "sum(f_contract_amount)", where=within("created_at", now, 90))


def _activation(_: str, now: datetime) -> str:
    where = f"{within('created_at', now, 90)} AND created_at < {moment(now - timedelta(days=7))}"
    return leads("f_source", "count(f_activated_on)", where=where)


def _quality(_: str, now: datetime) -> str:
    return leads("f_source, grade", where=within("created_at", now, 90))


def _grade_quality(_: str, now: datetime) -> str:
    return leads("grade", WON, "avg(score)", where=f"{within('created_at', now, 365)} AND {DECIDED}")


def _calibration(_: str, now: datetime) -> str:
    where = f"{within('created_at', now, 365)} AND {DECIDED} AND score IS NOT NULL"
    return leads("floor(score / 10)", WON, where=where)


def _lost_reasons(_: str, now: datetime) -> str:
    return leads("f_lost_reason", "sum(f_budget)", where=f"outcome = 'lost' AND closed_at >= {since(now, 180)}")


def _new_by_week(dialect: str, now: datetime) -> str:
    return leads(week(dialect, "created_at"), GRADE_A, where=f"created_at >= {since(now, 180)}")


def _rep_effect(_: str, now: datetime) -> str:
    return leads("owner, grade", WON, OPEN, where=f"assigned_at >= {since(now, 90)}")


def _fairness(_: str, now: datetime) -> str:
    where = f"owner IS NOT NULL AND {within('assigned_at', now, 90)}"
    return leads("owner", GRADE_A, "sum(f_budget)", OPEN, where=where)


def _leaderboard(now: datetime) -> str:
    """Of these ninety days and of those before; the median cycle of all of each, too."""
    where, old = f"outcome IN ('won', 'lost') AND closed_at >= {since(now, 179)}", f"closed_at < {since(now, 89)}"
    cycle = middle(0.5, "CASE WHEN outcome = 'won' THEN closed_at - created_at END")
    numbers = f"count(*), {WON}, sum(f_contract_amount), {cycle}"
    return f"SELECT owner, {numbers} {LEADS} AND {where} GROUP BY GROUPING SETS ((owner, {old}), ({old}))"


def _activation_cohort(dialect: str, now: datetime) -> str:
    """Of each week those who have had so many days, and those of them who were reached in that time."""
    numbers = []
    for day in DAYS:
        had = f"created_at <= {moment(now - timedelta(days=day))}"
        soon = sooner(dialect, "created_at", "first_contact_at", day * 1440)
        numbers += [how_many(had), how_many(f"{had} AND {soon}")]
    return leads(week(dialect, "created_at"), *numbers, where=f"created_at >= {moment(now - timedelta(days=84))}")


def _response_target(dialect: str, now: datetime) -> str:
    arms = (f"WHEN {sooner(dialect, 'created_at', 'first_contact_at', most)} THEN {most}" for most in BANDS)
    band = f"CASE {' '.join(arms)} END"
    return leads(band, WON, where=f"first_contact_at IS NOT NULL AND {within('created_at', now, 90)}")


def _response_time(now: datetime) -> str:
    waited, by = "first_contact_at - created_at", week("postgresql", "created_at")
    return (
        f"SELECT {by}, count(*), avg(date_part('epoch', {waited})), "
        f"{middle(0.5, waited)}, {middle(0.9, waited)} {LEADS} AND created_at >= {since(now, 90)} "
        f"AND first_contact_at IS NOT NULL {with_whole(by)} ORDER BY 1"
    )


def _routing_effect(now: datetime) -> str:
    segment = "CASE WHEN f_employees < 100 THEN 0 WHEN f_employees < 500 THEN 1 WHEN f_employees >= 500 THEN 2 END"
    return (
        f"SELECT owner, {segment}, count(*), {WON}, {OPEN}, {middle(0.5, 'first_contact_at - created_at')} "
        f"{LEADS} AND {within('assigned_at', now, 90)} {with_whole('owner', segment)}"
    )


def _pile_up(now: datetime) -> str:
    at = moment(now)
    stay = f"{at}::timestamp - stage_entered_at"
    return (
        f"SELECT stage, count(*), {how_many(f'stage_due_at < {at}')}, {middle(0.5, stay)}, "
        f"{middle(0.9, stay)}, sum(f_budget) {LEADS} AND outcome = 'open' {with_whole('stage')}"
    )


def _pulse(now: datetime) -> str:
    """By week, of these thirty days and, moved on to stand beside them, of those before; the median of all of each."""
    old = f"created_at < {since(now, 29)}"
    by = week("postgresql", f"created_at + CASE WHEN {old} THEN interval '30 days' ELSE interval '0' END")
    waited = "first_contact_at - created_at"
    soon = how_many(f"{waited} <= interval '4 hours'")
    numbers = f"count(*), {GRADE_A}, {INVALID}, {WON}, sum(f_cost), sum(f_contract_amount), {soon}"
    return (
        f"SELECT {by}, {numbers}, {middle(0.5, waited)} {LEADS} AND {within('created_at', now, 60)} "
        f"GROUP BY GROUPING SETS (({by}, {old}), ({old}))"
    )


OF_LEADS: dict[str, Written] = {
    "lead_source_conversion": _source_conversion,
    "lead_source_return": _source_return,
    "lead_activation": _activation,
    "lead_activation_cohort": _activation_cohort,
    "lead_quality": _quality,
    "lead_grade_quality": _grade_quality,
    "lead_calibration": _calibration,
    "lead_lost_reasons": _lost_reasons,
    "lead_new_by_week": _new_by_week,
    "lead_rep_effect": _rep_effect,
    "lead_fairness": _fairness,
    "lead_leaderboard": only_postgresql(_leaderboard),
    "lead_response_target": _response_target,
    "lead_response_time": only_postgresql(_response_time),
    "lead_routing_effect": only_postgresql(_routing_effect),
    "lead_pile_up": only_postgresql(_pile_up),
    "lead_pulse": only_postgresql(_pulse),
}
