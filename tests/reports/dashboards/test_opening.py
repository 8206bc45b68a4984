"""What a reader has before them: tiles with the filters they share, and what was pointed at."""

import pytest

from definitions import DefinitionError, NotFound
from reports import dashboard_of, dashboards_for, open_dashboard, run
from tests.reports.histories import load

SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
BOARD = """kind: dashboard
id: board
label: Board
filters: [since]
tiles:
  - {report: order_sources, number: orders}
  - {report: asked}
  - {report: order_funnel, params: {}}
"""
ASKED = "dimensions: [{id: owner, by: owner}]\nmeasures: [{id: n, count: all}]"


@pytest.fixture
def board(company):
    """A dashboard of three tiles over a history."""
    company.happen(3)
    return with_board(company, BOARD)


def with_board(company, text):
    loaded = load(ASKED, **{"dashboards/board.yaml": text})
    if loaded.catalog is None:
        raise DefinitionError(loaded.errors)
    company.catalog = loaded.catalog.at_revision(7)
    return company


def opened(work, **args):
    return open_dashboard(work, dashboard_of(work, "board"), args)


@SQLITE
def test_filter_goes_to_every_tile_that_knows_it(board):
    with board.at("xu") as work:
        tiles = opened(work, since="2026-10-01").tiles
        given = {each.tile.id: each.given.get("since") for each in tiles}
    assert given["order_funnel"] == "2026-10-01" and given["asked"] is None


@SQLITE
def test_filter_begins_alike_in_every_tile(board):
    with board.at("xu") as work:
        begins = opened(work)
        assert {each.given["since"] for each in begins.tiles if "since" in each.given} == {begins.params[0].raw}


@SQLITE
def test_wrong_filter_is_told_and_left_alone(board):
    with board.at("xu") as work:
        odd = opened(work, since="never")
        assert odd.refused.code == "param_value" and odd.params == opened(work).params


@SQLITE
def test_pointing_narrows_all_tiles(board):
    with board.at("xu") as work:
        fair = opened(work, only="source=fair")
        table = run(work, fair.tile("asked").report, fair.tile("asked").given)
        assert [(chip.label, chip.text) for chip in fair.chips] == [("来源", "展会")]
    wanted = [order for order in board.live if order["source"] == "fair"]
    assert table.totals.cells[1].value == len(wanted) > 0


@SQLITE
def test_what_nobody_may_point_at_is_dropped(board):
    with board.at("lin") as work:
        assert opened(work, only="cost=3;nonsense=1;amount=2").chips == ()


@SQLITE
def test_dashboard_is_for_its_roles(board):
    with_board(board, BOARD + "roles: [chief]\n")
    with board.at("lin") as work, pytest.raises(NotFound):
        opened(work)
    with board.at("xu") as work:
        assert [each.id for each in dashboards_for(work)] == ["board"]


@SQLITE
def test_nobody_without_reports_has_dashboards(board):
    with board.at("guo") as work:
        assert dashboards_for(work) == ()


NUMBER = """kind: dashboard
id: board
label: Board
tiles: [{report: asked, number: rate}]
"""
MANY = """dimensions: [{id: owner, by: owner}]
measures:
  - {id: n, count: all}
  - {id: won, count: "outcome = 'won'"}
  - {id: waits, count: "outcome = 'open'"}
  - {id: rate, ratio: [won, n]}
sort: [-waits, -rate]
"""


@SQLITE
def test_a_number_asks_for_its_measure_alone(company):
    company.happen(3)
    company.catalog = load(MANY, **{"dashboards/board.yaml": NUMBER}).catalog
    with company.at("xu") as work:
        (tile,) = open_dashboard(work, dashboard_of(work, "board"), {}).tiles
        table = run(work, tile.report, tile.given)
    assert [each.id for each in table.measures] == ["n", "won", "rate"]
    assert tile.report.sort == ("-rate",)
