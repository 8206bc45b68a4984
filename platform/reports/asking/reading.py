"""A typed line read from the left, always the longest word that is known; the values of a report come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from accounts import Work, allowed

from ..answers.answering import reports_for
from ..entities import RECORDS
from .gathering import Gathering
from .lexicon import Lexicon, folded
from .scanning import scanned

LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """What a line asks for: a report's values, the words that were understood, those that were not."""

    data: dict[str, Any]
    understood: tuple[str, ...]
    unknown: tuple[str, ...]


def asked(work: Work, line: str) -> Asked | None:
    """The reading over those rows of which most is understood; None where nobody may ask anything."""
    text = folded(line[:LONGEST])
    readings = [_read(lexicon, line, text) for lexicon in lexicons(work)]
    return min(readings, key=lambda each: sum(map(len, each.unknown)), default=None)


def lexicons(work: Work) -> Iterator[Lexicon]:
    """The words over the records of each form, then over the rows that reports count."""
    forms = [form.id for form in work.catalog.all("form") if allowed(work.actor, "see", form.id)]
    yield from (Lexicon(work, form, RECORDS) for form in forms)
    for form in forms:
        for over in dict.fromkeys(report.over for report in reports_for(work, form)):
            if over not in (RECORDS, "people"):
                yield Lexicon(work, form, over)


def _read(lexicon: Lexicon, line: str, text: str) -> Asked:
    gathering = Gathering(lexicon)
    for token in scanned(lexicon, text):
        gathering.take(token)
    return Asked(gathering.data(line.strip()[:LONGEST]), tuple(gathering.understood), tuple(gathering.unknown))
