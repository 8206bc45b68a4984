"""Grading: a scorecard gives score, grade and urgency, with every reason kept; pure, in Python and in SQL."""

from . import checks as _checks  # noqa: F401  registers the checks across files
from .columns import GradeColumns
from .definition import Band, Scorecard, ScoreGroup, ScoreRow, UrgentFlag
from .grade import Grade, Lift, NextBand, PointReason, lifts, next_band
from .grader import Grader, grade
from .history import restored_grade
from .verbs import Graded, grade_many, grade_record, keep_grades, plan_grades, scorecard_of

__all__ = [
    "Band", "Grade", "GradeColumns", "Graded", "Grader", "Lift", "NextBand", "PointReason", "ScoreGroup", "ScoreRow",
    "Scorecard", "UrgentFlag", "grade", "grade_many", "grade_record", "keep_grades", "lifts", "next_band",
    "plan_grades", "restored_grade", "scorecard_of",
]  # fmt: skip
