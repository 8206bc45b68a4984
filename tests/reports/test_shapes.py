"""Cohorts, forecasts, diagnoses and hidden steps against plain Python over the same histories."""

from datetime import timedelta
from math import log

import pytest
from sqlalchemy import func, select

from forms import table_of
from reports import draw, drill, run
from reports.shapes import SHAPES
from tests.reports.by_hand import cohort, grouped, start
from tests.reports.histories import PATH, Company
from tests.reports.test_periods import local, span
from tests.templates.gallery import environment

COHORT = "cohort: {start: created_at, reached: first_contact_at, step: 1 day, steps: 4}\n"
FORECAST = "forecast: {pipeline: order_path, amount: amount}\n"
DIAGNOSIS = (
    "period: {by: created_at, default: 90d, compare: previous}\n"
    "diagnosis: {pipeline: order_path, source: source, person: owner}\n"
)
HIDDEN = "hidden_steps: {pipeline: order_path, at_least: 0.02}\n"
FUNNEL = "funnel: {pipeline: order_path, reasons: [source]}\n"
ALL = {"cohort": COHORT, "forecast": FORECAST, "diagnosis": DIAGNOSIS, "hidden_steps": HIDDEN, "funnel": FUNNEL}


def of(company: Company, order):
    return [stay for stay in company.stays if stay["record"] == order["id"]]


# ---------------------------------------------------------------- cohorts
@pytest.mark.parametrize("seed", range(3))
def test_a_cohort_asks_only_who_has_had_the_time(company, seed):
    company.happen(seed, 60)
    table = company.ask(COHORT)
    groups = grouped(company.live, [lambda order: start(order["created_at"], "month", "Asia/Shanghai").isoformat()])
    assert {row.cells[0].value for row in table.rows} == {key for (key,) in groups}
    for row in table.rows:
        orders = groups[(row.cells[0].value,)]
        assert row.cells[1].value == len(orders)
        for place, cell in enumerate(row.cells[2:], 1):
            had = [order for order in orders if order["created_at"] <= company.now - timedelta(days=place)]
            got = [order for order in had if _within(order, place)]
            assert cell.value == (pytest.approx(len(got) / len(had), abs=1e-5) if had else None)


def _within(order, days):
    touched = order["first_contact_at"]
    return touched is not None and touched - order["created_at"] < timedelta(days=days)


def test_cohorts_can_be_of_anything(company):
    company.happen(4, 40)
    table = company.ask(f"dimensions: [{{id: s, by: source}}]\n{COHORT}")
    sizes = {row.cells[0].value: row.cells[1].value for row in table.rows}
    assert sizes == {key: len(rows) for (key,), rows in grouped(company.live, [lambda o: o["source"]]).items()}


def test_only_those_count_who_meet_the_condition(company):
    company.happen(5, 40)
    paid = "cohort: {start: created_at, reached: first_contact_at, when: paid, step: 1 day, steps: 3}"
    last = company.ask(paid).totals.cells[-1].value
    had = [order for order in company.live if order["created_at"] <= company.now - timedelta(days=3)]
    assert last == pytest.approx(sum(bool(o["paid"]) and _within(o, 3) for o in had) / len(had), abs=1e-5)


# ---------------------------------------------------------------- forecasts
@pytest.mark.parametrize("seed", range(3))
def test_a_forecast_is_what_is_open_by_what_was_won(company, seed):
    company.happen(seed, 80)
    table = company.ask(FORECAST)
    orders = {order["id"]: order for order in company.live}
    lives = cohort(company)
    for place, row in enumerate(table.rows):
        stage = PATH[place]
        here = [o for o in company.live if (o["stage"], o["outcome"], o["pipeline"]) == (stage, "open", "order_path")]
        amount = float(sum(order["amount"] or 0 for order in here))
        ends = [orders[id]["outcome"] for id, far, became in lives if far >= place and became in ("won", "lost")]
        chance = ends.count("won") / len(ends) if ends else None
        values = [cell.value for cell in row.cells[1:]]
        assert values[0] == len(here) and (values[1] or 0) == pytest.approx(round(amount))
        assert values[2] == len(ends)
        assert values[3] == (None if chance is None else pytest.approx(chance, abs=1e-5))
        if chance is not None:
            assert values[4] == pytest.approx(len(here) * chance, abs=0.01)
            assert values[5] == pytest.approx(amount * chance, abs=1)
    assert len(table.rows) == 3


