"""Reports as files: workbooks with real numbers and Excel's own picture, pictures and pages with Chinese in them."""

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from definitions import Label, Refused
from forms import table_of
from reports import FILES, Paper, as_png, as_xlsx, draw, file_of, run, sheet_of
from reports.charts.bar import Bar, BarDrawing, BarRow, Segment
from reports.charts.plot import breadth
from reports.pictures.drawn.rows import NUMBER, bars
from reports.pictures.fonts import SETTING, font
from reports.pictures.kinds import PICTURES, picture_of
from reports.pictures.pen import wrapped

SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
N = "measures: [{id: n, count: all}]\n"
SOURCES = "dimensions: [{id: s, by: source}]\nmeasures: [{id: n, label: 条数, count: all}, {id: a, sum: amount}]\n"
ONE = {
    "bar": f"{SOURCES}chart: {{type: bar, x: s, y: [n]}}",
    "pie": f"{SOURCES}chart: {{type: pie, x: s, y: [n]}}",
    "leaderboard": f"{SOURCES}chart: {{type: leaderboard, x: s, y: [n]}}",
    "line": f"dimensions: [{{id: w, by: created_at, grain: week}}]\n{N}chart: {{type: line, x: w}}",
    "area": f"dimensions: [{{id: w, by: created_at, grain: week}}]\n{N}chart: {{type: area, x: w}}",
    "histogram": f"dimensions: [{{id: u, by: units, width: 1}}]\n{N}chart: {{type: histogram, x: u}}",
    "calendar": f"dimensions: [{{id: d, by: created_at}}]\n{N}chart: {{type: calendar, x: d}}",
    "scatter": f"{SOURCES}chart: {{type: scatter, x: s, y: [n, a]}}",
    "heat": f"dimensions: [{{id: s, by: source}}, {{id: p, by: paid}}]\n{N}chart: {{type: heat}}",
    "sankey": f"dimensions: [{{id: s, by: source}}, {{id: p, by: stage}}]\n{N}chart: {{type: sankey}}",
    "pivot": "dimensions: [{id: s, by: source}, {id: p, by: paid}]\n" + N + "chart: {type: pivot}",
    "number": "measures: [{id: n, count: all}]\nchart: {type: number}",
    "gauge": "measures: [{id: n, count: all, target: {at_least: 9}}]\nchart: {type: gauge, y: [n]}",
}

PASTED = {
    **ONE,
    "cohort": "cohort: {start: created_at, reached: first_contact_at, step: 1 day, steps: 4}\n",
}


@pytest.fixture
def asked(company):
    """A report over a history, asked by the chief."""
    company.happen(11, 20)
    return company


def has_font():
    try:
        return font() is not None
    except Refused:
        return False


FONT = pytest.mark.skipif(not has_font(), reason="this machine has no font that knows Chinese")


@SQLITE
def test_a_table_without_groups_is_a_sheet_like_any_other(asked):
    for chart in ("", "chart: {type: table}\n"):
        table = asked.ask(f"measures: [{{id: n, count: all}}, {{id: m, sum: amount}}]\n{chart}", "xu")
        assert ElementTree.fromstring(sheet_of(table, "zh")).tag.endswith("svg")


@SQLITE
def test_every_chart_is_drawn_or_told_by_its_table(asked):
    for kind, report in ONE.items():
        table = asked.ask(report, "xu")
        assert picture_of(draw(table, "zh")) is not None, kind
        assert ElementTree.fromstring(sheet_of(table, "zh")).tag.endswith("svg"), kind
    assert set(PICTURES.names()) == {*ONE, "funnel", "cohort"}


@SQLITE
def test_a_sheet_says_name_finding_and_numbers(asked):
    table = asked.ask(ONE["bar"], "xu")
    words = [each.text for each in ElementTree.fromstring(sheet_of(table, "zh")).iter() if each.tag.endswith("text")]
    assert "问题" in words and str(table.rows[0].cells[1].value) in words


@SQLITE
def test_a_sheet_of_lines_has_what_the_headline_is_about(company):
    measures = "\n".join(f"  - {{id: m{n}, label: A measure with a long name {n}, count: all}}" for n in range(9))
    table = company.ask(f"dimensions: [{{id: s, by: source}}]\nmeasures:\n{measures}\nchart: {{type: table, y: [m8]}}")
    svg = sheet_of(table, "en")
    assert "long name 8" in svg and "long name 7" not in svg


