"""What one does to the form itself and to its sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from definitions import Refused

from .sheet import FORM_ORDER, SECTION_ORDER, Sheet


@dataclass(frozen=True)
class ChangeForm:
    """Its names, its icon, what names a record, how its sections are shown."""

    changes: Mapping[str, Any]

    def on(self, sheet: Sheet) -> Sheet:
        changes = {name: value for name, value in self.changes.items() if name not in ("kind", "id", "fields")}
        return sheet.change((), changes, order=FORM_ORDER)


@dataclass(frozen=True)
class ListRelated:
    """Records of another form that point here by a field are listed on the page, or no more."""

    form: str
    by: str
    listed: bool = True

    def on(self, sheet: Sheet) -> Sheet:
        lists = sheet.data.get("related") or []
        if not isinstance(lists, list) or not all(isinstance(each, dict) for each in lists):
            raise Refused("designer.mend_first")
        at = next(
            (at for at, one in enumerate(lists) if (one.get("form"), one.get("by")) == (self.form, self.by)), None
        )
        if (at is not None) == self.listed:
            return sheet
        if at is not None:
            return sheet.drop(("related", at) if len(lists) > 1 else ("related",))
        one = {"form": self.form, "by": self.by}
        if lists:
            return sheet.insert(("related",), len(lists), one)
        return sheet.put(("related",), [one], order=FORM_ORDER)


@dataclass(frozen=True)
class AddSection:
    """A new heading at the end; the first one takes all fields that are there under one before it."""

    id: str
    label: Any
    columns: int = 2

    def on(self, sheet: Sheet) -> Sheet:
        ready = sheet.with_layout()
        if self.id in (section.get("id") for section in ready.sections):
            raise Refused("designer.id_taken", id=self.id)
        written = {"id": self.id, "label": self.label, "columns": self.columns, "fields": []}
        return ready.insert(("layout",), len(ready.sections), written)


@dataclass(frozen=True)
class ChangeSection:
    """Another heading, more or fewer columns, asked later or at once."""

    id: str
    changes: Mapping[str, Any]

    def on(self, sheet: Sheet) -> Sheet:
        changes = {name: value for name, value in self.changes.items() if name not in ("id", "fields")}
        return sheet.change(("layout", sheet.section_at(self.id)), changes, order=SECTION_ORDER)


@dataclass(frozen=True)
class MoveSection:
    """To another position."""

    id: str
    to: int

    def on(self, sheet: Sheet) -> Sheet:
        return sheet.move(("layout",), sheet.section_at(self.id), min(max(self.to, 0), len(sheet.sections) - 1))


@dataclass(frozen=True)
class RemoveSection:
    """Takes an empty section away; with the last one the form has no layout, and all fields stand together."""

    id: str

    def on(self, sheet: Sheet) -> Sheet:
        at = sheet.section_at(self.id)
        if sheet.sections[at]["fields"]:
            raise Refused("designer.section_not_empty")
        return sheet.drop(("layout", at) if len(sheet.sections) > 1 else ("layout",))
