"""The kind `inlet`: where programs send to, how they prove themselves, and which of their words is which field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from definitions import Label, Source, kind

from ..picking import PICKS_SCHEMA, Path, Pick, read_path, read_picks
from .proof import PROOF_SCHEMA, Proof, read_proof

WEBHOOK, MAIL, SMS = "webhook", "mail", "sms"


@kind("inlet", folder="inlets", slug=True)
@dataclass(frozen=True)
class InletDefinition:
    """One way in: by what, for which form, proven how, mapped how, and what the sender wants to hear."""

    id: str
    label: Label
    form: str
    by: str = WEBHOOK
    proof: Proof = Proof()
    key: Path | None = None
    picks: tuple[Pick, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    answer: Any = None
    addresses: tuple[str, ...] = ()

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """What an inlet's file may hold."""
        return {
            "description": "An address to which programs send records, or mail",
            "required": ["form", "fields"],
            "properties": {
                "form": {"type": "string"},
                "by": {"enum": [WEBHOOK, MAIL, SMS], "default": WEBHOOK},
                "proof": PROOF_SCHEMA,
                "key": {"type": "string", "description": "The path to what tells a repeat: $.id"},
                "fields": PICKS_SCHEMA,
                "values": {"type": "object", "description": "Values that are always the same: source, cost"},
                "answer": {"description": "What the sender wants to hear once it is kept: {code: 0}"},
                "addresses": {
                    "type": "array",
                    "items": {"type": "string"},
                    "description": "For mail: the addresses whose mail is meant for this inlet",
                },
            },
        }

    @classmethod
    def from_source(cls, source: Source) -> InletDefinition:
        """The inlet of a checked file."""
        data = source.data
        return cls(
            id=source.id,
            label=source.label(),
            form=data["form"],
            by=data.get("by", WEBHOOK),
            proof=read_proof(data.get("proof", {})),
            key=_key(source, data.get("key")),
            picks=read_picks(source, data["fields"], ("fields",)),
            values=data.get("values", {}),
            answer=data.get("answer"),
            addresses=tuple(address.strip().lower() for address in data.get("addresses", ())),
        )

    @property
    def secrets(self) -> tuple[str, ...]:
        """The secret settings without which nobody can prove anything."""
        return tuple(filter(None, (self.proof.token, self.proof.secret)))

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field that it fills."""
        return tuple(dict.fromkeys([*(pick.field for pick in self.picks), *self.values]))

    def raw(self, sent: Any) -> dict[str, Any]:
        """The raw record: what was picked, under what is always the same."""
        picked = {pick.field: pick.value(sent) for pick in self.picks}
        return {name: value for name, value in {**picked, **self.values}.items() if value is not None}


def _key(source: Source, written: str | None) -> Path | None:
    if written is None:
        return None
    try:
        return read_path(written)
    except ValueError as error:
        source.problem(("key",), "picking.problem.bad_path", written=written, detail=str(error))
        return None
