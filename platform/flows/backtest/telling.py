"""A backtest as people and programs read it: one sentence, one row for each person, and the same as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import say

from ..day.rank import time_words
from .comparing import Backtest, PersonRow, Side


def sentence(found: Backtest, language: str) -> str:
    """`412 records, 57 would have gone to somebody else, 31 of them by the draft; 61.4 wins expected beside 59`."""
    params = {
        "n": found.records,
        "moved": found.moved,
        "by_draft": found.by_draft,
        "wins": f"{found.would.wins:.1f}",
        "was": f"{found.expected_was:.1f}",
        "came": f"{found.was.wins:.0f}",
    }
    if not found.records:
        return say("backtest.nothing", language)
    return say("backtest.sentence" if found.by_draft == found.moved else "backtest.sentence.partly", language, **params)


def name_of(row: PersonRow, names: Mapping[int, str], language: str) -> str:
    """Who, or that nobody got it."""
    return say("backtest.nobody", language) if row.person is None else names.get(row.person, "–")


def mix(side: Side) -> str:
    """`A 3 · B 12 · C 7`."""
    known = sorted(grade for grade in side.grades if grade is not None)
    return " · ".join(f"{grade} {side.grades[grade]}" for grade in known)


def rate(side: Side) -> str:
    """How many of what was decided were won, or are expected to be."""
    return f"{side.win_rate:.0%}" if side.win_rate is not None else "–"


def minutes(side: Side, language: str) -> str:
    """The typical time to the first contact."""
    return time_words(round(side.minutes))[language] if side.minutes is not None else "–"


def as_json(found: Backtest, names: Mapping[int, str]) -> dict[str, Any]:
    """Everything, for programs."""
    return {
        "form": found.form,
        "routing": found.routing,
        "scorecard": found.scorecard,
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "records": found.records,
        "moved": found.moved,
        "by_draft": found.by_draft,
        "waited": found.waited,
        "by_rule": {rule or "else": n for rule, n in found.by_rule.items()},
        "was": _side(found.was),
        "would": _side(found.would),
        "expected_wins_of_what_happened": round(found.expected_was, 2),
        "people": [
            {
                "person": row.person,
                "name": names.get(row.person) if row.person is not None else None,
                "was": _side(row.was),
                "would": _side(row.would),
                "peak": row.peak,
                "cap": row.cap,
            }
            for row in found.rows
        ],
        "elsewhere": [
            {
                "record": one.record,
                "number": one.number,
                "by_draft": one.by_draft,
                "was": {"owner": one.was_owner, "pool": one.was_pool, "grade": one.grade_was},
                "would": {"owner": one.owner, "pool": one.pool, "grade": one.grade, "rule": one.rule},
            }
            for one in found.elsewhere
        ],
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "n": side.n,
        "grades": {str(grade): n for grade, n in side.grades.items()},
        "decided": side.decided,
        "wins": round(side.wins, 2),
        "minutes": round(side.minutes) if side.minutes is not None else None,
    }
