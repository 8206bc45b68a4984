"""What reports of the pack mean to a manager, seen through records that live as the pack says."""

from datetime import timedelta

import pytest

from flows import own_tasks, stages
from records import tables
from reports import report_of, run
from tests.web.conftest import office, office_store, postgresql_offices, sqlite_offices  # noqa: F401  the leads pack
from tests.web.office import choose_databases

pytestmark = pytest.mark.both_databases


def pytest_generate_tests(metafunc):
    choose_databases(metafunc)


def overdue(office):  # noqa: F811
    """How many tasks the report of overdue ones counts."""
    with office.work("xu.lan") as work:
        table = run(work, report_of(work, "lead_overdue"))
    return table.cell(table.totals, "tasks").value


def open_late(office, record, stage):  # noqa: F811
    """Lay an open task before the record that is past its limit, as a file of old work would."""
    late = office.now - timedelta(days=1)
    row = {"form": "lead", "record": record, "task": "call", "stage": stage, "opened_at": late, "due_at": late}
    with office.work() as work:
        work.connection.execute(tables.task.insert().values(**row, pipeline="lead_pipeline", revision=1, must=True))


def lose(office, record):  # noqa: F811
    with office.work("xu.lan") as work:
        stages.advance(work, "lead", record, "lost", answers={"lost_reason": "price"})


def test_overdue_tasks_are_those_of_open_records(office):  # noqa: F811
    still_open, lost = office.submit(), office.submit(phone="13900002047", company="宁波海晟注塑")
    lose(office, lost)
    office.now += timedelta(days=30)
    before = overdue(office)
    open_late(office, still_open, "first_touch")
    open_late(office, lost, "first_touch")
    assert overdue(office) == before + 1


def test_what_an_end_itself_asks_for_can_be_overdue(office):  # noqa: F811
    record = office.submit()
    lose(office, record)
    office.now += timedelta(days=30)
    open_late(office, record, "lost")
    assert overdue(office) == 1


def told_of(office, report, measure):  # noqa: F811
    """The whole of one measure of a report."""
    with office.work("xu.lan") as work:
        table = run(work, report_of(work, report))
    return table.cell(table.totals, measure).value


@pytest.mark.parametrize(("report", "measure"), [("lead_follow_up", "due"), ("lead_sop", "tasks")])
def test_nobody_missed_open_work_of_closed_records(office, report, measure):  # noqa: F811
    still_open, lost = office.submit(), office.submit(phone="13900002047", company="宁波海晟注塑")
    lose(office, lost)
    office.now += timedelta(days=3)
    before = told_of(office, report, measure)
    open_late(office, lost, "first_touch")
    assert told_of(office, report, measure) == before
    open_late(office, still_open, "first_touch")
    assert told_of(office, report, measure) == before + 1


def test_tasks_of_automations_and_cadences_go_by_their_titles(office):  # noqa: F811
    with office.work("xu.lan") as work:
        said = {id: label.text("zh") for id, label in own_tasks(work.catalog, "lead")}
    assert said["closing_talk"] == "出现成交信号：约 [联系人] 谈定" and said["ripe_call"].startswith("培育成熟")
