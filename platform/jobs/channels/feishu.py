"""A Feishu group robot (飞书自定义机器人): a rich text, signed in the body."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

from ..outside import Outside
from . import CHANNELS
from .answer import Answer
from .parcel import Parcel
from .posting import post_json, robot_said
from .saying import Saying

TOO_OFTEN = (9499, 11232, 99991400)


@CHANNELS.register("feishu")
def feishu(parcel: Parcel, outside: Outside) -> Answer:
    """The moment and its signature go with the message."""
    answer = post_json(parcel, outside, parcel.address, {**_signed(parcel), **_message(parcel)})
    return robot_said(answer, code="code", busy=TOO_OFTEN)


def signature(secret: str, timestamp: str) -> str:
    """HMAC-SHA256 over nothing, with the moment and the secret as its key, as the maker documents it."""
    signed = hmac.new(f"{timestamp}\n{secret}".encode(), b"", hashlib.sha256)
    return base64.b64encode(signed.digest()).decode()


def _signed(parcel: Parcel) -> dict[str, str]:
    if not parcel.secret:
        return {}
    timestamp = str(int(parcel.at.timestamp()))
    return {"timestamp": timestamp, "sign": signature(parcel.secret, timestamp)}


def _message(parcel: Parcel) -> dict[str, Any]:
    saying = Saying.of(parcel)
    language = "zh_cn" if saying.language == "zh" else "en_us"
    lines = [*_lines(saying), *(line for item in saying.items for line in (_bold(item.title), *_lines(item)))]
    if parcel.mentioned:
        lines.append([{"tag": "text", "text": f"@{parcel.receiver.name}"}])
    return {"msg_type": "post", "content": {"post": {language: {"title": saying.title, "content": lines}}}}


def _lines(saying: Saying) -> Iterator[list[dict[str, Any]]]:
    for line in saying.lines:
        yield [{"tag": "text", "text": line}]
    if saying.link:
        yield [{"tag": "a", "text": saying.verb or saying.link, "href": saying.link}]


def _bold(title: str) -> list[dict[str, Any]]:
    return [{"tag": "text", "text": title, "style": ["bold"]}]
