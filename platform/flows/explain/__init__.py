"""Why: stored decisions as rows with words, in the reader's language and within their rights."""

from .of_assignment import WhyAssignment, assignment, assignment_history, decided
from .of_grade import WhyByHand, WhyGrade, WhyPart, grade, grade_history
from .of_history import GradeStep, grade_steps
from .of_match import measure_words
from .of_rank import WhyRank, rank
from .rows import WhyRow

__all__ = [
    "GradeStep", "WhyAssignment", "WhyByHand", "WhyGrade", "WhyPart", "WhyRank", "WhyRow", "assignment",
    "assignment_history", "decided", "grade", "grade_history", "grade_steps", "measure_words", "rank",
]  # fmt: skip
