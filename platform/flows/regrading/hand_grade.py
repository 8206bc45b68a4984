"""A grade set by hand: it outranks the rules for a while, for a reason; what the rules say goes on beside it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from accounts import Work, require
from definitions import Refused, say, suggest
from forms import FieldError, Invalid
from records import store

from ..grading import Graded, Scorecard, grade_record, scorecard_of
from ..happenings import event, follow, remember
from ..subject import Subject, take

LONGEST_WORDS = 500
# Longer than this nobody means "for now"; without an end it holds until it is taken back.
LONGEST = timedelta(days=366)


def set_grade(
    work: Work, form_id: str, record: int, grade: str, *, words: str, until: datetime | None = None
) -> Graded:
    """Let a grade outrank the rules, until a moment or until it is taken back; the reason is for whoever reads it."""
    subject = take(work, form_id, record)
    require(work, "grade", form_id)
    card = _card(work, form_id)
    _check(work, card, grade, words.strip(), until)
    kept = {"hand_grade": grade, "hand_until": until}
    data = {
        "grade": grade,
        "grade_before": subject.row.grade,
        "words": words.strip(),
        "until": until.isoformat() if until else None,
    }
    return _changed(work, subject, kept, "grade_set", {k: v for k, v in data.items() if v is not None})


def give_back(work: Work, form_id: str, record: int) -> Graded:
    """The rules decide again, at once."""
    subject = take(work, form_id, record)
    require(work, "grade", form_id)
    if subject.row.hand_grade is None:
        raise Refused("grading.refused.not_by_hand", number=subject.number)
    kept = {"hand_grade": None, "hand_until": None}
    return _changed(work, subject, kept, "grade_given_back", {"grade_before": subject.row.grade})


def _card(work: Work, form_id: str) -> Scorecard:
    card = scorecard_of(work, form_id)
    if card is None:
        raise Refused("grading.refused.no_card", form=work.catalog.get("form", form_id).label)
    return card


def _check(work: Work, card: Scorecard, grade: str, words: str, until: datetime | None) -> None:
    errors = []
    known = [band.id for band in card.bands]
    if grade not in known:
        hint = suggest(grade, known) or ", ".join(known)
        errors.append(HandError("grade", "unknown_grade", {"grade": grade[:48], "known": hint}))
    if not words:
        errors.append(FieldError("words", "required"))
    elif len(words) > LONGEST_WORDS:
        errors.append(HandError("words", "long_words", {"most": LONGEST_WORDS}))
    if until is not None and until <= work.now:
        errors.append(FieldError("until", "not_in_the_future"))
    elif until is not None and until > work.now + LONGEST:
        errors.append(HandError("until", "too_long_by_hand", {"days": LONGEST.days}))
    if errors:
        raise Invalid(errors)


class HandError(FieldError):
    """What is wrong with a grade that somebody sets."""

    def message(self, language: str) -> str:
        """The sentence, from the texts of grading."""
        return say(f"grading.error.{self.code}", language, **self.params)


def _changed(work: Work, subject: Subject, kept: dict[str, Any], kind: str, data: dict[str, Any]) -> Graded:
    told = remember(work, [event(work, subject.form.id, subject.id, kind, **data)])
    store.update_unversioned(work.connection, subject.table, subject.id, kept)
    graded = grade_record(work, subject.form.id, subject.id)
    follow(work, told)
    return graded
