"""The kind `enrichment`: which source is asked, with what, when, and what becomes of its answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from definitions import DURATION_SCHEMA, PLACE, Duration, Label, Source, kind
from rules import Expression

from ..channels.definition import SECRET_NAME
from ..channels.limits import LIMITS_SCHEMA, Limits, read_limits
from ..picking import PICKS_SCHEMA, Path, Pick, read_path, read_picks
from ..reading import read_duration, read_rule

ENTRY, CHANGE, DEMAND = "entry", "change", "demand"
FILL, PROPOSE, OVERWRITE = "fill", "propose", "overwrite"
KEY = "key"
_TEXTS = {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}
_ASK = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "method": {"enum": ["GET", "POST"], "default": "GET"},
        "path": {"type": "string", "description": "What stands behind the address: /companies"},
        "query": {**_TEXTS, "description": "Behind the question mark; {{ field }} is the record's value"},
        "headers": {**_TEXTS, "description": "{{ key }} is the secret"},
        "body": {"type": "object", "description": "As JSON, for POST"},
    },
}


@dataclass(frozen=True)
class Ask:
    """The question as it is written, with places for the record's values."""

    method: str = "GET"
    path: str = ""
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None

    def names(self) -> frozenset[str]:
        """Every name that it fills in."""
        written = _texts([self.path, self.query, self.headers, self.body])
        return frozenset(name for text in written for name in PLACE.findall(text))


@kind("enrichment", folder="enrichments")
@dataclass(frozen=True)
class EnrichmentDefinition:
    """One source and what it is good for."""

    id: str
    label: Label
    form: str
    address: str
    key: str | None = None
    ask: Ask = Ask()
    on: frozenset[str] = frozenset({DEMAND})
    when: Expression | None = None
    needs: tuple[str, ...] = ()
    found: Path | None = None
    picks: tuple[Pick, ...] = ()
    policy: str = FILL
    keep: Duration | None = None
    limits: Limits = Limits()

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """What an enrichment's file may hold."""
        return {
            "description": "A source outside that is asked about records",
            "required": ["form", "address", "ask", "fields"],
            "properties": {
                "form": {"type": "string"},
                "address": {**SECRET_NAME, "description": "The name of the secret with the source's address"},
                "key": {**SECRET_NAME, "description": "The name of the secret that {{ key }} stands for"},
                "ask": _ASK,
                "on": {
                    "type": "array",
                    "items": {"enum": [ENTRY, CHANGE, DEMAND]},
                    "uniqueItems": True,
                    "description": "When a record comes in, when what is asked about changes, when somebody asks",
                },
                "when": {"type": "string", "description": "A condition on the record"},
                "needs": {
                    "type": "array",
                    "items": {"type": "string"},
                    "description": "Fields without which it is not asked; else all that the question fills in",
                },
                "found": {"type": "string", "description": "The path to what is there only if something was found"},
                "fields": PICKS_SCHEMA,
                "policy": {"enum": [FILL, PROPOSE, OVERWRITE], "default": FILL},
                "keep": {**DURATION_SCHEMA, "description": "How long an answer is good for the same question"},
                "limits": LIMITS_SCHEMA,
            },
        }

    @classmethod
    def from_source(cls, source: Source) -> EnrichmentDefinition:
        """The enrichment of a checked file."""
        data = source.data
        ask = _ask(data["ask"])
        return cls(
            id=source.id,
            label=source.label(),
            form=data["form"],
            address=data["address"],
            key=data.get("key"),
            ask=ask,
            on=frozenset(data.get("on", (DEMAND,))),
            when=read_rule(source, data.get("when"), ("when",)),
            needs=tuple(data.get("needs", sorted(ask.names() - {KEY}))),
            found=_found(source, data.get("found")),
            picks=read_picks(source, data["fields"], ("fields",)),
            policy=data.get("policy", FILL),
            keep=read_duration(source, data.get("keep"), ("keep",)),
            limits=read_limits(data.get("limits", {})),
        )

    @property
    def secrets(self) -> tuple[str, ...]:
        """The secret settings without which nobody can be asked."""
        return tuple(filter(None, (self.address, self.key)))

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Every field that it may fill."""
        return tuple(pick.field for pick in self.picks)


def _ask(written: Mapping[str, Any]) -> Ask:
    return Ask(
        written.get("method", "GET"),
        written.get("path", ""),
        written.get("query", {}),
        written.get("headers", {}),
        written.get("body"),
    )


def _found(source: Source, written: str | None) -> Path | None:
    if written is None:
        return None
    try:
        return read_path(written)
    except ValueError as error:
        source.problem(("found",), "picking.problem.bad_path", written=written, detail=str(error))
        return None


def _texts(value: Any) -> Iterator[str]:
    """Every text below a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each)
