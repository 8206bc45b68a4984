"""`/api/openapi.json`: what can be called, made from the published definitions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import Blueprint, Response, g, request

from accounts import VISITOR, Actor
from definitions import Catalog

from .. import bearer, desk
from ..inputs import arguments
from .document import document

NOTHING = Catalog({}, {}, {})

description = Blueprint("openapi", __name__, url_prefix="/api")


@description.get("/openapi.json")
def openapi() -> Response:
    """The description for the caller's role; without a token, of the calls without the forms of this house."""
    arguments()
    token = bearer.find_token()
    if token is None and "Authorization" in request.headers:
        raise bearer.NoToken("api.token_wrong")
    with _reading(token.person if token else None) as (catalog, actor):
        text, digest = _written(catalog, actor)
    response = Response(text, mimetype="application/json")
    response.set_etag(digest)
    return response.make_conditional(request)


@contextmanager
def _reading(person: int | None) -> Iterator[tuple[Catalog, Actor]]:
    """What is published, and who asks; to a stranger nothing is published."""
    if person is None:
        yield NOTHING, replace(VISITOR, language=desk.language())
        return
    g.api_person = person
    with desk.reading() as work:
        yield work.catalog, work.actor


def _written(catalog: Catalog, actor: Actor) -> tuple[str, str]:
    """Made once for each revision, role and language."""
    role = actor.role.id if actor.role else ""
    return catalog.derived(("openapi", role, actor.language), lambda: _write(catalog, actor))


def _write(catalog: Catalog, actor: Actor) -> tuple[str, str]:
    text = json.dumps(document(catalog, actor), ensure_ascii=False)
    return text, hashlib.sha256(text.encode()).hexdigest()[:32]
