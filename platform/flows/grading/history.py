"""A grade's reasons as they are stored, by Python and by SQL alike, and back again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from records import GradeRow
from rules import Expression, Scope

from ..stored import jsonable, restored
from .definition import Scorecard
from .grade import Grade, graded, hundredths


def stored_reasons(scorecard: Scorecard, grade: Grade) -> dict[str, Any]:
    """Which rows and flags hold, in the order of the card; what formulas gave; the values seen.

    Everything else follows from the scorecard of the revision that is stored beside it.
    """
    return {
        "met": "".join("1" if reason.met else "0" for reason in grade.reasons),
        "worths": {f"{one.group}.{one.row}": hundredths(one.worth) for one in grade.reasons if one.by_formula},
        "urgent": "".join("1" if flag.id in grade.urgent else "0" for flag in scorecard.urgent),
        "seen": jsonable(grade.seen),
    }


def restored_grade(scorecard: Scorecard, row: GradeRow, scope: Scope) -> Grade | None:
    """The grade with its reasons as it was; None when the card is not the one that it came from."""
    stored: Mapping[str, Any] = row.reasons if isinstance(row.reasons, Mapping) else {}
    met, rows = stored.get("met", ""), tuple(scorecard.rows())
    if len(met) != len(rows):
        return None
    given = stored.get("worths") or {}
    worths = [
        round(given.get(f"{one.group}.{one.id}") or 0)
        if isinstance(one.points, Expression)
        else hundredths(one.points)
        for one in rows
    ]
    signs = zip(scorecard.urgent, stored.get("urgent") or "", strict=False)
    flags = [flag.id for flag, sign in signs if sign == "1"]
    return graded(scorecard, worths, [sign == "1" for sign in met], flags, restored(stored.get("seen") or {}, scope))