# ---------------------------------------------------------------- diagnoses
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("by", ["source", "owner"])
def test_the_parts_of_a_change_add_up_to_it(company, seed, by):
    company.happen(seed, 120)
    table = company.ask(DIAGNOSIS)
    where = {"source": "source", "owner": "person"}[by]
    spans = span("90d")
    now, before = ([o for o in company.live if s.start <= local(o) < s.end] for s in spans)
    rates = [sum(o["outcome"] == "won" for o in rows) / len(rows) for rows in (now, before)]
    assert table.totals.cells[-1].value == pytest.approx(rates[0] - rates[1], abs=1e-5)
    found = {row.cells[1].key: row.cells[-1].value for row in table.rows if row.cells[0].key == where}
    groups = {o[by] for o in (*now, *before)}
    if len(groups) <= 5:
        assert sum(found.values()) == pytest.approx(rates[0] - rates[1], abs=1e-4)


def test_each_source_is_counted_now_and_before(company):
    company.happen(6, 120)
    table = company.ask(DIAGNOSIS)
    spans = span("90d")
    for row in table.rows:
        if row.cells[0].key == "source" and row.cells[1].key != "mix":
            for cell, within in ((row.cells[2], spans[0]), (row.cells[4], spans[1])):
                orders = [o for o in company.live if within.start <= local(o) < within.end]
                assert cell.value == sum((o["source"] or "") == row.cells[1].key for o in orders)


def test_steps_share_the_change_by_how_their_rates_changed(company):
    company.happen(7, 200)
    table = company.ask(DIAGNOSIS)
    far = {
        order["id"]: max(PATH.index(stay["stage"]) for stay in of(company, order) if stay["stage"] in PATH)
        for order in company.live
    }
    reached = []
    for within in span("90d"):
        ids = [o["id"] for o in company.live if within.start <= local(o) < within.end]
        reached.append([sum(far[id] >= place for id in ids) for place in range(len(PATH))])
    logs = [log((reached[0][n] / reached[0][n - 1]) / (reached[1][n] / reached[1][n - 1])) for n in range(1, len(PATH))]
    change = table.totals.cells[-1].value
    found = [row.cells[-1].value for row in table.rows if row.cells[0].key == "step"]
    assert found == pytest.approx([change * value / sum(logs) for value in logs], abs=1e-4)


# ---------------------------------------------------------------- hidden steps
@pytest.mark.parametrize("seed", range(3))
def test_detours_are_moves_that_nobody_named(company, seed):
    company.happen(seed, 80)
    table = company.ask(HIDDEN)
    named = {stage.id: stage.next for stage in company.catalog.get("pipeline", "order_path").stages}
    live = {order["id"] for order in company.live}
    moved = {}
    for stay in company.stays:
        to = next((s["stage"] for s in company.stays if _follows(stay, s)), None)
        if stay["record"] in live and stay["outcome"] == "open" and to and to not in named[stay["stage"]]:
            moved.setdefault(f"{stay['stage']}>{to}", set()).add(stay["record"])
    found = {row.cells[2].key: row.cells[3].value for row in table.rows if row.cells[0].key == "detour"}
    assert found == {move: len(records) for move, records in moved.items() if len(records) >= 2}


def _follows(stay, other):
    return other["record"] == stay["record"] and other["entered_at"] == stay["left_at"] and stay["left_at"] is not None


