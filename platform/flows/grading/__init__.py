"""Grading: a scorecard gives score, grade and urgency, with every reason kept; pure, in Python and in SQL."""

from . import checks as _checks  # noqa: F401  registers the checks across files
from .columns import GradeColumns
from .definition import OWN_SUMS, Band, Scorecard, ScoreGroup, ScoreRow, UrgentFlag
from .grade import Grade, PointReason
from .grader import Grader, grade
from .history import restored_grade
from .lifting import Lift, NextBand, lifts, next_band, ways_up
from .parts import Parts
from .table import GradeTable, TableRow
from .verbs import Graded, grade_many, grade_record, keep_grades, plan_grades, scorecard_of

__all__ = [
    "OWN_SUMS", "Band", "Grade", "GradeColumns", "GradeTable", "Graded", "Grader", "Lift", "NextBand", "Parts",
    "PointReason", "ScoreGroup", "ScoreRow", "Scorecard", "TableRow", "UrgentFlag", "grade", "grade_many",
    "grade_record", "keep_grades", "lifts", "next_band", "plan_grades", "restored_grade", "scorecard_of", "ways_up",
]  # fmt: skip
