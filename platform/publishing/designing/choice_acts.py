"""What one does to the choices of a field, or of a column of its rows: add, change, move, retire, remove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from definitions import Refused

from .references import renamed_choice
from .sheet import CHOICE_ORDER, Path, Sheet


@dataclass(frozen=True)
class AddChoice:
    """One more, at the end."""

    field: str
    id: str
    label: Any
    column: str = ""

    def on(self, sheet: Sheet) -> Sheet:
        choices, path = _choices(sheet, self)
        if self.id in map(_id, choices):
            raise Refused("designer.id_taken", id=self.id)
        return sheet.insert(path, len(choices), {"id": self.id, "label": self.label})


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
        choices, path = _choices(sheet, self)
        at = _at(choices, self.choice)
        if self.to in map(_id, choices):
            raise Refused("designer.id_taken", id=self.to)
        place = (*path, at) if isinstance(choices[at], str) else (*path, at, "id")
        changed = sheet.put(place, self.to)
        if not self.column:
            for where, rule in renamed_choice(sheet.data, self.field, self.choice, self.to):
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
        choices, path = _choices(sheet, self)
        return sheet.move(path, _at(choices, self.choice), min(max(self.to, 0), len(choices) - 1))


@dataclass(frozen=True)
class RemoveChoice:
    """Gone altogether, for one that was never published."""

    field: str
    choice: str
    column: str = ""

    def on(self, sheet: Sheet) -> Sheet:
        choices, path = _choices(sheet, self)
        if len(choices) == 1:
            raise Refused("designer.last_choice")
        return sheet.drop((*path, _at(choices, self.choice)))


def _changed(sheet: Sheet, act: ChangeChoice | RetireChoice, changes: Mapping[str, Any]) -> Sheet:
    choices, path = _choices(sheet, act)
    at = _at(choices, act.choice)
    if isinstance(choices[at], str):
        written = {"id": act.choice, **{name: value for name, value in changes.items() if value is not None}}
        return sheet.put((*path, at), written) if len(written) > 1 else sheet
    return sheet.change((*path, at), changes, order=CHOICE_ORDER)


def _choices(sheet: Sheet, act: Any) -> tuple[list[Any], Path]:
    """The choices that an act is about, and where they stand."""
    path: Path = ("fields", sheet.at(act.field))
    holder = sheet.field(act.field)
    if act.column:
        columns = holder.get("fields")
        at = _at(columns if isinstance(columns, list) else [], act.column)
        path, holder = (*path, "fields", at), columns[at]
    choices = holder.get("choices") if isinstance(holder, dict) else None
    if not isinstance(choices, list):
        raise Refused("designer.no_choices")
    return choices, (*path, "choices")


def _at(choices: list[Any], id: str) -> int:
    for position, choice in enumerate(choices):
        if _id(choice) == id:
            return position
    raise Refused("designer.no_choice", id=id)


def _id(choice: Any) -> str:
    return choice if isinstance(choice, str) else str(choice.get("id")) if isinstance(choice, dict) else ""
