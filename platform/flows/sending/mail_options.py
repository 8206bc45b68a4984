"""What a message says about itself as a mail: to which field's address, in whose name, what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

OPENS, CLICKS = "opens", "clicks"
OWNER, HOUSE = "owner", "house"
MAIL_SCHEMA = {
    "description": "How the message goes to a contact by mail; the title is its subject",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "to": {"type": "string", "description": "The field with the address; else the form's first mail address"},
        "from": {"enum": [OWNER, HOUSE], "default": OWNER, "description": "Whose name stands there"},
        "track": {"type": "array", "items": {"enum": [OPENS, CLICKS]}, "uniqueItems": True},
        "unsubscribe": {"type": "boolean", "default": True, "description": "false only for what they asked for"},
        "contact": {"type": "boolean", "default": False, "description": "Counts as having been in contact"},
        "language": {"type": "string", "pattern": "^[a-z]{2}$", "default": "zh"},
        "channel": {"type": "string", "description": "The channel it goes by; else the first for mail"},
    },
}


@dataclass(frozen=True)
class MailOptions:
    """The mail side of a message."""

    to: str | None = None
    sender: str = OWNER
    track: frozenset[str] = frozenset({OPENS, CLICKS})
    unsubscribe: bool = True
    contact: bool = False
    language: str = "zh"
    channel: str | None = None

    def as_json(self) -> dict[str, Any]:
        """What is kept with each mail, so that it is sent as it was meant then."""
        return {"from": self.sender, "track": sorted(self.track), "unsubscribe": self.unsubscribe,
                "contact": self.contact, "language": self.language}  # fmt: skip


def read_mail(written: Mapping[str, Any]) -> MailOptions:
    """The options as they are written; what is not said holds for every mail."""
    return MailOptions(
        to=written.get("to"),
        sender=written.get("from", OWNER),
        track=frozenset(written.get("track", (OPENS, CLICKS))),
        unsubscribe=written.get("unsubscribe", True),
        contact=written.get("contact", False),
        language=written.get("language", "zh"),
        channel=written.get("channel"),
    )
