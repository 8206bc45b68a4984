"""A WeCom group robot (企业微信群机器人): text with a mention by phone, else Markdown with a link."""

from __future__ import annotations

from base64 import b64encode
from hashlib import md5
from typing import Any

from ..outside import Outside
from . import CHANNELS
from .answer import DELIVERED, Answer
from .parcel import Parcel
from .posting import post_json, robot_said
from .saying import Saying

LONGEST_TEXT, LONGEST_MARKDOWN = 2048, 4096
TOO_OFTEN = (45009, 45033, -1)


@CHANNELS.register("wecom")
def wecom(parcel: Parcel, outside: Outside) -> Answer:
    """Its key stands in its address; it knows no signature."""
    answer = robot_said(post_json(parcel, outside, parcel.address, _message(parcel)), code="errcode", busy=TOO_OFTEN)
    if answer.outcome == DELIVERED and (picture := Saying.of(parcel).picture):
        post_json(parcel, outside, parcel.address, _picture(picture))  # what was said has arrived either way
    return answer


def _message(parcel: Parcel) -> dict[str, Any]:
    saying = Saying.of(parcel)
    if parcel.mentioned:
        text = {"content": shortened(saying.text(), LONGEST_TEXT), "mentioned_mobile_list": [parcel.mentioned]}
        return {"msgtype": "text", "text": text}
    return {"msgtype": "markdown", "markdown": {"content": shortened(saying.markdown(), LONGEST_MARKDOWN)}}


def _picture(picture: bytes) -> dict[str, Any]:
    """Its Markdown knows no pictures, so one is a message by itself."""
    said = {"base64": b64encode(picture).decode(), "md5": md5(picture, usedforsecurity=False).hexdigest()}
    return {"msgtype": "image", "image": said}


def shortened(text: str, most: int) -> str:
    """So much of a text as fits in so many bytes, without half a sign at its end."""
    encoded = text.encode()
    return text if len(encoded) <= most else encoded[: most - 3].decode("utf-8", "ignore") + "…"
