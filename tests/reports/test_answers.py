"""A report's answer as JSON, as CSV, as a sentence and as pictures."""

import csv
import io
import json

import pytest

from reports import as_csv, as_json, draw, explain
from reports.answers.lengths import length_of_time
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
    ("seconds", "zh", "en"),
    [
        (0, "0 分钟", "0 min"),
        (0.2, "1 秒", "1 s"),
        (29, "29 秒", "29 s"),
        (59.6, "1 分钟", "1 min"),
        (90, "90 秒", "90 s"),
        (119.6, "2 分钟", "2 min"),
        (2_670, "45 分钟", "45 min"),
        (7_199, "2 小时", "2 h"),
        (12_000, "3 小时 20 分", "3 h 20 min"),
        (-12_000, "−3 小时 20 分", "−3 h 20 min"),
        (83_880, "23 小时 18 分", "23 h 18 min"),
        (172_799, "2 天", "2 d"),
        (501_120, "5.8 天", "5.8 d"),
        (-86_400 * 1_234, "−1,234 天", "−1,234 d"),
    ],
)
def test_a_length_of_time_is_told_for_itself(seconds, zh, en):
    assert (length_of_time(seconds, "zh"), length_of_time(seconds, "en")) == (zh, en)


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
