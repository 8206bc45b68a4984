"""What comes in is kept as it came, becomes a record through intake, or says why not and can be tried again."""

import json

import pytest

import publishing
from flows import inlets
from records import inbound

ENQUIRY = {
    "clue_id": 7001, "contact": {"mail": "wu@runyang.example"}, "answers": [{"q": "company", "a": "润扬轴承"}],
    "remark": "少停机", "city": "扬州",
}  # fmt: skip


def push(send, data=ENQUIRY, inlet="ads"):
    return send(inlet, json.dumps(data).encode())


def test_an_enquiry_becomes_a_record(house, send):
    row = push(send)
    made = house.row(row.record)
    assert (made.f_name, made.f_email, made.f_need) == ("润扬轴承", "wu@runyang.example", "少停机；扬州")
    assert (row.state, made.channel) == ("taken", "inlet")
    assert house.story(row.record)[0] == "录入，来自外部推送"


def test_what_comes_twice_is_one_record(house, send):
    first, second = push(send), push(send)
    assert first.record == second.record
    assert first.id == second.id


def test_what_came_is_kept_byte_for_byte(house, send):
    body = b'{"clue_id":1,  "company": "x\\u0041"}'
    row = send("ads", body)
    with house.work() as work:
        assert inbound.get(work.connection, row.id).payload == body


def test_a_refused_enquiry_says_which_field(house, send):
    row = push(send, {"clue_id": 1, "contact": {"mail": "no address"}})
    assert row.state == "refused"
    found = {each["field"]: each["code"] for each in row.problem["fields"]}
    assert found == {"name": "required", "email": "email_no_at"}


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"", "application/json", "not_json"),
        (b"{", "application/json", "not_json"),
        (b"\xff\xfe", "application/json", "not_utf8"),
        (b"[" * 5000 + b"]" * 5000, "application/json", "too_deep"),
        (b"[" * 100_000, "application/json", "too_deep"),
        (b"&".join(b"a%d=1" % n for n in range(900)), "application/x-www-form-urlencoded", "too_many_fields"),
    ],
)
def test_nonsense_is_kept_and_refused(send, body, kind, code):
    row = send("ads", body, kind)
    assert (row.state, row.problem["code"]) == ("refused", code)


def test_a_form_post_is_looked_into(house, send):
    body = b"clue_id=9&company=%E6%B6%A6%E6%89%AC&contact=%7B%22mail%22%3A%22a%40b.example%22%7D"
    row = send("ads", body, "application/x-www-form-urlencoded")
    assert house.row(row.record).f_email == "a@b.example"


def test_a_mended_mapping_lets_the_refused_in(house, send):
    row = push(send, {"clue_id": 1, "firm": "润扬轴承"})
    with house.workspace.database.reading() as connection:
        files = dict(house.workspace.catalog(connection).files)
    files["inlets/ads.yaml"] = files["inlets/ads.yaml"].replace("$.company", "$.firm")
    publishing.publish(house.workspace, files, author=None, message="", now=house.now)
    with house.work(house.chief) as work:
        again = inlets.replay(work, row.id)
    assert (again.state, again.tries, house.row(again.record).f_name) == ("taken", 2, "润扬轴承")


def test_what_was_taken_is_not_taken_again(house, send):
    row = push(send)
    with house.work(house.chief) as work:
        assert inlets.replay(work, row.id).record == row.record
        assert inbound.counts(work.connection) == {("ads", "taken"): 1}


def test_whoever_dies_after_keeping_loses_nothing(house):
    with house.work() as work:
        received = inlets.receive(work, work.catalog.get("inlet", "ads"), inlets.Sent(json.dumps(ENQUIRY).encode()))
    house.passes(minutes=1)
    with house.work() as work:
        assert inbound.get(work.connection, received.row.id).state == "taken"


def test_a_rule_of_the_form_is_a_reason(house, send):
    with house.workspace.database.reading() as connection:
        files = dict(house.workspace.catalog(connection).files)
    files["forms/client.yaml"] += "duplicates: [{id: same, match: [email], do: refuse}]\n"
    publishing.publish(house.workspace, files, author=None, message="", now=house.now)
    push(send)
    row = push(send, {**ENQUIRY, "clue_id": 2})
    assert (row.state, row.record) == ("refused", None)
    assert row.problem["zh"]
