"""A report's answer as JSON, as CSV, as a sentence and as pictures."""

import csv
import io
import json

import pytest

from reports import as_csv, as_json, draw, explain
from reports.answers.showing import DAYS, HOURS, unit_of_times
from reports.grains import start_of

# Words and pictures are made of a table that both databases give alike.
ONE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
SOURCES = "dimensions: [{id: source, by: source}]\nmeasures:\n"
COUNTS = SOURCES + "  - {id: n, label: {zh: 订单, en: Orders}, count: all}\n  - {id: won, count: \"outcome = 'won'\"}\n"
WEEKS = "dimensions: [{id: week, by: created_at, grain: week}]\nmeasures: [{id: n, count: all}]\nchart: {type: line}"


def test_json_has_exactly_the_agreed_shape(company):
    company.happen(1)
    told = json.loads(json.dumps(as_json(company.ask(COUNTS + "limit: 2"), "zh")))
    assert set(told) == {"report", "revision", "columns", "rows", "total", "totals"}
    assert (told["report"], told["revision"], told["total"]) == ("asked", 7, 4)
    assert told["columns"][:2] == [
        {"id": "source", "label": "来源", "type": "choice"},
        {"id": "n", "label": "订单", "type": "integer"},
    ]
    assert len(told["rows"]) == 2 and told["totals"]["n"] == len(company.live)


def test_json_has_null_for_what_is_empty(company):
    company.happen(1)
    assert [row[0] for row in as_json(company.ask(COUNTS), "zh")["rows"]] == ["web", "fair", "ads", None]


def test_rate_is_a_number_and_shown_as_percent(company):
    company.happen(1)
    table = company.ask(COUNTS + "  - {id: rate, ratio: [won, n]}")
    n, won, rate = table.totals.cells[1:]
    assert rate.value == round(won.value / n.value, 6)
    assert rate.text("en") == f"{100 * won.value / n.value:.1f}%"


@ONE
@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@a", "\t=1", " =1", "＝1"])
def test_csv_defuses_formulas(company, name):
    from forms import table_of
    from records import store

    company.happen(1, 3)
    with company.at() as work:
        store.update_where(
            work.connection, table_of(work.catalog, "order"), table_of(work.catalog, "order").c.id > 0,
            {"f_customer": name, "trashed_at": None},
        )  # fmt: skip
    text = as_csv(company.ask("dimensions: [{id: c, by: customer}]\nmeasures: [{id: n, count: all}]"), "en")
    assert list(csv.reader(io.StringIO(text)))[1] == [f"'{name}", "3"]


@ONE
def test_csv_ends_with_others_and_totals(company):
    company.happen(1)
    lines = list(csv.reader(io.StringIO(as_csv(company.ask(COUNTS + "limit: 2"), "en"))))
    assert [line[0] for line in lines] == ["Source", "Web", "Fair", "2 others", "Total"]


@pytest.mark.parametrize(
    ("hours", "said"),
    [((3, 20, 30), "20 h"), ((3, 70, 220), "2.9 d"), ((0.2, 0.5, 30), "30 min"), ((1, 1), "1 h"), ((0, 0, 7), "7 h")],
)
def test_lengths_of_a_column_share_the_unit_of_their_middle(hours, said):
    unit = unit_of_times([3600 * each for each in hours])
    known = sorted(each for each in hours if each)
    assert unit.words(3600 * known[len(known) // 2], "en") == said
    assert {unit.words(3600 * each, "en").split()[1] for each in hours} == {said.split()[1]}


def test_a_little_of_a_long_unit_is_not_nothing():
    assert DAYS.words(3600, "zh") == "0.04 天" and DAYS.words(0, "zh") == "0 天"


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (12_000, "3 小时 20 分", "3 h 20 min"),
        (7_199, "2 小时", "2 h"),
        (-12_000, "−3 小时 20 分", "−3 h 20 min"),
        (720, "12 分钟", "12 min"),
        (0, "0 小时", "0 h"),
    ],
)
def test_hours_are_told_with_their_minutes(seconds, zh, en):
    assert (HOURS.words(seconds, "zh"), HOURS.words(seconds, "en")) == (zh, en)