def said_on(table, language="zh"):
    """Every text of a sheet."""
    return [each.text for each in ElementTree.fromstring(sheet_of(table, language)).iter() if each.tag.endswith("text")]


@SQLITE
def test_the_edges_of_a_heat_map_of_hours_are_not_cut(asked):
    rounds = "dimensions: [{id: d, by: created_at, grain: weekday}, {id: h, by: created_at, grain: hour_of_day}]\n"
    table = asked.ask(f"{rounds}measures: [{{id: a, sum: 1000 * units}}]\nchart: {{type: heat}}", "xu")
    words = said_on(table)
    assert "合计" in words and table.text(table.totals, "a", "zh") in words
    assert {table.text(edge, "a", "zh") for edge in table.row_margins.values()} <= set(words)


@SQLITE
def test_the_names_of_streams_are_cut_before_their_numbers(asked):
    stays = "over: stage_visits\ndimensions: [{id: s, by: stage}, {id: t, by: left_to}]\n"
    table = asked.ask(f"{stays}{N}chart: {{type: sankey}}", "xu")
    drawing = draw(table, "en")
    long = replace(drawing, nodes=tuple(replace(node, name=30 * "long ") for node in drawing.nodes))
    texts = re.findall(r">([^<>]*long[^<>]*)</text>", picture_of(long).svg(""))
    assert sorted(text.split("…")[1].strip() for text in texts) == sorted(node.shown for node in drawing.nodes)


def test_a_name_is_never_markup(asked):
    report = asked.asking(
        "dimensions: [{id: c, by: customer}]\nmeasures: [{id: n, count: all}]\nchart: {type: bar, x: c}"
    )
    with asked.at() as work:
        work.connection.execute(table_of(asked.catalog, "order").update().values(f_customer='<b x="1">&'))
    with asked.at("xu") as work:
        sheet = sheet_of(run(work, report), "zh")
    assert "&lt;b x=" in sheet and "<b x" not in sheet


@SQLITE
def test_a_workbook_has_numbers_totals_and_a_picture(asked):
    table = asked.ask(ONE["bar"], "xu")
    book = as_xlsx(table, "zh")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert rows[1][1] == table.rows[0].cells[1].value and rows[-1][:2] == ["合计", table.totals.cells[1].value]
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert "xl/charts/chart1.xml" in parts.namelist()


@SQLITE
def test_lengths_of_time_stay_numbers_and_say_how_they_count(asked):
    age = "measures: [{id: age, label: Age, max: now - created_at}]\n"
    table = asked.ask(f"dimensions: [{{id: s, by: source}}, {{id: p, by: paid}}]\n{age}chart: {{type: pivot}}", "xu")
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(table, "en")))
    head, first, *_ = book.get_sheet_by_index(0).to_python()
    assert head[2] == "Age (h:min)"
    assert first[2].total_seconds() == pytest.approx(table.rows[0].cells[2].value, abs=60)


@SQLITE
@pytest.mark.parametrize("kind", ["bar", "area", "line", "pivot", "heat"])
def test_two_dimensions_have_a_sheet_of_their_own(asked, kind):
    dimensions = "dimensions: [{id: m, by: created_at, grain: month}, {id: s, by: source}]\n"
    table = asked.ask(f"{dimensions}{N}chart: {{type: {kind}, x: m}}", "xu")
    book = as_xlsx(table, "zh")
    head, *lines = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name("交叉表").to_python()
    found = {(line[0], name): n for line in lines for name, n in zip(head[1:], line[1:], strict=True) if n != ""}
    found = {key: n for key, n in found.items() if "合计" not in key}
    assert found == {(row.cells[0].text("zh"), row.cells[1].text("zh")): row.cells[2].value for row in table.rows}
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert ("xl/charts/chart1.xml" in parts.namelist()) is (kind in ("bar", "area", "line"))


