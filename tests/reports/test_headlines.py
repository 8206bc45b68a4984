"""The sentence above a report names who has the most: all who tie, and rather somebody than nobody."""

import pytest

from definitions import Label
from reports.answers.finding import finding_of
from reports.answers.table import DIMENSION, Cell, Column, ReportTable, Row


def headline(*counts, kind="person", language="en"):
    """What is said of these counts by name; None is nobody."""
    columns = (
        Column("by", Label.of("Owner"), kind, DIMENSION),
        Column("late", Label.of("Overdue"), "integer", adds_up=True),
    )
    rows = tuple(Row((_cell(name, Label.of(name or "Nobody")), _cell(n, Label.of(str(n))))) for name, n in counts)
    whole = sum(n for _, n in counts)
    total = Row((_cell(None, Label.of("")), _cell(whole, Label.of(str(whole)))))
    table = ReportTable("late", Label.of("Late"), "lead", 1, columns, rows, len(rows), total, Label.of(""))
    return finding_of(table).finding.text(language)


def _cell(value, shown):
    return Cell(value, shown, str(value or ""))


def test_all_who_tie_are_named():
    assert headline(("林晓雯", 4), ("赵启航", 4), ("梁敏", 1)) == "林晓雯 and 赵启航 have the most Overdue, 4 each."
    assert headline(("林晓雯", 4), ("赵启航", 4), language="zh") == "Overdue最多的是「林晓雯」、「赵启航」：各 4。"


def test_of_many_who_tie_the_first_are_named():
    said = headline(*((name, 2) for name in "ABCDEF"))
    assert said == "A, B, C and 3 more have the most Overdue, 2 each."


@pytest.mark.parametrize("nobodys", [3, 5])
def test_somebody_is_named_rather_than_nobody(nobodys):
    assert headline((None, nobodys), ("林晓雯", 3)).startswith("林晓雯 has the most Overdue: 3 of")


def test_nobody_is_named_where_nobody_else_is():
    assert headline((None, 5)).startswith("Nobody has the most Overdue")


def test_what_is_not_filled_in_may_be_the_most():
    assert headline((None, 5), ("Fair", 3), kind="choice").startswith("Nobody has the most Overdue: 5 of 8")
