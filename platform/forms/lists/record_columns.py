"""Every column a list, a filter or an export can have: the form's fields and the system names, on one contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from accounts import SOMEWHERE, Actor, Work, readable_fields
from definitions import Catalog, Label
from rules import Name, Type

from ..fields import Context, FieldType
from ..fields.choice import Choice, ChoiceOption
from ..fields.date import Day
from ..fields.datetime import Moment
from ..fields.decimal import DecimalNumber
from ..fields.person import PersonField
from ..fields.sensitive import masked
from ..fields.team import TeamField
from ..fields.text import Text
from ..fields.yes_no import YesNo
from ..scope import field_of, form_of, part_label, scope_of
from ..system_names import SYSTEM_TYPES


@dataclass(frozen=True)
class OpenChoice(Text):
    """A choice whose list nobody has said: any word may stand there."""

    rule_type: ClassVar = "choice"
    operators: ClassVar = Choice.operators


@dataclass(frozen=True, eq=False)
class RecordColumn:
    """One column: its name in rules, its label, and the type that reads and shows its values."""

    name: str
    label: Label
    type: FieldType
    own: bool = True
    mask: bool = False
    piece: bool = False

    @property
    def sealed(self) -> bool:
        """Whether its values are encrypted: nothing can be ordered or counted by them."""
        return self.type.rule_type == Type.SEALED

    @property
    def field(self) -> str | None:
        """The form's field whose value it is, or a piece of it; None of what the platform keeps."""
        return field_of(self.name) if self.own else None

    def shown(self, value: Any, context: Context) -> str:
        """The value as a list shows it; a masked one only in part."""
        if self.mask and value is not None:
            return masked(self.type, value)
        return self.type.display(value, context)


def record_columns(catalog: Catalog, form: str) -> Mapping[str, RecordColumn]:
    """All columns of a form's records by name."""
    return catalog.derived(("record columns", form), lambda: _columns(catalog, form))


def readable_columns(work: Work, form: str, *, stage: str | None = SOMEWHERE) -> Mapping[str, RecordColumn]:
    """The columns the actor may see of records in this stage; else in at least one."""
    return _readable(work.actor, work.catalog, form, stage)


def _readable(actor: Actor, catalog: Catalog, form: str, stage: str | None) -> Mapping[str, RecordColumn]:
    may_see = readable_fields(actor, form_of(catalog, form), stage=stage)
    everything = record_columns(catalog, form)
    return {name: column for name, column in everything.items() if not column.own or column.field in may_see}


def _columns(catalog: Catalog, form: str) -> dict[str, RecordColumn]:
    names = scope_of(catalog, form).names
    system = {name: _system(name, names[name]) for name in SYSTEM_TYPES}
    own = form_of(catalog, form)
    fields = {f.id: RecordColumn(f.id, f.label, f.type, mask=f.mask) for f in own.fields if not f.type.virtual}
    parts = {
        name: RecordColumn(name, part_label(field, part), part.type, mask=field.mask, piece=True)
        for name, (field, part) in own.parts.items()
    }
    return {**system, **fields, **parts}


def _system(name: str, known: Name) -> RecordColumn:
    return RecordColumn(name, Label.of(known.label), _type_of(name, known), own=False)


def _type_of(name: str, known: Name) -> FieldType:
    if name == "team":
        return TeamField()
    if known.type is Type.CHOICE:
        listed = tuple(ChoiceOption(id, Label.of(label)) for id, label in (known.choices or {}).items())
        return Choice(listed) if listed else OpenChoice()
    return _BY_TYPE[known.type]


_BY_TYPE: dict[Type, FieldType] = {
    Type.TEXT: Text(),
    Type.NUMBER: DecimalNumber(),
    Type.YES_NO: YesNo(),
    Type.DATE: Day(),
    Type.DATETIME: Moment(),
    Type.LINK: PersonField(),
}
