"""Many records in one call: every row answered for itself, the good ones kept together."""

import pytest

from tests.api.conftest import LEAD, LEADS, codes

pytestmark = pytest.mark.both_databases

BATCH = f"{LEADS}/batches"


def leads(count):
    return [{**LEAD, "company": f"公司{n}", "phone": f"1390000{2046 + n}"} for n in range(count)]


def test_each_row_is_answered_in_its_place(admin):
    good, bad = leads(2), {**LEAD, "phone": "12"}
    answer = admin.post(BATCH, {"create": [good[0], bad, {"nope": 1}, good[1]]}).json
    assert [row["status"] for row in answer["results"]] == [201, 422, 422, 201]
    assert (answer["taken"], answer["refused"]) == (2, 2)
    assert answer["results"][1]["errors"][0]["field"] == "phone"


def test_a_batch_means_the_same_as_one_by_one(admin, create):
    alone = create(**leads(1)[0], budget=600_000, industry="machining")
    sent = {**leads(2)[1], "budget": 600_000, "industry": "machining"}
    row = admin.post(BATCH, {"create": [sent]}).json["results"][0]
    made = admin.get(f"{LEADS}/{row['id']}").json
    assert [made[name] for name in ("score", "grade", "stage", "channel")] == [
        alone[name] for name in ("score", "grade", "stage", "channel")
    ]


def test_rows_that_look_alike_are_told(admin):
    rows = admin.post(BATCH, {"create": [LEAD, {**LEAD, "company": "另一家"}]}).json["results"]
    assert rows[1]["duplicates"] == [rows[0]["number"]]


def test_changes_are_made_row_by_row(admin, create):
    first, second = create(), create(phone="13900009999")
    by_number = {"id": second["number"], "version": 1, "budget": 5}
    rows = [{"id": first["id"], "city": "苏州"}, by_number, {"id": 999, "city": "x"}]
    answer = admin.post(BATCH, {"edit": rows}).json["results"]
    assert [row["status"] for row in answer] == [200, 200, 404]
    assert admin.get(f"{LEADS}/{first['id']}").json["city"] == "苏州"
    assert answer[1]["version"] == 2


def test_a_stale_row_holds_both_versions(admin, create):
    made = create()
    admin.patch(f"{LEADS}/{made['id']}", {"city": "宁波"})
    row = admin.post(BATCH, {"edit": [{"id": made["id"], "version": 1, "city": "苏州"}]}).json["results"][0]
    assert (row["status"], row["current"]["city"], row["yours"]["city"]) == (409, "宁波", "苏州")


def test_what_a_refused_row_changed_is_undone(admin, create):
    made = create()
    row = admin.post(BATCH, {"edit": [{"id": made["id"], "city": "苏州", "phone": "12"}]}).json["results"][0]
    assert row["status"] == 422
    assert admin.get(f"{LEADS}/{made['id']}").json["city"] is None


def test_other_peoples_records_cannot_be_changed(rep, create):
    made = create(region="south")
    assert rep.post(BATCH, {"edit": [{"id": made["id"], "city": "苏州"}]}).json["results"][0]["status"] == 404


def test_a_key_lets_a_batch_in_once(admin):
    first = admin.post(BATCH, {"create": leads(3)}, key="k1").json
    assert admin.post(BATCH, {"create": leads(3)}, key="k1").json == first
    assert admin.get(LEADS).json["total"] == 3


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "create"),
        ({"create": [], "edit": []}, "create"),
        ({"create": 5}, "create"),
        ({"edit": [{}]}, "edit"),
        ({"create": [5]}, "create"),
    ],  # fmt: skip
)
def test_a_misshapen_batch_is_refused_as_a_whole(admin, body, field):
    assert field in codes(admin.post(BATCH, body))


def test_more_than_a_thousand_are_too_many(admin):
    assert codes(admin.post(BATCH, {"create": [LEAD] * 1001})) == {"create": "too_long"}
