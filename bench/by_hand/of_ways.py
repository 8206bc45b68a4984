"""Reports that follow leads through their stages: funnels, the forecast, the diagnosis, hidden steps."""

from __future__ import annotations

from datetime import datetime

from .parts import LEADS, POSTGRESQL, Written, how_many, since, within

STAGES = (
    "CASE v.stage WHEN 'first_touch' THEN 0 WHEN 'need_confirmed' THEN 1 WHEN 'proposal' THEN 2 "
    "WHEN 'quote' THEN 3 WHEN 'signed' THEN 4 END"
)
OURS = "v.form = 'lead' AND v.pipeline = 'lead_pipeline'"
DECIDED = "('won', 'lost', 'invalid')"
OPEN_STAGES = "('first_touch', 'need_confirmed', 'proposal', 'quote')"
STEPS = "('first_touch', 'need_confirmed', 'proposal', 'quote', 'signed')"
ONWARDS = (
    "CASE v.stage WHEN 'first_touch' THEN 'need_confirmed' WHEN 'need_confirmed' THEN 'proposal' "
    "WHEN 'proposal' THEN 'quote' WHEN 'quote' THEN 'signed' END"
)


def _funnel(_: str, now: datetime) -> str:
    return f"""SELECT far, became, count(*) FROM (
      SELECT r.id, r.outcome AS became, max({STAGES}) AS far
      FROM r_lead AS r LEFT JOIN stage_visit AS v ON {OURS} AND v.record = r.id
      WHERE r.trashed_at IS NULL AND r.created_at >= {since(now, 90)} AND r.pipeline = 'lead_pipeline'
      GROUP BY r.id, r.outcome) AS cohort
    GROUP BY far, became"""


def _scheduling_funnel(_: str, now: datetime) -> str:
    """Of a pipeline through which no lead of the bench went."""
    stages = STAGES.replace("'need_confirmed'", "'site_survey'")
    return f"""SELECT far, became, count(*) FROM (
      SELECT r.id, r.outcome AS became, max({stages}) AS far
      FROM r_lead AS r LEFT JOIN stage_visit AS v
        ON v.form = 'lead' AND v.pipeline = 'scheduling_pipeline' AND v.record = r.id
      WHERE r.trashed_at IS NULL AND r.created_at >= {since(now, 90)} AND r.pipeline = 'scheduling_pipeline'
      GROUP BY r.id, r.outcome) AS cohort
    GROUP BY far, became"""


def _forecast(_: str, now: datetime) -> str:
    """What is open in each stage, and how those ended that came so far."""
    return f"""SELECT stage, NULL AS became, count(*), sum(f_budget)
    {LEADS} AND outcome = 'open' AND pipeline = 'lead_pipeline' GROUP BY stage
    UNION ALL
    SELECT CAST(far AS text), became, count(*), NULL FROM (
      SELECT r.id, r.outcome AS became, max({STAGES}) AS far
      FROM r_lead AS r LEFT JOIN stage_visit AS v ON {OURS} AND v.record = r.id
      WHERE r.trashed_at IS NULL AND r.pipeline = 'lead_pipeline' AND r.outcome IN {DECIDED}
      GROUP BY r.id, r.outcome) AS ended
    GROUP BY far, became"""


def _drop(_: str, now: datetime) -> str:
    """Of these days and those before: by source, by person, by how far they came."""
    parts = (("source", "f_source"), ("person", "CAST(owner AS text)"), ("step", "CAST(far AS text)"))
    counted = " UNION ALL ".join(
        f"SELECT '{place}', {by}, old, count(*), {how_many('won')} FROM counted GROUP BY {by}, old"
        for place, by in parts
    )
    return f"""WITH counted AS (
      SELECT r.f_source, r.owner, r.created_at < {since(now, 89)} AS old, r.outcome = 'won' AS won, max({STAGES}) AS far
      FROM r_lead AS r LEFT JOIN stage_visit AS v ON {OURS} AND v.record = r.id
      WHERE r.trashed_at IS NULL AND {within("r.created_at", now, 180)} GROUP BY r.id)
    {counted}"""


def _hidden_steps(dialect: str, now: datetime) -> str:
    """Each sign with its leads, beside all that stood in the stage."""
    words = "trim(lower(json_extract(t.title, '$')))"
    if dialect == POSTGRESQL:
        words = "trim(lower(t.title #>> '{}'))"
    ours = f"{OURS} AND v.stage IN {OPEN_STAGES}"
    ended = f"{how_many('decided')} AS decided, {how_many('won')} AS won"
    return f"""WITH ends AS (
      SELECT id AS record, outcome IN {DECIDED} AS decided, outcome = 'won' AS won {LEADS}),
    signs AS (
      SELECT 'detour' AS sort, v.stage, v.stage || '>' || v.left_to AS what, v.record FROM stage_visit AS v
      WHERE {ours} AND v.left_to NOT IN ('parked', 'lost', 'invalid') AND v.left_to <> {ONWARDS}
      UNION
      SELECT 'own', v.stage, {words}, v.record FROM task AS t JOIN stage_visit AS v ON {ours} AND v.record = t.record
        AND t.opened_at >= v.entered_at AND (v.left_at IS NULL OR t.opened_at <= v.left_at)
      WHERE t.form = 'lead' AND t.task = 'next_step' AND t.title IS NOT NULL
      UNION
      SELECT 'silent', v.stage, 'silent', v.record FROM stage_visit AS v
      WHERE {ours} AND v.left_to IN {STEPS} AND v.left_to <> v.stage AND v.how <> 'imported' AND NOT v.acted),
    found AS (SELECT sort, stage, what, count(*) AS n, {ended} FROM signs JOIN ends USING (record) GROUP BY 1, 2, 3),
    stood AS (SELECT stage, count(*) AS n, {ended}
      FROM (SELECT DISTINCT v.stage, v.record FROM stage_visit AS v WHERE {ours}) AS one
      JOIN ends USING (record) GROUP BY stage)
    SELECT found.sort, stage, found.what, found.n, found.decided, found.won, stood.n, stood.decided, stood.won
    FROM found JOIN stood USING (stage) WHERE found.n >= 2 AND found.n >= 0.03 * stood.n
    ORDER BY found.n DESC LIMIT 30"""


OF_WAYS: dict[str, Written] = {
    "lead_funnel": _funnel,
    "lead_scheduling_funnel": _scheduling_funnel,
    "lead_forecast": _forecast,
    "lead_drop": _drop,
    "lead_hidden_steps": _hidden_steps,
}
