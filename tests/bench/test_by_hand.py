"""What is written by hand beside a report counts the same groups, so that their times may be compared."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from accounts import SYSTEM
from bench.by_hand import BY_HAND
from bench.ground import ground
from reports import report_of, reports_for, run

# Which number says how large a group is, where it is not the first.
SIZE = {"lead_leaderboard": "ended"}
FUNNELS = ("lead_funnel", "lead_scheduling_funnel")
SHAPES = ("lead_drop", "lead_hidden_steps", "lead_forecast", "lead_activation_cohort", *FUNNELS)


@pytest.fixture
def filled(empty_database_url, tmp_path):
    made = ground(empty_database_url, tmp_path)
    made.fill_with_past(400)
    return made


def asked(filled, name):
    """The report's table, and the rows by hand; None where nobody would write it for this database."""
    statement = BY_HAND[name](filled.database.dialect, filled.now)
    with filled.database.reading() as connection:
        work = replace(filled.workspace.work(connection, None, filled.now), actor=replace(SYSTEM, language="zh"))
        table = run(work, report_of(work, name))
        return table, connection.exec_driver_sql(statement).all() if statement else None


def numbers(table, id):
    """What a measure says in each row."""
    return [table.cell(row, id).value for row in table.rows]


@pytest.mark.bench
def test_by_hand_and_by_report_the_groups_are_as_large(filled):
    for name in BY_HAND.keys() - set(SHAPES):
        table, found = asked(filled, name)
        if found is not None:
            ours = numbers(table, SIZE.get(name) or table.own_measures[0].id)
            by_hand = [row[len(table.dimensions)] for row in found]
            assert not _missing(ours, by_hand), name


@pytest.mark.bench
def test_by_hand_and_by_report_ways_are_as_long(filled):
    for name in FUNNELS:
        table, found = asked(filled, name)
        by_hand = [sum(n for far, _, n in found if far >= place) for place in range(len(table.rows))]
        assert numbers(table, "reached") == by_hand, name
    table, found = asked(filled, "lead_activation_cohort")
    assert not _missing(numbers(table, "size"), [row[1] for row in found])
    table, found = asked(filled, "lead_hidden_steps")
    assert {cell.key for row in table.rows for cell in row.cells[:1]} == {"detour", "own", "silent"}
    assert sorted(numbers(table, "records")) == sorted(row[3] for row in found)
    table, found = asked(filled, "lead_forecast")
    assert not _missing(numbers(table, "open"), [n for _, became, n, _ in found if became is None])
    decided = [sum(n for far, became, n, _ in found if became and int(far) >= place) for place in range(4)]
    assert numbers(table, "decided") == decided


@pytest.mark.bench
def test_by_hand_and_by_report_a_change_has_the_same_causes(filled):
    table, found = asked(filled, "lead_drop")
    for place, measure in (("source", "now"), ("person", "before")):
        rows = [row for row in table.rows if row.cells[0].key == place and row.cells[1].key != "mix"]
        by_hand = [n for where, _, old, n, _ in found if where == place and bool(old) == (measure == "before")]
        assert not _missing([table.cell(row, measure).value for row in rows], by_hand)


@pytest.mark.bench
def test_every_report_of_the_pack_is_written_by_hand(filled):
    with filled.work() as work:
        assert {report.id for report in reports_for(work)} == BY_HAND.keys()


def _missing(ours: Iterable[int], by_hand: Iterable[int]) -> list[int]:
    """Sizes of groups that the other does not have; by hand there may be the whole, or the days before, too."""
    left = sorted(by_hand)
    return [size for size in ours if size and (size not in left or left.remove(size))]
