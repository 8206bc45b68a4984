"""Every measure against plain Python over random histories, on both databases."""

import pytest

from tests.reports.by_hand import ALL_MEASURES, grouped, measures, plain, start

BY = {
    "source": lambda row: row["source"],
    "paid": lambda row: row["paid"],
    "units": lambda row: row["units"],
    "customer": lambda row: row["customer"],
}


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


@pytest.mark.parametrize("over", ["stage_visits", "tasks", "assignments"])
def test_rows_of_other_sorts_join_their_records(company, over):
    company.happen(13)
    rows = {"stage_visits": company.stays, "tasks": company.jobs, "assignments": company.handed}[over]
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
