"""What one does to the choices of a field: add, change, move, retire, remove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from definitions import Refused

from .sheet import CHOICE_ORDER, Sheet


@dataclass(frozen=True)
class AddChoice:
    """One more, at the end."""

    field: str
    id: str
    label: Any

    def on(self, sheet: Sheet) -> Sheet:
        choices, path = _choices(sheet, self.field)
        if self.id in map(_id, choices):
            raise Refused("designer.id_taken", id=self.id)
        return sheet.insert(path, len(choices), {"id": self.id, "label": self.label})


@dataclass(frozen=True)
class ChangeChoice:
    """Another label or colour."""

    field: str
    choice: str
    changes: Mapping[str, Any]

    def on(self, sheet: Sheet) -> Sheet:
        return _changed(sheet, self.field, self.choice, self.changes)


@dataclass(frozen=True)
class RetireChoice:
    """Nobody can take it any more, records keep it; or it is there again."""

    field: str
    choice: str
    retired: bool = True

    def on(self, sheet: Sheet) -> Sheet:
        return _changed(sheet, self.field, self.choice, {"retired": True if self.retired else None})


@dataclass(frozen=True)
class MoveChoice:
    """To another position."""

    field: str
    choice: str
    to: int

    def on(self, sheet: Sheet) -> Sheet:
        choices, path = _choices(sheet, self.field)
        return sheet.move(path, _at(choices, self.choice), min(max(self.to, 0), len(choices) - 1))


@dataclass(frozen=True)
class RemoveChoice:
    """Gone altogether, for one that was never published."""

    field: str
    choice: str

    def on(self, sheet: Sheet) -> Sheet:
        choices, path = _choices(sheet, self.field)
        if len(choices) == 1:
            raise Refused("designer.last_choice")
        return sheet.drop((*path, _at(choices, self.choice)))


def _changed(sheet: Sheet, field: str, choice: str, changes: Mapping[str, Any]) -> Sheet:
    choices, path = _choices(sheet, field)
    at = _at(choices, choice)
    if isinstance(choices[at], str):
        written = {"id": choice, **{name: value for name, value in changes.items() if value is not None}}
        return sheet.put((*path, at), written) if len(written) > 1 else sheet
    return sheet.change((*path, at), changes, order=CHOICE_ORDER)


def _choices(sheet: Sheet, field: str) -> tuple[list[Any], tuple[Any, ...]]:
    choices = sheet.field(field).get("choices")
    if not isinstance(choices, list):
        raise Refused("designer.no_choices")
    return choices, ("fields", sheet.at(field), "choices")


def _at(choices: list[Any], id: str) -> int:
    for position, choice in enumerate(choices):
        if _id(choice) == id:
            return position
    raise Refused("designer.no_choice", id=id)


def _id(choice: Any) -> str:
    return choice if isinstance(choice, str) else str(choice.get("id")) if isinstance(choice, dict) else ""
