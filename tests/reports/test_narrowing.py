"""Pointing at a value keeps every answer, total and list to the rows that have it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definitions import Refused
from reports import Narrowing, drill, run
from tests.reports.test_drilling import behind

COUNT = "dimensions: [{id: d, by: owner}]\nmeasures: [{id: n, count: all}]"
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


@given(st.dictionaries(TEXT.filter(bool), TEXT, max_size=4))
def test_narrowing_reads_back_what_it_wrote(at):
    assert Narrowing.parse(str(Narrowing(at))) == Narrowing(at)


@pytest.mark.parametrize(
    ("only", "meets"),
    [
        ("source=fair", lambda order: order["source"] == "fair"),
        ("source=", lambda order: order["source"] is None),
        ("paid=yes", lambda order: order["paid"] is True),
        ("tags=rush", lambda order: "rush" in (order["tags"] or ())),
    ],
)
def test_only_rows_with_the_value_count(company, only, meets):
    company.happen(5)
    report = company.asking(COUNT)
    with company.at("xu") as work:
        table = run(work, report, {"only": only})
        ids = {id for row in table.rows for id in behind(work, report, table.ref(row, "n"), {"only": only})}
    assert ids == {order["id"] for order in company.live if meets(order)} != set()


def test_value_behind_a_link_narrows_too(company):
    company.happen(6)
    report = company.asking(COUNT)
    with company.at("xu") as work:
        counted = run(work, report, {"only": "account.region=east"}).totals.cells[1].value
    linked = [company.accounts[order["account"]]["region"] for order in company.live if order["account"]]
    assert counted == linked.count("east")


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("only", ["cost=3", "nonsense=1", "created_at=2026-01-01", "owner=somebody"])
def test_what_cannot_be_pointed_at_is_refused(company, only):
    report = company.asking(COUNT)
    with company.at("lin") as work, pytest.raises(Refused):
        run(work, report, {"only": only})


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_list_behind_a_number_says_what_it_is_narrowed_to(company):
    company.happen(7)
    report = company.asking(COUNT)
    with company.at("xu") as work:
        assert "来源 展会" in drill(work, report, {"only": "source=fair"}, "n").words
