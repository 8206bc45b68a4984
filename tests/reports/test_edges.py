"""Edges of what crosses two dimensions: counted from the rows, and the same as a report by one of them says."""

import pytest

from reports import draw

PERIOD = "period: {by: created_at, default: 180d, compare: previous}\n"
CROSSED = "dimensions: [{id: c, by: source}, {id: s, by: paid}]\n"
HOWS = [
    "{id: n, count: all}",
    "{id: n, distinct: customer}",
    "{id: n, median: units}",
    "{id: n, sum: amount}",
    "{id: m, median: amount}, {id: n, average: units}",
    "{id: m, median: amount}, {id: b, median: units}, {id: n, formula: 'b / m'}",
    "{id: a, count: paid}, {id: b, count: all}, {id: n, ratio: [a, b]}",
]


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("period", ["", PERIOD])
def test_edges_of_a_heat_map_are_what_was_counted(company, how, period):
    company.happen(3, 40)
    measures = f"measures: [{how}]\n{period}"
    drawing = draw(company.ask(f"{CROSSED}{measures}chart: {{type: heat, y: [n]}}"), "en", href=str)
    down, across = (company.ask(f"dimensions: [{{id: c, by: {by}}}]\n{measures}") for by in ("source", "paid"))
    assert {row.name: row.edge.text for row in drawing.rows} == {r.cells[0].text("en"): _n(down, r) for r in down.rows}
    found = dict(zip(drawing.heads, (tile.text for tile in drawing.foot.tiles), strict=True))
    assert found == {r.cells[0].text("en"): _n(across, r) for r in across.rows}
    assert drawing.foot.edge.text == _n(down, down.totals)


def _n(table, row):
    return table.text(row, "n", "en")


@pytest.mark.parametrize("how", ["distinct: customer", "count: all, once: record"])
def test_the_whole_of_a_bar_of_parts_is_counted_not_added_up(company, how):
    company.happen(3)
    measures = f"measures: [{{id: n, {how}}}]\n"
    drawing = draw(company.ask(f"{CROSSED}{measures}chart: {{type: bar, x: c, split: s, y: [n]}}"), "en", href=str)
    alone = company.ask(f"dimensions: [{{id: c, by: source}}]\n{measures}")
    assert {row.name: row.bars[0].shown for row in drawing.rows} == {
        r.cells[0].text("en"): _n(alone, r) for r in alone.rows
    }
    assert all(row.bars[0].href for row in drawing.rows)
