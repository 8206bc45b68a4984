"""What time begins: schedules over records and moments of fields, each once, whoever looks, whoever dies."""

from datetime import date, timedelta
from threading import Thread

from flows import automations, intake
from flows.automations import clock

REMIND = "on: {field: wake_on, before: 3 days, at: '09:00'}\ndo: [{task: {title: Remind}}]"
ROUND = "on: {every: week, days: [monday], at: '09:00'}\nif: \"amount > 5\"\ndo: [{task: {title: Sort}}]"


def test_first_look_begins_nothing_of_the_past(works):
    world = works(one=ROUND)
    world.submit(amount="10")
    world.sweep()
    assert world.runs() == ()


def test_schedule_begins_for_every_record_that_fits(works):
    world = works(one=ROUND)
    world.sweep()
    fits = [world.submit(amount=str(n), phone=f"1380013800{n}") for n in (6, 7)]
    world.submit(amount="1", phone="13800138009")
    world.passes(days=6)
    world.sweep()
    world.sweep()
    assert sorted(run.record for run in world.runs()) == fits
    assert world.states() == ["done", "done"]


def test_schedule_goes_through_many_records_in_portions(works, monkeypatch):
    monkeypatch.setattr(clock, "PORTION", 3)
    world = works(one=ROUND)
    world.sweep()
    with world.work() as work:
        rows = [{"customer": f"客户 {n}", "phone": f"138001381{n:02}", "amount": "9"} for n in range(10)]
        intake.submit_many(work, "order", rows)
    world.passes(days=6)
    world.sweep()
    assert sorted(run.record for run in world.runs()) == list(range(1, 11))


def test_round_without_records_runs_once(works):
    text = "on: {every: day, at: '08:00', over: nothing}\ndo: [{create: {form: order, values: {customer: 周报}}}]"
    world = works(one=text)
    world.sweep()
    world.submit()
    world.passes(days=1)
    world.sweep()
    assert [(run.record, run.state) for run in world.runs()] == [(0, "done")]


def test_moment_of_a_field_begins_once_for_each_value(works):
    world = works(one=REMIND)
    world.sweep()
    record = world.submit(wake_on="2026-11-30")
    world.passes(days=2)
    world.sweep()
    assert world.runs() == ()
    world.passes(days=2)
    world.sweep()
    world.sweep()
    assert [run.occasion["value"] for run in world.runs()] == ["2026-11-30"]
    with world.work() as work:
        intake.edit(work, "order", record, None, {"wake_on": "2026-12-20"})
    world.passes(days=20)
    world.sweep()
    assert [run.occasion["value"] for run in world.runs()] == ["2026-11-30", "2026-12-20"]


def test_moved_day_moves_its_moment(works):
    world = works(one=REMIND)
    world.sweep()
    record = world.submit(wake_on="2026-11-30")
    with world.work() as work:
        intake.edit(work, "order", record, None, {"wake_on": "2026-12-30"})
    world.passes(days=10)
    world.sweep()
    assert world.runs() == ()


def test_moment_that_is_past_when_its_day_is_written_begins_at_once(works):
    world = works(one=REMIND)
    world.submit(wake_on="2026-11-25")
    assert world.states() == ["waiting"]


def test_day_that_is_over_begins_nothing(works):
    world = works(one=REMIND)
    world.submit(wake_on="2026-11-20")
    world.sweep()
    assert world.runs() == ()


def test_moment_after_an_event_is_a_moment_of_its_time(works):
    text = "on: {field: stage_entered_at, after: 2 days}\nif: \"stage = 'touch'\"\ndo: [{task: {title: Look}}]"
    world = works(one=text)
    world.sweep()
    record = world.submit()
    world.passes(days=2, minutes=1)
    world.sweep()
    assert [run.record for run in world.runs()] == [record]


def test_downtime_is_made_up(works):
    world = works(one=REMIND)
    world.sweep()
    world.submit(wake_on=str(date(2026, 12, 10)))
    world.passes(days=60)
    world.sweep()
    assert world.states() == ["done"]


def test_two_clocks_begin_each_once(works):
    world = works(one=ROUND)
    world.sweep()
    for n in range(5):
        world.submit(amount="9", phone=f"1380013800{n}")
    world.passes(days=6)
    looks = [
        Thread(target=automations.sweep, args=(world.database, world.catalog, world.now + timedelta(seconds=n)))
        for n in range(2)
    ]
    for look in looks:
        look.start()
    for look in looks:
        look.join()
    assert sorted(run.record for run in world.runs()) == [1, 2, 3, 4, 5]


def test_looking_is_not_done_more_than_once_a_minute(works):
    world = works(one=ROUND)
    world.sweep()
    world.passes(seconds=30)
    assert automations.sweep(world.database, world.catalog, world.now) == 0


def test_condition_that_only_python_knows_is_asked_too(works):
    text = "on: {every: day, at: '09:00'}\nif: \"not done(call)\"\ndo: [{task: {title: Call now}}]"
    world = works(one=text)
    world.sweep()
    record = world.submit()
    world.passes(days=1)
    world.sweep()
    assert [run.record for run in world.runs()] == [record]
