"""Programs push records in: proven, once, kept as they came; the pack's own inlets take what their senders send."""

import hashlib
import hmac
import json

import pytest

from records import inbound, secrets

CLUE = {
    "clue_id": 7166, "name": "王建国", "telephone": "13900002046", "city_name": "苏州", "province_name": "江苏",
    "remark_dict": {"公司名称": "苏州恒锐精密机械", "需求": "两条线联网"}, "ad_name": "直播-机加工专场",
    "app_name": "抖音", "cost": 86,
}  # fmt: skip


@pytest.fixture
def door(office):
    """A program from outside, and the secrets it shares with the house."""
    with office.work() as work:
        secrets.keep(work.connection, "ads_ocean_token", "t0ken")
        secrets.keep(work.connection, "ads_fields_key", "k3y")
        secrets.keep(work.connection, "inbound_mail_token", "p0st")
    return office.app.test_client()


def lead(office, id):
    with office.work() as work:
        from flows import look

        return look(work, "lead", id).values


def test_an_ad_form_becomes_a_lead(office, door):
    answer = door.post("/in/ads-ocean?token=t0ken", json=CLUE)
    assert (answer.status_code, answer.json) == (200, {"code": 0, "message": "success"})
    found = lead(office, 1)
    assert (found["company"], found["region"], found["source"], found["channel"]) == (
        "苏州恒锐精密机械", "east", "search_ads", "inlet",
    )  # fmt: skip
    assert (found["campaign"], found["utm_source"], int(found["cost"])) == ("直播-机加工专场", "抖音", 86)


def test_a_repeated_push_is_one_lead(office, door):
    for _ in range(3):
        assert door.post("/in/ads-ocean?token=t0ken", json=CLUE).status_code == 200
    with office.work() as work:
        assert inbound.counts(work.connection) == {("ads-ocean", "taken"): 1}


@pytest.mark.parametrize("path", ["/in/ads-ocean", "/in/ads-ocean?token=guess"])
def test_without_proof_nothing_is_kept(office, door, path):
    answer = door.post(path, json=CLUE)
    assert (answer.status_code, answer.json["errors"][0]["code"]) == (401, "not_proven")
    with office.work() as work:
        assert inbound.listing(work.connection) == ()


def test_an_inlet_without_its_secret_says_so(door):
    answer = door.post("/in/site", json={})
    assert answer.status_code == 503
    assert "site_key" in answer.json["errors"][0]["message"]


def test_no_other_address_is_a_door(door):
    assert door.post("/in/nothing", json={}).status_code == 404
    assert door.get("/in/ads-ocean").status_code == 405


def test_a_signed_form_of_questions_is_taken(office, door):
    answers = {"company_name": "宁波海晟注塑", "full_name": "李敏", "phone_number": "13700003325", "message": "停机"}
    data = {"id": "l1", "field_data": [{"name": name, "values": [value]} for name, value in answers.items()]}
    body = json.dumps(data).encode()
    signed = {"X-Hub-Signature-256": "sha256=" + hmac.new(b"k3y", body, hashlib.sha256).hexdigest()}
    answer = door.post("/in/ads-fields", data=body, headers=signed, content_type="application/json")
    assert (answer.status_code, answer.json["state"]) == (201, "taken")
    assert lead(office, answer.json["record"])["company"] == "宁波海晟注塑"
    assert door.post("/in/ads-fields", data=body + b" ", headers=signed).status_code == 401


def test_a_refusal_is_told_field_by_field(office, door):
    body = json.dumps({"id": "l2", "field_data": []}).encode()
    signed = {"X-Hub-Signature-256": "sha256=" + hmac.new(b"k3y", body, hashlib.sha256).hexdigest()}
    answer = door.post("/in/ads-fields", data=body, headers={**signed, "Accept-Language": "en"})
    assert answer.status_code == 422
    assert {each["field"] for each in answer.json["errors"]} >= {"company", "contact"}


def test_what_is_too_large_is_refused(door):
    assert door.post("/in/ads-ocean?token=t0ken", data=b"x" * 300_000).status_code == 413


def test_a_mail_can_be_posted(office, door):
    head = b"From: =?utf-8?b?546L5bu65Zu9?= <wang@hengrui.example>\r\nSubject: Price\r\nMessage-ID: <a@b>\r\n"
    mail = head + b"\r\nHow much?\r\n"
    answer = door.post("/in/mail?token=p0st", data=mail, content_type="message/rfc822")
    assert answer.status_code == 201
    found = lead(office, answer.json["record"])
    assert (found["contact"], found["email"], found["need"]) == ("王建国", "wang@hengrui.example", "Price：\nHow much?")


def test_pages_sessions_do_not_stand_in_the_way(office, door):
    """Beside the pages, with CSRF and sessions on, the door is the same; a form's body is still there to be signed."""
    client = office.composed.test_client()
    body = "clue_id=9&name=A&telephone=13900002046&remark_dict=%7B%22%E5%85%AC%E5%8F%B8%22%3A%22B%22%7D"
    answer = client.post("/in/ads-ocean?token=t0ken", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    with office.work() as work:
        (row,) = inbound.listing(work.connection)
    assert (row.state, row.payload) == ("taken", body.encode())
