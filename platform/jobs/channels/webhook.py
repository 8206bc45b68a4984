"""A webhook: JSON with a moment and a signature over both, so that whoever gets it knows that it is ours and fresh."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from ..outside import Outside
from . import CHANNELS
from .answer import Answer
from .parcel import Parcel
from .posting import as_bytes, post_json, understood
from .saying import Saying

TIMESTAMP, SIGNATURE = "Leadwright-Timestamp", "Leadwright-Signature"


@CHANNELS.register("webhook")
def webhook(parcel: Parcel, outside: Outside) -> Answer:
    """Any 2xx means that it was taken."""
    body = as_bytes(_message(parcel))
    return understood(post_json(parcel, outside, parcel.address, body, signed(parcel, body)))


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """`v1=` and the HMAC-SHA256 over `timestamp.body`."""
    return "v1=" + hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()


def signed(parcel: Parcel, body: bytes) -> dict[str, str]:
    """The headers that say when, and that it is ours."""
    timestamp = str(int(parcel.at.timestamp()))
    signed = {SIGNATURE: signature(parcel.secret, timestamp, body)} if parcel.secret else {}
    return {TIMESTAMP: timestamp, **signed}


def _message(parcel: Parcel) -> dict[str, Any]:
    delivery = parcel.delivery
    if "body" in delivery.text and delivery.about == "hook":
        return {"id": parcel.key, **delivery.text["body"]}
    saying = Saying.of(parcel)
    said = {
        "id": parcel.key,
        "event": delivery.kind,
        "at": delivery.created_at.isoformat(),
        "form": delivery.form,
        "record": delivery.record,
        "person": parcel.receiver.login if parcel.receiver else None,
        **saying.as_json(),
    }
    return {name: value for name, value in said.items() if value not in (None, "", [])}