@SQLITE
@pytest.mark.parametrize("chart", ["heat", "bar, x: s, split: p", "bar, x: p, split: s"])
def test_what_crosses_two_dimensions_has_its_edges(asked, chart):
    measures = "measures: [{id: n, count: all}, {id: d, distinct: customer}]\n"
    dimensions = "dimensions: [{id: s, by: source}, {id: p, by: paid}]\n"
    table = asked.ask(f"{dimensions}{measures}chart: {{type: {chart}, y: [d]}}", "xu")
    head, *rows, foot = (
        CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(table, "zh"))).get_sheet_by_name("交叉表").to_python()
    )
    across, down = ("s", "p") if "split: s" in chart else ("p", "s")
    edges = {
        each: {table.text(row, each, "zh"): table.value(row, "d") for row in table.margins_of(each).values()}
        for each in (across, down)
    }
    assert {row[0]: row[-1] for row in rows} == edges[down]
    assert dict(zip(head[1:], foot[1:], strict=True)) == {**edges[across], "合计": table.value(table.totals, "d")}


@SQLITE
def test_a_pivot_has_its_edges_and_every_measure(asked):
    dimensions = "dimensions: [{id: m, by: created_at, grain: month}, {id: s, by: source}]\n"
    both = "measures: [{id: n, label: 数, count: all}, {id: d, label: 户, distinct: customer}]\n"
    table = asked.ask(f"{dimensions}{both}chart: {{type: pivot, y: [n, d]}}", "xu")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(table, "zh"))).get_sheet_by_name("交叉表").to_python()
    head, foot = sheet[0], sheet[-1]
    rows = {line[0]: line for line in sheet[1:]}
    for key, edge in table.row_margins.items():
        name = next(row.cells[0].text("zh") for row in table.rows if row.cells[0].key == key)
        assert rows[name][-2:] == [edge.cells[2].value, edge.cells[3].value]
        own = [row.cells[2].value for row in table.rows if row.cells[0].key == key]
        assert rows[name][-2] == sum(own)
    assert head[-2:] == ["合计 · 数", "合计 · 户"] and foot[0] == "合计"
    assert foot[-2:] == [table.totals.cells[2].value, table.totals.cells[3].value]
    assert foot[1:-2:2] == [
        sum(n for n in column[1:-1] if n != "") for column in list(zip(*sheet, strict=True))[1:-2:2]
    ]


@SQLITE
@FONT
@pytest.mark.parametrize("kind", ["gauge", "calendar", "sankey", "cohort"])
def test_what_excel_has_no_kind_for_is_pasted_beside_its_table(asked, kind):
    table = asked.ask(PASTED[kind], "xu")
    book = as_xlsx(table, "zh")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert rows[0][: len(table.columns)] == [column.label.text("zh") for column in table.columns]
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert parts.read("xl/media/image1.png").startswith(b"\x89PNG")
        assert table.finding.text("zh").split("“")[0] in parts.read("xl/drawings/drawing1.xml").decode()


@SQLITE
@pytest.mark.parametrize("kind", ["bar", "number", "pivot", "heat"])
def test_what_excel_draws_or_shades_is_not_pasted(asked, kind):
    with zipfile.ZipFile(io.BytesIO(as_xlsx(asked.ask(ONE[kind], "xu"), "zh"))) as parts:
        assert not any(name.startswith("xl/media/") for name in parts.namelist())


@SQLITE
def test_a_workbook_says_why_it_has_no_picture(asked, monkeypatch):
    monkeypatch.setenv(SETTING, "/nowhere/font.ttf")
    book = as_xlsx(asked.ask(PASTED["gauge"], "xu"), "zh")
    (head, *_) = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert "LEADWRIGHT_FONT" in head[-1]


@SQLITE
@pytest.mark.parametrize("kind", ["heat", "bar"])
def test_a_workbook_prints_lying_with_heads_on_every_page(asked, kind):
    table = asked.ask(ONE[kind], "xu")
    with zipfile.ZipFile(io.BytesIO(as_xlsx(table, "zh"))) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        named = parts.read("xl/workbook.xml").decode()
    assert all('orientation="landscape"' in sheet and 'fitToHeight="0"' in sheet for sheet in sheets)
    assert named.count("_xlnm.Print_Titles") == len(sheets)


@SQLITE
def test_points_of_a_workbook_have_their_names(asked):
    table = asked.ask(ONE["scatter"], "xu")
    with zipfile.ZipFile(io.BytesIO(as_xlsx(table, "zh"))) as parts:
        drawn = parts.read("xl/charts/chart1.xml").decode()
    assert "scatterChart" in drawn and all(table.name(row, "zh") in drawn for row in table.rows)


