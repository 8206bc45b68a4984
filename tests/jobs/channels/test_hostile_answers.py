"""Whatever the other side answers, a message is carried once, and what came of it is written down."""

import pytest

from flows import delivering
from records import Delivery
from tests.outside_world import Told

STRANGE = {
    "nothing but NUL": Told(200, b"\0\0\0"),
    "no text at all": Told(200, bytes(range(256))),
    "nested without end": Told(200, b"[" * 60_000),
    "a code that is no number": Told(200, b'{"errcode": Infinity, "code": 1e999}'),
    "a code in words": Told(200, b'{"errcode": {"a": 1}, "code": [0]}'),
    "a code of many digits": Told(200, b'{"errcode": ' + b"9" * 6000 + b', "code": ' + b"9" * 6000 + b"}"),
    "a pause in signs that are no digits": Told(503, {}, {"Retry-After": "\u00b2"}),
    "a redirect with NUL": Told(302, b"\0", {"Location": "http://10.0.0.1/\u0085"}),
    "half a surrogate": Told(200, b'"\\ud800"'),
}


@pytest.mark.parametrize("answer", STRANGE.values(), ids=STRANGE.keys())
@pytest.mark.parametrize("channel", ["east_wecom", "feishu_room", "warehouse"])
def test_strange_answers_are_written_down_at_once(house, web_server, channel, answer):
    url = web_server.url
    house.sets(east_wecom_url=url, feishu_url=url, feishu_key="k", warehouse_url=url, warehouse_key="k")
    web_server.answer = answer
    with house.work() as work:
        notice = {"title": "新线索", "language": "zh"}
        delivering.leave(work, Delivery("n", channel, "notice", "assigned", notice, house.now, house.now))
    house.carries()
    [delivery] = house.deliveries()
    assert delivery.answer is not None
