"""The question with a record's values in it: an address, headers, a body; and what makes two questions the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from definitions import PLACE

from .definition import KEY, EnrichmentDefinition


@dataclass(frozen=True)
class Question:
    """What is sent, once it may be sent."""

    lookup: int
    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False, default_factory=dict)
    body: bytes | None = None
    digest: str = ""


def question_of(
    definition: EnrichmentDefinition, lookup: int, values: Mapping[str, str], *, address: str, key: str | None
) -> Question:
    """The question about a record; the secret key is no part of what makes it the same as another."""
    ask, shown = definition.ask, {**values, KEY: key or ""}
    query = {name: _filled(each, shown) for name, each in ask.query.items()}
    body = _body(ask.body, shown) if ask.body is not None and ask.method == "POST" else None
    plain = [definition.id, ask.method, _path(ask.path, values), _filled(ask.query, values), _filled(ask.body, values)]
    headers = {name: " ".join(str(_filled(each, shown)).split()) for name, each in ask.headers.items()}
    return Question(
        lookup=lookup,
        method=ask.method,
        url=_url(address, _path(ask.path, shown), query),
        headers={**headers, **({"Content-Type": "application/json"} if body is not None else {})},
        body=body,
        digest=hashlib.sha256(json.dumps([address, *plain], sort_keys=True, default=str).encode()).hexdigest(),
    )


def _url(address: str, path: str, query: Mapping[str, Any]) -> str:
    """The address, what stands behind it, and both their arguments."""
    base, own = address.partition("?")[::2]
    arguments = "&".join(filter(None, (own, urlencode(query))))
    whole = f"{base.rstrip('/')}{'/' if path and not path.startswith('/') else ''}{path}"
    if not urlsplit(whole).path:
        whole += "/"
    return f"{whole}?{arguments}" if arguments else whole


def _path(path: str, values: Mapping[str, str]) -> str:
    """A value in a path stays in its place: it brings no slash and no dots that climb."""
    return PLACE.sub(lambda place: quote(str(values.get(place[1]) or ""), safe="").replace("..", "%2E%2E"), path)


def _filled(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return PLACE.sub(lambda place: str(values.get(place[1]) or ""), value)
    if isinstance(value, Mapping):
        return {name: _filled(each, values) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_filled(each, values) for each in value]
    return value


def _body(body: Mapping[str, Any], values: Mapping[str, str]) -> bytes:
    return json.dumps(_filled(body, values), ensure_ascii=False).encode()
