"""Rows put together by bands, by what comes round, by what stands behind a link, by several values, by the greatest."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from reports import run
from reports.sql.buckets import bucket
from tests.reports.by_hand import grouped, start

COUNT = "measures: [{id: n, count: all}]"
HERE = ZoneInfo("Asia/Shanghai")


def counts(table):
    """The count of each group by its first key."""
    return {row.cells[0].value: row.cells[-1].value for row in table.rows}


def by_hand(rows, key):
    return {value: len(found) for (value,), found in grouped(rows, [key]).items()}


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("bands: [0, 2, 4]", ["below 0", "0–2", "2–4", "4 and more"]),
        ("bands: [{label: few}, {from: 2, label: some}, {from: 4, label: many}]", ["few", "few", "some", "many"]),
        ("bands: [{from: 0, label: few}, 2, 4]", ["below 0", "few", "2–4", "4 and more"]),
    ],
)
def test_numbers_fall_into_bands(company, written, names):
    company.happen(1)

    def band(row):
        units = row["units"]
        return None if units is None else names[0 if units < 0 else 1 if units < 2 else 2 if units < 4 else 3]

    table = company.ask(f"dimensions: [{{id: u, by: units, {written}}}]\n{COUNT}")
    found = {row.cells[0].text("en") if row.cells[0].key else None: row.cells[1].value for row in table.rows}
    assert found == by_hand(company.live, band)


def test_bands_of_one_width_begin_at_its_multiples(company):
    company.happen(2)
    table = company.ask(f"dimensions: [{{id: u, by: units, width: 2}}]\n{COUNT}")
    found = {row.cells[0].key: row.cells[1].value for row in table.rows}
    expected = by_hand(company.live, lambda row: "" if row["units"] is None else str(row["units"] // 2))
    assert found == expected and {row.cells[0].text("en") for row in table.rows} >= {"-2–0", "0–2"}


def test_lengths_of_time_fall_into_bands(company):
    company.happen(3)
    wait = "{id: w, by: 'first_contact_at - created_at', label: Wait, bands: [1 hour, 1 day, 2d]}"
    table = company.ask(f"dimensions: [{wait}]\n{COUNT}")

    def band(row):
        if row["first_contact_at"] is None:
            return ""
        waited = row["first_contact_at"] - row["created_at"]
        return str(sum(waited >= timedelta(hours=hours) for hours in (1, 24, 48)))

    assert {row.cells[0].key: row.cells[1].value for row in table.rows} == by_hand(company.live, band)
    assert {row.cells[0].text("zh") for row in table.rows} >= {"1 小时–24 小时", "2 天 以上"}


@pytest.mark.parametrize("grain", ["weekday", "hour_of_day", "month_of_year"])
@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_time_comes_round_on_somebodys_clock(company, grain, zone):
    company.happen(4)
    table = company.ask(f"dimensions: [{{id: t, by: created_at, grain: {grain}, zone: {zone}}}]\n{COUNT}")

    def part(row):
        local = row["created_at"].astimezone(ZoneInfo(zone))
        return {"weekday": local.isoweekday(), "hour_of_day": local.hour, "month_of_year": local.month}[grain]

    assert counts(table) == by_hand(company.live, part)


@pytest.mark.parametrize("grain", ["weekday", "month_of_year"])
def test_days_come_round_in_no_zone(company, grain):
    company.happen(5)
    table = company.ask(f"dimensions: [{{id: t, by: wanted_on, grain: {grain}}}]\n{COUNT}")

    def part(row):
        day = row["wanted_on"]
        return day and (day.isoweekday() if grain == "weekday" else day.month)

    assert counts(table) == by_hand(company.live, part)


@pytest.mark.parametrize(("starts", "shift"), [("sunday", 1), ("saturday", 2), ("wednesday", 5)])
@pytest.mark.parametrize("by", ["created_at", "wanted_on"])
def test_a_week_begins_where_it_is_said(company, starts, shift, by):
    company.happen(6)
    table = company.ask(f"dimensions: [{{id: w, by: {by}, grain: week, starts: {starts}}}]\n{COUNT}")

    def week(row):
        if row[by] is None:
            return None
        day = row[by].astimezone(HERE).date() if by == "created_at" else row[by]
        return (day - timedelta(days=(day.weekday() + shift) % 7)).isoformat()

    assert counts(table) == by_hand(company.live, week)


def test_another_zone_has_other_days(company):
    company.happen(7)
    table = company.ask(f"dimensions: [{{id: d, by: created_at, zone: America/New_York}}]\n{COUNT}")
    days = by_hand(company.live, lambda row: start(row["created_at"], "day", "America/New_York").isoformat())
    assert counts(table) == days


def test_people_bring_their_team_and_role(company):
    company.happen(8)
    team = {company.staff["lin"]: "east", company.staff["zhao"]: "west", None: None}
    found = counts(company.ask(f"dimensions: [{{id: t, by: owner.team}}]\n{COUNT}"))
    assert found == by_hand(company.live, lambda row: team[row["owner"]])
    role = company.ask(f"dimensions: [{{id: r, by: owner.role}}]\nwhere: \"owner.role = 'rep'\"\n{COUNT}")
    assert counts(role) == {"rep": sum(row["owner"] is not None for row in company.live)}


def test_records_bring_the_fields_of_what_they_link_to(company):
    company.happen(9)

    def region(row):
        return company.accounts[row["account"]]["region"] if row["account"] else None

    assert counts(company.ask(f"dimensions: [{{id: r, by: account.region}}]\n{COUNT}")) == by_hand(company.live, region)
    stays = [stay for stay in company.stays if stay["record"] in {row["id"] for row in company.live}]
    orders = {row["id"]: row for row in company.live}
    table = company.ask(f"over: stage_visits\ndimensions: [{{id: r, by: account.region}}]\n{COUNT}")
    assert counts(table) == by_hand(stays, lambda stay: region(orders[stay["record"]]))


def test_what_one_may_not_see_is_not_behind_a_link(company):
    company.happen(10)

    def region(row):
        own = row["account"] and company.accounts[row["account"]]["owner"] == company.staff["lin"]
        return company.accounts[row["account"]]["region"] if own else None

    mine = [row for row in company.live if row["owner"] == company.staff["lin"]]
    assert counts(company.ask(f"dimensions: [{{id: r, by: account.region}}]\n{COUNT}", "lin")) == by_hand(mine, region)


def test_several_values_count_in_each_and_once_in_all(company):
    company.happen(11)
    measures = "measures: [{id: n, count: all}, {id: sum, sum: amount}, {id: mid, median: units}]"
    table = company.ask(f"dimensions: [{{id: t, by: tags, each: true}}]\n{measures}")
    expected = {tag: sum(tag in (row["tags"] or ()) for row in company.live) for tag in ("rush", "big")}
    expected[None] = sum(not row["tags"] for row in company.live)
    assert {row.cells[0].value: row.cells[1].value for row in table.rows} == expected
    assert table.totals.cells[1].value == len(company.live)
    assert table.totals.cells[2].value == pytest.approx(float(sum(row["amount"] or 0 for row in company.live)))


@pytest.mark.parametrize("measure", ["count: all", "sum: amount", "median: units"])
def test_the_greatest_stand_and_the_rest_are_others(company, measure):
    from tests.reports.by_hand import percentile

    company.happen(12)
    made = {
        "count: all": len,
        "sum: amount": lambda rows: float(sum(row["amount"] or 0 for row in rows)),
        "median: units": lambda rows: percentile([r["units"] for r in rows if r["units"] is not None], 0.5),
    }[measure]
    groups = grouped(company.live, [lambda row: row["customer"]])
    ranked = sorted(groups, key=lambda key: (-made(groups[key]), key[0] is None, key[0]))
    table = company.ask(f"dimensions: [{{id: c, by: customer, top: 2}}]\nmeasures: [{{id: m, {measure}}}]")
    expected = {key[0]: made(groups[key]) for key in ranked[:2]}
    rest = [row for key in ranked[2:] for row in groups[key]]
    found = {row.cells[0].value: row.cells[1].value for row in table.rows[:-1]}
    assert found == pytest.approx(expected)
    assert table.rows[-1].cells[0].text("en") == "Others"
    assert table.rows[-1].cells[1].value == pytest.approx(made(rest))


RATED = """
measures:
  - {id: n, count: all}
  - {id: won, count: "outcome = 'won'"}
  - {id: rate, ratio: [won, n]}
