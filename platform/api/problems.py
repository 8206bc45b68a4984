"""What is wrong with a text or a configuration: every problem, with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from definitions import DefinitionError, Problem

from .desk import language
from .replies import Reply


def told_problems(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Errors and warnings, as `leadwright check --json` has them."""
    return [problem.as_dict(language()) for problem in problems]


def wrong_text(wrong: DefinitionError) -> Reply:
    """The errors as those of a body, and beside them all problems with file, line and column."""
    errors = [problem for problem in wrong.problems if problem.is_error]
    told = [{"field": one.path or None, "code": "configuration", "message": one.text(language())} for one in errors]
    return Reply({"errors": told, "problems": told_problems(wrong.problems)}, 422)
