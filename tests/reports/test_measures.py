"""Every measure against plain Python over random histories, on both databases."""

import pytest

from tests.reports.by_hand import ALL_MEASURES, filled, grouped, mean, measures, percentile, plain, start

BY = {
    "source": lambda row: row["source"],
    "paid": lambda row: row["paid"],
    "units": lambda row: row["units"],
    "customer": lambda row: row["customer"],
}

# Sorts of rows, and where the company remembers them.
ROWS = {
    "stage_visits": "stays", "tasks": "jobs", "assignments": "handed", "contacts": "talks", "events": "talks",
    "grades": "scores", "timers": "limits",
}  # fmt: skip


def rows_of(table, dimensions):
    """Rows by the keys of their dimensions."""
    return {
        tuple(cell.value for cell in row.cells[:dimensions]): [plain(cell.value) for cell in row.cells[dimensions:]]
        for row in table.rows
    }


def by_hand(company, *keys):
    return {key: [plain(v) for v in measures(rows)] for key, rows in grouped(company.live, keys).items()}


def alike(found, expected):
    assert found.keys() == expected.keys()
    for key, values in expected.items():
        assert found[key] == pytest.approx(values, abs=1e-5), key


@pytest.mark.parametrize("seed", range(3))
def test_every_measure_by_one_dimension(company, seed):
    company.happen(seed)
    for name, key in BY.items():
        table = company.ask(f"dimensions: [{{id: by, by: {name}}}]{ALL_MEASURES}")
        alike(rows_of(table, 1), by_hand(company, key))


@pytest.mark.parametrize("seed", range(2))
def test_every_measure_by_two_dimensions(company, seed):
    company.happen(seed)
    table = company.ask(f"dimensions: [{{id: s, by: source}}, {{id: p, by: paid}}]{ALL_MEASURES}")
    alike(rows_of(table, 2), by_hand(company, BY["source"], BY["paid"]))


@pytest.mark.parametrize("seed", range(2))
def test_totals_are_those_of_all_rows(company, seed):
    company.happen(seed)
    whole = [plain(value) for value in measures(company.live)]
    for head in ("", "dimensions: [{id: by, by: source}]", "dimensions: [{id: by, by: units}]\nlimit: 2"):
        table = company.ask(head + ALL_MEASURES)
        dimensions = len(table.dimensions)
        assert [plain(cell.value) for cell in table.totals.cells[dimensions:]] == pytest.approx(whole, abs=1e-5)


def test_nothing_is_counted_as_nothing(company):
    table = company.ask(f"dimensions: [{{id: by, by: source}}]{ALL_MEASURES}")
    assert (table.rows, table.total) == ((), 0)
    assert [cell.value for cell in table.totals.cells[1:4]] == [0, 0, 0]
    assert table.finding.text("en") == "No record meets the conditions."


@pytest.mark.parametrize("grain", ["hour", "day", "week", "month", "quarter", "year"])
@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_time_is_the_readers(company, grain, zone):
    from dataclasses import replace

    from reports import run

    company.happen(11)
    report = company.asking(
        f"dimensions: [{{id: t, by: created_at, grain: {grain}}}]\nmeasures: [{{id: n, count: all}}]"
    )
    with company.at() as work:
        table = run(work.as_actor(replace(work.actor, timezone=zone)), report)
    found = {row.cells[0].value: row.cells[1].value for row in table.rows}
    by_hand = grouped(company.live, [lambda row: start(row["created_at"], grain, zone)])
    assert found == {key.isoformat(): len(rows) for (key,), rows in by_hand.items()}


@pytest.mark.parametrize("grain", ["day", "week", "month", "quarter", "year"])
def test_days_belong_to_no_zone(company, grain):
    company.happen(12)
    table = company.ask(f"dimensions: [{{id: t, by: wanted_on, grain: {grain}}}]\nmeasures: [{{id: n, count: all}}]")
    found = {row.cells[0].value: row.cells[1].value for row in table.rows}
    from datetime import UTC, datetime

    def key(row):
        day = row["wanted_on"]
        return (
            None if day is None else start(datetime(day.year, day.month, day.day, tzinfo=UTC), grain, "UTC").isoformat()
        )

    assert found == {key: len(rows) for (key,), rows in grouped(company.live, [key]).items()}


