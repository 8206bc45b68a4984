"""What tasks found out about a record: shown beside them, and known to the next task that asks the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from definitions import Label
from forms import FieldError, Invalid
from records import TaskRow

from ..own_words import LONGEST, OwnWords, cleaned

LONGEST_QUESTION, MOST_ANSWERS = 200, 50


@dataclass(frozen=True)
class FoundOut:
    """An answer, and the task that brought it."""

    answer: str
    task: str
    at: datetime | None = None


def known_answers(asks: Sequence[Label], earlier: Iterable[TaskRow]) -> tuple[FoundOut | None, ...]:
    """For each question what was answered last, in whichever language it was asked; None where nobody has."""
    if not asks:
        return ()
    found: dict[str, FoundOut] = {}
    for row in sorted(earlier, key=lambda row: (row.ended_at is not None, row.ended_at or row.opened_at, row.id)):
        for question, answer in spoken(row.answers):
            found[_plain(question)] = FoundOut(answer, row.task, row.ended_at)
    return tuple(_newest(found, ask) for ask in asks)


def answers_in_words(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What was found out, by what was asked: a few answers that somebody reads at the next call."""
    if len(answers) > MOST_ANSWERS:
        raise Invalid([FieldError("answers", "too_many_answers", {"most": MOST_ANSWERS, "n": len(answers)})])
    asked = cleaned(OwnWords("answers", str(each), LONGEST_QUESTION) for each in answers)
    found = cleaned(OwnWords("answers", str(each), LONGEST) for each in answers.values())
    pairs = zip(answers.values(), found, strict=True)
    kept = (each if each is None or isinstance(each, bool) else said for each, said in pairs)
    return dict(zip(asked, kept, strict=True))


def newly_found(answers: Mapping[str, Any], asks: Sequence[Label], earlier: Iterable[TaskRow]) -> dict[str, Any]:
    """The answers without those that were known already: they stay with who found them out, and when."""
    pairs = zip(asks, known_answers(asks, earlier), strict=True)
    known = {_plain(text): found.answer.strip() for ask, found in pairs if found for _, text in ask.texts}
    return {
        question: answer
        for question, answer in answers.items()
        if not _says(answer) or known.get(_plain(question)) != str(answer).strip()
    }


def spoken(answers: Mapping[str, Any] | None, asks: Sequence[Label] = ()) -> tuple[tuple[str, str], ...]:
    """Questions with what was said, in the order in which they are asked; one that was only ticked off says nothing."""
    place = {_plain(text): number for number, ask in enumerate(asks) for _, text in ask.texts}
    said = [(question, str(answer)) for question, answer in (answers or {}).items() if _says(answer)]
    return tuple(sorted(said, key=lambda one: place.get(_plain(one[0]), len(place))))


def _says(answer: Any) -> bool:
    return answer is not None and not isinstance(answer, bool) and bool(str(answer).strip())


def _newest(found: Mapping[str, FoundOut], ask: Label) -> FoundOut | None:
    ways = [found[plain] for _, text in ask.texts if (plain := _plain(text)) in found]
    return max(ways, key=lambda one: (one.at is not None, one.at), default=None)


def _plain(question: str) -> str:
    return " ".join(question.casefold().rstrip("?？：: ").split())
