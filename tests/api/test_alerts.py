"""Alerts as programs see and mute them."""

from datetime import timedelta

import pytest

from reports import alerts
from tests.api.conftest import LEAD, LEADS, codes
from tests.api.test_openapi import DOC, fits

ALERTS, CLOSURE = "/api/v1/alerts", "lead_closure_below_80"
MUTE = f"{ALERTS}/{CLOSURE}/mute"


@pytest.fixture
def found(office, admin):
    """A lead that nobody touched for three weeks, and the Monday on which the alarm looks."""
    admin.post(LEADS, {**LEAD, "source": "fair"})
    sweep(office)
    office.now += timedelta(days=21)
    sweep(office)
    return office


def sweep(office):
    workspace = office.workspace
    with workspace.database.reading() as connection:
        catalog = workspace.catalog(connection)
    alerts.sweep(workspace.database, catalog, office.now)


def closure(caller):
    return next(one for one in caller.get(ALERTS).json["alerts"] if one["id"] == CLOSURE)


def test_alerts_say_how_they_stand(found, manager):
    one = closure(manager)
    assert (one["state"], one["when"], one["owner"], one["muted"]) == ("breached", "misses_target", "manager", None)
    assert [(each["part"], each["value"], each["breached"]) for each in one["readings"]] == [(None, 0.0, True)]
    assert "0.0%" in one["readings"][0]["said"] and "80" in one["bound_said"]
    opened = manager.get("/api/v1/reviews").json["reviews"]
    assert one["reviews"] and {each["id"] for each in one["reviews"]} <= {each["id"] for each in opened}


def test_a_muted_one_says_until_when_and_by_whom(office, manager):
    muted = manager.post(MUTE, {"days": 7}).json["muted"]
    assert muted["until"].startswith((office.now + timedelta(days=7)).date().isoformat())
    assert muted["by"]["id"] == office.id("chen.liqun")
    assert closure(manager)["muted"] == muted


def test_one_that_is_heard_again_is_not_muted(manager):
    manager.post(MUTE, {"days": 30})
    assert manager.call("DELETE", MUTE).json["muted"] is None
    assert closure(manager)["muted"] is None


def test_it_is_muted_as_long_as_the_page_offers(manager):
    refused = manager.post(MUTE, {"days": 8})
    assert codes(refused) == {"days": "not_among"} and "7, 30" in refused.json["errors"][0]["message"]
    assert codes(manager.post(MUTE)) == {"days": "required"}


def test_whom_it_does_not_concern_finds_none(rep):
    assert rep.get(ALERTS).json["alerts"] == []
    assert rep.post(MUTE, {"days": 7}).status_code == 404


def test_whoever_is_only_told_may_not_mute(marketing):
    place = f"{ALERTS}/lead_conversion_falls/mute"
    assert [one["may_mute"] for one in marketing.get(ALERTS).json["alerts"]] == [False]
    assert marketing.post(place, {"days": 7}).status_code == 403
    assert marketing.call("DELETE", place).status_code == 403


def test_answers_hold_to_the_description(found, admin):
    doc = admin.get(DOC).json
    for one in admin.get(ALERTS).json["alerts"]:
        fits(doc, "Alert", one)
    fits(doc, "Alert", admin.post(MUTE, {"days": 7}).json)
