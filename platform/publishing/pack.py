"""What a pack says of itself: pack.yaml at the top of its folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from definitions import LABEL_SCHEMA, Label, Source, kind


@kind("pack", folder="", slug=True)
@dataclass(frozen=True)
class PackDefinition:
    """A set of definitions that is installed, upgraded and removed together."""

    id: str
    label: Label
    version: str
    description: Label
    languages: tuple[str, ...]
    needs: tuple[str, ...]
    first: bool

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """The JSON Schema of pack.yaml."""
        return {
            "properties": {
                "version": {"type": "string", "pattern": r"^\d+\.\d+\.\d+$", "description": "a version such as 1.0.0"},
                "description": LABEL_SCHEMA,
                "languages": {"type": "array", "items": {"type": "string", "pattern": "^[a-z]{2}$"}},
                "needs": {"type": "array", "items": {"type": "string"}},
                "first": {"type": "boolean", "description": "Installed at the first start of an empty installation"},
            },
            "required": ["version"],
        }

    @classmethod
    def from_source(cls, source: Source) -> PackDefinition:
        """Reads a checked pack.yaml."""
        data = source.data
        return cls(
            source.id,
            source.label(),
            data["version"],
            source.label("description", default=""),
            tuple(data.get("languages", ())),
            tuple(data.get("needs", ())),
            data.get("first", False),
        )
