"""The kind `script`: words to say or to send, written once and used by the tasks of any stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from definitions import LABEL_SCHEMA, Label, Source, kind

WAYS = ("call", "visit", "meeting", "message", "mail", "other")


@kind("script", folder="scripts")
@dataclass(frozen=True)
class Script:
    """What to say, with a record's values filled in; of a mail, its subject too."""

    id: str
    label: Label
    text: Label
    form: str | None = None
    way: str | None = None
    subject: Label | None = None

    @classmethod
    def schema(cls) -> dict[str, Any]:
        return {
            "description": "Words to say or to send",
            "required": ["text"],
            "properties": {
                "form": {"type": "string"},
                "text": LABEL_SCHEMA,
                "way": {"enum": list(WAYS), "description": "How it is said; a message or a mail can be copied"},
                "subject": LABEL_SCHEMA,
            },
        }

    @classmethod
    def from_source(cls, source: Source) -> Script:
        return cls.of(source.data)

    @classmethod
    def of(cls, data: dict[str, Any]) -> Script:
        """The script of a sound file's values."""
        return cls(
            id=data["id"],
            label=Label.of(data.get("label"), data["id"]),
            text=Label.of(data["text"]),
            form=data.get("form"),
            way=data.get("way"),
            subject=Label.of(data["subject"]) if "subject" in data else None,
        )

    @property
    def texts(self) -> tuple[Label, ...]:
        """Everything that is filled in."""
        return (self.text, self.subject) if self.subject else (self.text,)
