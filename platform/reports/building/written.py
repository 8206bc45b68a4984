"""A report that somebody writes by themselves: read, checked against the published configuration, and run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts import Work, allowed
from definitions import Catalog, NotFound, Problem, Single, as_yaml, read_single

from ..checks import report_problems
from ..definition import ReportDefinition

FILE = "report.yaml"
LONGEST = 40_000


@dataclass(frozen=True)
class Written:
    """The text, its values as far as it can be read, and the report where nothing is wrong."""

    text: str
    data: Mapping[str, Any]
    report: ReportDefinition | None
    problems: tuple[Problem, ...]
    draft: ReportDefinition | None = None  # what could be made of the text, wrong as it may be


def read_written(catalog: Catalog, text: str) -> Written:
    """Everything that is wrong with a report's text at once, as a publish would find it."""
    single = read_single("report", text[:LONGEST], file=FILE)
    problems = single.problems or tuple(_across(catalog, single))
    sound = not any(problem.is_error for problem in problems)
    return Written(text, single.data, single.definition if sound else None, problems, single.definition)


def write(catalog: Catalog, data: Mapping[str, Any]) -> Written:
    """The values as a report's text, read again."""
    return read_written(catalog, as_yaml(data))


def sees_form(work: Work, form: str) -> bool:
    """Whether somebody may ask about a form at all."""
    return work.catalog.find("form", form) is not None and allowed(work.actor, "see", form)


def require_seen(work: Work, written: Written) -> None:
    """Of a form that the reader may not see nothing is said, not even that there is one."""
    form = str(written.data.get("form", ""))
    if work.catalog.find("form", form) is not None and not sees_form(work, form):
        raise NotFound


def _across(catalog: Catalog, single: Single):
    return report_problems(catalog.beside(single.definition, single.document), single.definition)
