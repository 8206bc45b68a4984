"""Addresses that stand in messages: the way out, and the picture; whoever has one was sent it."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import quote

from records import Subscription


def leave_path(row: Subscription, person: int | None) -> str:
    """Where one gets it no more."""
    return f"/subscriptions/leave/{row.token}/{person or 0}-{_sign(row, person or 0)}"


def picture_path(row: Subscription, person: int, slot: str) -> str:
    """Where the picture of one message is shown, for robots that fetch it."""
    sign = _sign(row, person, slot)
    return f"/subscriptions/pictures/{row.token}/{person}-{sign}.png?slot={quote(slot)}"


def is_meant(row: Subscription, person: int, sign: str, slot: str = "") -> bool:
    """Whether an address was made for this person, and this time."""
    return sign == _sign(row, person, slot)


def delivery_key(id: int, person: int, slot: str) -> str:
    """One message for each person and time, however often it is tried."""
    return f"subscription:{id}:{person}:{slot}"


def _sign(row: Subscription, person: int, slot: str = "") -> str:
    return sha256(f"{row.token}:{person}:{slot}".encode()).hexdigest()[:24]
