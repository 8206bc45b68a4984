"""Whose records a report counts, and which of their fields."""

import pytest

from definitions import NotAllowed, NotFound
from reports import draw, drill, report_of, reports_for, run
from tests.reports.histories import load

COUNT = "measures: [{id: n, count: all}]"


def count(company, login, report=COUNT):
    return company.ask(report, login).rows[0].cells[0].value


def owned(company, *logins):
    people = {company.staff[login] for login in logins}
    return sum(order["owner"] in people for order in company.live)


def test_rep_counts_own_records(company):
    company.happen(1)
    assert count(company, "lin") == owned(company, "lin") > 0


def test_manager_counts_the_teams_and_nobodys(company):
    company.happen(1)
    nobodys = sum(order["owner"] is None for order in company.live)
    assert count(company, "wang") == owned(company, "lin", "wang") + nobodys


def test_chief_counts_everything_but_the_trash(company):
    company.happen(1)
    assert count(company, "xu") == len(company.live) < len(company.orders)


def test_funnel_has_the_same_limits(company):
    company.happen(1)
    report = company.catalog.get("report", "order_funnel")
    with company.at("lin") as work:
        reached = run(work, report).rows[0].cells[1].value
    mine = [order for order in company.live if order["owner"] == company.staff["lin"]]
    assert reached == sum(order["pipeline"] == "order_path" for order in mine)


@pytest.mark.parametrize("over", ["stage_visits", "tasks", "assignments"])
def test_rows_of_unseen_records_count_nothing(company, over):
    company.happen(1)
    rows = {"stage_visits": company.stays, "tasks": company.jobs, "assignments": company.handed}[over]
    mine = {order["id"] for order in company.live if order["owner"] == company.staff["lin"]}
    found = count(company, "lin", f"over: {over}\n{COUNT}")
    assert found == sum(row["record"] in mine for row in rows)


def test_measure_of_a_hidden_field_is_left_out(company):
    report = "measures: [{id: n, count: all}, {id: cost, sum: cost}, {id: each, ratio: [cost, n]}]"
    assert [column.id for column in company.ask(report, "lin").columns] == ["n"]
    assert [column.id for column in company.ask(report, "xu").columns] == ["n", "cost", "each"]


@pytest.mark.parametrize("part", ['where: "cost > 3"', "dimensions: [{id: c, by: cost}]"])
def test_report_by_a_hidden_field_is_refused(company, part):
    with pytest.raises(NotAllowed):
        company.ask(f"{part}\n{COUNT}", "lin")


def test_who_has_no_reports_gets_none(company):
    with company.at("guo") as work:
        assert reports_for(work) == ()
        with pytest.raises(NotFound):
            report_of(work, "order_sources")


def test_report_for_other_roles_is_not_found(company):
    company.asking(f"{COUNT}\nroles: [manager]")
    with company.at("lin") as work, pytest.raises(NotFound):
        report_of(work, "asked")
    with company.at("wang") as work:
        assert report_of(work, "asked").id == "asked"


def test_unknown_report_tells_nothing(company):
    with company.at("lin") as work, pytest.raises(NotFound) as refused:
        report_of(work, "nonsense")
    assert "nonsense" not in refused.value.text("en")


def test_drill_keeps_the_limits(company):
    from sqlalchemy import func, select

    from forms import table_of

    company.happen(1)
    report = company.asking(COUNT)
    with company.at("lin") as work:
        behind = drill(work, report, None, "n").condition
        found = work.connection.scalar(select(func.count()).where(behind).select_from(table_of(work.catalog, "order")))
    assert found == owned(company, "lin")


def test_drawing_needs_no_rights_of_its_own(company):
    company.happen(1)
    table = company.ask(f"dimensions: [{{id: s, by: source}}]\n{COUNT}", "lin")
    assert sum(int(line.fields[0].text) for line in draw(table, "zh").rows) == owned(company, "lin")


def test_hidden_fields_stay_hidden_behind_a_link(company):
    hide = "forms: {order: {see: own}, account: {see: all, hide: [revenue]}}"
    role = f"kind: role\nid: rep\nlabel: Rep\nreports: own\n{hide}\n"
    loaded = load(f"dimensions: [{{id: r, by: account.revenue}}]\n{COUNT}", **{"roles/rep.yaml": role})
    company.catalog = loaded.catalog
    with company.at("lin") as work, pytest.raises(NotAllowed):
        run(work, company.catalog.get("report", "asked"))


def test_a_link_that_is_hidden_leads_nowhere(company):
    hide = "forms: {order: {see: own, hide: [account]}, account: {see: all}}"
    role = f"kind: role\nid: rep\nlabel: Rep\nreports: own\n{hide}\n"
    loaded = load(f"dimensions: [{{id: r, by: account.region}}]\n{COUNT}", **{"roles/rep.yaml": role})
    company.catalog = loaded.catalog
    with company.at("lin") as work, pytest.raises(NotAllowed):
        run(work, company.catalog.get("report", "asked"))
