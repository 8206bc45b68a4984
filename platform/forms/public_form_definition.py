"""The kind `public_form`: what a visitor without an account fills in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from definitions import LABEL_SCHEMA, Label, Source, kind

from .definition import FIELD_IDS
from .field_definition import LABEL


@dataclass(frozen=True)
class Step:
    """Fields a visitor sees together."""

    label: Label
    fields: tuple[str, ...]


@kind("public_form", folder="public", slug=True)
@dataclass(frozen=True)
class PublicFormDefinition:
    """A form by link: its questions, what is filled in silently, and what is said before and after."""

    id: str
    label: Label
    form: str
    steps: tuple[Step, ...]
    promise: Label | None = None
    next: tuple[Label, ...] = ()
    thanks: Label | None = None
    consent: Label | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    from_link: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """What a public form's file may hold."""
        step = {
            "type": "object",
            "required": ["fields"],
            "additionalProperties": False,
            "properties": {"label": LABEL, "fields": FIELD_IDS},
        }
        parameter = {"pattern": "^[A-Za-z][A-Za-z0-9_-]{0,39}$"}
        return {
            "description": "A form that visitors fill in by link",
            "required": ["form"],
            "anyOf": [{"required": ["fields"]}, {"required": ["steps"]}],
            "$defs": {"label": LABEL_SCHEMA},
            "properties": {
                "form": {"type": "string"},
                "promise": LABEL,
                "next": {"type": "array", "items": LABEL, "maxItems": 5},
                "fields": FIELD_IDS,
                "steps": {"type": "array", "items": step, "minItems": 1, "maxItems": 10},
                "values": {"type": "object"},
                "from_link": {"type": "object", "propertyNames": parameter, "additionalProperties": {"type": "string"}},
                "thanks": LABEL,
                "consent": LABEL,
            },
        }

    @classmethod
    def from_source(cls, source: Source) -> PublicFormDefinition:
        """The public form of a checked file."""
        data = source.data
        labels = {name: Label.of(data[name]) for name in ("promise", "thanks", "consent") if name in data}
        return cls(
            id=source.id,
            label=source.label(),
            form=data["form"],
            steps=_steps(data),
            next=tuple(Label.of(written) for written in data.get("next", ())),
            values=data.get("values", {}),
            from_link=data.get("from_link", {}),
            **labels,
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field that is asked, in order."""
        return tuple(field for step in self.steps for field in step.fields)

    @property
    def accepted(self) -> frozenset[str]:
        """Every field that a submission by this form may set."""
        return frozenset({*self.fields, *self.values, *self.from_link.values()})

    def submission(self, answers: Mapping[str, Any], link: Mapping[str, str]) -> dict[str, Any]:
        """The raw record: what the link carries, under the answers, under the fixed values no visitor can change."""
        carried = {field: link[name] for name, field in self.from_link.items() if link.get(name)}
        return {**carried, **answers, **self.values}


def _steps(data: dict[str, Any]) -> tuple[Step, ...]:
    if "steps" in data:
        return tuple(Step(Label.of(step.get("label"), ""), tuple(step["fields"])) for step in data["steps"])
    return (Step(Label.of(""), tuple(data["fields"])),)
