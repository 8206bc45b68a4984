"""Grades by meaning: the first row of a table that holds decides, and says what the next grade would take."""

from dataclasses import replace

import pytest

from flows import explain, grading
from tests.flows.workshop import Workshop, load, problems_of

HEAD = """
groups:
  - {id: fit, rows: [{id: loss, when: "loss >= 1000", points: 40}, {id: many, when: "units >= 3", points: 20}]}
bands:
  - {id: A, label: {zh: A 级, en: grade A}, note: {zh: 马上, en: at once}}
  - {id: B, label: {zh: B 级, en: grade B}}
  - {id: C, label: {zh: C 级, en: grade C}}
"""
MEANING = (
    HEAD
    + """
grade:
  by: table
  rows:
    - {when: "site = 'paint' and not stopped", grade: C, reason: {zh: 喷漆不急, en: Paint can wait}}
    - {when: "filled(subject) and stopped and loss >= 1000", grade: A, reason: {zh: 又停机又赔钱, en: Costly}}
    - {when: "filled(subject) and (stopped or loss >= 1000)", grade: B, reason: {zh: 说清楚了, en: Clear}}
    - {when: "score >= 60", grade: B, reason: {zh: 分数高, en: Many points}}
    - {grade: C, reason: {zh: 还不清楚, en: Not clear yet}}
"""
)


@pytest.fixture
def shop(open_shop) -> Workshop:
    shop = open_shop(card=MEANING)
    shop.hire("adam", "admin", "plant")
    return shop


def why(shop: Workshop, language: str = "en", **values):
    record = shop.ticket(**values)
    grading.grade_record(shop.work, "ticket", record)
    work = shop.acting("adam")
    return explain.grade(replace(work, actor=replace(work.actor, language=language)), "ticket", record)


@pytest.mark.parametrize(
    ("values", "grade"),
    [
        ({"subject": "pump", "stopped": True, "loss": 2000}, "A"),
        ({"subject": "pump", "stopped": True}, "B"),
        ({"stopped": True, "loss": 2000}, "C"),
        ({"loss": 2000, "units": 3}, "B"),
        ({"site": "paint", "stopped": False, "subject": "pump", "loss": 5000}, "C"),
        ({}, "C"),
    ],
)
def test_the_first_row_that_holds_decides(shop, values, grade):
    assert why(shop, **values).band_id == grade


def test_the_sentence_is_the_rows_reason(shop):
    assert why(shop, subject="pump", stopped=True).sentence == "Score 0; grade B: Clear"
    assert why(shop, "zh", subject="pump", stopped=True).sentence == "0 分，说清楚了，为 B 级"


def test_the_way_up_names_what_is_missing(shop):
    found = why(shop, subject="pump", stopped=True)
    assert len(found.ways) == 1
    assert "grade A" in found.ways[0]
    assert "Loss" in found.ways[0]
    assert "Stopped" not in found.ways[0]


def test_the_way_up_names_what_stands_in_it(shop):
    nearest = why(shop, site="paint", stopped=False, subject="pump", loss=5000).ways[0]
    assert "no longer" in nearest
    assert "Paint shop" in nearest


def test_there_is_a_way_to_every_better_grade(shop):
    assert [way.split(":")[0] for way in why(shop, loss=10).ways] == ["To grade B", "To grade A"]


def table(rows: str) -> str:
    return HEAD + f"grade: {{by: table, rows: [{rows}]}}"


@pytest.mark.parametrize(
    ("card", "found"),
    [
        (table('{when: "stopped", grade: A}'), {"grade.rows[0].when": "no_fallback"}),
        (table('{when: "stopped", grade: D}, {grade: C}'), {"grade.rows[0].grade": "unknown_grade"}),
        (table("{grade: C}, {grade: B}"), {"grade.rows[1]": "row_never_reached"}),
        (
            table('{when: "units > 2", grade: B}, {when: "units > 5", grade: A}, {grade: C}'),
            {"grade.rows[1]": "row_never_reached"},
        ),
        (
            table('{when: "stopped", grade: B}, {when: "stopped and units > 5", grade: A}, {grade: C}'),
            {"grade.rows[1]": "row_never_reached"},
        ),
        (table('{when: "units > 5", grade: A}, {when: "units > 2", grade: B}, {grade: C}'), {}),
        (table('{when: "fit_score > 5", grade: A}, {grade: C}'), {"grade.rows[0].when": "no_parts"}),
        (table("{when: \"grade = 'A'\", grade: A}, {grade: C}"), {"grade.rows[0].when": "reads_itself"}),
        (table('{when: "nope > 5", grade: A}, {grade: C}'), {"grade.rows[0].when": "rule"}),
        (HEAD, {f"bands.{band}.{side}": "bounds_missing" for band in "ABC" for side in ("from", "to")}),
    ],
)
def test_mistakes_of_a_table_are_found(card, found):
    problems = problems_of(card=card)
    never_given = {path for path, code in problems.items() if code == "grade_never_given"}
    assert {path: code for path, code in problems.items() if path not in never_given} == found


def test_a_grade_that_no_row_gives_is_a_warning():
    (found,) = load(card=table('{when: "stopped", grade: A}, {grade: C}')).problems
    assert (found.level, found.params["band"]) == ("warning", "B")
