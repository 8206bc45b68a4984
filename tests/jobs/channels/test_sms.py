"""Short messages: what a gateway gets, to whom they go, and what the history says."""

import hashlib
import hmac

import pytest

from definitions import load_files, read_folder
from flows import delivering
from records import Delivery
from tests.house import CONFIGS, House
from tests.outside_world import Told

GATEWAY = """
kind: channel
id: gateway
label: {zh: 短信, en: Short messages}
via: sms
address: sms_url
secret: sms_key
body: {mobile: "{{ to }}", content: "【启明】{{ text }}"}
events: {assigned: now}
"""
GREETING = (
    "kind: message\nid: hello\nform: client\nlabel: 问候\ntitle: {zh: '{{ name }}您好', en: 'Hello {{ name }}'}\n"
)
WELCOME = """
kind: automation
id: welcome
form: client
label: {zh: 问候, en: Welcome}
on: submitted
do: [{sms: {message: hello, channel: gateway}}]
"""
FORM = read_folder(CONFIGS / "mailing")["forms/client.yaml"]
FILES = {
    "channels/gateway.yaml": GATEWAY,
    "messages/hello.yaml": GREETING,
    "automations/welcome.yaml": WELCOME,
    "forms/client.yaml": FORM.replace(
        "fields:\n", "fields:\n  - {id: mobile, type: phone, label: {zh: 手机, en: Mobile}}\n", 1
    ),
}


@pytest.fixture
def house(database_url, tmp_path, now, web_server):
    house = House(database_url, tmp_path, now, "mailing", **FILES)
    house.sets(sms_url=f"{web_server.url}/sms", sms_key="key")
    web_server.answer = Told(200, {"code": "OK"})
    yield house
    house.close()


def problems(**changed):
    loaded = load_files({**read_folder(CONFIGS / "mailing"), **FILES, **changed})
    return [(one.key.rsplit(".", 1)[-1], one.path) for one in loaded.problems]


def test_gateway_gets_its_own_fields_signed(house, web_server):
    notice = {"title": "新线索", "language": "zh"}
    with house.work() as work:
        delivering.leave(
            work, Delivery("n", "gateway", "notice", "assigned", notice, house.now, house.now, person=house.lin)
        )
    house.carries()
    asked = web_server.asked[-1]
    assert asked.json == {"mobile": "13900000002", "content": "【启明】新线索"}
    said = f"{int(house.now.timestamp())}.".encode() + asked.body
    assert asked.headers["leadwright-signature"] == "v1=" + hmac.new(b"key", said, hashlib.sha256).hexdigest()


def test_contact_gets_what_an_automation_sends(house, web_server):
    record = house.submit(name="润扬轴承", mobile="13800138000")
    house.carries()
    asked = [one.json for one in web_server.asked if "mobile" in one.json]
    assert asked[-1] == {"mobile": "+8613800138000", "content": "【启明】润扬轴承您好"}
    assert "发短信「问候」" in house.story(record)


def test_contact_without_a_number_gets_none_and_the_history_says_so(house):
    record = house.submit(name="润扬轴承")
    house.carries()
    assert "没有发短信「问候」：没有手机号" in house.story(record)


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, None),
        ({"channels/gateway.yaml": GATEWAY.replace("{{ to }}", "{{ phone }}")}, ("fills_unknown", "body.mobile")),
        ({"channels/gateway.yaml": GATEWAY.replace("{{ text }}", "")}, ("body_lacks", "body")),
        (
            {"automations/welcome.yaml": WELCOME.replace("channel: gateway", "channel: mail")},
            ("no_sms", "do[0].sms.channel"),
        ),
        ({"forms/client.yaml": FORM}, ("no_phone", "do[0].sms.message")),
    ],
)
def test_what_is_wrong_is_found_and_located(changed, found):
    assert found in problems(**changed) if found else problems(**changed) == []
