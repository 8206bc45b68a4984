"""One call as OpenAPI describes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

JSON, BYTES = "application/json", "application/octet-stream"
KEY = {"$ref": "#/components/parameters/key"}
MATCH = {"$ref": "#/components/parameters/match"}
RECORD = {"$ref": "#/components/parameters/record"}
PLACES = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True)
class Call:
    """A method and an address: what it does, what it takes, what it answers."""

    method: str
    path: str
    name: str
    summary: str
    tag: str
    answer: Mapping[str, Any]
    body: Mapping[str, Any] | None = None
    parameters: tuple[Mapping[str, Any], ...] = ()
    status: int = 200
    media: str = JSON
    answer_media: str = JSON
    may_conflict: bool = False  # a question that is too early
    also: Mapping[int, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)  # other good answers, and when

    def written(self) -> dict[str, Any]:
        """The operation object."""
        operation: dict[str, Any] = {
            "operationId": self.name,
            "summary": self.summary,
            "tags": [self.tag],
            "parameters": [*self._places(), *self.parameters, *([KEY] if self.method in ("post", "patch") else [])],
            "responses": self._responses(),
        }
        if self.body is not None:
            operation["requestBody"] = {"required": True, "content": {self.media: {"schema": self.body}}}
        return operation

    def _places(self) -> list[Mapping[str, Any]]:
        return [RECORD if name == "record" else _place(name) for name in PLACES.findall(self.path)]

    def _responses(self) -> dict[str, Any]:
        good = {"description": self.summary, "content": {self.answer_media: {"schema": self.answer}}}
        statuses = ["401", "404", "422", "429"] + (["400", "403", "409", "413", "415"] if self.method != "get" else [])
        statuses += ["403", "409"] if self.may_conflict else []
        refused = {status: {"$ref": f"#/components/responses/{status}"} for status in sorted(statuses)}
        also = {
            str(status): {"description": when, "content": {JSON: {"schema": answer}}}
            for status, (when, answer) in self.also.items()
        }
        return {str(self.status): good, **also, **refused}


def paths_of(calls: Iterable[Call]) -> dict[str, Any]:
    """All calls by address and method."""
    paths: dict[str, Any] = {}
    for call in calls:
        paths.setdefault(call.path, {})[call.method] = call.written()
    return paths


def schema(name: str) -> dict[str, str]:
    """A reference to a named schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def query(name: str, kind: Mapping[str, Any], about: str = "") -> dict[str, Any]:
    """An argument behind the question mark."""
    return {"name": name, "in": "query", "schema": dict(kind), **({"description": about} if about else {})}


def _place(name: str) -> dict[str, Any]:
    kind = {"type": "integer"} if name in ("task", "run", "comment", "act", "person") else {"type": "string"}
    return {"name": name, "in": "path", "required": True, "schema": kind}