"""


def _of_customers(company, how: str) -> list[str | None]:
    """The customers that stand for themselves beside their sources."""
    both = "dimensions: [{id: c, by: customer, top: 2}, {id: s, by: source}]\n"
    table = company.ask(f"{both}{how}")
    return sorted({row.cells[0].value or "" for row in table.rows if row.cells[0].key != "~"})


@pytest.mark.parametrize("how", ["sort: [-rate]", "chart: {type: bar, y: [rate], split: s}"])
def test_the_greatest_are_so_by_the_measure_shown(company, how):
    company.happen(5, 80)

    def rate(rows: list) -> float:
        return sum(row["outcome"] == "won" for row in rows) / len(rows)

    groups = grouped(company.live, [lambda row: row["customer"]])
    by_rate = sorted(groups, key=lambda key: (-rate(groups[key]), key[0] is None, key[0]))
    by_number = sorted(groups, key=lambda key: (-len(groups[key]), key[0] is None, key[0]))
    found = _of_customers(company, RATED + how)
    assert found == sorted(key[0] or "" for key in by_rate[:2])
    assert found != sorted(key[0] or "" for key in by_number[:2])


def test_the_greatest_count_once_what_counts_once(company):
    company.happen(3, 60)
    live = {order["id"]: order for order in company.live}
    own = {stay["record"]: live[stay["record"]] for stay in company.stays if stay["record"] in live}
    groups = grouped(list(own.values()), [lambda row: row["customer"]])
    paid = {key[0]: float(sum(row["amount"] or 0 for row in rows)) for key, rows in groups.items()}
    stays = [live[stay["record"]] for stay in company.stays if stay["record"] in live]
    twice = {key: sum(row["amount"] or 0 for row in stays if row["customer"] == key) for key in paid}
    first = max(paid, key=lambda key: paid[key])
    table = company.ask(
        "over: stage_visits\ndimensions: [{id: c, by: customer, top: 1}]\n"
        "measures: [{id: m, sum: amount, once: record}]"
    )
    assert (table.rows[0].cells[0].value, table.rows[0].cells[1].value) == (first, paid[first])
    assert first != max(twice, key=lambda key: twice[key])


def test_others_stand_last_in_each_stretch_of_time(company):
    company.happen(13)
    table = company.ask(
        f"dimensions: [{{id: m, by: created_at, grain: quarter}}, {{id: c, by: customer, top: 2}}]\n{COUNT}"
    )
    marks = [(row.cells[0].value, row.cells[1].key == "~") for row in table.rows]
    assert marks == sorted(marks) and sum(row.cells[2].value for row in table.rows) == len(company.live)


def test_a_formula_can_be_a_dimension(company):
    company.happen(14)
    table = company.ask(f"dimensions: [{{id: big, by: 'amount > 5000', label: Big}}]\n{COUNT}")
    assert counts(table) == by_hand(company.live, lambda row: row["amount"] and row["amount"] > 5000)
    assert table.columns[0].label.text("en") == "Big"


def test_a_formula_without_a_label_says_itself(company):
    report = company.asking(f"dimensions: [{{id: big, by: 'amount > 5000'}}]\n{COUNT}")
    with company.at() as work:
        assert run(work, report).columns[0].label.text("en") == "Amount is above 5,000"


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Asia/Shanghai", "1990-07-01 15:30", "1990-07-02"),  # China had summer time then
        ("Asia/Shanghai", "2026-07-01 15:30", "2026-07-01"),
        ("Asia/Shanghai", "2026-07-01 16:00", "2026-07-02"),
        ("Europe/Berlin", "2026-07-01 22:00", "2026-07-02"),
        ("Europe/Berlin", "2026-01-01 22:30", "2026-01-01"),
    ],
)
def test_clocks_that_stand_still_are_added_and_others_looked_up(database, zone, moment, day):
    at = sa.literal(datetime.fromisoformat(moment), sa.DateTime)
    with database.reading() as connection:
        found = [connection.scalar(sa.select(bucket(at, grain, zone))) for grain in ("day", "week", "hour")]
    there = datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    assert found[0] == date.fromisoformat(day) == there.date()
    assert found[1] == there.date() - timedelta(days=there.weekday())
    assert found[2] == there.replace(minute=0, tzinfo=None)


def test_what_is_empty_says_what_it_stands_for(company):
    company.happen(3)
    table = company.ask("over: assignments\ndimensions: [{id: r, by: rule}]\nmeasures: [{id: n, count: all}]")
    empty = [table.cell(row, "r") for row in table.rows if table.value(row, "r") is None]
    assert [each.text("en") for each in empty] == ["By no rule"]