@pytest.mark.parametrize("over", ROWS)
def test_rows_of_other_sorts_join_their_records(company, over):
    company.happen(13)
    rows = getattr(company, ROWS[over])
    sources = {order["id"]: order["source"] for order in company.live}
    by_source = grouped([row for row in rows if row["record"] in sources], [lambda row: sources[row["record"]]])
    table = company.ask(f"over: {over}\ndimensions: [{{id: s, by: source}}]\nmeasures: [{{id: n, count: all}}]")
    assert rows_of(table, 1) == {key: [len(found)] for key, found in by_source.items()}


def test_own_names_go_before_the_records(company):
    company.happen(14)
    live = {order["id"]: order for order in company.live}
    stays = [stay for stay in company.stays if stay["record"] in live]
    report = "over: stage_visits\nwhere: \"stage = 'need' and record_stage = 'won'\"\nmeasures: [{id: n, count: all}]"
    expected = sum(stay["stage"] == "need" and live[stay["record"]]["stage"] == "won" for stay in stays)
    assert company.ask(report).rows[0].cells[0].value == expected


def test_people_are_named(company):
    company.happen(15)
    table = company.ask("dimensions: [{id: who, by: owner}]\nmeasures: [{id: n, count: all}]")
    assert {row.cells[0].value for row in table.rows} <= {"林", "赵", None}
    assert {row.cells[0].key for row in table.rows} <= {str(company.staff["lin"]), str(company.staff["zhao"]), ""}


def test_order_is_as_asked_with_empty_last(company):
    company.happen(16)
    choices = company.ask("dimensions: [{id: s, by: source}]\nmeasures: [{id: n, count: all}]")
    assert [row.cells[0].value for row in choices.rows] == ["web", "fair", "ads", None]
    counts = company.ask("dimensions: [{id: s, by: source}]\nmeasures: [{id: n, count: all}]\nsort: [-n]")
    found = [row.cells[1].value for row in counts.rows]
    assert found == sorted(found, reverse=True)


def test_what_the_limit_cuts_is_others(company):
    company.happen(17)
    head = "dimensions: [{id: c, by: customer}]\nmeasures: [{id: n, count: all}, {id: sum, sum: amount}]\nsort: [-n]\n"
    whole, cut = company.ask(head), company.ask(head + "limit: 2")
    assert (len(cut.rows), cut.total, cut.left_out) == (2, whole.total, whole.total - 2)
    rest = [sum(row.cells[place].value for row in whole.rows[2:]) for place in (1, 2)]
    assert [cell.value for cell in cut.others.cells[1:]] == pytest.approx(rest)


@pytest.mark.parametrize(
    ("over", "dimension", "value"),
    [
        ("contacts", "way", lambda row: row["data"]["way"]),
        ("contacts", "result", lambda row: row["data"]["outcome"]),
        ("contacts", "actor", lambda row: row["actor"]),
        ("events", "kind", lambda row: "contact_logged"),
        ("grades", "grade", lambda row: row["band"]),
        ("grades", "urgent", lambda row: "yes" if row["urgent"] else "no"),
        ("timers", "kind", lambda row: row["kind"]),
    ],
)
def test_rows_of_other_sorts_have_names_of_their_own(company, over, dimension, value):
    company.happen(18)
    live = {order["id"] for order in company.live}
    rows = [row for row in getattr(company, ROWS[over]) if row["record"] in live]
    table = company.ask(f"over: {over}\ndimensions: [{{id: d, by: {dimension}}}]\nmeasures: [{{id: n, count: all}}]")
    found = {row.cells[0].key: row.cells[1].value for row in table.rows}
    assert found == {str(key): len(group) for (key,), group in grouped(rows, [value]).items()}


def test_scores_are_measured_as_they_were_given(company):
    company.happen(19)
    live = {order["id"] for order in company.live}
    scores = [row["score"] for row in company.scores if row["record"] in live]
    table = company.ask("over: grades\nmeasures: [{id: a, average: score}, {id: m, max: score}]")
    assert [cell.value for cell in table.rows[0].cells] == pytest.approx([mean(scores), max(scores)], abs=1e-5)


