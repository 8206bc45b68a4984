"""A small kind of its own: this layer knows none of the product's."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from definitions import KINDS, Label, Source, kind


@dataclass(frozen=True)
class Recipe:
    """A kind that only these tests have."""

    id: str
    label: Label
    steps: tuple[str, ...]

    @classmethod
    def schema(cls) -> dict:
        step = {
            "type": "object",
            "additionalProperties": False,
            "required": ["id"],
            "properties": {
                "id": {"type": "string"},
                "heat": {"enum": ["low", "high"]},
                "minutes": {"type": "integer", "minimum": 1},
            },
        }
        return {"properties": {"steps": {"type": "array", "items": step, "minItems": 1}}, "required": ["steps"]}

    @classmethod
    def from_source(cls, source: Source) -> Recipe:
        return cls(source.id, source.label(), tuple(step["id"] for step in source.data["steps"]))


@pytest.fixture(scope="session", autouse=True)
def recipe_kind():
    if KINDS.find("recipe") is None:
        kind("recipe", folder="recipes")(Recipe)
    return Recipe
