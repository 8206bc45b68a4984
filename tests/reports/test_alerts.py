"""Alerts read a measure when their clock strikes, once; what is too bad opens one review, and its numbers go on."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from definitions import GuardNotMet, NotFound, Reason
from flows import perform
from forms import table_of
from records import TookTooLong, notifications, outbox, store
from records import reviews as rows
from reports import alerts, reviews
from reports.alerts.weighing import weighed
from tests.reports.histories import load

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
WON = """dimensions: [{id: source, by: source}]
measures:
  - {id: n, count: all}
  - {id: won, count: "outcome = 'won'"}
  - {id: rate, ratio: [won, n]}
sort: [-n]
"""
ALERT = """kind: alert
id: watch
label: {zh: 盯着, en: Watch}
report: asked
measure: MEASURE
when: WHEN
schedule: {every: day, at: "09:00"}
owner: chief
tell: [manager]
due: 14 days
"""


def alert(measure="rate", when="{below: 80%}", more=""):
    return {"alerts/watch.yaml": ALERT.replace("MEASURE", measure).replace("WHEN", when) + more}


@pytest.fixture
def watched(company):
    """A company whose clock moves day by day; every step looks once, or twice."""

    class Watched:
        def __init__(self):
            self.company = company.happen(3, 60)

        def begins(self, report=WON, **files):
            self.company.catalog = load(report, **files).catalog.at_revision(7)
            alerts.sweep(company.database, company.catalog, company.now)
            return self

        def day_passes(self, times=1):
            company.now += timedelta(days=1)
            return sum(alerts.sweep(company.database, company.catalog, company.now) for _ in range(times))

        def reviews(self, login="xu"):
            with company.at(login) as work:
                return reviews.reviews_for(work)

        def readings(self):
            with company.at() as work:
                return [reviews.effect_of(work, row).readings for row in reviews.reviews_for(work)]

    return Watched()


def test_too_little_opens_a_review_with_an_owner(watched):
    watched.begins(**alert()).day_passes()
    (row,) = watched.reviews()
    assert row.owner == watched.company.staff["xu"] and row.state == "open"
    assert row.due == (watched.company.now + timedelta(days=14)).date()
    assert "低于 80%" in row.finding["zh"] and "below 80%" in row.finding["en"]
    assert row.why["params"]["measure"] and row.why["revision"] == 7


def test_a_strike_is_read_once_however_many_look(watched):
    watched.begins(**alert())
    assert watched.day_passes(times=3) == 1
    assert [len(each) for each in watched.readings()] == [1]


def test_days_that_nobody_watched_are_made_up_by_one_reading(watched):
    watched.begins(**alert())
    watched.company.now += timedelta(days=5)
    watched.day_passes()
    assert [len(each) for each in watched.readings()] == [1]


def test_a_finding_opens_once_and_is_read_again(watched):
    watched.begins(**alert())
    for _ in range(3):
        watched.day_passes()
    assert [len(each) for each in watched.readings()] == [3]


def test_what_is_good_enough_opens_nothing_and_is_kept(watched):
    watched.begins(**alert(when="{below: 0%}")).day_passes()
    assert watched.reviews() == ()
    with watched.company.at() as work:
        (kept,) = rows.readings_of(work.connection, "watch", "", since=watched.company.now - timedelta(days=9))
    assert not kept.breached and kept.why["code"] == "alerts.why.not_below" and kept.value > 0


def test_the_first_rows_open_a_review_each(watched):
    watched.begins(**alert("n", "{above: 0}", "rows: 3\n")).day_passes()
    found = watched.reviews()
    assert len(found) == 3 and len({row.part for row in found}) == 3


def test_each_of_the_first_rows_says_its_place(watched):
    watched.begins(**alert("n", "{above: 0}", "rows: 3\n")).day_passes()
    why = [Reason.from_json(row.why).text("en") for row in watched.reviews()]
    assert sorted(text.rpartition(", ")[2] for text in why) == ["place 1", "place 2", "place 3"]


def test_what_is_no_longer_among_the_first_says_so(watched):
    watched.begins(**alert("n", "{above: 0}", "rows: 3\n")).day_passes()
    (watch,) = watched.company.catalog.all("alert")
    table = watched.company.ask(WON)
    assert len(table.rows) > 3
    (fourth,) = weighed(watch, table, also=[table.cell(table.rows[3], "source").key])[3:]
    assert not fourth.breached and fourth.why.text("en").endswith("no longer among the first 3")


def test_a_fall_is_held_against_the_days_before(watched):
    falls = "period: {by: created_at, default: 30d, compare: previous}\nmeasures: [{id: n, count: all}]\n"
    company = watched.company
    watched.begins(falls, **alert("n", "{falls_by: 10%}"))
    with company.at() as work:
        table = table_of(company.catalog, "order")
        for order in company.orders:
            moved = company.now - timedelta(days=40)
            store.update_unversioned(work.connection, table, order["id"], {"created_at": moved})
    watched.day_passes()
    (row,) = watched.reviews()
    assert row.why["code"] == "alerts.why.falls_by" and row.why["value"] == 0


def test_a_missed_target_opens_a_review(watched):
    report = WON.replace("ratio: [won, n]}", "ratio: [won, n], target: {at_least: 99%}}")
    watched.begins(report, **alert(when="{misses_target: true}")).day_passes()
    assert watched.reviews()[0].why["code"] == "alerts.why.target_missed"


def test_everybody_concerned_is_told_once(watched):
    watched.begins(**alert()).day_passes(times=2)
    company = watched.company
    with company.at() as work:
        told = {login: len(notifications.of_person(work.connection, company.staff[login])) for login in company.staff}
    assert (told["xu"], told["wang"], told["lin"]) == (1, 1, 0)


def test_the_owner_is_reminded_on_the_day_once(watched):
    watched.begins(**alert()).day_passes()
    company = watched.company
    company.now += timedelta(days=15)
    for _ in range(2):
        with company.at() as work:
            for row in outbox.claim(work.connection, company.now):
                perform(work, row)
                outbox.finish(work.connection, row, company.now)
    with company.at() as work:
        kinds = [each.kind for each in notifications.of_person(work.connection, company.staff["xu"])]
    assert sorted(kinds) == ["review_due", "review_opened"]


def test_a_review_is_closed_only_with_cause_action_and_conclusion(watched):
    watched.begins(**alert()).day_passes()
    (row,) = watched.reviews()
    with watched.company.at("xu") as work:
        with pytest.raises(GuardNotMet):
            reviews.change(work, row.id, reviews.Change(state="closed"))
        reviews.change(work, row.id, reviews.Change(cause="Slow", action="Call at once", state="measuring"))
    watched.day_passes()
    with watched.company.at("xu") as work:
        closed = reviews.change(work, row.id, reviews.Change(conclusion="Better", state="closed"))
    assert closed.closed_at == watched.company.now


def test_the_effect_is_measured_before_and_after(watched):
    watched.begins(**alert()).day_passes()
    company, (row,) = watched.company, watched.reviews()
    with company.at("xu") as work:
        reviews.change(work, row.id, reviews.Change(cause="Slow", action="Call at once", state="measuring"))
    company.now += timedelta(hours=1)
    with company.at() as work:
        table = table_of(company.catalog, "order")
        for order in company.orders:
            store.update_unversioned(work.connection, table, order["id"], {"outcome": "won"})
    watched.day_passes()
    with company.at() as work:
        effect = reviews.effect_of(work, reviews.review_of(work, row.id))
    assert effect.before.value < 0.8 and effect.after.value == 1 and effect.change == 1 - effect.before.value


def test_a_closed_finding_opens_again_when_it_comes_back(watched):
    watched.begins(**alert()).day_passes()
    (row,) = watched.reviews()
    with watched.company.at("xu") as work:
        done = reviews.Change(cause="a", action="b", conclusion="c", state="closed")
        reviews.change(work, row.id, done)
    watched.day_passes()
    assert [each.state for each in watched.reviews()] == ["open", "closed"]


def test_whom_it_does_not_concern_finds_nothing(watched):
    watched.begins(**alert()).day_passes()
    assert len(watched.reviews("wang")) == 1 and watched.reviews("lin") == ()
    id = watched.reviews()[0].id
    with watched.company.at("lin") as work, pytest.raises(NotFound):
        reviews.review_of(work, id)


def test_effects_of_many_are_those_of_each(watched):
    watched.begins(**alert("n", "{above: 0}", "rows: 3\n")).day_passes()
    watched.day_passes()
    with watched.company.at("xu") as work:
        found = reviews.reviews_for(work)
        effects = reviews.effects_of(work, found)
        assert [len(each.readings) for each in effects.values()] == [2, 2, 2]
        assert effects == {row.id: reviews.effect_of(work, row) for row in found}


def test_a_report_that_takes_too_long_is_a_reading_that_says_so(watched, monkeypatch):
    def stopped(work, report, params, *, within):
        raise TookTooLong("refused.took_too_long", seconds=f"{within:g}")

    monkeypatch.setattr("reports.alerts.watching.run", stopped)
    watched.begins(**alert()).day_passes()
    with watched.company.at() as work:
        (kept,) = rows.readings_of(work.connection, "watch", "", since=watched.company.now - timedelta(days=9))
    assert kept.why["code"] == "alerts.why.refused" and "30" in str(kept.why)


def test_many_alerts_take_no_more_statements_than_one(watched):
    def heard(number):
        text = alert()["alerts/watch.yaml"]
        watched.begins(**{f"alerts/w{n}.yaml": text.replace("watch", f"w{n}") for n in range(number)})
        with watched.company.at() as work:
            asked = []
            event.listen(work.connection, "before_cursor_execute", lambda *call: asked.append(call[2]))
            assert len(alerts.standings(work)) == number
            return len(asked)

    assert heard(1) == heard(6)
