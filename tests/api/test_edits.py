"""Changing records: fields, versions, and what everybody hears who comes too late."""

import pytest

from tests.api.conftest import LEADS, codes


@pytest.fixture
def place(create) -> str:
    """The address of a record in its first version."""
    return f"{LEADS}/{create(budget=100_000)['id']}"


def test_fields_not_sent_stay_as_they_are(admin, place):
    changed = admin.patch(place, {"budget": 600_000})
    assert (changed.status_code, changed.json["budget"], changed.json["contact"]) == (200, 600_000, "王建国")


def test_a_change_is_graded_anew(admin, place):
    before = admin.get(place).json["score"]
    assert admin.patch(place, {"budget": 600_000}).json["score"] > before


def test_null_empties_a_field(admin, place):
    assert admin.patch(place, {"budget": None}).json["budget"] is None


def test_each_change_is_a_version(admin, place):
    changed = admin.patch(place, {"budget": 1, "version": 1})
    assert changed.json["version"] == 2
    assert changed.headers["ETag"] == '"2"'


def test_nothing_changed_is_no_new_version(admin, place):
    assert admin.patch(place, {"budget": 100_000, "version": 1}).json["version"] == 1


@pytest.mark.parametrize("version", [10**25, -(10**25), 1.5, True, "1"])
def test_a_version_no_record_has_is_refused(admin, place, version):
    assert admin.patch(place, {"budget": 1, "version": version}).status_code == 422


def test_a_stale_change_shows_both_versions(admin, place):
    admin.patch(place, {"budget": 200_000, "version": 1})
    late = admin.patch(place, {"budget": 300_000, "version": 1})
    assert (late.status_code, codes(late)) == (409, {None: "stale"})
    assert late.json["yours"] == {"version": 1, "budget": 300_000}
    assert (late.json["current"]["version"], late.json["current"]["budget"]) == (2, 200_000)
    assert admin.get(place).json["budget"] == 200_000


@pytest.mark.parametrize("written", ['"1"', 'W/"1"', "1"])
def test_the_etag_serves_as_version(admin, place, written):
    assert admin.patch(place, {"budget": 2}, If_Match=written).status_code == 200
    assert admin.patch(place, {"budget": 3}, If_Match=written).status_code == 409


def test_without_a_version_a_change_takes_what_stands(admin, place):
    admin.patch(place, {"budget": 2})
    assert admin.patch(place, {"contact": "李芳"}).json["version"] == 3


@pytest.mark.parametrize("version", ["1", 1.5, True, None, [], "x"])
def test_a_version_is_a_whole_number(admin, place, version):
    assert codes(admin.patch(place, {"budget": 2, "version": version})) == {"version": "wrong_type"}


def test_an_etag_of_something_else_is_refused(admin, place):
    assert codes(admin.patch(place, {"budget": 2}, If_Match='"abc"')) == {"If-Match": "not_a_version"}


def test_a_record_can_be_sent_back_as_it_was_read(admin, place):
    read = admin.get(place).json
    own = {name: read[name] for name in ("company", "contact", "phone", "budget", "signals", "net_quote", "version")}
    assert admin.patch(place, own).json["version"] == 1


@pytest.mark.parametrize("name", ["id", "number", "owner", "stage", "score", "created_at", "team", "outcome"])
def test_what_the_engines_keep_is_no_field(admin, place, name):
    assert codes(admin.patch(place, {name: 1})) == {name: "unknown_field"}


def test_read_only_fields_stay_as_they_are(rep, admin, create):
    made = create(industry="machining", region="east", budget=600_000)
    assert codes(rep.patch(f"{LEADS}/{made['id']}", {"campaign": "x"})) == {"campaign": "not_writable"}


def test_who_may_not_edit_is_told_so(marketing, place):
    answer = marketing.patch(place, {"budget": 5})
    assert (answer.status_code, codes(answer)) == (403, {None: "not_allowed"})


def test_all_errors_come_at_once(admin, place):
    answer = admin.patch(place, {"budget": "80", "source": "nope", "phone": "12", "nope": 1})
    assert codes(answer) == {
        "budget": "wrong_shape", "source": "not_a_choice", "phone": codes(answer)["phone"], "nope": "unknown_field",
    }  # fmt: skip


def test_an_edit_asks_only_for_what_it_touches(admin, place):
    assert codes(admin.patch(place, {"budget": "80"})) == {"budget": "wrong_shape"}


def test_a_record_goes_to_the_trash_and_comes_back(admin, place):
    assert admin.call("DELETE", place).json == {"id": 1, "number": "LD-2026-000001", "trashed": True}
    assert admin.get(place).status_code == 404
    assert admin.get(LEADS).json["total"] == 0
    assert admin.call("DELETE", place).status_code == 404
    assert admin.post(f"{place}/restoration").json["company"] == "苏州恒锐精密机械"
    assert admin.get(LEADS).json["total"] == 1


def test_what_is_not_in_the_trash_is_not_taken_out(admin, place):
    assert admin.post(f"{place}/restoration").status_code == 409
    assert admin.post(f"{LEADS}/99/restoration").status_code == 404


def test_who_may_not_trash_is_told_so(marketing, place):
    assert marketing.call("DELETE", place).status_code == 403
    assert marketing.post(f"{place}/restoration").status_code == 403
    assert marketing.get(place).status_code == 200
