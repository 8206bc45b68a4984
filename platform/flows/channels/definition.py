"""The kind `channel`: a way out of the house, by name; what is secret about it stands in secret settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from definitions import Label, Source, kind

from .limits import LIMITS_SCHEMA, Limits, read_limits

NOW, DIGEST, NEVER = "now", "digest", "never"
HOW = (NOW, DIGEST, NEVER)
SECRET_NAME = {
    "type": "string",
    "pattern": "^[a-z][a-z0-9_]{0,47}$",
    "description": "The name of a secret setting, never the value: `leadwright secret set NAME`",
}
_NAMES = {"type": "array", "items": {"type": "string"}, "uniqueItems": True, "minItems": 1}


@dataclass(frozen=True)
class Audience:
    """Whose notices may go by a channel; nobody named is everybody."""

    teams: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@kind("channel", folder="channels")
@dataclass(frozen=True)
class ChannelDefinition:
    """One way out: by what, to which address, for whom, with which events at first, and how much at most."""

    id: str
    label: Label
    via: str
    address: str | None = None
    secret: str | None = None
    audience: Audience = Audience()
    events: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = Limits()
    mention: bool = True
    body: Mapping[str, str] = field(default_factory=dict)
    form: ClassVar[None] = None

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """What a channel's file may hold."""
        return {
            "description": "A way by which messages leave the house",
            "required": ["via", "address"],
            "properties": {
                "via": {"type": "string", "description": "mail, sms, wecom, dingtalk, feishu or webhook"},
                "address": {**SECRET_NAME, "description": "The name of the secret that holds the address"},
                "secret": {**SECRET_NAME, "description": "The name of the secret that messages are signed with"},
                "for": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"teams": _NAMES, "roles": _NAMES},
                    "description": "Whose notices may go this way; everybody's where it is not said",
                },
                "events": {
                    "type": "object",
                    "additionalProperties": {"enum": list(HOW)},
                    "description": "What goes this way until a person says otherwise: event: now, digest or never",
                },
                "mention": {"type": "boolean", "description": "Robots call the person by their phone number"},
                "body": {
                    "type": "object",
                    "minProperties": 1,
                    "additionalProperties": {"type": "string"},
                    "description": "What a gateway for short messages gets: field: {{ to }}, {{ text }}, {{ id }}",
                },
                "limits": LIMITS_SCHEMA,
            },
        }

    @classmethod
    def from_source(cls, source: Source) -> ChannelDefinition:
        """The channel of a checked file."""
        data, whose = source.data, source.data.get("for", {})
        return cls(
            id=source.id,
            label=source.label(),
            via=data["via"],
            address=data["address"],
            secret=data.get("secret"),
            audience=Audience(tuple(whose.get("teams", ())), tuple(whose.get("roles", ()))),
            events=data.get("events", {}),
            limits=read_limits(data.get("limits", {})),
            mention=data.get("mention", True),
            body=data.get("body", {}),
        )

    @property
    def secrets(self) -> tuple[str, ...]:
        """The secret settings without which nothing goes this way."""
        return tuple(name for name in (self.address, self.secret) if name)
