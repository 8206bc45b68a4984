"""Why a record has its grade, and what would lift it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from accounts import Work, people
from definitions import say
from forms import scope_of
from records import Done, GradeRow, behaviours, events, grades

from ..grading import Grade, Scorecard, restored_grade
from ..stored import catalog_of, house_env
from ..subject import look
from .grade_rows import grade_rows
from .grade_ways import ways_in_words
from .rows import Reader, WhyRow, number


@dataclass(frozen=True)
class WhyPart:
    """Fit or behaviour: its name and its score."""

    id: str
    label: str
    score: str


@dataclass(frozen=True)
class WhyByHand:
    """Who set the grade, why and until when, and what the rules say meanwhile."""

    sentence: str
    words: str
    by: str
    at: datetime
    until: datetime | None
    rule_band: str


@dataclass(frozen=True)
class WhyGrade:
    """Score, grade and every row that spoke for it, or would.

    `ways` lead to each better grade, the nearest first; `by_hand` outranks what the rules say.
    """

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
    parts: tuple[WhyPart, ...] = ()
    together: str = ""
    ways: tuple[str, ...] = ()
    by_hand: WhyByHand | None = None
    band_id: str | None = None


def grade(work: Work, form_id: str, record: int) -> WhyGrade | None:
    """Why the record has the grade it has now; None when it was never graded."""
    reader = Reader(work, form_id, look(work, form_id, record).row.stage)
    latest = grades.latest(work.connection, form_id, record)
    return _why(reader, latest) if latest is not None else None


def grade_history(work: Work, form_id: str, record: int, *, limit: int = 20) -> tuple[WhyGrade, ...]:
    """All its grades, the newest first."""
    reader = Reader(work, form_id, look(work, form_id, record).row.stage)
    return tuple(_why(reader, row) for row in grades.history(work.connection, form_id, record, limit=limit))


def _why(reader: Reader, row: GradeRow) -> WhyGrade:
    work, form_id = reader.work, reader.form_id
    catalog = catalog_of(work, row.revision)
    scorecard: Scorecard | None = catalog.find("scorecard", row.scorecard)
    found = restored_grade(scorecard, row, scope_of(catalog, form_id)) if scorecard is not None else None
    band = scorecard.band(row.band) if scorecard is not None else None
    language = work.language
    if found is None or band is None or scorecard.band(found.band) is None:
        lost = say("grading.rule_changed", language)
        score = number(row.score)
        return WhyGrade(score, row.band or "", lost, (), (), "", row.scorecard, "", row.at, row.revision)
    env = replace(house_env(work), now=row.at)
    flags = [flag for flag in scorecard.urgent if flag.id in found.urgent]
    ways = ways_in_words(reader, scorecard, found, env)
    return WhyGrade(
        score=number(found.score),
        band=band.label.text(language),
        sentence=_sentence(reader, scorecard, found),
        rows=grade_rows(reader, scorecard, found, env, done=_done(work, scorecard, row)),
        urgent=tuple(
            say("grading.urgent", language, reason=reader.reason(flag.reason, flag.when.names)) for flag in flags
        ),
        next_band=ways[0] if ways else "",
        card=say("grading.card", language, label=scorecard.label, revision=row.revision),
        note=band.note.text(language) if band.note else "",
        at=row.at,
        revision=row.revision,
        grade=found,
        parts=_parts(scorecard, found, language),
        together=scorecard.parts.combined_words(language) if scorecard.parts is not None else "",
        ways=ways,
        by_hand=_by_hand(work, form_id, scorecard, row, found) if row.rule_band is not None else None,
        band_id=row.band,
    )


def _done(work: Work, scorecard: Scorecard, row: GradeRow) -> Mapping[str, Done]:
    """What had been noticed when this grade was given; no question where the card counts nothing."""
    if not scorecard.behaviours:
        return {}
    return behaviours.done_until(work.connection, row.form, row.record, row.at)


def _sentence(reader: Reader, scorecard: Scorecard, found: Grade) -> str:
    band, language = scorecard.band(found.band), reader.work.language
    if found.table_row is not None:
        decided = scorecard.table.rows[found.table_row]
        reason = reader.reason(decided.reason, decided.when.names if decided.when is not None else ())
        return say("grading.sentence_table", language, score=number(found.score), band=band.label, reason=reason)
    above = scorecard.band_above(band)
    params = {"score": number(found.score), "band": band.label, "lowest": number(band.lowest)}
    if len(scorecard.bands) == 1:
        return say("grading.sentence_only", language, **params)
    if band is scorecard.bands[-1]:
        return say("grading.sentence_lowest", language, above_lowest=number(above.lowest), **params)
    return say("grading.sentence", language, **params)


def _parts(scorecard: Scorecard, found: Grade, language: str) -> tuple[WhyPart, ...]:
    if scorecard.parts is None:
        return ()
    scores = (found.fit, found.behaviour)
    return tuple(
        WhyPart(part.id, part.label.text(language), number(score))
        for part, score in zip(scorecard.parts.both, scores, strict=True)
    )


def _by_hand(work: Work, form_id: str, scorecard: Scorecard, row: GradeRow, found: Grade) -> WhyByHand | None:
    """Who outranked the rules; told by the newest event that did so before this grade was kept."""
    told = events.timeline(work.connection, form_id, row.record, kinds=("grade_set",), limit=20)
    said = next((event for event in told if event.at <= row.at), None)
    if said is None:
        return None
    band, rule_band = scorecard.band(row.band), scorecard.band(found.band)
    name = people.names(work.connection, [said.actor]).get(said.actor) or say("routing.system", work.language)
    until = datetime.fromisoformat(said.data["until"]) if said.data.get("until") else None
    params = {"name": name, "band": band.label, "rule": rule_band.label}
    return WhyByHand(
        say("grading.by_hand", work.language, **params), said.data.get("words") or "", name, said.at, until, found.band
    )
