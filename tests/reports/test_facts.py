"""Facts against plain Python: one value for each record out of its many rows, and so nothing counts twice."""

import pytest
from sqlalchemy import func, select

from definitions import NotAllowed
from forms import table_of
from reports import drill, run
from tests.reports.by_hand import grouped
from tests.reports.histories import load

COUNT = "measures: [{id: n, count: all}]"


def of(company, rows, order):
    return [row for row in rows if row["record"] == order["id"]]


def counts(table):
    return {row.cells[0].value: row.cells[-1].value for row in table.rows}


def by_hand(company, fact):
    return {key: len(rows) for (key,), rows in grouped(company.live, [fact]).items()}


@pytest.mark.parametrize("seed", range(3))
def test_how_often_is_a_number_of_the_record(company, seed):
    company.happen(seed)
    table = company.ask(
        f"facts: [{{id: talks, of: contacts, count: all}}]\ndimensions: [{{id: t, by: talks}}]\n{COUNT}"
    )
    assert counts(table) == by_hand(company, lambda order: len(of(company, company.talks, order)))


def test_only_the_rows_that_are_meant_count(company):
    company.happen(41)
    calls = "{id: calls, of: contacts, count: \"way = 'call'\", where: \"result = 'reached'\"}"
    table = company.ask(f"facts: [{calls}]\ndimensions: [{{id: t, by: calls}}]\n{COUNT}")

    def calls_of(order):
        said = [talk["data"] for talk in of(company, company.talks, order)]
        return sum(each["way"] == "call" and each["outcome"] == "reached" for each in said)

    assert counts(table) == by_hand(company, calls_of)


def test_a_fact_may_look_at_its_record(company):
    company.happen(42)
    late = "{id: late, of: contacts, count: at >= first_contact_at}"
    table = company.ask(f"facts: [{late}]\ndimensions: [{{id: t, by: late}}]\n{COUNT}")

    def late_of(order):
        touched = order["first_contact_at"]
        return sum(touched is not None and talk["at"] >= touched for talk in of(company, company.talks, order))

    assert counts(table) == by_hand(company, late_of)


@pytest.mark.parametrize(("end", "pick"), [("first", min), ("last", max)])
def test_the_first_and_the_last_are_values_of_the_record(company, end, pick):
    company.happen(43)
    table = company.ask(f"facts: [{{id: g, of: grades, {end}: grade}}]\ndimensions: [{{id: d, by: g}}]\n{COUNT}")

    def grade(order):
        scores = of(company, company.scores, order)
        return pick(scores, key=lambda row: row["at"])["band"] if scores else None

    found = {row.cells[0].key or None: row.cells[1].value for row in table.rows}
    assert found == by_hand(company, grade)


@pytest.mark.parametrize(("kind", "made"), [("sum", sum), ("min", min), ("max", max)])
def test_scores_come_to_one_number_for_each_record(company, kind, made):
    company.happen(44)
    fact = f"facts: [{{id: s, of: grades, {kind}: score}}]"
    table = company.ask(f"{fact}\nmeasures: [{{id: m, sum: s}}]")
    scores = [[row["score"] for row in of(company, company.scores, order)] for order in company.live]
    assert table.rows[0].cells[0].value == pytest.approx(sum(made(each) for each in scores if each))


def test_wins_are_told_apart_by_how_often_a_record_was_parked(company):
    company.happen(45, 80)
    parked = "facts: [{id: times, of: stage_visits, count: \"stage = 'parked'\"}]"
    table = company.ask(
        f"{parked}\ndimensions: [{{id: t, by: times}}]\nmeasures: [{{id: r, rate: \"outcome = 'won'\"}}]"
    )

    def times(order):
        return sum(stay["stage"] == "parked" for stay in of(company, company.stays, order))

    expected = {
        key: sum(order["outcome"] == "won" for order in rows) / len(rows)
        for (key,), rows in grouped(company.live, [times]).items()
    }
    assert counts(table) == pytest.approx(expected, abs=1e-5)


def test_a_stay_has_the_talks_that_fell_into_it(company):
    company.happen(46)
    talks = "{id: talks, of: contacts, count: 'at >= row.entered_at and at <= coalesce(row.left_at, now)'}"
    table = company.ask(f"over: stage_visits\nfacts: [{talks}]\ndimensions: [{{id: t, by: talks}}]\n{COUNT}")
    live = {order["id"] for order in company.live}

    def within(stay):
        until = stay["left_at"] or company.now
        talks = [talk for talk in company.talks if talk["record"] == stay["record"]]
        return sum(stay["entered_at"] <= talk["at"] <= until for talk in talks)

    stays = [stay for stay in company.stays if stay["record"] in live]
    assert counts(table) == {key: len(rows) for (key,), rows in grouped(stays, [within]).items()}


def test_records_know_what_links_to_them(company):
    company.happen(47)
    head = "kind: report\nid: asked\nform: account\nlabel: Accounts\n"
    facts = (
        "facts:\n  - {id: orders, of: records, form: order, link: account, count: all}\n"
        "  - {id: amount, of: records, form: order, link: account, sum: amount}\n"
    )
    measures = "measures: [{id: n, count: all}, {id: o, sum: orders}, {id: a, sum: amount}]"
    loaded = load(**{"reports/asked.yaml": f"{head}{facts}dimensions: [{{id: r, by: region}}]\n{measures}"})
    company.catalog = loaded.catalog
    with company.at() as work:
        table = run(work, company.catalog.get("report", "asked"))
    for row in table.rows:
        ids = [id for id, account in company.accounts.items() if account["region"] == (row.cells[0].value or None)]
        orders = [order for order in company.live if order["account"] in ids]
        amount = sum(order["amount"] or 0 for order in orders)
        assert [cell.value for cell in row.cells[1:3]] == [len(ids), len(orders)]
        assert (row.cells[3].value or 0) == pytest.approx(float(amount))


