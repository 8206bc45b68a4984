"""Programs see what was looked up and where values came from, ask again, and take over what differs."""

import pytest

from jobs import drain
from jobs.outside import Outside, allowed_by
from records import secrets
from tests.api.conftest import LEAD, LEADS
from tests.outside_world import Told, WebSink

FOUND = {"result": {"name": LEAD["company"], "staffNum": 320, "city": "苏州", "province": "江苏"}}


@pytest.fixture
def registry(office):
    """A company registry that knows one company, and an office that knows the registry."""
    sink = WebSink()
    sink.answer = Told(200, FOUND)
    with office.work() as work:
        secrets.keep(work.connection, "company_registry_url", sink.url)
        secrets.keep(work.connection, "company_registry_key", "k")
    yield sink
    sink.stop()


def carry(office):
    while drain(office.workspace, lambda: office.now, outside=Outside(allowed=allowed_by("127.0.0.1"))):
        pass


def test_values_say_where_they_came_from(office, admin, registry):
    lead = admin.post(LEADS, {**LEAD, "employees": 100}).json["id"]
    carry(office)
    told = admin.get(f"{LEADS}/{lead}/lookups").json
    (one,) = told["lookups"]
    assert (one["state"], one["filled"], one["proposed"]) == ("found", ["city", "region"], {"employees": 320})
    origin = told["origins"]["city"]
    assert (origin["source"], origin["label"], origin["how"]) == ("company_registry", "Company registry", "filled")


def test_a_difference_is_taken_over(office, admin, registry):
    lead = admin.post(LEADS, {**LEAD, "employees": 100}).json["id"]
    carry(office)
    one = admin.get(f"{LEADS}/{lead}/lookups").json["lookups"][0]["id"]
    assert admin.post(f"/api/v1/lookups/{one}/acceptance", {"fields": ["employees"]}).json["employees"] == 320
    again = admin.post(f"/api/v1/lookups/{one}/dismissal")
    assert (again.status_code, again.json["errors"][0]["code"]) == (409, "nothing_proposed")


def test_a_source_is_asked_on_demand(office, admin, registry):
    lead = admin.post(LEADS, LEAD).json["id"]
    carry(office)
    asked = admin.post(f"{LEADS}/{lead}/lookups", {"enrichment": "company_registry"})
    assert (asked.status_code, asked.json["state"]) == (202, "waiting")
    assert admin.post(f"{LEADS}/{lead}/lookups", {"enrichment": "nobody"}).status_code == 404
    assert admin.post(f"{LEADS}/{lead}/lookups", {}).status_code == 422


def test_whoever_may_not_see_a_record_decides_nothing(office, admin, rep, registry):
    lead = admin.post(LEADS, {**LEAD, "employees": 100, "region": "south"}).json["id"]
    carry(office)
    office.give(lead, "liang.min")
    one = admin.get(f"{LEADS}/{lead}/lookups").json["lookups"][0]["id"]
    assert rep.post(f"/api/v1/lookups/{one}/acceptance").status_code == 404
    assert rep.get(f"{LEADS}/{lead}/lookups").status_code == 404
