"""What is wrong in a report file is found when it loads, at its place, with the right name where one is near."""

import re
from pathlib import Path

import pytest
import yaml

from reports import CHARTS
from reports.entities import ENTITIES
from reports.grains import GRAINS
from reports.reading.part_schemas import FACT_KINDS, MEASURE_KINDS
from reports.reading.schema import report_schema
from reports.shapes import SHAPES
from reports.sql.aspects import ASPECTS
from tests.reports.histories import HEAD, load

COUNT = "measures: [{id: n, count: all}]"
BROKEN = {case["case"]: case for case in yaml.safe_load(Path(__file__).with_name("broken.yaml").read_text("utf-8"))}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_report_is_told_at_its_place(case):
    broken = BROKEN[case]
    problems = {problem.path: problem for problem in load(broken["report"]).problems if problem.is_error}
    assert broken["at"] in problems, [problem.text("en") for problem in problems.values()]
    assert broken["says"] in problems[broken["at"]].sentence("en")
    assert problems[broken["at"]].location.file == "reports/asked.yaml"


def test_every_problem_is_told_at_once():
    found = load('where: "amout > 1"\ndimensions: [{id: s, by: sourc}]\nmeasures: [{id: n, sum: custmer}]').problems
    assert {problem.path for problem in found} >= {"where", "dimensions.s.by", "measures.n.sum"}


def test_problems_speak_chinese_too():
    (problem,) = load(f"dimensions: [{{id: s, by: sourc}}]\n{COUNT}").errors
    assert problem.sentence("zh").startswith("这里没有叫「sourc」的")


def test_good_report_has_no_problem():
    report = f"dimensions: [{{id: s, by: source}}]\n{COUNT}\nsort: [-n]\nlimit: 3\nchart: {{type: bar, x: s, y: [n]}}"
    assert load(report).problems == ()


def test_an_id_that_is_an_address_is_refused():
    board = "kind: dashboard\nid: mine\nlabel: M\ntiles: [{report: asked}]\n"
    report = (HEAD + COUNT).replace("id: asked", "id: new")
    found = load(COUNT, **{"dashboards/mine.yaml": board, "reports/new.yaml": report}).errors
    refused = [(one.location.file, one.path) for one in found if one.key == "reports.problem.id_is_address"]
    assert sorted(refused) == [("dashboards/mine.yaml", "id"), ("reports/new.yaml", "id")]


@pytest.mark.parametrize(
    "name", ["created_at", "outcome", "record_stage", "task", "must", "assignee", "due_at", "amount"]
)
def test_rows_and_records_share_one_list_of_names(name):
    assert not load(f'over: tasks\nwhere: "filled({name})"\n{COUNT}').errors


def test_everything_a_report_can_say_stands_in_its_page():
    page = (Path(__file__).parents[2] / "docs" / "reports.md").read_text("utf-8")
    said = {*report_schema()["properties"], *MEASURE_KINDS, *ASPECTS.names(), *CHARTS.names(), *SHAPES.names()}
    said |= {*ENTITIES.names(), *GRAINS, *FACT_KINDS, "previous", "year"}
    assert not sorted(name for name in said if not re.search(rf"\b{name}\b", page))
