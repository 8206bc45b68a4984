"""How a sender proves that it is who it says: a token it knows, or a signature over what it sends."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ..channels.definition import SECRET_NAME

DIGESTS = ("sha256", "sha1", "sha512", "md5")
HEX, BASE64 = "hex", "base64"
# A signature over a moment is good for so long before and after it.
FRESH = timedelta(minutes=5)
PROOF_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "minProperties": 1,
    "properties": {
        "token": {**SECRET_NAME, "description": "The secret that comes as ?token=, X-Token or Authorization: Bearer"},
        "signature": {
            "type": "object",
            "required": ["secret", "header"],
            "additionalProperties": False,
            "properties": {
                "secret": SECRET_NAME,
                "header": {"type": "string", "minLength": 1},
                "timestamp": {"type": "string", "description": "The header with the moment that is signed too"},
                "digest": {"enum": list(DIGESTS), "default": DIGESTS[0]},
                "encoding": {"enum": [HEX, BASE64], "default": HEX},
                "prefix": {"type": "string", "description": "What stands before the signature: sha256="},
            },
        },
    },
}


@dataclass(frozen=True)
class Proof:
    """What is asked of a sender; nothing at all lets nobody in."""

    token: str | None = None
    secret: str | None = None
    header: str = ""
    timestamp: str | None = None
    digest: str = DIGESTS[0]
    encoding: str = HEX
    prefix: str = ""


@dataclass(frozen=True)
class Sent:
    """A message as it came over the wire."""

    body: bytes = field(repr=False)
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    arguments: Mapping[str, str] = field(default_factory=dict)
    remote: str = ""


def read_proof(written: Mapping[str, Any]) -> Proof:
    """The proof as it is written."""
    signed = written.get("signature", {})
    return Proof(
        token=written.get("token"),
        secret=signed.get("secret"),
        header=signed.get("header", "").lower(),
        timestamp=signed["timestamp"].lower() if "timestamp" in signed else None,
        digest=signed.get("digest", DIGESTS[0]),
        encoding=signed.get("encoding", HEX),
        prefix=signed.get("prefix", ""),
    )


def is_proven(proof: Proof, sent: Sent, secrets: Mapping[str, str | None], now: datetime) -> bool:
    """Whether everything that is asked was given; compared in a time that tells nothing."""
    if proof.token is None and proof.secret is None:
        return False
    return (proof.token is None or _knows_token(sent, secrets.get(proof.token))) and (
        proof.secret is None or _has_signed(proof, sent, secrets.get(proof.secret), now)
    )


def signature(proof: Proof, secret: str, sent: Sent) -> str:
    """What the header has to say."""
    stamp = f"{sent.headers.get(proof.timestamp, '')}.".encode() if proof.timestamp else b""
    made = hmac.new(secret.encode(), stamp + sent.body, getattr(hashlib, proof.digest)).digest()
    return proof.prefix + (made.hex() if proof.encoding == HEX else base64.b64encode(made).decode())


def _knows_token(sent: Sent, expected: str | None) -> bool:
    scheme, _, bearer = sent.headers.get("authorization", "").partition(" ")
    given = (sent.arguments.get("token"), sent.headers.get("x-token"), bearer if scheme.lower() == "bearer" else None)
    return expected is not None and any(_same(one, expected) for one in given if one)


def _has_signed(proof: Proof, sent: Sent, secret: str | None, now: datetime) -> bool:
    given = sent.headers.get(proof.header)
    if secret is None or not given or (proof.timestamp and not _is_fresh(sent.headers.get(proof.timestamp), now)):
        return False
    expected = signature(proof, secret, sent)
    return _same(given.strip(), expected) or (proof.encoding == HEX and _same(given.strip().lower(), expected.lower()))


def _is_fresh(written: str | None, now: datetime) -> bool:
    try:
        at = float(written or "")
    except ValueError:
        return False
    seconds = at / 1000 if at > 1e11 else at
    return abs(now.timestamp() - seconds) <= FRESH.total_seconds()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