def test_a_column_of_times_is_read_in_one_unit(company):
    company.happen(4)
    table = company.ask("dimensions: [{id: s, by: source}]\nmeasures: [{id: age, max: now - created_at}]")
    units = {row.cells[1].text("en").split()[1] for row in (*table.rows, table.totals)}
    assert len(table.rows) > 1 and len(units) == 1


@ONE
def test_bare_numbers_say_over_them_what_they_count(company):
    company.happen(4)
    age = "{id: age, label: Age, max: now - created_at}"
    amount = "{id: a, label: Amount, sum: amount, unit: {zh: 元, en: CNY}}"
    text = as_csv(company.ask(f"dimensions: [{{id: s, by: source}}]\nmeasures: [{age}, {amount}]"), "en")
    assert next(csv.reader(io.StringIO(text)))[1:] == ["Age (seconds)", "Amount (CNY)"]


@ONE
def test_csv_names_the_currency_of_bare_amounts(company):
    company.happen(1)
    measures = "  - {id: n, label: Orders, count: all}\n  - {id: a, label: Amount, sum: amount}\n"
    table = company.ask(SOURCES + measures + "  - {id: e, label: Each, formula: a / n}")
    assert next(csv.reader(io.StringIO(as_csv(table, "en"))))[1:] == ["Orders", "Amount (CNY)", "Each (CNY)"]


@ONE
def test_finding_names_the_greatest(company):
    company.happen(1)
    table = company.ask(COUNTS + "sort: [-n]")
    first = table.rows[0]
    assert first.cells[0].text("zh") in table.finding.text("zh")
    assert f"{first.cells[1].value} of {len(company.live)}" in table.finding.text("en")


@ONE
def test_what_does_not_add_up_is_highest(company):
    company.happen(4)
    rate = company.ask("dimensions: [{id: s, by: source}]\nmeasures: [{id: r, label: Paid, rate: paid}]")
    assert "最高的是" in rate.finding.text("zh") and "highest for" in rate.finding.text("en")
    total = company.ask("dimensions: [{id: s, by: source}]\nmeasures: [{id: a, label: Amount, sum: amount}]")
    assert "最多的是" in total.finding.text("zh") and "Highest amount" in total.finding.text("en")


def test_the_last_moment_of_all_is_told(company):
    company.happen(4)
    table = company.ask("dimensions: [{id: s, by: source}]\nmeasures: [{id: m, label: Latest, max: created_at}]")
    assert table.totals.cells[1].text("en") in table.finding.text("en")


def test_finding_compares_the_last_two_weeks_that_are_over(company):
    company.happen(1)
    table = company.ask(WEEKS)
    over = [row.cells for row in table.rows if row.cells[0].value != start_of(company.now.date(), "week").isoformat()]
    last, before = over[-1], over[-2]
    said = f"{last[0].text('en')}: {last[1].text('en')}"
    assert said in table.finding.text("en")
    assert ("the same as" in table.finding.text("en")) == (last[1].value == before[1].value)


def test_explain_shows_the_statement(company):
    with company.at() as work:
        told = explain(work, company.asking(COUNTS)).sql
    assert told.startswith("WITH") and "r_order" in told and "GROUP BY" in told


@pytest.mark.parametrize("report", [COUNTS, "over: tasks\n" + COUNTS, "funnel: {pipeline: order_path}"])
def test_explain_shows_where_the_rights_stand(company, report):
    with company.at("lin") as work:
        told = explain(work, company.asking(report))
    assert f"owner = {company.staff['lin']}" in told.rights and len(told.around) == 2


@ONE
def test_every_mark_opens_its_records(company):
    company.happen(1)
    drawing = draw(company.ask(COUNTS), "en", href=lambda ref: f"/records?cell={ref}", chart="table")
    assert drawing.rows[0].fields[0].href == "/records?cell=n;source=web"
    assert drawing.totals.fields[0].href == "/records?cell=n"
