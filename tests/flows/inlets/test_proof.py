"""Nobody gets in without the proof that an inlet asks for, in whatever way they leave it out."""

import hashlib
import hmac
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.inlets import Proof, Sent, is_proven

NOW = datetime(2026, 11, 24, 2, 18, tzinfo=UTC)
TOKEN, SIGNED = Proof(token="t"), Proof(secret="s", header="x-signature", timestamp="x-timestamp", prefix="sha256=")
SECRETS = {"t": "t0ken", "s": "k3y"}


def proven(proof, secrets=SECRETS, now=NOW, **sent):
    return is_proven(proof, Sent(sent.pop("body", b"{}"), **sent), secrets, now)


def signed(body=b"{}", at=NOW, key="k3y"):
    stamp = str(int(at.timestamp()))
    made = hmac.new(key.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return {"x-timestamp": stamp, "x-signature": f"sha256={made}"}


@pytest.mark.parametrize(
    "sent",
    [
        {"arguments": {"token": "t0ken"}},
        {"headers": {"x-token": "t0ken"}},
        {"headers": {"authorization": "Bearer t0ken"}},
    ],
)
def test_a_token_may_come_in_three_ways(sent):
    assert proven(TOKEN, **sent)


@pytest.mark.parametrize("wrong", ["", "t0ke", "t0kenx", "T0KEN", "汉"])
def test_another_token_is_none(wrong):
    assert not proven(TOKEN, arguments={"token": wrong})


def test_a_signature_holds_for_its_body_and_moment():
    assert proven(SIGNED, headers=signed())
    assert not proven(SIGNED, headers=signed(), body=b"{ }")
    assert not proven(SIGNED, headers={**signed(), "x-timestamp": str(int(NOW.timestamp()) + 1)})
    assert not proven(SIGNED, headers=signed(key="other"))


def test_an_old_signature_is_stale():
    assert not proven(SIGNED, headers=signed(), now=datetime(2026, 11, 24, 2, 24, tzinfo=UTC))


def test_what_is_not_set_up_proves_nothing():
    assert not proven(TOKEN, {"t": None}, arguments={"token": ""})
    assert not proven(SIGNED, {"s": None}, headers=signed(key=""))
    assert not proven(Proof())


@given(st.dictionaries(st.sampled_from(["x-signature", "x-timestamp"]), st.text(max_size=80)))
def test_made_up_headers_never_prove(headers):
    assert not proven(SIGNED, headers=headers)
