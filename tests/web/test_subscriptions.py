"""Subscriptions in the pages: made, seen, paused, removed, and left by the link in a message."""

import re

import pytest

from accounts import people
from records import secrets
from records import subscriptions as rows
from reports.subscriptions.links import leave_path

REPORT = {"kind": "report", "target": "lead_source_return"}
ORDER = {**REPORT, "every": "week", "day": "0", "date": "1", "at": "08:30", "channel": "mail"}


@pytest.fixture
def mail(office):
    """Mail that is set up, and a manager with an address."""
    with office.work() as work:
        secrets.keep(work.connection, "smtp", "smtp://127.0.0.1:25?from=crm@office.example")
        chen = people.find_by_login(work.connection, "chen.liqun")
        people.change(work, chen.id, email="chen@office.example")


def make(client, **changed):
    return client.post("/subscriptions", data={**ORDER, "period": "30d", **changed})


def test_a_subscription_is_made_paused_and_removed(manager, mail, office):
    assert "/subscriptions/new?kind=report" in manager.get("/reports/lead_source_return").text
    assert make(manager).status_code == 303
    page = manager.get("/subscriptions").text
    assert "每周一 08:30" in page and "/subscriptions/1/pause" in page
    manager.post("/subscriptions/1/pause")
    assert "停着" in manager.get("/subscriptions").text
    manager.post("/subscriptions/1/removal")
    assert "还没有订阅" in manager.get("/subscriptions").text


def test_what_is_wrong_is_told_on_the_form(manager, mail):
    answer = make(manager, at="late")
    assert answer.status_code == 422 and "写成 08:30" in answer.text and 'value="30d"' in answer.text


@pytest.mark.parametrize(("day", "status"), [("--1", 303), ("²", 303), ("7", 422)])
def test_day_that_is_no_number_leaves_monday(manager, mail, day, status):
    assert make(manager, day=day).status_code == status


def test_without_a_way_to_oneself_the_form_says_so(manager):
    assert "还没有能通到你的渠道" in manager.get("/subscriptions/new?kind=dashboard&target=lead_war_room").text


@pytest.mark.parametrize(
    "path",
    ["/reports/lead_funnel", "/dashboards/lead_war_room", "/subscriptions/new?kind=report&target=lead_funnel"],
)
def test_where_no_channel_leads_subscribing_is_shut_and_says_why(manager, path):
    button = re.search(r"<button[^>]*disabled[^>]*>(?:(?!</button>).)*订阅.*?</button>", manager.get(path).text, re.S)
    assert button is not None and "还没有能通到你的渠道" in button.group()


def test_where_a_channel_leads_to_one_subscribing_is_open(manager, mail):
    assert "/subscriptions/new?kind=dashboard" in manager.get("/dashboards/lead_war_room").text


def test_an_admin_is_offered_channels_that_are_set_up(admin, office):
    new = "/subscriptions/new?kind=report&target=lead_funnel"
    assert 'value="mail"' not in admin.get(new).text
    with office.work() as work:
        secrets.keep(work.connection, "smtp", "smtp://127.0.0.1:25?from=crm@office.example")
    assert 'value="mail"' in admin.get(new).text


def test_the_link_in_a_message_asks_and_then_ends_it(manager, mail, visitor, office):
    make(manager)
    with office.work() as work:
        row = rows.all_of(work.connection)[0]
    address = leave_path(row, row.person)
    assert "不再接收" in visitor.get(address).text and visitor.get(address[:-4] + "0000").status_code == 404
    assert "不会再收到" in visitor.post(address).text
    assert "还没有订阅" in manager.get("/subscriptions").text


def test_a_day_that_is_no_number_is_none(manager, mail):
    assert make(manager, every="month", date="--5").status_code == 303
    assert "每月 1" in manager.get("/subscriptions").text.replace("每月1", "每月 1")
