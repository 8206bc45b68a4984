"""What templates print of a problem that is told to whoever works on screen."""

from __future__ import annotations

from dataclasses import dataclass

from .problem_rows import ProblemRow


@dataclass(frozen=True)
class ToldProblem:
    """One problem: the sentence, the place as people call it, where it is mended, and how its file has it."""

    level: str
    message: str
    hint: str
    place: str
    href: str
    row: ProblemRow
