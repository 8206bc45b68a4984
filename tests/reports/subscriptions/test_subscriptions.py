"""What comes by itself: at its time on the reader's clock, once, as the reader may see it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from accounts import actor_of, people
from definitions import NotAllowed, NotFound, Refused
from flows import perform
from records import deliveries, outbox, secrets
from records import subscriptions as rows
from reports.subscriptions import (
    Order,
    arrange,
    is_meant,
    leave,
    mine,
    next_of,
    pause,
    plan_words,
    remove,
    resume,
    send_now,
)
from reports.subscriptions.composing import MOST_ROWS, _numbers, _short
from reports.subscriptions.links import leave_path
from tests.reports.histories import load

SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
MAIL = "kind: channel\nid: mail\nlabel: Mail\nvia: mail\naddress: smtp\n"
BOARD = "kind: dashboard\nid: board\nlabel: 看板\ntiles: [{report: order_sources, number: orders}]\n"
ORDER = Order("report", "order_sources", "mail", every="day", at="08:30")


@pytest.fixture
def house(company):
    """A company with mail, and 林 and 徐 who can be reached by it."""
    company.happen(4, 24)
    company.catalog = load(**{"channels/mail.yaml": MAIL, "dashboards/board.yaml": BOARD}).catalog.at_revision(7)
    with company.at() as work:
        for login in ("lin", "xu"):
            people.change(work, company.staff[login], email=f"{login}@house.example")
        secrets.keep(work.connection, "smtp", "smtp://127.0.0.1:25?from=crm@house.example")
    return company


def order(house, login="lin", **changed):
    with house.at(login) as work:
        return arrange(work, Order(**{**vars(ORDER), **changed}))


def pass_time(house, **by):
    """Let the clock go on and do what is due, as a worker would; how much was done."""
    house.now += timedelta(**by)
    done = 0
    with house.at() as work:
        while claimed := outbox.claim(work.connection, work.now, kinds=(("subscription",), True)):
            for row in claimed:
                perform(work, row)
                outbox.finish(work.connection, row, work.now)
            done += len(claimed)
    return done


def sent(house):
    with house.at() as work:
        return [each for each in deliveries.listing(work.connection) if each.about == "subscription"]


def row_of(house, id):
    with house.at() as work:
        return rows.get(work.connection, id)


@SQLITE
def test_it_comes_at_its_time_on_the_readers_clock(house):
    id = order(house)
    assert row_of(house, id).next_at == datetime(2026, 11, 25, 0, 30, tzinfo=UTC)
    assert pass_time(house, hours=22) == 0
    assert pass_time(house, hours=1) == 1 and len(sent(house)) == 1
    assert row_of(house, id).next_at == datetime(2026, 11, 26, 0, 30, tzinfo=UTC)


def test_each_time_goes_once_however_often_it_is_done(house):
    id = order(house)
    with house.at() as work:
        (row,) = outbox.due(work.connection, house.now + timedelta(days=1), kinds=(("subscription",), True))
    house.now += timedelta(days=1)
    for _ in range(3):
        with house.at() as work:
            perform(work, row)
    assert len(sent(house)) == 1 and row_of(house, id).last_at == house.now


@SQLITE
def test_what_was_missed_is_not_made_up(house):
    order(house)
    assert pass_time(house, days=9) == 1 and pass_time(house, minutes=5) == 0
    assert len(sent(house)) == 1


@SQLITE
def test_it_is_counted_in_the_rights_and_words_of_its_reader(house):
    with house.at() as work:
        people.change(work, house.staff["lin"], language="en")
    order(house), order(house, "xu")
    pass_time(house, days=1)
    own, whole = sorted((each.text for each in sent(house)), key=lambda text: text["language"])
    mine_ = sum(each["owner"] == house.staff["lin"] for each in house.live)
    assert own["table"]["heads"][0] == "Source" and own["table"]["rows"][-1][1] == str(mine_)
    assert whole["table"]["heads"][0] == "来源" and whole["table"]["rows"][-1][1] == str(len(house.live))


@SQLITE
def test_a_dashboard_brings_its_numbers(house):
    order(house, "xu", kind="dashboard", target="board")
    pass_time(house, days=1)
    (text,) = (each.text for each in sent(house))
    assert text["title"] == "看板" and text["table"]["rows"] == [["来源转化", str(len(house.live))]]
    assert text["path"] == "/dashboards/board"


@SQLITE
def test_paused_it_rests_and_goes_on_later(house):
    id = order(house)
    with house.at("lin") as work:
        pause(work, id)
    pass_time(house, days=3)
    with house.at("lin") as work:
        resume(work, id)
    assert sent(house) == []
    pass_time(house, days=1)
    assert len(sent(house)) == 1


@SQLITE
def test_sent_by_hand_it_keeps_its_times(house):
    id = order(house)
    before = row_of(house, id).next_at
    with house.at("lin") as work:
        send_now(work, id)
    assert pass_time(house, minutes=1) == 1
    assert len(sent(house)) == 1 and row_of(house, id).next_at == before


@SQLITE
def test_for_a_role_each_gets_it_until_they_leave(house):
    with pytest.raises(NotAllowed):
        order(house, role="rep")
    id = order(house, "xu", role="rep")
    pass_time(house, days=1)
    assert {each.person for each in sent(house)} == {house.staff["lin"], house.staff["zhao"]}
    with house.at() as work:
        leave(work, rows.get(work.connection, id), house.staff["zhao"])
    pass_time(house, days=1)
    assert len([each for each in sent(house) if each.person == house.staff["zhao"]]) == 1


@SQLITE
def test_who_may_see_it_no_more_is_told_and_gets_nothing(house):
    id = order(house)
    with house.at() as work:
        people.change(work, house.staff["lin"], role="guest")
    pass_time(house, days=1)
    assert sent(house) == [] and row_of(house, id).trouble


@SQLITE
def test_nobody_touches_those_of_others(house):
    id = order(house)
    with house.at("wang") as work, pytest.raises(NotFound):
        remove(work, id)
    with house.at("lin") as work:
        assert [each.id for each in mine(work)] == [id]
        remove(work, id)
        assert mine(work) == ()


@SQLITE
@pytest.mark.parametrize(
    "wrong",
    [{"at": "25:00"}, {"every": "hour"}, {"every": "week", "days": (9,)}, {"channel": "pigeon"}, {"target": "no"}],
)
def test_what_cannot_be_is_refused(house, wrong):
    with pytest.raises((Refused, NotFound)):
        order(house, **wrong)


@SQLITE
def test_the_way_out_is_for_one_person_alone(house):
    row = row_of(house, order(house))
    person, _, sign = leave_path(row, 7).rpartition("/")[2].partition("-")
    assert is_meant(row, int(person), sign) and not is_meant(row, 8, sign)


@SQLITE
def test_weeks_and_months_come_round_on_their_days(house):
    with house.at("lin") as work:
        weekly = rows.get(
            work.connection, arrange(work, Order("report", "order_sources", "mail", "week", "09:00", (4,)))
        )
        monthly = rows.get(
            work.connection, arrange(work, Order("report", "order_sources", "mail", "month", "09:00", (-1,)))
        )
        first, twice = replace(monthly, days=(1,)), replace(monthly, days=(3, 12, -1))
        assert plan_words(first, "en") == "on the 1st of every month at 09:00"
        assert plan_words(twice, "en") == "on the 3rd, the 12th, the last day of every month at 09:00"
        assert plan_words(twice, "zh") == "每月 3 号、12 号、最后一天 09:00"
        assert plan_words(monthly, "en") == "on the last day of every month at 09:00"
        assert next_of(work, weekly, "Asia/Shanghai", house.now) == datetime(2026, 11, 27, 1, tzinfo=UTC)
        assert next_of(work, monthly, "Europe/London", house.now) == datetime(2026, 11, 30, 9, tzinfo=UTC)
        assert actor_of(work.connection, house.catalog, house.staff["lin"]).timezone == "Asia/Shanghai"


@SQLITE
@pytest.mark.parametrize(("sort", "newest"), [("", True), ("sort: [-w]\n", False)])
def test_a_mail_tells_the_newest_of_what_goes_on(company, sort, newest):
    company.happen(4, 60)
    weeks = "dimensions: [{id: w, by: created_at, grain: week}]\nmeasures: [{id: n, count: all}]\n"
    table = company.ask(weeks + sort)
    names = [row.cells[0].text("en") for row in table.rows]
    assert len(names) > MOST_ROWS
    told = [row[0] for row in _short(table, "en")[1]]
    assert told == [*(names[-MOST_ROWS:] if newest else names[:MOST_ROWS]), "Total"]


@SQLITE
def test_a_mail_has_the_column_that_its_headline_is_about(company):
    company.happen(4)
    measures = ", ".join(f"{{id: m{n}, label: M{n}, count: all}}" for n in range(6))
    pairs = f"dimensions: [{{id: s, by: source}}, {{id: p, by: paid}}]\nmeasures: [{measures}]\n"
    heads, rows = _short(company.ask(f"{pairs}chart: {{type: heat, y: [m5]}}"), "en")
    assert heads == ("Source", "Paid", "M0", "M1", "M5") and all(len(row) == len(heads) for row in rows)


@SQLITE
def test_a_number_of_a_dashboard_says_how_it_has_changed(company):
    company.happen(4)
    report = "period: {by: created_at, default: 30d, compare: previous}\nmeasures: [{id: n, count: all}]\n"
    table = company.ask(report)
    asked = [(SimpleNamespace(tile=SimpleNamespace(number="n")), table)]
    ((_, told),) = _numbers(asked, "en")
    value, change = (table.text(table.totals, id, "en") for id in ("n", "n.change"))
    assert told == f"{value} {change}" and change != "–"
