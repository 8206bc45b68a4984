"""Who calls: a bearer token in the Authorization header and nothing else, never a browser's session."""

from __future__ import annotations

from datetime import timedelta

from flask import g, request

from accounts import tokens
from definitions import Refused

from . import desk

USED_EVERY = timedelta(minutes=10)


class NoToken(Refused):
    """Nobody we know: the token is missing, wrong, revoked or of somebody who left."""

    status = 401

    @property
    def challenge(self) -> str:
        """What the answer's WWW-Authenticate header says."""
        wrong = ', error="invalid_token"' if self.code == "token_wrong" else ""
        return f'Bearer realm="leadwright"{wrong}'


def recognise() -> None:
    """Find the person of the token before anything of the call is read, and note that the token was used."""
    token = find_token()
    if token is None:
        raise NoToken("api.token_missing" if _written() is None else "api.token_wrong")
    g.api_person = token.person


def find_token() -> tokens.TokenRow | None:
    """The token of this call, if it holds; its use is written down every ten minutes at most."""
    secret = _written()
    if not secret:
        return None
    database = desk.workspace().database
    with database.glance() as connection:
        token = tokens.find(connection, secret)
    if token is not None and (token.last_used_at is None or desk.now() - token.last_used_at >= USED_EVERY):
        with database.transaction() as connection:
            tokens.note_use(connection, token, desk.now())
    return token


def _written() -> str | None:
    """What stands behind `Bearer`; None where the header says nothing of the kind."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None
