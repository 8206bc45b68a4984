"""Robots and webhooks: the very JSON and the very signature that their makers document, and what their answers mean."""

import base64
import hashlib
import hmac
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from flows import delivering
from records import Delivery
from tests.outside_world import Told

NOTICE = {
    "title": "新线索：润扬*轴承*",
    "body": "吴建国，来自[展会](https://evil.example)",
    "why": "你是负责人",
    "until": "请在 11-24 11:18 前接受",
    "path": "/records/client/7/acceptance",
    "verb": "接受",
    "language": "zh",
}
LINK = "https://crm.house.example/records/client/7/acceptance"
SECRET = "SEC-南"


@pytest.fixture
def send(house, web_server):
    """Send the notice by a channel, and see what the other side was asked."""
    url = web_server.url
    house.sets(east_wecom_url=f"{url}/cgi-bin/webhook/send?key=k", warehouse_url=f"{url}/hook")
    house.sets(east_ding_url=f"{url}/robot/send?access_token=t", feishu_url=f"{url}/open-apis/bot/v2/hook/h")
    house.sets(east_ding_key=SECRET, feishu_key=SECRET, warehouse_key=SECRET)
    web_server.answer = Told(200, {"errcode": 0, "code": 0})

    def send(channel, person=None, text=NOTICE):
        new = Delivery(f"n {channel}", channel, "notice", "assigned", text, house.now, house.now, person=person)
        with house.work() as work:
            delivering.leave(work, new)
        house.carries()
        return web_server.asked[-1] if web_server.asked else None

    return send


def delivery(house):
    return house.deliveries()[-1]


def test_wecom_gets_markdown(send):
    asked = send("east_wecom")
    assert asked.path == "/cgi-bin/webhook/send?key=k"
    assert asked.json == {
        "msgtype": "markdown",
        "markdown": {
            "content": "**新线索：润扬＊轴承＊**\n\n吴建国，来自［展会］(https://evil.example)\n\n你是负责人\n\n"
            f"请在 11-24 11:18 前接受\n\n[接受]({LINK})"
        },
    }


def test_wecom_calls_a_person_by_phone(house, send):
    asked = send("east_wecom", person=house.lin)
    assert asked.json["msgtype"] == "text"
    assert asked.json["text"]["mentioned_mobile_list"] == ["13900000002"]
    assert asked.json["text"]["content"].splitlines()[-1] == f"接受 {LINK}"


def test_wecom_texts_fit_its_bound(house, send):
    asked = send("east_wecom", person=house.lin, text={**NOTICE, "body": "很长" * 2000})
    assert len(asked.json["text"]["content"].encode()) <= 2048


def test_dingtalk_is_signed_in_the_address(house, send):
    asked = send("east_ding", person=house.lin)
    given = parse_qs(urlsplit(asked.path).query)
    stamp = str(int(house.now.timestamp() * 1000))
    expected = hmac.new(SECRET.encode(), f"{stamp}\n{SECRET}".encode(), hashlib.sha256).digest()
    assert given == {"access_token": ["t"], "timestamp": [stamp], "sign": [base64.b64encode(expected).decode()]}
    assert asked.json["msgtype"] == "markdown"
    assert asked.json["markdown"]["title"] == "新线索：润扬*轴承*"
    assert "at" not in asked.json


def test_feishu_is_signed_in_the_body(house, send):
    asked = send("feishu_room")
    stamp = str(int(house.now.timestamp()))
    expected = hmac.new(f"{stamp}\n{SECRET}".encode(), b"", hashlib.sha256).digest()
    assert (asked.json["timestamp"], asked.json["sign"]) == (stamp, base64.b64encode(expected).decode())
    post = asked.json["content"]["post"]["zh_cn"]
    assert asked.json["msg_type"] == "post"
    assert post["title"] == "新线索：润扬*轴承*"
    assert post["content"][-1] == [{"tag": "a", "text": "接受", "href": LINK}]


