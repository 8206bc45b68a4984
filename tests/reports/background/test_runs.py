"""Reports in the background: asked once, answered in the asker's rights, stopped for good, taken up again."""

from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy import text

from accounts import people
from definitions import NotFound, Refused
from jobs import Housekeeping, work_long
from jobs.long_work import HOLD
from records import notifications, outbox, report_runs, time_limit
from reports import background, report_of
from tests.jobs.test_background import until

pytestmark = pytest.mark.both_databases
REPORT = "lead_source_conversion"
ENDLESS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "postgresql": "SELECT pg_sleep(600)",
}


@pytest.fixture
def leads(office):
    """Two leads of 林晓雯's, one of 梁敏's."""
    for company in ("苏州恒锐", "常州同启"):
        office.submit("lin.xiaowen", company=company, source="fair")
    office.submit("liang.min", company="东莞恒锐", source="referral", region="south")


@pytest.fixture
def endless(monkeypatch):
    """Every question takes for ever, if nobody stops it."""
    monkeypatch.setattr("reports.background.running.run", ask_for_ever)


def ask_for_ever(work, *_, within):
    with time_limit(work.connection, within):
        work.connection.execute(text(ENDLESS[work.connection.dialect.name]))


def ask(office, login="xu.lan", **params):
    with office.work(login) as work:
        return background.ask_later(work, background.Ask(report_of(work, REPORT), params))


def work_off(office, stopping=None):
    return work_long(office.workspace, lambda: office.now, stopping or Event())


def found(office, run):
    with office.work() as work:
        return report_runs.find(work.connection, run.id)


def answer(office, run, login="xu.lan"):
    with office.work(login) as work:
        return background.answer_of(work, background.run_of(work, run.id))


def test_a_report_is_answered_in_the_background(office, leads):
    run = ask(office)
    assert (run.state, work_off(office), work_off(office)) == ("waiting", 1, 0)
    table = answer(office, run)
    assert found(office, run).state == "done"
    assert {row.cells[0].value: row.cells[1].value for row in table.rows} == {"fair": 2, "referral": 1}


def test_the_answer_is_that_of_the_moment_of_asking(office, leads):
    run, asked_on = ask(office), office.now.date()
    office.now += timedelta(days=2)
    work_off(office)
    assert answer(office, run).params[0].value == asked_on - timedelta(days=180)


def test_the_answer_has_the_asker_s_rights(office, leads):
    run = ask(office, "zhao.qihang")
    work_off(office)
    assert answer(office, run, "zhao.qihang").rows == ()


def test_nobody_else_finds_the_answer(office, leads):
    run = ask(office)
    work_off(office)
    with pytest.raises(NotFound):
        answer(office, run, "chen.liqun")


def test_an_answer_is_not_shown_when_rights_have_changed(office, leads):
    run = ask(office, "chen.liqun")
    work_off(office)
    assert answer(office, run, "chen.liqun").rows
    with office.work("xu.lan") as work:
        people.change(work, office.id("chen.liqun"), role="rep")
    with pytest.raises(Refused):
        answer(office, run, "chen.liqun")


def test_the_same_question_is_not_asked_twice_at_once(office, leads):
    assert ask(office).id == ask(office).id
    assert ask(office, since="2026-11-01").id != ask(office).id


def test_somebody_has_so_many_open_and_no_more(office, leads):
    for day in range(1, 6):
        ask(office, since=f"2026-11-0{day}")
    with pytest.raises(Refused):
        ask(office, since="2026-11-06")


