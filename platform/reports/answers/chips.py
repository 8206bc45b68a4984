"""What an answer was narrowed to, in words; and by what a reader may narrow it."""

from __future__ import annotations

from dataclasses import dataclass

from accounts import Work

from ..definition import ReportDefinition
from ..sql.question import Question
from .cell import EMPTY
from .naming import DimensionShower
from .narrowing import POINTED_AT, Narrowing
from .showing import Shower


@dataclass(frozen=True)
class Chip:
    """One value that everything is narrowed to: by which name, and how both are called."""

    name: str
    key: str
    label: str
    text: str


def narrowed_by(work: Work, report: ReportDefinition, narrowing: Narrowing) -> Narrowing:
    """The part of a narrowing that the report knows and the reader may see."""
    question = Question(work, report, ())
    known = (name for name in narrowing.at if name in question.names)
    pointed = [name for name in known if question.names[name].name.type in POINTED_AT]
    return narrowing.among(frozenset(name for name in pointed if not question.hidden([name])))


def chips_of(work: Work, report: ReportDefinition, narrowing: Narrowing) -> tuple[Chip, ...]:
    """Each value in words; what is no value of its name is left out."""
    question = Question(work, report, (), narrowed_by(work, report, narrowing))
    return tuple(chip for asked, key in question.narrowed if (chip := _chip(question, asked, key)))


def _chip(question: Question, asked, key: str) -> Chip | None:
    shower, language = DimensionShower(Shower(question), asked), question.work.language
    try:
        value = None if key == EMPTY else asked.read(key)
    except ValueError:
        return None
    return Chip(asked.id, key, shower.column().label.text(language), shower.cell(value).text(language))
