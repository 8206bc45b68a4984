"""A task that is somebody's yes or no: who is asked, how many must agree, and where a no takes the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from definitions import DURATION_SCHEMA, ID_PATTERN, LABEL_SCHEMA, Duration, Label, Source
from rules import Expression

from ..reading import Path, read_label, read_rule, report_twice
from .overdue import read_limit
from .party import WHO_SCHEMA, Party

ONE, ALL, BACK = "one", "all", "back"

_PARTIES = {"anyOf": [WHO_SCHEMA, {"type": "array", "items": WHO_SCHEMA, "minItems": 1, "maxItems": 20}]}
_NEED = {
    "description": "How many must agree: one, all, or a number of those who are asked",
    "anyOf": [{"enum": [ONE, ALL]}, {"type": "integer", "minimum": 1, "maximum": 50}],
}
_TIER = {
    "type": "object",
    "additionalProperties": False,
    "required": ["by"],
    "properties": {
        "id": {"type": "string", "pattern": ID_PATTERN},
        "label": LABEL_SCHEMA,
        "when": {"type": "string", "minLength": 1, "description": "discount > 20; without it, always"},
        "by": _PARTIES,
        "need": _NEED,
    },
}
APPROVE: dict[str, Any] = {
    "type": "object",
    "description": "Asks for a yes: by whom, how many; or tiers, of which the first that holds says who",
    "additionalProperties": False,
    "oneOf": [{"required": ["by"]}, {"required": ["tiers"]}],
    "properties": {
        "by": _PARTIES,
        "need": _NEED,
        "tiers": {"type": "array", "items": _TIER, "minItems": 1, "maxItems": 20},
        "shows": {
            "type": "array",
            "items": {"type": "string"},
            "uniqueItems": True,
            "description": "What they see before they answer; a change of these asks anew",
        },
        "remind": {**DURATION_SCHEMA, "description": "Those who have not answered are reminded this often"},
        "delegate": {"type": "boolean", "default": True, "description": "Whether an approver may hand it on"},
        "rejected": {
            "type": "object",
            "additionalProperties": False,
            "required": ["to"],
            "properties": {"to": {"type": "string", "description": "A stage, or back"}},
        },
    },
}


@dataclass(frozen=True)
class ApprovalTier:
    """Who is asked where a condition holds, and how many of them must agree."""

    id: str
    label: Label
    by: tuple[Party, ...]
    need: str | int = ALL
    when: Expression | None = None

    def wanted(self, asked: int) -> int:
        """How many of those asked have to agree."""
        if self.need == ONE:
            return min(1, asked)
        return asked if self.need == ALL else min(int(self.need), asked)


@dataclass(frozen=True)
class Approval:
    """An approval as an admin wrote it."""

    tiers: tuple[ApprovalTier, ...]
    shows: tuple[str, ...] = ()
    remind: Duration | None = None
    may_delegate: bool = True
    rejected_to: str | None = None

    @property
    def about(self) -> tuple[str, ...]:
        """The names whose values were agreed to: what is shown, and what decided who was asked."""
        ruled = {name for tier in self.tiers if tier.when is not None for name in tier.when.names}
        return (*self.shows, *sorted(ruled - set(self.shows)))


def read_approval(source: Source, written: dict[str, Any] | None, path: Path) -> Approval | None:
    """The approval of a task, if it is one."""
    if written is None:
        return None
    tiers = written.get("tiers") or [written]
    named = [{"id": f"tier_{place}", **tier} for place, tier in enumerate(tiers, 1)]
    if "tiers" in written:
        report_twice(source, named, (*path, "tiers"))
    return Approval(
        tiers=tuple(
            _tier(source, tier, (*path, "tiers", n) if "tiers" in written else path) for n, tier in enumerate(named)
        ),
        shows=tuple(written.get("shows", ())),
        remind=read_limit(source, written, (*path, "remind")),
        may_delegate=written.get("delegate", True),
        rejected_to=written.get("rejected", {}).get("to"),
    )


def _tier(source: Source, written: dict[str, Any], path: Path) -> ApprovalTier:
    by = written["by"]
    return ApprovalTier(
        id=written["id"],
        label=read_label(written),
        by=tuple(Party.of(party) for party in (by if isinstance(by, list) else [by])),
        need=written.get("need", ALL),
        when=read_rule(source, written.get("when"), (*path, "when")),
    )
