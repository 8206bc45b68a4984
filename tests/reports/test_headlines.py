"""The sentence above a report: who has the most, which share wants looking at, what the last whole week was."""

from datetime import date

import pytest

from definitions import Label
from reports.answers.finding import finding_of
from reports.answers.table import DIMENSION, Cell, Column, ReportTable, Row
from reports.parts import Chart
from reports.sql.dimensions import OTHERS


def headline(*counts, kind="person", language="en"):
    """What is said of these counts by name; None is nobody."""
    columns = (
        Column("by", Label.of("Owner"), kind, DIMENSION),
        Column("late", Label.of("Overdue"), "integer", adds_up=True),
    )
    return _said(columns, counts, (sum(n for _, n in counts),), language)


def rate_headline(*rates, good="", whole=50, language="en"):
    """What is said of shares, each with the number of rows it is made of."""
    columns = (
        Column("by", Label.of("Source"), "choice", DIMENSION),
        Column("n", Label.of("Leads"), "integer", adds_up=True),
        Column("rate", Label.of("Win rate"), "percent", good=good, base="n"),
    )
    rows = [(name, n, rate) for name, rate, n in rates]
    return _said(columns, rows, (None, whole), language, chart=Chart("bar", y=("rate",)))


def weekly_headline(today, *weeks, language="en"):
    """What is said of weeks by their first day."""
    columns = (
        Column("week", Label.of("Week"), "date", DIMENSION, grain="week"),
        Column("leads", Label.of("Leads"), "integer", adds_up=True),
    )
    return _said(columns, weeks, (sum(n for _, n in weeks),), language, today)


def _said(columns, rows, totals, language, today=None, chart=None):
    named = tuple(Row((_cell(name, name or "Nobody"), *map(_cell, values))) for name, *values in rows)
    total = Row((_cell(None, ""), *map(_cell, totals)))
    table = ReportTable("r", Label.of("R"), "lead", 1, columns, named, len(named), total, Label.of(""), chart=chart)
    return finding_of(table, today).finding.text(language)


def _cell(value, shown=None):
    return Cell(value, Label.of(str(value) if shown is None else shown), str(value or ""))


def test_all_who_tie_are_named():
    assert headline(("林晓雯", 4), ("赵启航", 4), ("梁敏", 1)) == "Most overdue: 林晓雯 and 赵启航, 4 each."
    said = headline(("林晓雯", 4), ("赵启航", 4), ("梁敏", 1), language="zh")
    assert said == "Overdue最多的是「林晓雯」、「赵启航」：各 4。"


def test_of_many_who_tie_the_first_are_named():
    said = headline(*((name, 2) for name in "ABCDEF"), ("G", 1))
    assert said == "Most overdue: A, B, C and 3 more, 2 each."


def test_many_who_are_all_alike_are_not_named():
    assert headline(*((name, 2) for name in "ABCDEF")) == "All 6 have the same overdue: 2."


@pytest.mark.parametrize("nobodys", [3, 5])
def test_somebody_is_named_rather_than_nobody(nobodys):
    assert headline((None, nobodys), ("林晓雯", 3)).startswith("Most overdue: 林晓雯, 3 of")


def test_nobody_is_named_where_nobody_else_is():
    assert headline((None, 5)).startswith("Most overdue: Nobody")


def test_what_is_not_filled_in_may_be_the_most():
    assert headline((None, 5), ("Fair", 3), kind="choice").startswith("Most overdue: Nobody, 5 of 8")


def test_those_beyond_the_first_are_together_nobody_who_has_the_most():
    assert headline(("Fair", 3), ("Web", 2), (OTHERS, 9), kind="choice").startswith("Most overdue: Fair, 3 of 14")


def test_a_share_is_told_of_the_whole_and_of_the_highest():
    assert rate_headline(("Fair", 20, 9), ("Web", 60, 9)) == "Win rate is 50, highest for Web: 60."


@pytest.mark.parametrize(("good", "worst"), [("more", "lowest for Fair: 20"), ("less", "highest for Web: 60")])
def test_where_a_share_can_be_good_the_worst_is_named(good, worst):
    assert worst in rate_headline(("Fair", 20, 9), ("Web", 60, 9), good=good)


def test_the_lowest_is_named_where_many_are_highest():
    all_won = [(name, 100, 9) for name in "ABCD"]
    assert rate_headline(*all_won, ("Fair", 80, 9)) == "Win rate is 50, lowest for Fair: 80."


def test_a_share_of_few_is_not_compared():
    said = rate_headline(("Fair", 100, 1), ("Web", 60, 9), ("Ads", 50, 9))
    assert said == "Win rate is 50, highest for Web: 60. Groups of fewer than 5 are not compared."


@pytest.mark.parametrize(("language", "said"), [("en", "Win rate for Fair: 14."), ("zh", "「Fair」的Win rate：14。")])
def test_the_share_of_the_only_group_is_neither_lowest_nor_highest(language, said):
    assert rate_headline(("Fair", 14, 7), good="more", language=language) == said


@pytest.mark.parametrize(
    ("change", "said"),
    [(1.5, "Leads altogether: 9, 150% more than before (2)."), (12, "Leads altogether: 9; before: 2.")],
)
def test_growth_of_many_times_is_told_by_its_two_numbers(change, said):
    beside = {"of": "n", "good": "more"}
    columns = (
        Column("n", Label.of("Leads"), "integer", adds_up=True),
        Column("n.before", Label.of("Before"), "integer", aspect="before", **beside),
        Column("n.change", Label.of("Change"), "change", aspect="change", **beside),
    )
    row = Row((_cell(9), _cell(2), _cell(change, f"+{change:.0%}")))
    table = ReportTable("r", Label.of("R"), "lead", 1, columns, (row,), 1, row, Label.of(""))
    assert finding_of(table).finding.text("en") == said


def test_shares_are_compared_where_all_are_of_few():
    assert "highest for Fair: 100" in rate_headline(("Fair", 100, 1), ("Web", 60, 2))


def test_a_week_that_is_not_over_is_told_apart():
    weeks = ("2026-11-09", 34), ("2026-11-16", 33), ("2026-11-23", 2)
    said = weekly_headline(date(2026, 11, 24), *weeks)
    assert said == "Leads, 2026-11-16: 33, down from 34 in the week before. So far, 2026-11-23: 2."


def test_on_its_last_day_a_week_is_not_over():
    said = weekly_headline(date(2026, 11, 22), ("2026-11-09", 34), ("2026-11-16", 33))
    assert said == "Leads, 2026-11-09: 34. So far, 2026-11-16: 33."


def test_a_week_without_any_row_is_not_the_week_before():
    said = weekly_headline(date(2026, 12, 9), ("2026-11-02", 5), ("2026-11-16", 7))
    assert said == "Leads, 2026-11-16: 7, up from 5 in 2026-11-02."
