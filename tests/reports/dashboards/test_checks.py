"""What is wrong in a dashboard file is found when it loads, at its place."""

import re
from pathlib import Path

import pytest
import yaml

from tests.reports.histories import load

HEAD = "kind: dashboard\nid: board\nlabel: Board\n"
BROKEN = {case["case"]: case for case in yaml.safe_load(Path(__file__).with_name("broken.yaml").read_text("utf-8"))}


def problems(dashboard):
    return load(**{"dashboards/board.yaml": HEAD + dashboard.replace("\\n", "\n")}).problems


@pytest.mark.parametrize("case", BROKEN)
def test_broken_dashboard_is_told_at_its_place(case):
    broken = BROKEN[case]
    found = {each.path: each for each in problems(broken["dashboard"])}
    assert broken["at"] in found, [each.text("en") for each in found.values()]
    assert re.search(broken["says"], found[broken["at"]].sentence("en"))
    assert found[broken["at"]].location.file == "dashboards/board.yaml"


def test_good_dashboard_has_no_problem():
    tiles = "[{report: order_sources, number: orders, target: {at_least: 5}}, {report: order_funnel, width: 12}]"
    assert problems(f"filters: [{{id: since, default: 'today() - 30d'}}]\nrefresh: 5 minutes\ntiles: {tiles}") == ()
