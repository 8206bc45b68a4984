"""Days to look at, the days before them beside, and what else stands beside a number."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from definitions import Refused
from forms import table_of
from reports import drill, run
from reports.period import PERIODS, Period, Span, chosen, is_period
from tests.reports.by_hand import grouped, percentile

HERE = ZoneInfo("Asia/Shanghai")
COUNT = "measures: [{id: n, count: all}]"
PERIOD = "period: {by: created_at, default: 90d, compare: previous}\n"
TUESDAY = date(2026, 11, 24)


def span(key, compare="previous", today=TUESDAY):
    found = chosen(Period("created_at", "90d", compare), key, today)
    return found.span, found.before


def days(*ends):
    return Span(*(date.fromisoformat(end) for end in ends))


@pytest.mark.parametrize(
    ("key", "now", "before"),
    [
        ("today", ("2026-11-24", "2026-11-25"), ("2026-11-23", "2026-11-24")),
        ("7d", ("2026-11-18", "2026-11-25"), ("2026-11-11", "2026-11-18")),
        ("this_week", ("2026-11-23", "2026-11-30"), ("2026-11-16", "2026-11-18")),
        ("last_week", ("2026-11-16", "2026-11-23"), ("2026-11-09", "2026-11-16")),
        ("this_month", ("2026-11-01", "2026-12-01"), ("2026-10-01", "2026-10-25")),
        ("last_month", ("2026-10-01", "2026-11-01"), ("2026-09-01", "2026-10-01")),
        ("this_quarter", ("2026-10-01", "2027-01-01"), ("2026-07-01", "2026-08-25")),
        ("last_year", ("2025-01-01", "2026-01-01"), ("2024-01-01", "2025-01-01")),
        ("5d", ("2026-11-20", "2026-11-25"), ("2026-11-15", "2026-11-20")),
        ("2_months_ago", ("2026-09-01", "2026-10-01"), ("2026-08-01", "2026-09-01")),
        ("2_weeks_ago", ("2026-11-09", "2026-11-16"), ("2026-11-02", "2026-11-09")),
        ("3_quarters_ago", ("2026-01-01", "2026-04-01"), ("2025-10-01", "2026-01-01")),
        ("2026-03-01..2026-03-10", ("2026-03-01", "2026-03-11"), ("2026-02-19", "2026-03-01")),
    ],
)
def test_days_are_compared_with_as_many_before(key, now, before):
    assert span(key) == (days(*now), days(*before))


@pytest.mark.parametrize("key", ["0d", "99999d", "2_months", "9999_years_ago", "2026-02-30..", "..", "x..y", "-5d"])
def test_a_stretch_that_is_none_names_no_days(key):
    with pytest.raises(ValueError):
        span(key)


@pytest.mark.parametrize("key", ["2000_months_ago", "150_years_ago"])
def test_days_that_some_day_cannot_be_chosen_are_none_from_the_first(key):
    assert not is_period(key)
    assert is_period("24_months_ago")


def test_a_year_before_has_the_same_days(company):
    assert span("this_month", "year") == (days("2026-11-01", "2026-12-01"), days("2025-11-01", "2025-11-25"))


@given(st.sampled_from(PERIODS), st.sampled_from(["previous", "year"]), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_days_before_never_reach_into_these(key, compare, today):
    now, before = span(key, compare, today)
    if before is not None:
        assert before.start < before.end <= now.start or compare == "year"
        assert before.days <= now.days + 3  # a quarter, a month or a year may be longer than the next
        assert before.start < now.start


@given(
    st.sampled_from(PERIODS),
    st.sampled_from(["previous", "year"]),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.integers(-1200, 400),
)
def test_a_day_of_both_is_of_those_before_where_it_is_sooner(key, compare, today, away):
    asked, day = chosen(Period("created_at", key, compare), key, today), today + timedelta(days=away)
    if asked.before is not None:
        among = any(holds(each, day) for each in asked.stretches)
        assert among == (holds(asked.span, day) or holds(asked.before, day))
        assert not among or (day < asked.span.start) == (not holds(asked.span, day))


def holds(span, day):
    return (span.start is None or span.start <= day) and (span.end is None or day < span.end)


@pytest.mark.parametrize(
    "key",
    ["90", "last", "2026-02-30..2026-03-01", "2026-03-02..2026-03-01", "..", "0001-01-01..0001-01-02", "..9999-12-31"],
)
def test_what_names_no_days_is_refused(company, key):
    report = company.asking(PERIOD + COUNT)
    with company.at() as work, pytest.raises(Refused) as refused:
        run(work, report, {"period": key})
    assert "this_week" in refused.value.text("en")


def local(row, by="created_at"):
    return row[by].astimezone(HERE).date() if isinstance(row[by], datetime) else row[by]


def within(rows, of, by="created_at"):
    return [row for row in rows if row[by] is not None and of.start <= local(row, by) < of.end]


@pytest.mark.parametrize("by", ["created_at", "wanted_on"])
@pytest.mark.parametrize("key", ["90d", "last_month", "2026-06-01..2026-07-15"])
def test_a_count_stands_beside_the_one_before(company, by, key):
    company.happen(31, 60)
    table = company.ask(
        f"period: {{by: {by}, compare: previous}}\ndimensions: [{{id: s, by: source}}]\n{COUNT}", period=key
    )
    now, before = span(key)
    groups = grouped(within(company.live, now, by), [lambda row: row["source"]])
    earlier = grouped(within(company.live, before, by), [lambda row: row["source"]])
    expected = {source: (len(groups.get(source, ())), len(earlier.get(source, ()))) for source in {*groups, *earlier}}
    assert {(row.cells[0].value,): tuple(cell.value for cell in row.cells[1:3]) for row in table.rows} == expected
    for row in (*table.rows, table.totals):
        n, was, change = (cell.value for cell in row.cells[1:])
        assert change == (pytest.approx((n - was) / was, abs=1e-5) if was else None)


@pytest.mark.parametrize("kind", ["median", "sum", "distinct"])
def test_every_kind_of_measure_has_its_before(company, kind):
    company.happen(32, 60)
    table = company.ask(f"{PERIOD}measures: [{{id: m, {kind}: units}}]")
    _, before = span("90d")
    units = [row["units"] for row in within(company.live, before) if row["units"] is not None]
    made = {"median": percentile(units, 0.5), "sum": sum(units), "distinct": len(set(units))}[kind]
    assert table.rows[0].cells[1].value == pytest.approx(made)


@pytest.mark.parametrize("by", ["created_at", "wanted_on"])
def test_the_last_moment_stands_beside_the_one_before(company, by):
    company.happen(39, 60)
    table = company.ask(f"{PERIOD}dimensions: [{{id: s, by: source}}]\nmeasures: [{{id: m, max: {by}}}]")
    assert [column.id for column in table.columns] == ["s", "m", "m.before"]
    now, before = span("90d")
    for row in table.rows:
        rows = [one for one in company.live if one["source"] == row.cells[0].value]
        assert [cell.value for cell in row.cells[1:]] == [last(within(rows, days), by) for days in (now, before)]


def last(rows, by):
    found = [row[by] for row in rows if row[by] is not None]
    return max(found).isoformat().replace("+00:00", "Z") if found else None


def test_weeks_stand_beside_the_same_weeks_before(company):
    company.happen(33, 80)
    table = company.ask(
        f"period: {{by: created_at, compare: previous}}\ndimensions: [{{id: d, by: created_at}}]\n{COUNT}", period="14d"
    )
    now, before = span("14d")
    found = {row.cells[0].value: (row.cells[1].value, row.cells[2].value) for row in table.rows}
    for day, (n, was) in found.items():
        this = date.fromisoformat(day)
        assert n == sum(local(row) == this for row in company.live)
        assert was == sum(local(row) == this - timedelta(days=14) for row in company.live)
    assert sum(was for _, was in found.values()) == len(within(company.live, before))


def test_a_share_changes_by_points(company):
    company.happen(34, 60)
    table = company.ask(f"{PERIOD}measures: [{{id: r, rate: paid}}]")
    now, was, change = table.rows[0].cells
    assert change.value == pytest.approx(now.value - was.value, abs=1e-5)
    assert change.text("en").endswith("pts")


@pytest.mark.parametrize("aspect", ["n", "n.before", "n.change"])
def test_the_number_before_opens_its_records(company, aspect):
    company.happen(35, 60)
    report = company.asking(f"{PERIOD}dimensions: [{{id: s, by: source}}]\n{COUNT}")
    with company.at("xu") as work:
        table = run(work, report)
        orders = table_of(work.catalog, "order")
        for row in (*table.rows, table.totals):
            behind = drill(work, report, None, table.ref(row, aspect)).condition
            count = work.connection.scalar(select(func.count()).select_from(orders).where(behind))
            assert count == table.cell(row, "n.before" if aspect == "n.before" else "n").value


def test_no_period_means_no_comparison(company):
    table = company.ask(PERIOD + COUNT, period="all")
    assert [column.id for column in table.columns] == ["n"]


def test_shares_ranks_and_running_totals_see_every_group(company):
    company.happen(36, 60)
    shown = "show: [share, running, rank, lift, index]"
    table = company.ask(
        f"dimensions: [{{id: c, by: customer}}]\nmeasures: [{{id: n, count: all, {shown}}}]\nlimit: 3\nsort: [-n]"
    )
    groups = {key[0]: len(rows) for key, rows in grouped(company.live, [lambda row: row["customer"]]).items()}
    whole, so_far = len(company.live), 0
    running = {}
    for name in sorted(groups, key=lambda key: (key is None, key)):
        so_far += groups[name]
        running[name] = so_far
    for row in table.rows:
        name, n, share, sofar, rank, lift, index = (cell.value for cell in row.cells)
        assert (n, sofar) == (groups[name], running[name])
        assert share == lift == pytest.approx(n / whole, abs=1e-5)
        assert rank == 1 + sum(other > n for other in groups.values())
        assert index == pytest.approx(n * len(groups) / whole, abs=1e-5)


def test_running_totals_begin_anew_for_each_line(company):
    company.happen(37, 60)
    month = "{id: m, by: created_at, grain: month}"
    table = company.ask(
        f"dimensions: [{month}, {{id: s, by: source}}]\nmeasures: [{{id: n, count: all, show: [running]}}]"
    )
    seen = {}
    for row in table.rows:
        source, n = row.cells[1].value, row.cells[2].value
        seen[source] = seen.get(source, 0) + n
        assert row.cells[3].value == seen[source]


@pytest.mark.parametrize(
    ("target", "state", "said"),
    [
        ("{at_least: 1}", "met", "target: at least 1"),
        ("{at_most: 1}", "missed", "target: at most 1"),
    ],
)
def test_a_number_is_held_against_its_target(company, target, state, said):
    company.happen(38)
    table = company.ask(f"measures: [{{id: n, count: all, target: {target}}}]")
    assert table.rows[0].cells[0].state == state
    assert table.columns[0].target_said.text("en") == said


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("{id: r, rate: paid, target: {at_least: 80%}}", "target: at least 80.0%"),
        ("{id: w, median: first_contact_at - created_at, target: {at_most: 2 hours}}", "target: at most 2 h"),
    ],
)
def test_a_target_is_said_in_the_units_of_its_measure(company, measure, said):
    assert company.ask(f"measures: [{measure}]").columns[0].target_said.text("en") == said


def test_groups_are_ordered_by_how_they_changed(company):
    company.happen(39, 60)
    table = company.ask(f"{PERIOD}dimensions: [{{id: s, by: source}}]\n{COUNT}\nsort: [-n.change]")
    found = [row.cells[3].value for row in table.rows if row.cells[3].value is not None]
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize(("kept", "times"), [("", 1), ("dimensions: [{id: s, by: source}]\n", 2)])
def test_a_number_beside_the_one_before_is_said_once(company, kept, times):
    company.happen(3)
    measures = "measures: [{id: n, label: Orders, count: all}]\n"
    table = company.ask(f"period: {{by: created_at, default: 90d, compare: previous}}\n{kept}{measures}")
    said, number = table.finding.text("en").casefold(), table.text(table.totals, "n", "en")
    assert said.count("orders") == times and number in said
