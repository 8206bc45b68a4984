"""Programs let records into cadences, and pause, resume and end them."""

from tests.api.conftest import LEAD, LEADS


def test_record_is_let_in_and_taken_out(admin):
    lead = admin.post(LEADS, LEAD).json["id"]
    place = f"{LEADS}/{lead}/enrolments"
    entered = admin.post(place, {"cadence": "nurture_b"})
    assert (entered.status_code, entered.json["state"], entered.json["step"]) == (201, "active", "settle")
    assert admin.post(place, {"cadence": "nurture_b"}).status_code == 409
    one = f"{place}/{entered.json['id']}"
    assert admin.post(one, {"do": "pause"}).json["state"] == "paused"
    assert admin.post(one, {"do": "resume"}).json["state"] == "active"
    assert admin.post(one, {"do": "stop", "words": "asked us to"}).json["ended"] == "asked us to"
    assert [each["state"] for each in admin.get(place).json["enrolments"]] == ["stopped"]
    assert admin.post(f"{place}/999", {"do": "stop"}).status_code == 404
