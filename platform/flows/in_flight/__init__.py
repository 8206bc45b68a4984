"""A pipeline changed under records in flight: keep them under the old stage, migrate them by a map, or ask somebody."""

from . import story as _story  # noqa: F401  how the history tells of it
from .answers import ASK, CLOSE, KEEP, MIGRATE, Answer, read_answer, read_answers
from .deciding import carry_out, decide
from .kept import with_kept
from .listing import ActView, Standing, acts_since, standing_records
from .questions import Question, problems_of, questions_of
from .undoing import Undone, undo, undo_since

__all__ = [
    "ASK", "CLOSE", "KEEP", "MIGRATE", "ActView", "Answer", "Question", "Standing", "Undone", "acts_since", "carry_out",
    "decide", "problems_of", "questions_of", "read_answer", "read_answers", "standing_records", "undo", "undo_since",
    "with_kept",
]  # fmt: skip