def test_who_asks_many_at_once_has_so_many_open_all_the_same(office, leads):
    together = Barrier(8)

    def ask_one(day):
        together.wait()
        with suppress(Refused):
            ask(office, since=f"2026-11-{day:02}")

    threads = [Thread(target=ask_one, args=(1 + number // 2 * 2,)) for number in range(8)]
    threads += [Thread(target=ask_one, args=(2 + number * 2,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with office.work() as work:
        mine = report_runs.open_of(work.connection, office.id("xu.lan"))
    assert len({run.params["since"] for run in mine}) == len(mine) == 5


def test_a_wrong_param_is_told_at_once(office):
    with pytest.raises(Refused):
        ask(office, since="soon")


def test_the_asker_is_told_once(office, leads):
    ask(office)
    work_off(office)
    with office.work() as work:
        told = [one.kind for one in notifications.of_person(work.connection, office.id("xu.lan"))]
    assert told == ["report_ready"]


def test_what_waits_is_stopped_without_being_asked(office, leads):
    run = ask(office)
    with office.work("xu.lan") as work:
        assert background.cancel(work, run.id).state == "cancelled"
    work_off(office)
    assert found(office, run).began_at is None


def test_a_statement_in_the_middle_is_stopped(office, endless):
    run = ask(office)
    thread = Thread(target=work_off, args=(office,))
    thread.start()
    until(lambda: found(office, run).state == "running")
    with office.work("xu.lan") as work:
        background.cancel(work, run.id)
    thread.join(20)
    assert not thread.is_alive()
    assert found(office, run).state == "cancelled"
    with office.work() as work:
        assert not notifications.of_person(work.connection, office.id("xu.lan"))
        assert not outbox.waiting_of(work.connection, background.KIND)


def test_what_takes_too_long_is_told_as_such(office, endless, monkeypatch):
    monkeypatch.setattr("reports.background.LONGEST", timedelta(seconds=0.3))
    run = ask(office)
    work_off(office)
    assert found(office, run).state == "failed" and found(office, run).trouble["en"]


def test_whatever_else_a_stop_breaks_is_stopped_too(office, monkeypatch):
    def ask_unprotected(work, *_, **__):
        with office_stops(office, run):
            work.connection.execute(text(ENDLESS[work.connection.dialect.name]))

    run = ask(office)
    monkeypatch.setattr("reports.background.running.run", ask_unprotected)
    work_off(office)
    assert found(office, run).state == "cancelled"


@contextmanager
def office_stops(office, run):
    """Somebody else wants it no more while it is asked."""

    def stop():
        with office.work("xu.lan") as work:
            background.cancel(work, run.id)

    thread = Thread(target=stop)
    thread.start()
    yield
    thread.join()


def test_a_process_that_ends_gives_its_question_back(office, leads, monkeypatch):
    run = ask(office)
    with monkeypatch.context() as patched:
        patched.setattr("reports.background.running.run", ask_for_ever)
        end_in_the_middle(office, run)
    assert found(office, run).state == "waiting"
    assert work_off(office) == 1
    assert found(office, run).state == "done"


def test_processes_that_end_are_no_deaths(office, leads, monkeypatch):
    run = ask(office)
    with monkeypatch.context() as patched:
        patched.setattr("reports.background.running.run", ask_for_ever)
        for _ in range(outbox.MOST_ATTEMPTS + 1):
            end_in_the_middle(office, run)
    assert work_off(office) == 1
    assert (found(office, run).state, found(office, run).attempts) == ("done", 1)


def end_in_the_middle(office, run):
    """A process takes the question up and is told to end."""
    stopping = Event()
    thread = Thread(target=work_off, args=(office, stopping))
    thread.start()
    until(lambda: found(office, run).state == "running")
    stopping.set()
    thread.join(20)


def test_the_question_of_a_dead_process_is_taken_up_again(office, leads):
    run = ask(office)
    die(office)
    assert work_off(office) == 0
    office.now += HOLD
    assert work_off(office) == 1
    assert (found(office, run).state, found(office, run).attempts) == ("done", 2)


def test_who_fails_after_somebody_else_was_done_changes_nothing(office, leads, monkeypatch):
    run, real = ask(office), background.running.run

    def stand_still_and_fail(*asked, **how):
        monkeypatch.setattr("reports.background.running.run", real)
        office.now += HOLD
        other = Thread(target=work_off, args=(office,))
        other.start()
        other.join()
        raise OSError

    monkeypatch.setattr("reports.background.running.run", stand_still_and_fail)
    work_off(office)
    assert (found(office, run).state, found(office, run).attempts) == ("done", 2)


def test_what_kills_everybody_is_told_as_lost(office, leads):
    run = ask(office)
    for _ in range(background.MOST_ATTEMPTS):
        die(office)
        office.now += HOLD
    work_off(office)
    assert found(office, run).state == "lost"
    with office.work() as work:
        told = [one.kind for one in notifications.of_person(work.connection, office.id("xu.lan"))]
    assert told == ["report_lost"]


def die(office):
    """Somebody takes the work, begins, and is no more."""
    with office.work() as work:
        for row in outbox.claim(work.connection, office.now, lease=HOLD, kinds=((background.KIND,), True)):
            background.begin(work, row.payload["run"], attempts=row.attempts)


def test_answers_are_kept_for_a_week(office, leads):
    run = ask(office)
    work_off(office)
    sweeper = Housekeeping(office.workspace, lambda: office.now)
    office.now += timedelta(days=6)
    sweeper.sweep()
    assert found(office, run) is not None
    office.now += timedelta(days=2)
    sweeper.sweep()
    assert found(office, run) is None
