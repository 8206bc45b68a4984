"""A DingTalk group robot (钉钉自定义机器人): Markdown, signed in the address, with a mention by phone."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any
from urllib.parse import urlencode

from ..outside import Outside
from . import CHANNELS
from .answer import Answer
from .parcel import Parcel
from .posting import post_json, robot_said
from .saying import Saying

TOO_OFTEN = (130101, 410100, 90030, -1)


@CHANNELS.register("dingtalk")
def dingtalk(parcel: Parcel, outside: Outside) -> Answer:
    """With a secret, each address is good for an hour and for us alone."""
    answer = post_json(parcel, outside, _address(parcel), _message(parcel))
    return robot_said(answer, code="errcode", busy=TOO_OFTEN)


def signature(secret: str, timestamp: str) -> str:
    """HMAC-SHA256 over the moment and the secret, as the maker documents it."""
    signed = hmac.new(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256)
    return base64.b64encode(signed.digest()).decode()


def _address(parcel: Parcel) -> str:
    if not parcel.secret:
        return parcel.address
    timestamp = str(int(parcel.at.timestamp() * 1000))
    more = urlencode({"timestamp": timestamp, "sign": signature(parcel.secret, timestamp)})
    return f"{parcel.address}{'&' if '?' in parcel.address else '?'}{more}"


def _message(parcel: Parcel) -> dict[str, Any]:
    saying = Saying.of(parcel)
    text = saying.markdown() + (f"\n\n![]({saying.shown_at})" if saying.shown_at else "")
    text += f"\n\n@{parcel.mentioned}" if parcel.mentioned else ""
    said: dict[str, Any] = {"msgtype": "markdown", "markdown": {"title": saying.title, "text": text}}
    if parcel.mentioned:
        said["at"] = {"atMobiles": [parcel.mentioned], "isAtAll": False}
    return said
