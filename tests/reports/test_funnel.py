"""The cohort funnel against plain Python: nobody is counted twice, nobody is lost."""

import pytest

from reports import run
from tests.reports.by_hand import cohort
from tests.reports.histories import PATH


def funnel(company, **params):
    report = company.catalog.get("report", "order_funnel")
    with company.at() as work:
        return run(work, report, params)


@pytest.mark.parametrize("seed", range(3))
def test_each_stage_has_whoever_got_so_far(company, seed):
    company.happen(seed)
    found = {row.cells[0].value: row.cells[1].value for row in funnel(company).rows}
    lives = cohort(company)
    assert found == {stage: sum(far >= place for _, far, _ in lives) for place, stage in enumerate(PATH)}


@pytest.mark.parametrize("seed", range(3))
def test_the_rest_of_each_step_went_somewhere(company, seed):
    company.happen(seed)
    table = funnel(company)
    for place, row in enumerate(table.rows):
        for column in table.measures[3:]:
            expected = sum(far == place and became == column.id for _, far, became in cohort(company))
            assert table.cell(row, column.id).value == expected


def test_every_step_adds_up(company):
    company.happen(5)
    table = funnel(company)
    reached = [row.cells[1].value for row in table.rows] + [0]
    for place, row in enumerate(table.rows):
        assert reached[place] == reached[place + 1] + sum(cell.value for cell in row.cells[4:])


def test_first_stage_has_the_whole_cohort(company):
    company.happen(6)
    assert funnel(company).rows[0].cells[1].value == len(cohort(company))


def test_rates_are_of_the_step_before_and_of_all(company):
    company.happen(7)
    table = funnel(company)
    first, second, third = (row.cells[1].value for row in table.rows[:3])
    assert table.cell(table.rows[2], "step_rate").value == round(third / second, 6)
    assert table.cell(table.rows[2], "share").value == round(third / first, 6)


def test_condition_chooses_the_cohort(company):
    company.happen(8)
    assert funnel(company, since="2027-01-01").rows[0].cells[1].value == 0


def test_finding_names_where_most_stop(company):
    company.happen(1)
    table = funnel(company)
    gone = [row.cells[1].value - nxt.cells[1].value for row, nxt in zip(table.rows, table.rows[1:], strict=False)]
    name = table.rows[gone.index(max(gone))].cells[0].text("zh")
    assert f"停在「{name}」的最多" in table.finding.text("zh")


def test_reasons_say_why_the_rest_went_no_further(company):
    company.happen(9, 60)
    report = company.asking("funnel: {pipeline: order_path, reasons: [source]}")
    orders = {order["id"]: order for order in company.live}
    with company.at() as work:
        table = run(work, report)
    for place, row in enumerate(table.rows):
        gone = [(became, orders[id]["source"]) for id, far, became in cohort(company) if far == place]
        expected = {(b, f"source.{s}"): gone.count((b, s)) for b, s in gone if s is not None}
        assert {(part.measure, part.key): part.n for part in table.cell(row, "reasons").parts} == expected


def test_every_reason_opens_its_records(company):
    from sqlalchemy import func, select

    from forms import table_of
    from reports import CellRef, drill

    company.happen(10, 40)
    report = company.asking("funnel: {pipeline: order_path, reasons: [source]}")
    with company.at() as work:
        table, orders = run(work, report), table_of(work.catalog, "order")
        for row in table.rows:
            for part in table.cell(row, "reasons").parts:
                ref = CellRef(part.measure, {"stage": row.cells[0].key, "reasons": part.key})
                behind = drill(work, report, None, ref).condition
                assert work.connection.scalar(select(func.count()).select_from(orders).where(behind)) == part.n
