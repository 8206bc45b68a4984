"""Why: stored decisions as rows with words, in the reader's language and within their rights."""

from .of_assignment import WhyAssignment, assignment, assignment_history
from .of_grade import WhyGrade, grade, grade_history
from .of_match import measure_words
from .of_rank import WhyRank, rank
from .rows import WhyRow

__all__ = [
    "WhyAssignment", "WhyGrade", "WhyRank", "WhyRow", "assignment", "assignment_history", "grade", "grade_history",
    "measure_words", "rank",
]  # fmt: skip
