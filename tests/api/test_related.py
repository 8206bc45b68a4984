"""Records that are listed on another's page, over the API: read there, found by a condition, closed to others."""

import pytest

from tests.api.conftest import LEADS

CONTACTS = "/api/v1/records/buying_contact"


@pytest.fixture
def lead(office) -> int:
    """A lead of 林晓雯's."""
    return office.submit(region="east", industry="machining")


@pytest.fixture
def contact(office, lead) -> int:
    made = office.caller("lin.xiaowen").post(CONTACTS, {"name": "李明", "lead": lead, "part": "decides"})
    assert made.status_code == 201
    return made.json["id"]


def test_record_tells_what_is_listed_on_its_page(office, lead, contact):
    (listed,) = office.caller("lin.xiaowen").get(f"{LEADS}/{lead}/links").json["related"]
    assert listed["label"] == "Buying committee" and listed["total"] == 1
    assert [one["title"] for one in listed["records"]] == ["李明"]
    rows = office.caller("lin.xiaowen").get(CONTACTS, where=listed["where"]).json["records"]
    assert [row["id"] for row in rows] == [contact]


def test_list_is_found_by_a_condition_on_the_link(office, lead, contact):
    rep = office.caller("lin.xiaowen")
    assert rep.get(CONTACTS, where=f"lead = {lead} and part = 'decides'").json["total"] == 1
    assert rep.get(CONTACTS, where=f"lead = {lead + 1}").json["total"] == 0


@pytest.mark.both_databases
def test_contact_of_somebody_elses_record_is_not_there(office, lead, contact):
    stranger = office.caller("deng.kai")
    at = f"{CONTACTS}/{contact}"
    assert [stranger.get(where).status_code for where in (at, f"{at}/events", f"{at}/links")] == [404, 404, 404]
    assert stranger.patch(at, {"name": "x"}).status_code == 404
    assert stranger.call("DELETE", at).status_code == 404
    assert stranger.get(CONTACTS).json["records"] == []
    made = stranger.post(CONTACTS, {"name": "x", "lead": lead})
    assert made.status_code == 422 and made.json["errors"][0]["code"] == "no_such_record"


def test_what_is_out_of_sight_cannot_be_claimed_by_any_name(office, lead, contact):
    number = office.caller("lin.xiaowen").get(f"{CONTACTS}/{contact}").json["number"]
    ways = [f"{CONTACTS}/{name}/assignment" for name in (contact, number)]
    stranger = office.caller("deng.kai")
    assert [stranger.post(way, {"claim": True}).status_code for way in ways] == [404, 404]


def told(caller, lead, kind):
    (found,) = caller.get(f"{LEADS}/{lead}/events", kind=kind).json["events"]
    return found["sentence"], {name: value for name, value in found["data"].items() if name != "because"}


def test_events_tell_what_is_listed_to_whoever_sees_it(office, rep, lead, contact):
    number = rep.get(f"{CONTACTS}/{contact}").json["number"]
    said = {"of": "buying_contact", "other": contact, "number": number}
    assert told(rep, lead, "related_added") == ("Added Buying contact “李明”", said)
    rep.patch(f"{CONTACTS}/{contact}", {"stand": "for"})
    assert told(rep, lead, "related_changed")[1] == {**said, "fields": ["stand"]}


@pytest.mark.both_databases
def test_events_name_nothing_that_went_out_of_sight(office, rep, admin, lead, contact):
    other = office.submit(region="south", industry="moulding", company="东莞宏达", phone="13900002999")
    assert admin.patch(f"{CONTACTS}/{contact}", {"lead": other}).status_code == 200
    assert rep.get(f"{CONTACTS}/{contact}").status_code == 404
    assert told(rep, lead, "related_removed") == ("Buying contact: one was taken away", {"of": "buying_contact"})
    assert told(admin, lead, "related_removed")[1]["other"] == contact
