"""Numbers that one question tells are those that each of them alone would be."""

import pytest

from reports import as_json, dashboard_of, draw, groups_of, open_dashboard, run, run_together
from tests.reports.histories import load

BOARD = """kind: dashboard
id: board
label: Board
tiles:
  - {report: asked, number: n, id: all}
  - {report: asked, number: paid, target: {at_least: 90%}}
  - {report: asked, number: share, label: Share}
  - {report: asked, number: n, target: {at_most: 1}, id: few}
  - {report: asked}
"""
ASKED = """period: {by: created_at, default: 180d, compare: previous}
dimensions: [{id: w, by: created_at, grain: week}]
measures:
  - {id: n, count: all}
  - {id: paid, rate: paid}
  - {id: big, count: "amount > 5000"}
  - {id: share, ratio: [big, n]}
sort: [-share]
"""


@pytest.fixture
def board(company):
    """A history, and a dashboard with four numbers of one report and its picture."""
    company.happen(5)
    company.catalog = load(ASKED, **{"dashboards/board.yaml": BOARD}).catalog.at_revision(7)
    return company


def opened(work):
    return open_dashboard(work, dashboard_of(work, "board"), {})


def test_what_is_told_together_is_what_each_says_alone(board):
    with board.at("xu") as work:
        for group in groups_of(opened(work).tiles):
            for each, table in zip(group, run_together(work, group), strict=True):
                alone = run(work, each.report, each.given)
                if each.tile.number is None:
                    assert as_json(table, "en") == as_json(alone, "en")
                    continue
                drawn, own = draw(table, "en"), draw(alone, "en")
                assert drawn.figures == own.figures and table.label == alone.label


def test_a_number_twice_and_a_picture_are_asked_by_themselves(board):
    with board.at("xu") as work:
        groups = [[each.tile.id for each in group] for group in groups_of(opened(work).tiles)]
    assert [len(group) for group in groups] == [3, 1, 1] and groups[1] == ["few"]
