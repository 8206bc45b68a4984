"""One name of a report: how rules see it, the column behind it, how its values are shown, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement

from definitions import Catalog, Label
from forms import RecordColumn, field_types, record_columns, scope_of
from rules import Name, Type

from ..entities.wording import OF_RECORDS

# Whose value a name is: each row has its own, several rows may share a record's, several records what they link to.
ROW, RECORD = "row", "record"


@dataclass(frozen=True, eq=False)
class Known:
    """One name of a report; `field` is the (form, field) whose rights hold for it."""

    name: Name
    column: ColumnElement
    shown: RecordColumn
    order: tuple[str, ...] = ()
    field: tuple[str, str] | None = None
    whose: str = RECORD

    @property
    def label(self) -> Label:
        return Label.of(self.name.label, self.shown.name)


def names_of_form(catalog: Catalog, form: str, columns: Mapping[str, ColumnElement]) -> Iterator[tuple[str, Known]]:
    """The fields and system names of a form's records, over these columns."""
    names = scope_of(catalog, form).names
    for id, shown in record_columns(catalog, form).items():
        if id not in columns or id not in names:
            continue
        worded = OF_RECORDS.get(id)
        labels = {} if shown.own or names[id].choices or worded is None else dict(worded(catalog, form))
        shown = choosing(id, Label.of(names[id].label), labels) if labels else shown
        field = (form, shown.field) if shown.field is not None else None
        yield id, Known(names[id], columns[id], shown, order_of(shown), field)


def choosing(id: str, label: Label, labels: Mapping[str, Label]) -> RecordColumn:
    """A column of a choice with these words."""
    options = [{"id": each, "label": text.as_written()} for each, text in labels.items()]
    return RecordColumn(id, label, field_types.get("choice").from_options({"choices": options}), own=False)


def order_of(shown: RecordColumn) -> tuple[str, ...]:
    """The ids of a choice in the order of their definition."""
    return tuple(option.id for option in getattr(shown.type, "choices", ()))


def is_grouped(kind: Type) -> bool:
    """Whether rows can be put together by values of this type; a list would count one row several times."""
    return kind not in (Type.CHOICES, Type.TEXTS, Type.LINKS, Type.DURATION, Type.OTHER, Type.SEALED, Type.NULL)
