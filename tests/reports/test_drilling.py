"""The list behind a number has exactly the records that the number counts."""

import pytest
from sqlalchemy import select

from definitions import Refused
from forms import table_of
from reports import CellRef, drill, run
from tests.reports.by_hand import cohort

MEASURES = """
measures:
  - {id: orders, count: all}
  - {id: won, count: "outcome = 'won'"}
  - {id: early, count: all, where: "hours_between(created_at, first_contact_at) < 24"}
"""
DIMENSIONS = {
    "choice": "{id: d, by: source}",
    "yes_no": "{id: d, by: paid}",
    "number": "{id: d, by: units}",
    "money": "{id: d, by: amount}",
    "text": "{id: d, by: customer}",
    "person": "{id: d, by: owner}",
    "week": "{id: d, by: created_at, grain: week}",
    "hour": "{id: d, by: created_at, grain: hour}",
    "quarter": "{id: d, by: wanted_on, grain: quarter}",
    "weekday": "{id: d, by: created_at, grain: weekday}",
    "sunday": "{id: d, by: created_at, grain: week, starts: sunday}",
    "bands": "{id: d, by: units, bands: [0, 2]}",
    "width": "{id: d, by: units, width: 2}",
    "formula": "{id: d, by: 'amount > 5000'}",
    "linked": "{id: d, by: account.region}",
    "team": "{id: d, by: owner.team}",
    "each": "{id: d, by: tags, each: true}",
    "top": "{id: d, by: customer, top: 2}",
}


def behind(work, report, ref, params=None):
    """The ids behind a number."""
    table = table_of(work.catalog, "order")
    condition = drill(work, report, params, str(ref)).condition
    return list(work.connection.scalars(select(table.c.id).where(condition)))


@pytest.mark.parametrize("kind", DIMENSIONS)
def test_every_count_opens_its_records(company, kind):
    company.happen(21, 16)
    report = company.asking(f"dimensions: [{DIMENSIONS[kind]}]{MEASURES}")
    with company.at("xu") as work:
        table = run(work, report)
        for row in (*table.rows, table.totals):
            for measure in table.measures:
                assert len(behind(work, report, table.ref(row, measure.id))) == table.cell(row, measure.id).value


@pytest.mark.parametrize("over", ["stage_visits", "tasks", "assignments"])
def test_other_rows_open_their_distinct_records(company, over):
    company.happen(22, 30)
    rows = {"stage_visits": company.stays, "tasks": company.jobs, "assignments": company.handed}[over]
    report = company.asking(
        f"over: {over}\ndimensions: [{{id: d, by: owner}}]\nmeasures: [{{id: n, count: all}}]".replace(
            "owner", "assignee" if over == "tasks" else "owner"
        )
    )
    live = {order["id"] for order in company.live}
    person = "assignee" if over == "tasks" else "owner"
    with company.at() as work:
        table = run(work, report)
        for row in table.rows:
            key = int(row.cells[0].key) if row.cells[0].key else None
            expected = {each["record"] for each in rows if each[person] == key} & live
            assert set(behind(work, report, table.ref(row, "n"))) == expected


def test_every_part_of_a_funnel_opens_its_records(company):
    company.happen(23, 30)
    report = company.catalog.get("report", "order_funnel")
    lives = cohort(company)
    with company.at() as work:
        table = run(work, report)
        for place, row in enumerate(table.rows):
            assert set(behind(work, report, table.ref(row, "reached"))) == {id for id, far, _ in lives if far >= place}
            for part in table.measures[3:]:
                expected = {id for id, far, became in lives if (far, became) == (place, part.id)}
                assert set(behind(work, report, table.ref(row, part.id))) == expected
        assert len(behind(work, report, table.ref(table.totals, "reached"))) == len(lives)


def test_sum_opens_records_that_have_the_value(company):
    company.happen(24, 30)
    report = company.asking("dimensions: [{id: d, by: source}]\nmeasures: [{id: sum, sum: amount}]")
    with company.at() as work:
        found = behind(work, report, CellRef("sum", {"d": "web"}))
    expected = {o["id"] for o in company.live if o["source"] == "web" and o["amount"] is not None}
    assert set(found) == expected


def test_share_opens_its_whole(company):
    company.happen(25, 30)
    report = company.asking(
        'measures: [{id: paid, count: "paid"}, {id: known, count: "filled(paid)"}, {id: rate, ratio: [paid, known]}]'
    )
    with company.at() as work:
        found = behind(work, report, "rate")
    assert set(found) == {order["id"] for order in company.live if order["paid"] is not None}


def test_params_hold_for_the_list_too(company):
    company.happen(26, 30)
    report = company.asking(
        'where: "units >= least"\nparams: [{id: least, type: number, default: 1}]\nmeasures: [{id: n, count: all}]'
    )
    with company.at() as work:
        found = behind(work, report, "n", {"least": "3"})
    assert set(found) == {order["id"] for order in company.live if (order["units"] or 0) >= 3}


def test_number_says_what_it_is(company):
    report = company.asking(f"dimensions: [{DIMENSIONS['choice']}]{MEASURES}")
    with company.at() as work:
        assert drill(work, report, None, "orders;d=web").words == "orders · 来源 官网"
        assert drill(work, report, None, "orders;d=").words == "orders · 来源 未填"


@pytest.mark.parametrize("cell", ["", "nothing", "orders;x=1", "orders;d", "orders;d=1;;e=2"])
def test_cell_that_is_none_is_refused(company, cell):
    report = company.asking(f"dimensions: [{DIMENSIONS['choice']}]{MEASURES}")
    with company.at() as work, pytest.raises(Refused):
        drill(work, report, None, cell)


@pytest.mark.parametrize(
    ("kind", "key"), [("week", "soon"), ("number", "many"), ("person", "lin"), ("yes_no", "maybe")]
)
def test_key_of_another_type_is_refused(company, kind, key):
    report = company.asking(f"dimensions: [{DIMENSIONS[kind]}]{MEASURES}")
    with company.at() as work, pytest.raises(Refused):
        drill(work, report, None, f"orders;d={key}")


@pytest.mark.parametrize("key", ["", "a;b=c", "线索 %", "2026-11-23"])
def test_cell_survives_an_address(key):
    ref = CellRef("won", {"source": key, "week": "x"})
    assert CellRef.parse(str(ref)) == ref
