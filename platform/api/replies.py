"""What an endpoint answers, before it becomes an HTTP response."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from flask import Response, request

from forms import masked_anywhere
from records import each_replaced

JSON = "application/json"


@dataclass(frozen=True)
class Reply:
    """A status and what is said with it."""

    data: Any
    status: int = 200

    @property
    def text(self) -> str:
        """The body, as it is sent and as it is kept for a call that comes twice."""
        return each_replaced(_written(self.data), lambda sealed: json.dumps(masked_anywhere(sealed))[1:-1])

    def response(self, **headers: str) -> Response:
        """As an HTTP response; a record brings its version as ETag, a new one its address."""
        return respond(self.text, self.status, self.data, **headers)


def respond_once(data: Any) -> Response:
    """What is said to this caller alone and kept nowhere, on the way either."""
    return respond(_written(data), 200, data, Cache_Control="no-store")


def respond(text: str, status: int, data: Any, **headers: str) -> Response:
    """A JSON response from text that is ready; `data` is the same, for the headers."""
    response = Response(text, status, mimetype=JSON)
    if isinstance(data, dict) and isinstance(data.get("version"), int):
        response.headers["ETag"] = f'"{data["version"]}"'
    if status == 201 and isinstance(data, dict) and "id" in data:
        response.headers["Location"] = f"{request.path.rstrip('/')}/{data['id']}"
    response.headers.extend({name.replace("_", "-"): value for name, value in headers.items()})
    return response


def _written(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