@SQLITE
def test_a_pivot_too_wide_to_read_is_told_by_its_table(asked):
    wide = "dimensions: [{id: p, by: paid}, {id: d, by: created_at}]\n"
    table = asked.ask(f"{wide}{N}chart: {{type: pivot}}", "xu")
    assert picture_of(draw(table, "zh")) is None and "<svg" in sheet_of(table, "zh")


@SQLITE
def test_text_in_a_workbook_is_never_a_formula(asked):
    asked.asking("dimensions: [{id: c, by: customer}]\nmeasures: [{id: n, count: all}]")
    with asked.at() as work:
        work.connection.execute(table_of(asked.catalog, "order").update().values(f_customer='=HYPERLINK("x")'))
    with asked.at("xu") as work:
        book = as_xlsx(run(work, asked.catalog.get("report", "asked")), "zh")
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


@SQLITE
@pytest.mark.parametrize("name", ["[http://evil.example/x.xlsx]S!A1", "=cmd|calc!A1", "=S!$B$2"])
def test_a_name_beside_a_point_is_never_a_place(asked, name):
    asked.asking("dimensions: [{id: c, by: customer}]\n" + ONE["scatter"].partition("\n")[2].replace("x: s", "x: c"))
    with asked.at() as work:
        work.connection.execute(table_of(asked.catalog, "order").update().values(f_customer=name))
    with asked.at("xu") as work:
        book = as_xlsx(run(work, asked.catalog.get("report", "asked")), "zh")
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        drawn = parts.read("xl/charts/chart1.xml").decode()
    assert set(re.findall("<c:f>([^<]+)", drawn)) <= {f"问题!${column}$2" for column in "BC"} | {
        "问题!$B$1",
        "问题!$C$1",
    }


@SQLITE
def test_a_report_may_be_called_as_the_other_sheet(asked):
    dimensions = "dimensions: [{id: m, by: created_at, grain: month}, {id: s, by: source}]\n"
    table = asked.ask(f"{dimensions}{N}chart: {{type: bar, x: m}}", "xu")
    book = as_xlsx(replace(table, label=Label.of("交叉表")), "zh")
    assert CalamineWorkbook.from_filelike(io.BytesIO(book)).sheet_names == ["asked", "交叉表"]


@SQLITE
@FONT
def test_pictures_and_pages_are_what_they_say(asked):
    table, begins = asked.ask(ONE["pie"], "xu"), {"pdf": b"%PDF-", "png": b"\x89PNG", "svg": b"<svg"}
    for kind, sign in begins.items():
        assert file_of(kind, table, Paper("zh", "徐")).startswith(sign)
    assert set(FILES) == {*begins, "csv", "xlsx"}


@FONT
def test_chinese_is_drawn_and_not_left_out():
    ground = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><rect width="60" height="30" fill="#fff"/>'
    words = ['<text x="4" y="20" font-size="16" font-family="Noto Sans CJK SC">线索</text>', ""]
    drawn, empty = (as_png(f"{ground}{each}</svg>") for each in words)
    assert len(drawn) > 2 * len(empty)


def test_a_missing_font_says_how_to_get_one(monkeypatch):
    monkeypatch.setenv(SETTING, "/nowhere/font.ttf")
    with pytest.raises(Refused, match="LEADWRIGHT_FONT"):
        as_png("<svg xmlns='http://www.w3.org/2000/svg'/>")


@pytest.mark.parametrize("shown", ["7", "48 小时 38 分", "¥165,940,000"])
def test_the_number_of_a_bar_stands_behind_it(shown):
    bar = Bar((Segment(0, 200, "f1", "x"),), shown, "x", note="+3%")
    pen = bars(BarDrawing("bar", "x", rows=(BarRow("x", (bar,)),)))
    told, note = (each for each in pen.shapes if each.startswith("<text") and (shown in each or "+3%" in each))
    end, after = (float(re.search(r' x="([\d.]+)"', f" {each[5:]}")[1]) for each in (told, note))
    assert end - breadth(shown, 13) >= pen.width - NUMBER and after > end


def test_no_line_begins_with_a_sign_that_ends_something():
    lines = list(wrapped("高于前一周的 20.3 小时。2026-11-23 起一周到目前 4.61 小时。" * 3, 200))
    assert len(lines) > 3 and not any(line[0] in "，。；：、）" for line in lines)