@pytest.mark.parametrize(
    "fact",
    [
        "{id: f, of: contacts, count: all}",
        "{id: f, of: grades, first: grade}",
        "{id: f, of: contacts, last: way}",
        "{id: f, of: assignments, last: owner}",
    ],
)
def test_a_number_by_a_fact_opens_its_records(company, fact):
    company.happen(48, 30)
    report = company.asking(f"facts: [{fact}]\ndimensions: [{{id: d, by: f}}]\n{COUNT}")
    with company.at("xu") as work:
        table, orders = run(work, report), table_of(work.catalog, "order")
        for row in (*table.rows, table.totals):
            behind = drill(work, report, None, table.ref(row, "n")).condition
            count = work.connection.scalar(select(func.count()).select_from(orders).where(behind))
            assert count == table.cell(row, "n").value


def test_a_fact_about_a_hidden_field_is_hidden(company):
    report = company.asking(
        "facts: [{id: f, of: contacts, count: cost > 3}]\nmeasures: [{id: n, count: all}, {id: c, sum: f}]"
    )
    with company.at("lin") as work:
        assert [column.id for column in run(work, report).columns] == ["n"]
    by = company.asking(f"facts: [{{id: f, of: contacts, count: cost > 3}}]\ndimensions: [{{id: d, by: f}}]\n{COUNT}")
    with company.at("lin") as work, pytest.raises(NotAllowed):
        run(work, by)


PEOPLE = (
    "over: people\nwhere: \"role in ['rep', 'manager']\"\n"
    "facts:\n  - {id: talks, of: contacts, link: actor, count: all}\n"
    "  - {id: won, of: records, link: owner, count: \"outcome = 'won'\"}\n"
)


def test_people_are_counted_even_if_they_did_nothing(company):
    company.happen(49, 12)
    table = company.ask(
        f"{PEOPLE}dimensions: [{{id: p, by: person}}]\nmeasures: [{{id: t, sum: talks}}, {{id: w, sum: won}}]"
    )
    live = {order["id"] for order in company.live}
    for row in table.rows:
        person = int(row.cells[0].key)
        talks = sum(talk["actor"] == person and talk["record"] in live for talk in company.talks)
        won = sum(order["owner"] == person and order["outcome"] == "won" for order in company.live)
        assert [cell.value for cell in row.cells[1:]] == [talks, won]
    assert {row.cells[0].value for row in table.rows} == {"王", "林", "赵"}


def test_adoption_is_the_share_of_people_who_do_something(company):
    company.happen(50, 12)
    table = company.ask(f"{PEOPLE}measures: [{{id: a, rate: talks > 0, target: {{at_least: 60%}}}}]")
    live = {order["id"] for order in company.live}
    busy = {talk["actor"] for talk in company.talks if talk["record"] in live}
    staff = [company.staff[login] for login in ("wang", "lin", "zhao")]
    assert table.rows[0].cells[0].value == pytest.approx(sum(id in busy for id in staff) / 3, abs=1e-5)


@pytest.mark.parametrize(("login", "seen"), [("lin", {"林"}), ("wang", {"王", "林"}), ("xu", {"王", "林", "赵"})])
def test_people_are_counted_as_far_as_ones_reports_reach(company, login, seen):
    company.happen(51, 12)
    table = company.ask(f"{PEOPLE}dimensions: [{{id: p, by: person}}]\n{COUNT}", login)
    assert {row.cells[0].value for row in table.rows} == seen


def test_no_records_stand_behind_a_number_of_people(company):
    from definitions import Refused

    company.happen(52, 12)
    report = company.asking(f"{PEOPLE}{COUNT}")
    with company.at("xu") as work:
        table = run(work, report)
        assert table.ref(table.rows[0], "n") is None
        with pytest.raises(Refused):
            drill(work, report, None, "n")


ASKED = {
    "a condition": """where: "outcome = 'open' and talks >= 1"\n""",
    "days": "period: {by: created_at, default: 30d, compare: previous}\n",
    "both, and one behind a link": (
        """where: "owner.role = 'rep' and source = 'web'"\nperiod: {by: created_at, default: 90d}\n"""
    ),
    "all days": "period: {by: created_at, default: all}\n",
}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("asked", ASKED)
def test_facts_of_those_that_count_are_facts_of_all(company, monkeypatch, asked, seed):
    company.happen(seed, 80)
    report = (
        "facts:\n  - {id: talks, of: contacts, count: all}\n  - {id: left, of: stage_visits, max: left_at}\n"
        "  - {id: said, of: contacts, last: way}\n"
        "  - {id: began, of: contacts, first: result, where: \"way = 'call'\"}\n"
        f"{ASKED[asked]}dimensions: [{{id: source, by: source}}, {{id: last_way, by: said}}]\n"
        "measures: [{id: n, count: all}, {id: talked, sum: talks}, {id: gone, count: filled(left)}, "
        "{id: reached, count: \"began = 'reached'\"}]\n"
    )
    narrowed = company.ask(f"{report}limit: {400 + seed}")  # another report each time: its statement would be kept
    monkeypatch.setattr("reports.sql.question.Question.among", None)
    whole = company.ask(f"{report}limit: {500 + seed}")
    assert narrowed.rows == whole.rows
    assert narrowed.totals == whole.totals
