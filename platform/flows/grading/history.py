"""A grade's reasons as they are stored, by Python and by SQL alike, and back again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from records import GradeRow
from rules import Name, Scope

from ..noticed import is_fact
from ..stored import jsonable, restored
from .definition import Scorecard, ScoreRow
from .grade import Grade, hundredths, reasons_of, summed
from .grader import worth_of


def stored_reasons(scorecard: Scorecard, grade: Grade) -> dict[str, Any]:
    """Which rows and flags hold, in the order of the card; what was computed; the values seen.

    Everything else follows from the scorecard of the revision that is stored beside it.
    """
    stored = {
        "met": grade.reasons.signs,
        "worths": {key: hundredths(grade.reasons[place].worth) for place, key in scorecard.frame.formulas},
        "urgent": "".join("1" if flag.id in grade.urgent else "0" for flag in scorecard.urgent),
        "seen": jsonable(grade.seen),
    }
    if scorecard.behaviours:
        stored["sums"] = {name: total for name, total in grade.sums.items() if total}
    if grade.table_row is not None:
        stored["row"] = grade.table_row
    return stored


def restored_grade(scorecard: Scorecard, row: GradeRow, scope: Scope) -> Grade | None:
    """The grade with its reasons as it was; None when the card is not the one that it came from."""
    stored: Mapping[str, Any] = row.reasons if isinstance(row.reasons, Mapping) else {}
    signs, rows = stored.get("met", ""), tuple(scorecard.rows())
    if len(signs) != len(rows):
        return None
    given = stored.get("worths") or {}
    counts = {name: float(found or 0) for name, found in (stored.get("sums") or {}).items()}
    worths = [_worth(one, given, counts) for one in rows]
    met = [sign == "1" for sign in signs]
    sums, counted = summed(scorecard, worths, met)
    place = stored.get("row")
    flags = zip(scorecard.urgent, stored.get("urgent") or "", strict=False)
    return Grade(
        scorecard.id,
        *sums.points,
        band=scorecard.table.rows[place].grade if place is not None else scorecard.band_of(sums.points[0]).id,
        reasons=reasons_of(scorecard, worths, counted, met),
        urgent=tuple(flag.id for flag, sign in flags if sign == "1"),
        seen=_seen(stored.get("seen") or {}, scope),
        sums={row.key: counts.get(row.key, 0.0) for row in scorecard.behaviours},
        table_row=place,
    )


def _worth(row: ScoreRow, given: Mapping[str, Any], counts: Mapping[str, float]) -> int:
    """What a row was worth, in hundredths: as written, as its formula gave, or from what was counted."""
    if row.behaviour is not None:
        return worth_of(row, counts.get(row.key, 0.0))
    return round(given.get(row.key) or 0) if row.has_formula else hundredths(row.points)


def _seen(stored: Mapping[str, Any], scope: Scope) -> dict[str, Any]:
    """Values with their types, also those of functions of the scope."""
    names = {name: Name(scope.functions[name.partition("(")[0]].type) for name in stored if _is_known(name, scope)}
    return restored(stored, Scope({**scope.names, **names}))


def _is_known(name: str, scope: Scope) -> bool:
    return is_fact(name) and name.partition("(")[0] in scope.functions
