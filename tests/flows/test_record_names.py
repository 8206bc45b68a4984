"""Grades, outcomes and pools are choices that rules are checked against."""

from pathlib import Path

import pytest

import flows  # noqa: F401  its kinds and names register
from definitions import load_files, read_folder
from forms import record_columns, scope_of

CONFIGS = Path(__file__).parents[2] / "configs"
PACK = {
    f"{pack}/{path}": text
    for pack in ("base", "b2b-leads")
    for path, text in read_folder(CONFIGS / pack).items()
    if not path.startswith(("reports/", "dashboards/", "alerts/", "pack"))
}


@pytest.fixture(scope="module")
def catalog():
    return load_files(PACK).catalog


def test_grades_are_the_bands_of_the_scorecard(catalog):
    assert list(scope_of(catalog, "lead").names["grade"].choices) == ["A", "B", "C"]


def test_outcomes_have_words(catalog):
    outcome = record_columns(catalog, "lead")["outcome"]
    assert outcome.type.display("won") == "成交"


def test_view_with_an_unknown_grade_is_refused():
    broken = {path: text.replace("grade = 'A'", "grade = 'X'") for path, text in PACK.items()}
    assert any("views/lead_grade_a" in problem.location.file for problem in load_files(broken).problems)
