"""What one does to the choices of a field, or of a column of its rows: add, change, move, retire, remove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from definitions import Refused

from .choice_lists import at, choices_of, end_of, id_of_choice
from .choice_uses import uses_in_form
from .sheet import CHOICE_ORDER, Sheet


@dataclass(frozen=True)
class AddChoice:
    """One more, at the end; an 'Other' stays last."""

    field: str
    id: str
    label: Any
    column: str = ""

    def on(self, sheet: Sheet) -> Sheet:
        choices, path = choices_of(sheet, self)
        if self.id in map(id_of_choice, choices):
            raise Refused("designer.id_taken", id=self.id)
        return sheet.insert(path, end_of(choices), {"id": self.id, "label": self.label})


@dataclass(frozen=True)
class ChangeChoice:
    """Another label or colour."""

    field: str
    choice: str
    changes: Mapping[str, Any]
    column: str = ""

    def on(self, sheet: Sheet) -> Sheet:
        return _changed(sheet, self, self.changes)


@dataclass(frozen=True)
class RenameChoice:
    """Another id, for a choice that no record can have; a default of the field and rules that name it follow."""

    field: str
    choice: str
    to: str
    column: str = ""

    def on(self, sheet: Sheet) -> Sheet:
        choices, path = choices_of(sheet, self)
        position = at(choices, self.choice)
        if self.to in map(id_of_choice, choices):
            raise Refused("designer.id_taken", id=self.to)
        place = (*path, position) if isinstance(choices[position], str) else (*path, position, "id")
        changed = sheet.put(place, self.to)
        if not self.column:
            for where, rule in uses_in_form(sheet.data, self.field, self.choice, self.to):
                changed = changed.put(where, rule)
        is_default = not self.column and sheet.field(self.field).get("default") == self.choice
        return changed.put((*path[:-1], "default"), self.to) if is_default else changed


@dataclass(frozen=True)
class RetireChoice:
    """Nobody can take it any more, records keep it; or it is there again."""

    field: str
    choice: str
    retired: bool = True
    column: str = ""

    def on(self, sheet: Sheet) -> Sheet:
        return _changed(sheet, self, {"retired": True if self.retired else None})


@dataclass(frozen=True)
class MoveChoice:
    """To another position."""

    field: str
    choice: str
    to: int
    column: str = ""

    def on(self, sheet: Sheet) -> Sheet:
        choices, path = choices_of(sheet, self)
        return sheet.move(path, at(choices, self.choice), min(max(self.to, 0), len(choices) - 1))


@dataclass(frozen=True)
class RemoveChoice:
    """Gone altogether, for one that was never published."""

    field: str
    choice: str
    column: str = ""

    def on(self, sheet: Sheet) -> Sheet:
        choices, path = choices_of(sheet, self)
        if len(choices) == 1:
            raise Refused("designer.last_choice")
        return sheet.drop((*path, at(choices, self.choice)))


def _changed(sheet: Sheet, act: ChangeChoice | RetireChoice, changes: Mapping[str, Any]) -> Sheet:
    choices, path = choices_of(sheet, act)
    place = at(choices, act.choice)
    if isinstance(choices[place], str):
        written = {"id": act.choice, **{name: value for name, value in changes.items() if value is not None}}
        return sheet.put((*path, place), written) if len(written) > 1 else sheet
    return sheet.change((*path, place), changes, order=CHOICE_ORDER)
