"""Every chart draws what it is meant for, in both languages, without an inline style, and says what it shows."""

from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from definitions import say
from forms import table_of
from reports import CHARTS, draw, drill, run
from reports.charts.plot import NARROW, PART, breadth, lines_of
from reports.charts.scale import scale_of
from reports.charts.scatter import CLOSE, PHONE, _beside
from tests.templates.gallery import environment

ONE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
COUNT = "measures: [{id: n, label: Orders, count: all}]\n"
TWO = (
    "measures: [{id: n, label: Orders, count: all}, {id: sum, label: Amount, sum: amount}, {id: mid, median: units}]\n"
)
BY_WEEK = "dimensions: [{id: w, by: created_at, grain: week}]\n"
BY_SOURCE = "dimensions: [{id: s, by: source}]\n"
PERIOD = "period: {by: created_at, default: 180d, compare: previous}\n"
SPLIT = "dimensions: [{id: w, by: created_at, grain: month}, {id: s, by: source, top: 2}]\n"
ROUNDS = "dimensions: [{id: d, by: created_at, grain: weekday}, {id: h, by: created_at, grain: hour_of_day}]\n"
# Reports that each chart is made for.
DRAWN = {
    "area": [SPLIT + COUNT, BY_WEEK + TWO + "chart: {type: area, y: [n, sum]}"],
    "bar": [
        BY_SOURCE + COUNT,
        PERIOD + BY_SOURCE + "measures: [{id: n, count: all, good: more, target: {at_least: 3}}]\nlimit: 2\n",
        BY_SOURCE + TWO + "chart: {type: bar, y: [n], upto: sum, limit: mid}",
        "dimensions: [{id: s, by: source}, {id: c, by: customer, top: 2}]\n" + COUNT + "chart: {type: bar, split: c}",
    ],
    "calendar": ["dimensions: [{id: d, by: created_at}]\n" + COUNT],
    "gauge": ["measures: [{id: r, rate: paid, target: {at_least: 80%}}]", COUNT, PERIOD + BY_SOURCE + COUNT],
    "heat": [ROUNDS + COUNT, "dimensions: [{id: s, by: source}, {id: p, by: paid}]\n" + TWO],
    "histogram": ["dimensions: [{id: u, by: units, bands: [0, 2, 4]}]\n" + TWO, BY_WEEK + COUNT],
    "leaderboard": [
        PERIOD + "dimensions: [{id: o, by: owner}]\n" + TWO + "chart: {type: leaderboard, y: [n, sum]}",
        "dimensions: [{id: o, by: owner}]\nmeasures: [{id: w, median: units, good: less}]",
    ],
    "line": [BY_WEEK + TWO, PERIOD + BY_WEEK + COUNT, SPLIT + COUNT],
    "number": [TWO, PERIOD + TWO, PERIOD + BY_WEEK + COUNT],
    "pie": [BY_SOURCE + COUNT, "dimensions: [{id: c, by: customer}]\nlimit: 3\n" + COUNT],
    "pivot": ["dimensions: [{id: s, by: source}, {id: p, by: paid}]\n" + TWO + "chart: {type: pivot, y: [n, mid]}"],
    "sankey": ["over: stage_visits\ndimensions: [{id: a, by: stage}, {id: b, by: left_to}]\n" + COUNT],
    "scatter": [
        BY_SOURCE + TWO + "chart: {type: scatter, y: [n, sum], size: n}",
        "dimensions: [{id: c, by: customer, top: 2}]\n" + TWO + "chart: {type: scatter, y: [n, sum]}",
    ],
    "table": [COUNT, PERIOD + BY_SOURCE + TWO, SPLIT + COUNT],
}  # fmt: skip
CASES = [(chart, number) for chart, made in DRAWN.items() for number in range(len(made))]


def page_of(company, chart, report, language):
    drawing = draw(company.ask(report), language, href=lambda ref: f"/x?cell={ref}", chart=chart)
    return drawing, environment(language).get_template(drawing.template).render(drawing=drawing)


