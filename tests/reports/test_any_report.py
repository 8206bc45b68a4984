"""Whatever can be put together out of groups, measures and a condition is what plain Python comes to."""

from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import asked, read_written, write
from tests.reports.by_hand import filled, grouped, hours, mean, percentile, plain, start

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
GROUPS = {
    "source": ("{id: source, by: source}", lambda row: row["source"]),
    "paid": ("{id: paid, by: paid}", lambda row: row["paid"]),
    "customer": ("{id: customer, by: customer}", lambda row: row["customer"]),
    "month": (
        "{id: month, by: created_at, grain: month}",
        lambda row: start(row["created_at"], "month", "Asia/Shanghai").isoformat(),
    ),
    "units": ("{id: units, by: units, width: 2}", lambda row: None if row["units"] is None else row["units"] // 2),
}
MEASURES = {
    "count": ("count: all", len),
    "won": ("count: \"outcome = 'won'\"", lambda rows: sum(row["outcome"] == "won" for row in rows)),
    "share": ("rate: paid", lambda rows: mean([bool(row["paid"]) for row in rows])),
    "people": ("distinct: customer", lambda rows: len(set(filled(rows, "customer")))),
    "sum": ("sum: amount", lambda rows: sum(map(float, filled(rows, "amount"))) if filled(rows, "amount") else None),
    "average": ("average: amount", lambda rows: mean(filled(rows, "amount"))),
    "least": ("min: units", lambda rows: min(filled(rows, "units"), default=None)),
    "most": ("max: amount", lambda rows: max(filled(rows, "amount"), default=None)),
    "middle": ("median: units", lambda rows: percentile(filled(rows, "units"), 0.5)),
    "slow": (
        'p90: "hours_between(created_at, first_contact_at)"',
        lambda rows: percentile([wait for row in rows if (wait := hours(row)) is not None], 0.9),
    ),
}
CONDITIONS = {
    "": lambda row: True,
    "source = 'web'": lambda row: row["source"] == "web",
    "amount >= 3000": lambda row: row["amount"] is not None and row["amount"] >= 3000,
    "paid or units > 2": lambda row: bool(row["paid"]) or (row["units"] is not None and row["units"] > 2),
    "outcome != 'lost'": lambda row: row["outcome"] not in (None, "lost"),
    "empty(customer)": lambda row: row["customer"] is None,
}
some = st.lists(st.sampled_from(sorted(MEASURES)), min_size=1, max_size=3, unique=True)


def same(found, expected):
    if found is None or expected is None:
        return found is expected
    return isclose(float(plain(found)), float(plain(expected)), abs_tol=1e-4)


def test_any_report_is_what_plain_python_comes_to(company):
    company.happen(21, 50)

    @given(
        st.lists(st.sampled_from(sorted(GROUPS)), max_size=2, unique=True), some, st.sampled_from(sorted(CONDITIONS))
    )
    @settings(max_examples=15)
    def holds(groups, measures, condition):
        where = f'where: "{condition}"\n' if condition else ""
        dimensions = f"dimensions: [{', '.join(GROUPS[name][0] for name in groups)}]\n" if groups else ""
        written = "".join(f"  - {{id: {name}, {MEASURES[name][0]}}}\n" for name in measures)
        table = company.ask(f"{where}{dimensions}measures:\n{written}")
        rows = [row for row in company.live if CONDITIONS[condition](row)]
        expected = grouped(rows, [GROUPS[name][1] for name in groups])
        assert len(table.rows) == (len(expected) if groups else 1)
        for row, keys in _by_keys(table, len(groups), groups):
            for name, cell in zip(measures, row.cells[len(groups) :], strict=True):
                assert same(cell.value, MEASURES[name][1](expected.get(keys, [])))
        for name, cell in zip(measures, table.totals.cells[len(groups) :], strict=True):
            assert same(cell.value, MEASURES[name][1](rows))

    holds()


def _by_keys(table, many, groups):
    """Rows with the keys that plain Python gives them; a band is known by its place."""
    for row in table.rows:
        keys = [
            int(cell.key) if name == "units" and cell.value is not None else cell.value
            for cell, name in zip(row.cells[:many], groups, strict=True)
        ]
        yield row, tuple(keys)


def test_lift_is_how_many_times_the_whole_a_group_is(company):
    company.happen(22, 60)
    table = company.ask(
        "dimensions: [{id: source, by: source}]\n"
        "measures: [{id: n, count: all}, {id: won, count: \"outcome = 'won'\"}, "
        "{id: rate, ratio: [won, n], show: [lift]}]\n"
    )
    whole = MEASURES["won"][1](company.live) / len(company.live)
    for (source,), rows in grouped(company.live, [GROUPS["source"][1]]).items():
        row = next(each for each in table.rows if each.cells[0].value == source)
        assert same(table.cell(row, "rate.lift").value, MEASURES["won"][1](rows) / len(rows) / whole)


def test_index_is_how_many_times_the_average_group_it_is(company):
    company.happen(23, 60)
    table = company.ask("dimensions: [{id: source, by: source}]\nmeasures: [{id: n, count: all, show: [index]}]\n")
    sizes = {key: len(rows) for (key,), rows in grouped(company.live, [GROUPS["source"][1]]).items()}
    for row in table.rows:
        average = sum(sizes.values()) / len(sizes)
        assert same(table.cell(row, "n.index").value, sizes[row.cells[0].value] / average)


def test_the_edges_of_a_pivot_are_measured_anew(company):
    company.happen(24, 60)
    table = company.ask(
        "dimensions: [{id: source, by: source}, {id: paid, by: paid}]\n"
        "measures: [{id: middle, median: units}]\nchart: {type: pivot}\n"
    )
    by_source = {
        key: MEASURES["middle"][1](rows) for (key,), rows in grouped(company.live, [GROUPS["source"][1]]).items()
    }
    by_paid = {key: MEASURES["middle"][1](rows) for (key,), rows in grouped(company.live, [GROUPS["paid"][1]]).items()}
    for margins, place, expected in ((table.row_margins, 0, by_source), (table.column_margins, 1, by_paid)):
        found = {row.cells[place].value: table.cell(row, "middle").value for row in margins.values()}
        assert found.keys() == expected.keys()
        assert all(same(found[key], expected[key]) for key in expected)


def test_what_is_asked_by_typing_is_what_plain_python_comes_to(company):
    company.happen(25, 60)
    with company.at("xu") as work:
        data = asked(work, "average amount by source").data
        from reports import run

        table = run(work, write(company.catalog, data).report)
    for (source,), rows in grouped(company.live, [GROUPS["source"][1]]).items():
        row = next(each for each in table.rows if each.cells[0].value == source)
        assert same(row.cells[1].value, mean(filled(rows, "amount")))


def test_a_text_is_read_as_it_was_written(company):
    words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
    data = st.fixed_dictionaries(
        {"kind": st.just("report"), "id": st.just("x"), "form": st.just("order"), "label": words, "where": words},
        optional={"limit": st.integers(1, 9), "sort": st.lists(words, max_size=2, unique=True)},
    )

    @given(data)
    @settings(max_examples=40)
    def holds(values):
        assert read_written(company.catalog, write(company.catalog, values).text).data == values

    holds()