def test_steps_of_peoples_own_are_those_that_several_promise(company):
    company.happen(8, 80)
    table = company.ask(HIDDEN)
    orders = {order["id"]: order for order in company.live}
    said = {}
    for job in company.jobs:
        if job["task"] == "next_step" and job["record"] in orders:
            for stay in company.stays:
                over = stay["left_at"] or company.now + timedelta(days=9999)
                within = stay["record"] == job["record"] and stay["entered_at"] <= job["opened_at"] <= over
                if within and stay["outcome"] == "open":
                    said.setdefault((stay["stage"], job["title"].strip().lower()), set()).add(job["record"])
    found = {(r.cells[1].key, r.cells[2].key): r.cells[3].value for r in table.rows if r.cells[0].key == "own"}
    assert found and found == {key: len(records) for key, records in said.items() if len(records) >= 2}


def test_a_silent_move_has_nothing_done_in_its_stage(company):
    company.happen(9, 80)
    table = company.ask(HIDDEN)
    orders = {order["id"]: order for order in company.live}
    silent = {}
    for stay in company.stays:
        to = next((s["stage"] for s in company.stays if _follows(stay, s)), None)
        if stay["record"] not in orders or stay["outcome"] != "open" or to not in PATH or to == stay["stage"]:
            continue
        during = lambda at, s=stay: at is not None and s["entered_at"] <= at <= s["left_at"]  # noqa: E731
        done = any(
            j["record"] == stay["record"] and j["state"] == "done" and during(j["ended_at"]) for j in company.jobs
        )
        talked = any(t["record"] == stay["record"] and during(t["at"]) for t in company.talks)
        if not done and not talked:
            silent.setdefault(stay["stage"], set()).add(stay["record"])
    found = {row.cells[1].key: row.cells[3].value for row in table.rows if row.cells[0].key == "silent"}
    assert found == {stage: len(records) for stage, records in silent.items() if len(records) >= 2}


# ---------------------------------------------------------------- what holds for all of them
@pytest.mark.parametrize("shape", ALL)
def test_every_number_of_a_shape_opens_its_records(company, shape):
    company.happen(10, 60)
    report = company.asking(ALL[shape])
    with company.at("xu") as work:
        table, orders = run(work, report), table_of(work.catalog, "order")
        for row in (*table.rows, *([table.totals] if shape != "hidden_steps" else [])):
            for column in table.measures:
                cell = table.cell(row, column.id)
                if column.type != "integer" or cell.value is None:
                    continue
                behind = drill(work, report, None, table.ref(row, column.id)).condition
                count = work.connection.scalar(select(func.count()).select_from(orders).where(behind))
                assert count == cell.value, (column.id, row.cells[0].key)


@pytest.mark.parametrize("shape", ALL)
def test_every_shape_keeps_to_what_one_may_see(company, shape):
    company.happen(11, 60)
    report = company.asking(ALL[shape])
    with company.at("xu") as work:
        everything = run(work, report)
    with company.at("lin") as work:
        mine = run(work, report)
    column = next(each.id for each in everything.measures if each.type == "integer")

    def total(table):
        return sum(table.cell(row, column).value or 0 for row in table.rows)

    assert total(mine) < total(everything)


@pytest.mark.parametrize("shape", ALL)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("orders", [0, 40])
def test_every_shape_is_drawn_and_said(company, shape, language, orders):
    if orders:
        company.happen(12, orders)
    table = company.ask(ALL[shape])
    for chart in (SHAPES.get(shape).chart, "table"):
        drawing = draw(table, language, href=lambda ref: f"/x?cell={ref}", chart=chart)
        page = environment(language).get_template(drawing.template).render(drawing=drawing)
        assert "style=" not in page and "None" not in page and "reports." not in page
    assert table.finding.text(language) and "reports." not in table.finding.text(language)


def test_every_shape_is_tried_here():
    assert set(ALL) == set(SHAPES.names())
