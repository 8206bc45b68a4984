"""The kind `notice_rules`: quiet hours and digests of the house, and what is urgent enough to pass them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from definitions import Catalog, Label, Source, kind

from .hours import CLOCK_SCHEMA, DAILY, HOURLY, Digest, Quiet

URGENT = "urgent"
QUIET_SCHEMA = {
    "type": "object",
    "required": ["from", "to"],
    "additionalProperties": False,
    "properties": {"from": CLOCK_SCHEMA, "to": CLOCK_SCHEMA},
}
DIGEST_SCHEMA = {
    "type": "object",
    "required": ["every"],
    "additionalProperties": False,
    "properties": {"every": {"enum": [HOURLY, DAILY]}, "at": CLOCK_SCHEMA},
}


@kind("notice_rules", folder="notices")
@dataclass(frozen=True)
class NoticeRules:
    """What holds for everybody's notices until a person says otherwise; what passes the quiet, only the admin says."""

    id: str
    label: Label
    quiet: Quiet | None = None
    digest: Digest = Digest()
    passes_quiet: frozenset[str] = frozenset()
    form: ClassVar[None] = None

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """What the rules' file may hold."""
        return {
            "description": "Quiet hours, digests, and what is told in spite of them",
            "properties": {
                "quiet": {**QUIET_SCHEMA, "description": "When nothing is sent, on each person's own clock"},
                "digest": {**DIGEST_SCHEMA, "description": "When what was gathered is sent"},
                "passes_quiet": {
                    "type": "array",
                    "items": {"type": "string"},
                    "uniqueItems": True,
                    "description": "Events that are sent in spite of it; urgent: all that is about an urgent record",
                },
            },
        }

    @classmethod
    def from_source(cls, source: Source) -> NoticeRules:
        """The rules of a checked file."""
        data = source.data
        return cls(
            id=source.id,
            label=source.label(),
            quiet=Quiet.of(data["quiet"]) if "quiet" in data else None,
            digest=Digest.of(data["digest"]) if "digest" in data else Digest(),
            passes_quiet=frozenset(data.get("passes_quiet", ())),
        )


def rules_of(catalog: Catalog) -> NoticeRules:
    """The rules of this configuration; without a file there is no quiet, and nothing has to pass it."""
    return next(iter(catalog.all("notice_rules")), NoticeRules("none", Label.of("none")))
