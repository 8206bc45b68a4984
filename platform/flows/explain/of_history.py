"""The grades of a record one after the other, each with what changed since the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts import Work
from definitions import say
from forms import scope_of
from records import GradeRow, grades

from ..grading import Grade, Scorecard, restored_grade
from ..stored import catalog_of
from ..subject import look
from .rows import WhyRow, number, signed

SHOWN = 100


@dataclass(frozen=True)
class GradeStep:
    """One grade in the history: since when it held, by how much the score moved, and what moved it."""

    at: datetime
    score: float
    band: str
    label: str
    moved: float | None
    rows: tuple[WhyRow, ...]
    urgent: bool
    by_hand: bool
    revision: int
    fit: float | None = None
    behaviour: float | None = None

    @property
    def shown(self) -> str:
        """The score as people write it."""
        return number(self.score)


def grade_steps(work: Work, form_id: str, record: int, *, limit: int = SHOWN) -> tuple[GradeStep, ...]:
    """The newest first."""
    look(work, form_id, record)
    rows = grades.history(work.connection, form_id, record, limit=limit + 1)
    told = [_Told.of(work, form_id, row) for row in rows]
    steps = [one.step(work, told[place + 1] if place + 1 < len(told) else None) for place, one in enumerate(told)]
    return tuple(steps[:limit])


@dataclass(frozen=True)
class _Told:
    """A stored grade with the card that it came from, as far as that can still be read."""

    row: GradeRow
    card: Scorecard | None
    grade: Grade | None

    @classmethod
    def of(cls, work: Work, form_id: str, row: GradeRow) -> _Told:
        catalog = catalog_of(work, row.revision)
        card = catalog.find("scorecard", row.scorecard)
        return cls(row, card, restored_grade(card, row, scope_of(catalog, form_id)) if card is not None else None)

    def step(self, work: Work, before: _Told | None) -> GradeStep:
        row, band = self.row, self.card.band(self.row.band) if self.card is not None else None
        return GradeStep(
            at=row.at,
            score=row.score,
            band=row.band or "",
            label=band.label.text(work.language) if band is not None else row.band or "",
            moved=round(row.score - before.row.score, 2) if before is not None else None,
            rows=self._changes(work, before),
            urgent=row.urgent,
            by_hand=row.rule_band is not None,
            revision=row.revision,
            fit=row.fit,
            behaviour=row.behaviour,
        )

    def _changes(self, work: Work, before: _Told | None) -> tuple[WhyRow, ...]:
        """What gives other points than before, the greatest change first."""
        if self.grade is None or self.card is None:
            return ()
        earlier = before.counted if before is not None else {}
        words = {(row.group, row.id): row.reason.text(work.language) for row in self.card.rows()}
        gone = before.words(work.language) if before is not None else {}
        now = self.counted
        changes = {key: now.get(key, 0.0) - earlier.get(key, 0.0) for key in {**now, **earlier}}
        rows = [
            WhyRow(words.get(key) or gone.get(key, ""), "", signed(round(change, 2)), data={"row": key[1]})
            for key, change in sorted(changes.items(), key=lambda item: (-abs(item[1]), item[0]))
            if round(change, 2)
        ]
        if before is not None and before.row.revision != self.row.revision and before.row.reasons:
            rows += [WhyRow(say("grading.step.revision", work.language, revision=self.row.revision), points="")]
        return tuple(rows)

    @property
    def counted(self) -> Mapping[tuple[str, str], float]:
        """What each row gave."""
        reasons = self.grade.reasons if self.grade is not None else ()
        return {(one.group, one.row): one.counted for one in reasons if one.counted}

    def words(self, language: str) -> Mapping[tuple[str, str], str]:
        """The reasons of its own card."""
        rows = self.card.rows() if self.card is not None else ()
        return {(row.group, row.id): row.reason.text(language) for row in rows}
