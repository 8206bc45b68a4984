"""Problems as components/problems.html draws them: sentence, place, the line with a caret, the way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from definitions import Problem, say


@dataclass(frozen=True)
class ProblemRow:
    """One problem, ready to be drawn."""

    level: str
    message: str
    where: str
    line: int
    column: int
    source: str
    hint: str
    href: str


def problem_rows(
    problems: Iterable[Problem], files: Mapping[str, str], language: str, *, here: str = ""
) -> tuple[ProblemRow, ...]:
    """Errors first; in the editor of the file `here`, places lead into the text and not to another page."""
    ordered = sorted(problems, key=lambda problem: (not problem.is_error, problem.location))
    return tuple(_row(problem, files, language, here=here) for problem in ordered)


def _row(problem: Problem, files: Mapping[str, str], language: str, *, here: str) -> ProblemRow:
    at = problem.location
    lines = files.get(at.file, "").splitlines()
    source = lines[at.line - 1] if 0 < at.line <= len(lines) else ""
    hint = problem.params.get("suggestion")
    inside = at.file == here
    return ProblemRow(
        problem.level,
        _without_hint(problem, language) if hint else problem.sentence(language),
        f"{at.line}:{at.column} {problem.path}".rstrip() if inside else f"{at} {problem.path}".rstrip(),
        at.line if inside else 0,
        at.column,
        source if len(source) <= 400 else "",
        say("studio.did_you_mean", language, suggestion=hint) if hint else "",
        "" if inside else f"/studio/files/{at.file}?line={at.line}" if at.file in files else "/studio/files",
    )


def _without_hint(problem: Problem, language: str) -> str:
    """The hint stands on a line of its own, so the sentence goes without it."""
    whole = problem.sentence(language)
    return whole.removesuffix(say("problem.did_you_mean", language, suggestion=problem.params["suggestion"]))
