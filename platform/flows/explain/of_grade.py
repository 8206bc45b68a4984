"""Why a record has its grade, and what would lift it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts import Work
from definitions import say
from forms import scope_of
from records import GradeRow, grades

from ..grading import Grade, Lift, NextBand, Scorecard, ScoreRow, lifts, next_band, restored_grade
from ..stored import catalog_of
from ..subject import look
from .rows import WhyRow, number, seen_words, signed


@dataclass(frozen=True)
class WhyGrade:
    """Score, grade and every row that spoke for it, or would."""

    score: str
    band: str
    sentence: str
    rows: tuple[WhyRow, ...]
    urgent: tuple[str, ...]
    next_band: str
    card: str
    note: str
    at: datetime
    revision: int
    grade: Grade | None = None


def grade(work: Work, form_id: str, record: int) -> WhyGrade | None:
    """Why the record has the grade it has now; None when it was never graded."""
    look(work, form_id, record)
    latest = grades.latest(work.connection, form_id, record)
    return _why(work, form_id, latest) if latest is not None else None


def grade_history(work: Work, form_id: str, record: int, *, limit: int = 20) -> tuple[WhyGrade, ...]:
    """All its grades, the newest first."""
    look(work, form_id, record)
    return tuple(_why(work, form_id, row) for row in grades.history(work.connection, form_id, record, limit=limit))


def _why(work: Work, form_id: str, row: GradeRow) -> WhyGrade:
    catalog = catalog_of(work, row.revision)
    scorecard: Scorecard | None = catalog.find("scorecard", row.scorecard)
    found = restored_grade(scorecard, row, scope_of(catalog, form_id)) if scorecard is not None else None
    band = scorecard.band(row.band) if scorecard is not None else None
    language = work.language
    if found is None or band is None:
        lost = say("grading.rule_changed", language)
        score = number(row.score)
        return WhyGrade(score, row.band or "", lost, (), (), "", row.scorecard, "", row.at, row.revision)
    flags = [flag for flag in scorecard.urgent if flag.id in found.urgent]
    return WhyGrade(
        score=number(found.score),
        band=band.label.text(language),
        sentence=_sentence(scorecard, found, language),
        rows=tuple(_rows(work, form_id, scorecard, found)),
        urgent=tuple(say("grading.urgent", language, reason=flag.reason) for flag in flags),
        next_band=_next(scorecard, found, language),
        card=say("grading.card", language, label=scorecard.label, revision=row.revision),
        note=band.note.text(language) if band.note else "",
        at=row.at,
        revision=row.revision,
        grade=found,
    )


def _sentence(scorecard: Scorecard, found: Grade, language: str) -> str:
    band = scorecard.band(found.band)
    above = scorecard.band_above(band)
    params = {"score": number(found.score), "band": band.label, "lowest": number(band.lowest)}
    if len(scorecard.bands) == 1:
        return say("grading.sentence_only", language, **params)
    if band is scorecard.bands[-1]:
        return say("grading.sentence_lowest", language, above_lowest=number(above.lowest), **params)
    return say("grading.sentence", language, **params)


def _rows(work: Work, form_id: str, scorecard: Scorecard, found: Grade) -> list[WhyRow]:
    """What counted, the most first; then what would lift the score, the most first."""
    written = {(row.group, row.id): row for row in scorecard.rows()}
    gains = {(lift.group, lift.row): lift for lift in lifts(scorecard, found)}
    met = [reason for reason in found.reasons if reason.met]
    rows = []
    for reason in sorted(met, key=lambda one: -abs(one.counted)):
        row = written[reason.group, reason.row]
        detail = [seen_words(work, form_id, found.seen, _names(row))]
        if abs(reason.counted) < abs(reason.worth):
            detail.append(_capped(scorecard, reason, work.language))
        data = {"row": reason.row, "group": reason.group, "counted": reason.counted, "worth": reason.worth}
        words = say("routing.why.list", work.language).join(filter(None, detail))
        text = row.reason.text(work.language)
        rows.append(WhyRow(text, words, signed(reason.counted), counted=reason.counted != 0, data=data))
    for lift in gains.values():
        rows.append(_missing(scorecard, found, lift, written[lift.group, lift.row], work.language))
    return rows


def _missing(scorecard: Scorecard, found: Grade, lift: Lift, row: ScoreRow, language: str) -> WhyRow:
    key = "grading.missing" if lift.band == found.band else "grading.missing_band"
    detail = say(key, language, score=number(lift.score), band=scorecard.band(lift.band).label)
    data = {"row": lift.row, "group": lift.group, "counted": 0, "gain": lift.gain, "would_reach": lift.score}
    return WhyRow(row.reason.text(language), detail, "0", counted=False, data=data)


def _capped(scorecard: Scorecard, reason: Any, language: str) -> str:
    cap = next(group.cap for group in scorecard.groups if group.id == reason.group)
    params = {"worth": number(reason.worth), "counted": number(reason.counted)}
    return say("grading.capped", language, cap=number(cap or 0), **params)


def _next(scorecard: Scorecard, found: Grade, language: str) -> str:
    up: NextBand | None = next_band(scorecard, found)
    if up is None:
        return ""
    params: Mapping[str, Any] = {"band": scorecard.band(up.band).label, "lacking": number(up.lacking)}
    if not up.reached:
        return say("grading.next_band_unreachable", language, **params)
    written = {(row.group, row.id): row for row in scorecard.rows()}
    rows = [
        say("grading.next_row", language, reason=written[lift.group, lift.row].reason, gain=number(lift.gain))
        for lift in up.rows
    ]
    return say("grading.next_band", language, rows=say("routing.why.list", language).join(rows), **params)


def _names(row: ScoreRow) -> frozenset[str]:
    names = row.when.names if row.when is not None else frozenset()
    return names | row.points.names if row.has_formula else names
