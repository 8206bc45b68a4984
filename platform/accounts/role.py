"""The kind `role`: what people of one role see and do, form by form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar

from definitions import Label, Source, kind, suggest

LEVELS = ("none", "own", "team", "all")
THROUGH = "through"  # whoever sees what a record points at sees the record
HOMES = ("day", "board", "studio", "list")
ANY_FORM = "*"

# What a role can be allowed to do to the records of a form; `see`, `configure` and `people` are settings of their own.
FORM_VERBS = (
    "create",
    "edit",
    "assign",
    "accept",
    "claim",
    "release",
    "transfer",
    "advance",
    "skip",
    "park",
    "pause",
    "log",
    "complete",
    "grade",
    "import",
    "export",
    "merge",
    "trash",
)
VERBS = ("see", *FORM_VERBS, "report", "configure", "people")

_NAMES = {"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True}
_RIGHTS_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "see": {
            "description": "Whose records, none where it is not said; or {through: [link]}: those of records one sees",
            "anyOf": [
                {"enum": list(LEVELS)},
                {
                    "type": "object",
                    "required": [THROUGH],
                    "additionalProperties": False,
                    "properties": {
                        THROUGH: {**_NAMES, "minItems": 1, "description": "Links of the form: seen with what they name"}
                    },
                },
            ],
        },
        "do": {"anyOf": [{"const": "all"}, _NAMES], "description": "Verbs: " + ", ".join(FORM_VERBS)},
        "hide": {**_NAMES, "description": "Fields that these people never see"},
        "read_only": {**_NAMES, "description": "Fields that these people see and cannot change"},
        "unmask": {**_NAMES, "description": "Sensitive fields of which these people may see the whole, on demand"},
    },
}


@dataclass(frozen=True)
class FormRights:
    """What a role may do with the records of one form."""

    see: str = "none"
    through: tuple[str, ...] = ()  # the links that decide, where it is seen through them
    do: frozenset[str] = frozenset()
    hide: frozenset[str] = frozenset()
    read_only: frozenset[str] = frozenset()
    unmask: frozenset[str] = frozenset()


NO_RIGHTS = FormRights()


@kind("role", folder="roles")
@dataclass(frozen=True)
class RoleDefinition:
    """A role: where its people start, what they see and do, and what they may arrange for others."""

    id: str
    label: Label
    home: str = "list"
    forms: Mapping[str, FormRights] = field(default_factory=dict)
    configure: bool = False
    people: bool = False
    reports: str = "own"
    form: ClassVar[None] = None

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """What a role file may hold."""
        return {
            "description": "What people of this role see and do",
            "required": ["forms"],
            "properties": {
                "home": {"enum": list(HOMES), "default": "list", "description": "The page after signing in"},
                "forms": {"type": "object", "additionalProperties": _RIGHTS_SCHEMA},
                "configure": {"type": "boolean", "description": "May change and publish the configuration"},
                "people": {"type": "boolean", "description": "May arrange people, teams, leave and roles"},
                "reports": {"enum": list(LEVELS), "default": "own", "description": "Whose records reports count"},
            },
        }

    @classmethod
    def from_source(cls, source: Source) -> RoleDefinition:
        """The role of a checked file."""
        data = source.data
        rights = {form: _rights(source, form, written) for form, written in data["forms"].items()}
        return cls(
            id=source.id,
            label=source.label(),
            home=data.get("home", "list"),
            forms=MappingProxyType(rights),
            configure=data.get("configure", False),
            people=data.get("people", False),
            reports=data.get("reports", "own"),
        )

    def on(self, form: str) -> FormRights:
        """The rights on one form: its own entry, else the one for all forms (`*`), else none."""
        return self.forms.get(form) or self.forms.get(ANY_FORM) or NO_RIGHTS


def _rights(source: Source, form: str, written: Mapping[str, Any]) -> FormRights:
    see = written.get("see", "none")
    return FormRights(
        see=see if isinstance(see, str) else THROUGH,
        through=() if isinstance(see, str) else tuple(see[THROUGH]),
        do=_verbs(source, ("forms", form, "do"), written.get("do", ())),
        hide=frozenset(written.get("hide", ())),
        read_only=frozenset(written.get("read_only", ())),
        unmask=frozenset(written.get("unmask", ())),
    )


def _verbs(source: Source, path: tuple[str, ...], written: Any) -> frozenset[str]:
    if written == "all":
        return frozenset(FORM_VERBS)
    for position, verb in enumerate(written):
        if verb not in FORM_VERBS:
            message = "accounts.verb_is_a_setting" if verb in VERBS else "accounts.unknown_verb"
            known = ", ".join(FORM_VERBS)
            source.problem((*path, position), message, verb=verb, known=known, suggestion=suggest(verb, FORM_VERBS))
    return frozenset(written) & frozenset(FORM_VERBS)