def test_a_webhook_is_signed_over_moment_and_body(house, send):
    asked = send("warehouse", person=house.lin)
    stamp = asked.headers["leadwright-timestamp"]
    expected = hmac.new(SECRET.encode(), f"{stamp}.".encode() + asked.body, hashlib.sha256).hexdigest()
    assert asked.headers["leadwright-signature"] == f"v1={expected}"
    assert stamp == str(int(house.now.timestamp()))
    assert (asked.json["event"], asked.json["person"], asked.json["link"]) == ("assigned", "lin", LINK)
    assert asked.headers["idempotency-key"] == asked.json["id"]


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Told(200, {"errcode": 0}), "delivered"),
        (Told(200, {"errcode": 45009, "errmsg": "api freq out of limit"}), "waiting"),
        (Told(200, {"errcode": 93000, "errmsg": "invalid webhook url"}), "given_up"),
        (Told(200, b"<html>a portal of the hotel</html>"), "waiting"),
        (Told(200, b"[]"), "waiting"),
        (Told(500, b"oh"), "waiting"),
        (Told(404, b"no"), "given_up"),
        (Told(307, b"", {"Location": "https://elsewhere.example/"}), "given_up"),
    ],
)
def test_answers_of_a_robot_are_understood(house, send, web_server, answer, state):
    web_server.answer = answer
    send("east_wecom")
    assert delivery(house).state == state


def test_a_busy_side_says_when_to_come_back(house, send, web_server):
    web_server.answer = Told(429, b"", {"Retry-After": "1800"})
    send("warehouse")
    assert delivery(house).due_at == house.now + timedelta(seconds=1800)


def test_a_repeat_carries_the_same_key(house, send, web_server):
    web_server.answer = Told(503, b"")
    send("warehouse")
    web_server.answer = Told(200, b"")
    house.passes(minutes=2)
    first, second = web_server.asked
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert delivery(house).state == "delivered"


def test_an_address_inside_is_given_up_with_words(house, send, web_server):
    house.sets(warehouse_url="http://169.254.169.254/latest/meta-data")
    send("warehouse")
    assert delivery(house).why["code"] == "outside.inside"
    assert web_server.asked == []


def test_secrets_show_up_nowhere(house, send, web_server):
    web_server.answer = Told(404, b"no")
    send("east_ding")
    row = delivery(house)
    assert SECRET not in repr(row) + repr(row.why)
    assert "access_token" not in repr(row)


def test_a_way_nobody_knows_is_given_up(house, send, monkeypatch):
    from jobs.channels import CHANNELS

    monkeypatch.delitem(CHANNELS._items, "webhook")
    assert send("warehouse") is None
    assert delivery(house).why["code"] == "deliveries.why.no_such_way"


def test_a_way_nobody_knows_is_found_before():
    import publishing

    text = "kind: channel\nid: post\nvia: wecome\naddress: post_url\n"
    (problem,) = publishing.load({"channels/post.yaml": text}).problems
    assert problem.path == "via"
    assert problem.params["suggestion"] == "wecom"


REPORT = {
    **NOTICE,
    "table": {"heads": ["来源", "线索"], "rows": [["展会", "12"], ["*广告*", "3"]]},
    "picture": base64.b64encode(b"PNG").decode(),
    "shown_at": "/subscriptions/pictures/t/7-s.png?slot=x",
}


def test_wecom_gets_a_reports_picture_after_its_words(send, web_server):
    picture = send("east_wecom", text=REPORT).json
    words = web_server.asked[-2].json["markdown"]["content"]
    assert "- 来源 · 线索\n- 展会 · 12\n- ＊广告＊ · 3" in words
    assert picture == {"msgtype": "image", "image": {"base64": "UE5H", "md5": hashlib.md5(b"PNG").hexdigest()}}


def test_dingtalk_shows_a_reports_picture_by_its_address(send):
    text = send("east_ding", text=REPORT).json["markdown"]["text"]
    assert "![](https://crm.house.example/subscriptions/pictures/t/7-s.png?slot=x)" in text
