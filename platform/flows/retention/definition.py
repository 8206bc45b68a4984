"""The kind `retention`: how long records of a form are kept after they are over, and what becomes of them then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from definitions import DURATION_SCHEMA, Catalog, Duration, Label, Problem, Source, check, kind
from forms import FormDefinition

from ..reading import read_duration

DELETE, ANONYMISE = "delete", "anonymise"
OUTCOMES = ("won", "lost", "invalid")
NOTICE = Duration(7, "days")


@kind("retention", folder="retention")
@dataclass(frozen=True)
class RetentionRule:
    """Records that ended in one of these ways, or lie in the trash, for so long: deleted, or fields emptied."""

    id: str
    label: Label
    form: str
    outcomes: frozenset[str]
    trash: bool
    after: Duration
    notice: Duration
    do: str
    fields: tuple[str, ...]

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """What a rule's file may hold."""
        names = {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True}
        return {
            "description": "How long records are kept after they are over",
            "required": ["form", "after", "do"],
            "oneOf": [{"required": ["outcomes"]}, {"required": ["trash"]}],
            "properties": {
                "form": {"type": "string"},
                "outcomes": {**names, "items": {"enum": list(OUTCOMES)}},
                "trash": {"const": True, "description": "Records in the trash"},
                "after": DURATION_SCHEMA,
                "notice": {**DURATION_SCHEMA, "description": "How long it is shown before it is done; 7d"},
                "do": {"enum": [DELETE, ANONYMISE]},
                "fields": {**names, "description": "What anonymising empties"},
            },
        }

    @classmethod
    def from_source(cls, source: Source) -> RetentionRule:
        """The rule of a checked file."""
        data = source.data
        return cls(
            id=source.id,
            label=source.label(),
            form=data["form"],
            outcomes=frozenset(data.get("outcomes", ())),
            trash=data.get("trash", False),
            after=read_duration(source, data["after"], ("after",)) or NOTICE,
            notice=read_duration(source, data.get("notice"), ("notice",)) or NOTICE,
            do=data["do"],
            fields=tuple(data.get("fields", ())),
        )


@check
def retention_rules_fit_their_form(catalog: Catalog) -> Iterator[Problem]:
    """A form there is, fields there are, and fields exactly where they are emptied."""
    for rule in catalog.all("retention"):
        form: FormDefinition | None = catalog.find("form", rule.form)
        if form is None:
            yield catalog.problem(rule, ("form",), "forms.problem.unknown_form", name=rule.form)
            continue
        if (rule.do == ANONYMISE) != bool(rule.fields):
            yield catalog.problem(rule, ("do",), "retention.problem.fields")
        for place, name in enumerate(rule.fields):
            field = form.find(name)
            if field is None:
                yield catalog.problem(rule, ("fields", place), "forms.problem.unknown_field", form=form.id, name=name)
            elif field.computed:
                yield catalog.problem(rule, ("fields", place), "forms.problem.fills_computed", field=name)
