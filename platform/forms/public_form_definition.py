"""The kind `public_form`: what a visitor without an account fills in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from definitions import DURATION_SCHEMA, LABEL_SCHEMA, Duration, Label, Source, kind

from .definition import FIELD_IDS
from .field_definition import LABEL

BY = "by"  # what `thanks` can tell: when somebody answers at the latest
PARAMETER = "^[A-Za-z][A-Za-z0-9_-]{0,39}$"
ORIGIN = r"^https?://(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?$"
REFERRER, LANDING = VISIT = ("referrer", "landing_page")
# What a visit brings stands beside the link's parameters, under names that no parameter has.
OF_VISIT = "@"
BY_LINK = {
    "type": "object",
    "required": ["when", "values"],
    "additionalProperties": False,
    "description": "Values for links with these parameters",
    "properties": {
        "when": {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": PARAMETER},
            "additionalProperties": {"type": "string"},
        },
        "values": {"type": "object", "minProperties": 1},
    },
}
STEP = {
    "type": "object",
    "required": ["fields"],
    "additionalProperties": False,
    "properties": {"label": LABEL, "fields": FIELD_IDS},
}
FROM_LINK = {
    "type": "object",
    "propertyNames": {"pattern": PARAMETER},
    "additionalProperties": {"type": "string"},
}
FROM_VISIT = {
    "type": "object",
    "additionalProperties": False,
    "properties": {name: {"type": "string"} for name in VISIT},
    "description": "Fields for the page a visitor came from, and for the address they came in by",
}
EMBED = {
    "type": "array",
    "items": {"type": "string", "pattern": ORIGIN, "maxLength": 200},
    "maxItems": 50,
    "description": "Sites whose pages may hold the form in a frame; none, if not said",
}


@dataclass(frozen=True)
class Step:
    """Fields a visitor sees together."""

    label: Label
    fields: tuple[str, ...]


@dataclass(frozen=True)
class ByLink:
    """What is filled in for links whose parameters hold these values: a campaign, what a visitor by it costs."""

    when: Mapping[str, str]
    values: Mapping[str, Any]

    def fits(self, link: Mapping[str, str]) -> bool:
        """Whether a link is one of these."""
        return all(link.get(name) == value for name, value in self.when.items())


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
    privacy: Label | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    from_link: Mapping[str, str] = field(default_factory=dict)
    from_visit: Mapping[str, str] = field(default_factory=dict)
    by_link: tuple[ByLink, ...] = ()
    embed: tuple[str, ...] = ()
    most_per_minute: int = 60
    answer_within: Duration | None = None

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """What a public form's file may hold."""
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
                "steps": {"type": "array", "items": STEP, "minItems": 1, "maxItems": 10},
                "values": {"type": "object"},
                "from_link": FROM_LINK,
                "from_visit": FROM_VISIT,
                "by_link": {"type": "array", "items": BY_LINK, "maxItems": 200},
                "embed": EMBED,
                "most_per_minute": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 10_000,
                    "description": "More than this wait in the outbox and come in one after the other; 60, if not said",
                },
                "thanks": {**LABEL, "description": "What is said when it is in; {{ by }} is when `answer_within` ends"},
                "answer_within": {
                    **DURATION_SCHEMA,
                    "description": "How soon somebody answers, on the house's calendar",
                },
                "consent": LABEL,
                "privacy": {
                    **LABEL,
                    "description": "The privacy notice that stands beside the consent: its text, or its https address",
                },
            },
        }

    @classmethod
    def from_source(cls, source: Source) -> PublicFormDefinition:
        """The public form of a checked file."""
        data = source.data
        labels = {name: Label.of(data[name]) for name in ("promise", "thanks", "consent", "privacy") if name in data}
        return cls(
            id=source.id,
            label=source.label(),
            form=data["form"],
            steps=_steps(data),
            next=tuple(Label.of(written) for written in data.get("next", ())),
            values=data.get("values", {}),
            from_link=data.get("from_link", {}),
            from_visit=data.get("from_visit", {}),
            by_link=tuple(ByLink(each["when"], each["values"]) for each in data.get("by_link", ())),
            embed=tuple(data.get("embed", ())),
            most_per_minute=data.get("most_per_minute", cls.most_per_minute),
            answer_within=Duration.parse(data["answer_within"]) if "answer_within" in data else None,
            **labels,
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field that is asked, in order."""
        return tuple(field for step in self.steps for field in step.fields)

    @property
    def accepted(self) -> frozenset[str]:
        """Every field that a submission by this form may set."""
        by_link = (name for each in self.by_link for name in each.values)
        carried = (*self.from_link.values(), *self.from_visit.values())
        return frozenset({*self.fields, *self.values, *carried, *by_link})

    def privacy_href(self, language: str) -> str:
        """Where the privacy notice is read: at its own address, else on a page beside the form; empty without one."""
        said = self.privacy.text(language).strip() if self.privacy else ""
        return (
            said if said.startswith("https://") and len(said.split()) == 1 else f"/f/{self.id}/privacy" if said else ""
        )

    @property
    def parameters(self) -> frozenset[str]:
        """The parameters of a link that mean something here."""
        return frozenset({*self.from_link, *(name for each in self.by_link for name in each.when)})

    def carried(self, link: Mapping[str, str]) -> dict[str, str]:
        """What the link and the visit bring, by field."""
        by_name = {**self.from_link, **{OF_VISIT + name: field for name, field in self.from_visit.items()}}
        return {field: link[name] for name, field in by_name.items() if link.get(name)}

    def without(self, link: Mapping[str, str], fields: Collection[str]) -> dict[str, str]:
        """The link without what would go into these fields."""
        by_name = {**self.from_link, **{OF_VISIT + name: field for name, field in self.from_visit.items()}}
        return {name: value for name, value in link.items() if by_name.get(name) not in fields}

    def submission(self, answers: Mapping[str, Any], link: Mapping[str, str]) -> dict[str, Any]:
        """The raw record: what the link carries, under the answers, under the fixed values no visitor can change."""
        fixed = dict(self.values)
        for each in self.by_link:
            if each.fits(link):
                fixed |= each.values
        return {**self.carried(link), **answers, **fixed}


def _steps(data: dict[str, Any]) -> tuple[Step, ...]:
    if "steps" in data:
        return tuple(Step(Label.of(step.get("label"), ""), tuple(step["fields"])) for step in data["steps"])
    return (Step(Label.of(""), tuple(data["fields"])),)
