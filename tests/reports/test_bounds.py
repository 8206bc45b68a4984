"""Bounds choose among groups: what lies within is shown, the rest stands together, and the total stays everything."""

import pytest

from tests.reports.by_hand import grouped

SOURCES = "dimensions: [{id: source, by: source}]\nmeasures:\n"
WAYS = {
    "at_least": lambda value, amount: value >= amount,
    "over": lambda value, amount: value > amount,
    "at_most": lambda value, amount: value <= amount,
    "under": lambda value, amount: value < amount,
}


def sizes(company):
    return {key: len(rows) for (key,), rows in grouped(company.live, [lambda order: order["source"]]).items()}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("way", WAYS)
def test_only_groups_within_their_bounds_are_shown(company, seed, way):
    company.happen(seed, 40)
    known = sizes(company)
    amount = sorted(known.values())[len(known) // 2]
    table = company.ask(f"{SOURCES}  - {{id: n, count: all, bounds: {{{way}: {amount}}}}}")
    within = {key: size for key, size in known.items() if WAYS[way](size, amount)}
    assert {row.cells[0].value: row.cells[1].value for row in table.rows} == within


@pytest.mark.parametrize("limit", ["", "limit: 1\n"])
def test_what_is_not_shown_stands_together_and_the_total_is_everything(company, limit):
    company.happen(1, 40)
    known = sizes(company)
    amount = min(known.values()) + 1
    table = company.ask(f"{SOURCES}  - {{id: n, count: all, bounds: {{at_least: {amount}}}}}\nsort: [-n]\n{limit}")
    shown = sum(row.cells[1].value for row in table.rows)
    assert shown + table.others.cells[1].value == table.totals.cells[1].value == len(company.live)
    assert table.total == len(known)


def test_a_group_without_a_value_lies_within_no_bounds(company):
    company.happen(1, 40)
    never = "  - {id: far, average: amount, where: \"source = 'web'\", bounds: {at_least: 0}}"
    assert [row.cells[0].value for row in company.ask(SOURCES + never).rows] == ["web"]


def test_several_bounds_hold_together(company):
    company.happen(2, 40)
    rows = (
        "  - {id: n, count: all, bounds: {at_least: 2}}\n  - {id: won, count: \"outcome = 'won'\", bounds: {under: 3}}"
    )
    table = company.ask(SOURCES + rows)
    everything = company.ask(SOURCES + rows.replace(", bounds: {at_least: 2}", "").replace(", bounds: {under: 3}", ""))
    kept = [row.cells[0].value for row in everything.rows if row.cells[1].value >= 2 and row.cells[2].value < 3]
    assert [row.cells[0].value for row in table.rows] == kept


def test_the_finding_tells_how_many_groups_lie_within(company):
    company.happen(1, 40)
    asked = SOURCES + "  - {id: n, label: Orders, count: all, bounds: {over: BOUND}}"
    assert "groups have Orders over 5." in company.ask(asked.replace("BOUND", "5")).finding.text("en")
    assert company.ask(asked.replace("BOUND", "5000")).finding.text("en") == "No group has Orders over 5,000."


def test_where_no_group_lies_within_the_total_is_everything_all_the_same(company):
    company.happen(1, 40)
    table = company.ask(f"{SOURCES}  - {{id: n, count: all, bounds: {{over: 5000}}}}")
    assert table.rows == ()
    assert table.totals.cells[1].value == table.others.cells[1].value == len(company.live)
    assert table.total == len(sizes(company))


def test_the_finding_counts_those_within_bounds_that_the_limit_cuts_off(company):
    company.happen(1, 40)
    asked = f"{SOURCES}  - {{id: n, label: Orders, count: all, bounds: {{at_least: 1}}}}\nlimit: 1\n"
    assert f"All {len(sizes(company))} groups have Orders at least 1." in company.ask(asked).finding.text("en")


def test_below_an_upper_bound_nobody_is_said_to_have_the_most(company):
    company.happen(1, 40)
    asked = f"{SOURCES}  - {{id: n, label: Orders, count: all, bounds: {{under: {max(sizes(company).values())}}}}}"
    assert (
        company.ask(asked).finding.text("en").startswith(f"{len(sizes(company)) - 1} of {len(sizes(company))} groups")
    )
