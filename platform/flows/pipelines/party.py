"""Whom a task, a notice or an approval is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# How one of several is found: by who has least to do, or by whoever takes it out of the queue.
FAIR, QUEUE = "fair", "queue"
GROUPS = ("role", "team")

_ONE = {"type": "string", "minLength": 1}


@dataclass(frozen=True)
class Party:
    """The owner, a superior, a role, a team, a person, or whoever a field of the record names."""

    kind: str
    value: str | None = None
    give: str = FAIR

    @classmethod
    def of(cls, written: str | dict[str, str]) -> Party:
        """`owner`, `superior`, or `{role: manager}`, `{team: east, give: queue}`, `{person: login}`, `{field: id}`."""
        if isinstance(written, str):
            return cls(written)
        ((kind, value),) = ((name, value) for name, value in written.items() if name != "give")
        return cls(kind, value, written.get("give", FAIR))

    @property
    def is_group(self) -> bool:
        """Whether it may stand for several people."""
        return self.kind in GROUPS

    def __str__(self) -> str:
        """`owner`, `team:east`."""
        return self.kind if self.value is None else f"{self.kind}:{self.value}"


OWNER = Party("owner")
SUPERIOR = Party("superior")
NOBODY = Party("nobody")


def _party_schema(description: str, kinds: tuple[str, ...], **more: Any) -> dict[str, Any]:
    return {
        "description": description,
        "anyOf": [
            {"type": "string", "enum": ["owner", "superior"]},
            {
                "type": "object",
                "additionalProperties": False,
                "properties": {**dict.fromkeys(kinds, _ONE), **more},
                "oneOf": [{"required": [name]} for name in kinds],
            },
        ],
    }


# Whom a notice goes to: everybody of a role or a team.
PARTY_SCHEMA = _party_schema("owner, superior, {role: …}, {team: …} or {person: login}", ("role", "team", "person"))
# Who has something to do: one of a role or a team, or its queue.
WHO_SCHEMA = _party_schema(
    "owner, superior, {person: login}, {field: id}, {role: …} or {team: …}, these with give: fair or queue",
    ("role", "team", "person", "field"),
    give={"enum": [FAIR, QUEUE], "default": FAIR, "description": "To whoever has least to do, or into the queue"},
)
