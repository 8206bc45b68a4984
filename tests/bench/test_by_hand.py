"""What is written by hand beside a report counts the same groups, so that their times may be compared."""

from dataclasses import replace

import pytest

from accounts import SYSTEM
from bench.by_hand import BY_HAND
from bench.ground import ground
from reports import report_of, run

MEASURE = {"lead_loss_points": "leads", "lead_leaderboard": "ended"}
PLACE = {"lead_tasks_on_time": 2, "lead_loss_points": 2, "lead_leaderboard": 2}


@pytest.mark.bench
def test_by_hand_and_by_report_the_groups_are_as_large(empty_database_url, tmp_path):
    filled = ground(empty_database_url, tmp_path)
    filled.fill_with_past(400)
    for name in BY_HAND.keys() - {"lead_funnel"}:
        statement = BY_HAND[name](filled.database.dialect, filled.now)
        if statement is None:
            continue
        with filled.database.reading() as connection:
            work = replace(filled.workspace.work(connection, None, filled.now), actor=replace(SYSTEM, language="zh"))
            table = run(work, report_of(work, name))
            found = connection.exec_driver_sql(statement).all()
        measure = MEASURE.get(name) or table.own_measures[0].id
        ours = [table.cell(row, measure).value for row in table.rows]
        by_hand = [row[PLACE.get(name, 1)] for row in found]
        assert not _missing(ours, by_hand), name


def _missing(ours, by_hand):
    """Sizes of groups that the other does not have; by hand there may be the whole, or the days before, too."""
    left = sorted(by_hand)
    return [size for size in ours if size and (size not in left or left.remove(size))]