@pytest.mark.parametrize("name", ["p10", "p25", "p75", "p95", "p99"])
def test_percentiles_lie_between_values(company, name):
    company.happen(20)
    table = company.ask(f"dimensions: [{{id: s, by: source}}]\nmeasures: [{{id: p, {name}: amount}}]")
    for (source,), rows in grouped(company.live, [BY["source"]]).items():
        expected = percentile(filled(rows, "amount"), int(name[1:]) / 100)
        assert rows_of(table, 1)[(source,)] == pytest.approx([expected], abs=1e-5)
    whole = percentile(filled(company.live, "amount"), int(name[1:]) / 100)
    assert table.totals.cells[1].value == pytest.approx(whole, abs=1e-5)


def test_rate_is_the_share_of_those_that_count(company):
    company.happen(21)
    table = company.ask("measures: [{id: r, rate: \"outcome = 'won'\", where: 'amount > 100'}]")
    rows = [row for row in company.live if (row["amount"] or 0) > 100]
    expected = sum(row["outcome"] == "won" for row in rows) / len(rows)
    assert table.rows[0].cells[0].value == pytest.approx(expected, abs=1e-5)
    assert table.columns[0].type == "percent"


@pytest.mark.parametrize("kind", ["sum", "average", "median"])
def test_a_record_counts_once_however_many_rows_it_has(company, kind):
    company.happen(22)
    made = {"sum": lambda of: sum(of) if of else None, "average": mean, "median": lambda of: percentile(of, 0.5)}[kind]
    orders = {order["id"]: order for order in company.live}

    def once(stays):
        records = {stay["record"] for stay in stays if stay["record"] in orders}
        return plain(made(filled([orders[id] for id in records], "amount")))

    report = (
        f"over: stage_visits\ndimensions: [{{id: s, by: stage}}]\nmeasures: [{{id: m, {kind}: amount, once: record}}]"
    )
    table = company.ask(report)
    expected = {key: [once(stays)] for key, stays in grouped(company.stays, [lambda stay: stay["stage"]]).items()}
    alike(rows_of(table, 1), {key: value for key, value in expected.items() if key in rows_of(table, 1)})
    assert table.totals.cells[1].value == pytest.approx(once(company.stays))


def test_what_many_link_to_counts_once(company):
    company.happen(23)
    linked = {order["account"] for order in company.live if order["account"]}
    table = company.ask(
        "dimensions: [{id: s, by: source}]\n"
        "measures: [{id: m, sum: account.revenue, once: account}, {id: n, count: filled(account), once: account}]"
    )
    assert table.totals.cells[1].value == float(sum(company.accounts[id]["revenue"] for id in linked))
    assert table.totals.cells[2].value == len(linked)
    for (source,), rows in grouped(company.live, [BY["source"]]).items():
        here = {row["account"] for row in rows if row["account"]}
        assert rows_of(table, 1)[(source,)][1] == len(here)


def test_money_for_each_of_a_count_is_money(company):
    company.happen(3)
    measures = "{id: n, count: all}, {id: a, sum: amount}, {id: each, formula: a / n}, {id: part, ratio: [a, n]}"
    table = company.ask(f"measures: [{measures}, {{id: twice, formula: a * 2}}]")
    assert [each.type for each in table.measures] == ["integer", "money", "money", "money", "number"]
    assert table.rows[0].cells[2].text("en").startswith("¥")


@pytest.mark.parametrize(
    ("rule", "meets"),
    [
        ("between(amount, 100, 3000)", lambda amount: amount is not None and 100 <= amount <= 3000),
        ("not between(amount, 100, 3000)", lambda amount: amount is not None and not 100 <= amount <= 3000),
    ],
)
def test_what_lies_between_is_counted_as_what_is_compared(company, rule, meets):
    company.happen(1, 40)
    right = sum(meets(order["amount"]) for order in company.live)
    assert 0 < right < len(company.live)
    for counted in (f'count: "{rule}"', f'count: all, where: "{rule}"'):
        table = company.ask(f"measures: [{{id: n, {counted}}}]")
        assert table.rows[0].cells[0].value == right