@ONE
@pytest.mark.parametrize(("chart", "number"), CASES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_chart_draws_what_it_is_made_for(company, chart, number, language):
    company.happen(1)
    drawing, page = page_of(company, chart, DRAWN[chart][number], language)
    assert drawing.label and "/x?cell=" in page
    assert "style=" not in page and "None" not in page and "nan" not in page
    assert "reports." not in page


@ONE
@pytest.mark.parametrize("chart", DRAWN)
def test_every_chart_says_itself_aloud(company, chart):
    company.happen(1)
    drawing, page = page_of(company, chart, DRAWN[chart][0], "en")
    assert drawing.label.replace('"', "&#34;") in page or 'role="img"' in page


@ONE
@pytest.mark.parametrize("chart", ["bar", "pivot", "table"])
def test_names_of_rows_are_as_wide_as_they_are(company, chart):
    company.happen(1)
    _, page = page_of(company, chart, DRAWN[chart][-1], "zh")
    assert 0 < page.count('<th scope="row') == page.count('<div class="nm">')


@ONE
def test_how_far_the_slowest_go_begins_where_the_bar_ends(company):
    company.happen(1)
    drawing, page = page_of(company, "bar", DRAWN["bar"][2], "zh")
    first = drawing.rows[0].bars[0]
    assert f'd="M{first.segments[0].width} 8H{first.upto}' in page


@ONE
@pytest.mark.parametrize("chart", DRAWN)
def test_every_chart_survives_having_nothing_to_draw(company, chart):
    for report in DRAWN[chart]:
        page_of(company, chart, report, "zh")


def test_every_chart_is_drawn_here():
    assert set(DRAWN) | {"funnel", "cohort"} == set(CHARTS.names())


def test_every_chart_has_its_template():
    folder = Path(__file__).parents[2] / "templates" / "charts"
    assert {path.stem for path in folder.glob("*.html")} == set(CHARTS.names())


@ONE
def test_longest_bar_is_as_long_as_there_is_room(company):
    company.happen(1)
    drawing = draw(company.ask(BY_SOURCE + TWO + "chart: {type: bar, y: [n]}"), "en")
    widths = [part.width for row in drawing.rows for bar in row.bars for part in bar.segments]
    assert max(widths) == drawing.length and min(widths) >= 0


@ONE
def test_bars_leave_room_for_the_target(company):
    company.happen(1)
    report = BY_SOURCE + "measures: [{id: n, count: all, target: {at_least: 1000}}]"
    drawing = draw(company.ask(report), "en", chart="bar")
    assert {bar.limit for row in drawing.rows for bar in row.bars} == {drawing.length}


@ONE
def test_many_bars_leave_the_rest_to_the_table(company):
    company.happen(1, 80)
    table = company.ask("dimensions: [{id: a, by: amount}]\nmeasures: [{id: n, count: all}]\nchart: {type: bar}")
    drawing = draw(table, "en")
    assert len(drawing.rows) == 30 and drawing.more == table.total - 30


@ONE
def test_line_shows_weeks_without_anything(company):
    company.happen(1, 12)
    drawing = draw(company.ask(BY_WEEK + COUNT), "en", chart="line")
    found = {row.cells[0].value: row.cells[1].value for row in company.ask(BY_WEEK + COUNT).rows}
    assert len(drawing.readings) > len(found)
    assert sum(reading.text.endswith(": 0") for reading in drawing.readings) == len(drawing.readings) - len(found)


@ONE
def test_the_days_before_are_a_dashed_line(company):
    company.happen(1)
    drawing = draw(company.ask(PERIOD + BY_WEEK + COUNT), "en", chart="line")
    assert [path.cls for path in drawing.paths] == ["l2", "s1"]
    assert drawing.legend[1] == ("l2", "Before")


@ONE
def test_shares_of_a_ring_are_those_of_the_whole(company):
    company.happen(1)
    table = company.ask("dimensions: [{id: c, by: customer}]\n" + COUNT)
    drawing = draw(table, "en", chart="pie")
    assert len(drawing.slices) == 5 and drawing.slices[-1].mark == "f6"
    assert sum(int(each.shown) for each in drawing.slices) == len(company.live)


@ONE
def test_who_is_equal_shares_a_place(company):
    company.happen(1)
    table = company.ask('dimensions: [{id: c, by: customer}]\nmeasures: [{id: n, max: "1"}]')
    assert {runner.place for runner in draw(table, "en", chart="leaderboard").runners} == {1}


def test_edges_of_a_pivot_are_counted_not_added_up(company):
    from tests.reports.by_hand import filled, percentile

    company.happen(2)
    table = company.ask(DRAWN["pivot"][0])
    for key, edge in table.row_margins.items():
        rows = [row for row in company.live if (row["source"] or "") == key]
        assert edge.cells[2].value == len(rows)
        assert edge.cells[4].value == pytest.approx(percentile(filled(rows, "units"), 0.5))
    for key, edge in table.column_margins.items():
        rows = [row for row in company.live if {True: "yes", False: "no", None: ""}[row["paid"]] == key]
        assert edge.cells[2].value == len(rows)


def test_edges_of_a_pivot_open_their_records(company):
    from sqlalchemy import func, select

    from forms import table_of
    from reports import drill

    company.happen(3)
    report = company.asking(DRAWN["pivot"][0])
    with company.at("xu") as work:
        table, orders = run(work, report), table_of(work.catalog, "order")
        for edge in (*table.row_margins.values(), *table.column_margins.values()):
            behind = drill(work, report, None, table.ref(edge, "n")).condition
            count = work.connection.scalar(select(func.count()).select_from(orders).where(behind))
            assert count == table.cell(edge, "n").value


@ONE
def test_streams_keep_every_move(company):
    company.happen(4)
    table = company.ask(DRAWN["sankey"][0])
    drawing = draw(table, "en", chart="sankey")
    moved = [stream.said.rpartition(": ")[2] for stream in drawing.streams] + [back.shown for back in drawing.backs]
    assert sum(map(int, moved)) == table.totals.cells[2].value
    assert all(back.said for back in drawing.backs)


@ONE
def test_the_deepest_shade_is_the_greatest_number(company):
    company.happen(5, 80)
    drawing = draw(company.ask(DRAWN["heat"][1]), "en", chart="heat")
    tiles = [tile for row in drawing.rows for tile in row.tiles if tile.text]
    greatest = max(tiles, key=lambda tile: int(tile.text))
    assert greatest.shade == 5 and all(tile.shade >= 1 for tile in tiles)


@ONE
def test_a_dial_shows_its_target_and_whether_it_is_met(company):
    company.happen(6)
    drawing = draw(company.ask(DRAWN["gauge"][0]), "en", chart="gauge")
    assert drawing.mark and drawing.state in ("met", "missed") and drawing.ends == ("0", "100%")


@ONE
def test_a_calendar_has_every_day(company):
    company.happen(7)
    drawing = draw(company.ask(DRAWN["calendar"][0]), "en", chart="calendar")
    dates = [day.said[:10] for day in drawing.days]
    assert dates == sorted(set(dates)) and len(dates) > 200


@ONE
@pytest.mark.parametrize("seed", range(6))
def test_names_of_points_never_lie_on_each_other(company, seed):
    company.happen(seed, 60)
    asked = "dimensions: [{id: c, by: customer}]\n" + TWO + "chart: {type: scatter, y: [n, sum], size: sum}"
    drawing = draw(company.ask(asked), "en")
    boxes = [_beside(spot, spot.anchor) for spot in drawing.spots if spot.labelled]
    assert boxes
    for place, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


@ONE
def test_points_are_set_against_the_whole_only_where_it_is_among_them(company):
    company.happen(7)
    medians = "measures: [{id: a, median: units}, {id: b, median: amount}]\nchart: {type: scatter, y: [a, b]}"
    assert draw(company.ask(BY_SOURCE + medians), "en").cross is not None
    assert draw(company.ask(BY_SOURCE + TWO + "chart: {type: scatter, y: [n, sum]}"), "en").cross is None


@ONE
def test_names_of_many_streams_stand_on_steps(company):
    company.happen(8, 80)
    stays = "over: stage_visits\ndimensions: [{id: d, by: entered_at, grain: month}, {id: t, by: left_to}]\n"
    drawing = draw(company.ask(stays + COUNT), "en", chart="sankey")
    above = [node.above for node in drawing.nodes if node.above is not None]
    assert len(above) > 5 and all(one != other for one, other in pairwise(above))
    assert all(node.above is None or node.above < node.y for node in drawing.nodes)


@ONE
def test_an_axis_says_what_it_counts_where_all_agree(company):
    hours = "{id: a, average: units, unit: {zh: 小时, en: h}}"
    asked = company.ask(f"{BY_WEEK}measures: [{hours}, {{id: b, median: units}}]")
    assert draw(asked, "zh", chart="line").unit == "小时"
    both = company.ask(f"{BY_WEEK}measures: [{hours}, {{id: n, count: all}}]\nchart: {{type: line, y: [a, n]}}")
    assert draw(both, "zh").unit == ""


@pytest.mark.parametrize(
    ("longest", "ticks"),
    [
        (0, ["0", "1 h"]),
        (100, ["0", "30 s", "1 min", "90 s", "2 min"]),
        (5_400, ["0", "30 min", "1 h", "1 h 30 min"]),
        (83_880, ["0", "6 h", "12 h", "18 h", "24 h"]),
        (691_200, ["0", "2 d", "4 d", "6 d", "8 d"]),
        (864_000, ["0", "2.5 d", "5 d", "7.5 d", "10 d"]),
    ],
)
def test_an_axis_tells_lengths_as_the_table_does(longest, ticks):
    scale = scale_of([longest], "duration")
    assert [scale.text(tick, "en") for tick in scale.ticks] == ticks


@ONE
@pytest.mark.parametrize("chart", ["bar", "pie", "leaderboard", "heat", "sankey"])
def test_moments_are_told_in_a_table_not_drawn(company, chart):
    company.happen(9)
    asked = "dimensions: [{id: s, by: source}, {id: p, by: paid}]\nmeasures: [{id: m, max: created_at}]"
    assert draw(company.ask(asked), "en", chart=chart).chart == "table"


@ONE
def test_a_pivot_tells_moments(company):
    company.happen(9)
    asked = "dimensions: [{id: s, by: source}, {id: p, by: paid}]\nmeasures: [{id: m, max: created_at}]\n"
    drawing = draw(company.ask(asked + "chart: {type: pivot}"), "en")
    assert all(cell.text for cell in drawing.rows[-1].cells)


@ONE
@pytest.mark.parametrize("chart", ["line", "area"])
def test_every_colour_has_one_entry_in_the_legend(company, chart):
    company.happen(10, 80)
    split = "dimensions: [{id: w, by: created_at, grain: month}, {id: c, by: customer}]\n"
    legend = draw(company.ask(split + COUNT), "en", chart=chart).legend
    marks = [mark for mark, _ in legend]
    assert len(set(marks)) == len(marks) == 5 and dict(legend)["f6"] == say("reports.the_others", "en")


@ONE
def test_parts_of_bars_stand_in_the_order_of_their_definition(company):
    company.happen(3)
    dimensions = "dimensions: [{id: c, by: customer}, {id: s, by: source}]\n"
    asked = company.ask(dimensions + COUNT + "sort: [-n]\nchart: {type: bar, x: c, split: s, y: [n]}")
    defined = asked.dimensions[1].order
    drawing = draw(asked, "en")
    names = [each.text("en") for each in (asked.cell(row, "s") for row in asked.rows) if each.value == defined[0]]
    assert drawing.legend[0][1] == names[0]
    lengths = [max(part.x + part.width for part in row.bars[0].segments) for row in drawing.rows]
    assert lengths == sorted(lengths, reverse=True)


SPLIT_BAR = "dimensions: [{id: c, by: customer}, {id: s, by: source}]\n"


@ONE
def test_the_whole_of_a_split_bar_opens_what_it_counts(company):
    company.happen(3)
    table = company.ask(f"{SPLIT_BAR}{COUNT}chart: {{type: bar, x: c, split: s, y: [n]}}")
    drawing = draw(table, "en", href=str)
    report, records = company.catalog.get("report", "asked"), table_of(company.catalog, "order")
    with company.at() as work:
        for row in drawing.rows:
            behind = drill(work, report, {}, row.bars[0].href)
            found = work.connection.execute(select(records.c.id).where(behind.condition)).scalars().all()
            by_hand = [each["id"] for each in company.live if (each["customer"] or "Not filled in") == row.name]
            assert sorted(found) == sorted(by_hand) and row.bars[0].shown == str(len(by_hand))


@pytest.mark.parametrize(
    "text",
    [
        "2026-08-24 起一周：首次响应中位数 48 小时 19 分 · 最慢的一成 49 小时 30 分",
        "week of 2026-08-24: Median first response 20 h 35 min · Slowest tenth 61 h 29 min",
        "2026-10-26 起一周：新线索 10 · A 级线索 3 · 上期 11",
    ],
)
def test_what_is_read_out_fits_a_phone(text):
    lines = lines_of(text)
    assert len(lines) > 1 and all(breadth(line) <= NARROW for line in lines)
    assert [each for line in lines for each in line.split(PART)] == [
        each for part in text.split(PART) for each in part.replace("：", "：\n").replace("24: ", "24:\n").split("\n")
    ]


@ONE
def test_no_point_hides_another_on_a_phone(company):
    company.happen(3)
    measures = "measures: [{id: n, count: 'amount < 0'}, {id: m, count: 'amount < 0'}]\n"
    spots = draw(company.ask(f"{BY_SOURCE}{measures}chart: {{type: scatter, y: [n, m]}}"), "en").spots
    assert len({each.y for each in spots}) == 1  # all of them at nothing
    for one, other in pairwise(sorted(spots, key=lambda each: each.x)):
        assert (other.x - one.x) * PHONE / 100 >= CLOSE
    assert {each.said.partition(":")[2] for each in spots} == {spots[0].said.partition(":")[2]}


@ONE
def test_no_name_of_a_point_stands_on_another_on_a_phone(company):
    company.happen(3, 80)
    two = "measures: [{id: n, count: all}, {id: m, median: units}]\n"
    spots = draw(
        company.ask(f"dimensions: [{{id: c, by: customer}}]\n{two}chart: {{type: scatter, y: [n, m]}}"), "en"
    ).spots
    boxes = [_beside(each, each.anchor, PHONE) for each in spots if each.labelled and not each.minor]
    for place, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0 and right <= PHONE
        for other in boxes[place + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
