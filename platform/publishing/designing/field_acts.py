"""What one does to the fields of a form: add, change, rename, move, duplicate, retire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from definitions import Refused
from forms import COMMON_SETTINGS, field_types

from .naming import free_id
from .references import renamed
from .sheet import FIELD_ORDER, FORM_ORDER, Sheet


@dataclass(frozen=True)
class AddField:
    """A new field, in a section or before another field; without either at the end."""

    id: str
    type: str
    label: Any
    settings: Mapping[str, Any] = field(default_factory=dict)
    section: str = ""
    before: str = ""

    def on(self, sheet: Sheet) -> Sheet:
        if self.id in sheet.ids():
            raise Refused("designer.id_taken", id=self.id)
        written = {"id": self.id, "type": self.type, "label": self.label, **self.settings}
        ordered = {name: written[name] for name in sorted(written, key=_place)}
        position = sheet.at(self.before) if self.before else self._behind(sheet)
        return _placed(sheet.insert(("fields",), position, ordered), self.id, self.section, self.before)

    def _behind(self, sheet: Sheet) -> int:
        """Next to those that it will stand beside."""
        if not self.section or not sheet.sections:
            return len(sheet.fields)
        known = {each.get("id"): n for n, each in enumerate(sheet.fields)}
        there = [known[id] for id in sheet.sections[sheet.section_at(self.section)]["fields"] if id in known]
        return there[-1] + 1 if there else len(sheet.fields)


@dataclass(frozen=True)
class ChangeField:
    """Other settings; None takes one away."""

    id: str
    changes: Mapping[str, Any]

    def on(self, sheet: Sheet) -> Sheet:
        changes = {name: value for name, value in self.changes.items() if name != "id"}
        return sheet.change(("fields", sheet.at(self.id)), changes, order=FIELD_ORDER)


@dataclass(frozen=True)
class ChangeType:
    """Another type: settings that it does not know go, what it needs comes."""

    id: str
    type: str
    settings: Mapping[str, Any] = field(default_factory=dict)

    def on(self, sheet: Sheet) -> Sheet:
        known = {"id", "type", *COMMON_SETTINGS, *field_types.get(self.type).options} - {"default"}
        now = sheet.field(self.id)
        path = ("fields", sheet.at(self.id))
        gone = {name: None for name in now if name not in known}
        needed = {name: value for name, value in self.settings.items() if name not in now or name in gone}
        return sheet.change(path, {"type": self.type, **gone, **needed}, order=FIELD_ORDER)


@dataclass(frozen=True)
class RenameField:
    """Another id, for a field that nobody has filled yet; whatever names it in the form follows."""

    id: str
    to: str

    def on(self, sheet: Sheet) -> Sheet:
        if self.to == self.id:
            return sheet
        if self.to in sheet.ids():
            raise Refused("designer.id_taken", id=self.to)
        changed = sheet.put(("fields", sheet.at(self.id), "id"), self.to)
        for path, after in renamed(sheet.data, self.id, self.to):
            changed = changed.put(path, after)
        return changed


@dataclass(frozen=True)
class MoveField:
    """To another place: into a section, before another field or at its end."""

    id: str
    section: str = ""
    before: str = ""

    def on(self, sheet: Sheet) -> Sheet:
        sheet.at(self.id)
        if self.before:
            sheet.at(self.before)
        if self.before == self.id:
            return sheet
        return _placed(sheet, self.id, self.section, self.before)


@dataclass(frozen=True)
class DuplicateField:
    """The same once more, right behind it."""

    id: str
    once: frozenset[str] = frozenset()  # ids that the form had before

    def on(self, sheet: Sheet) -> Sheet:
        position, place = sheet.at(self.id), sheet.place_of(self.id)
        twin = {**sheet.field(self.id), "id": self.new_id(sheet)}
        changed = sheet.insert(("fields",), position + 1, twin)
        return changed.insert(("layout", place[0], "fields"), place[1] + 1, twin["id"]) if place else changed

    def new_id(self, sheet: Sheet) -> str:
        """What the second one will be called."""
        return free_id(self.id, {*sheet.ids(), *self.once})


@dataclass(frozen=True)
class RetireField:
    """Takes a field from the form; its column and what is in it stay, and publishing it again brings both back."""

    id: str

    def on(self, sheet: Sheet) -> Sheet:
        if sheet.data.get("title") == self.id:
            raise Refused("designer.title_stays")
        if len(sheet.fields) == 1:
            raise Refused("designer.last_field")
        place, subtitle = sheet.place_of(self.id), sheet.data.get("subtitle") or []
        changed = sheet.drop(("fields", sheet.at(self.id)))
        if place is not None:
            changed = changed.drop(("layout", place[0], "fields", place[1]))
        if self.id not in subtitle:
            return changed
        return changed.drop(("subtitle", subtitle.index(self.id)) if len(subtitle) > 1 else ("subtitle",))


@dataclass(frozen=True)
class SetUnique:
    """No two records with the same value: a rule for duplicates that refuses the second."""

    id: str
    unique: bool

    def on(self, sheet: Sheet) -> Sheet:
        sheet.at(self.id)
        rules = sheet.data.get("duplicates") or []
        mine = next((n for n, rule in enumerate(rules) if is_unique_rule(rule, self.id)), None)
        if self.unique == (mine is not None):
            return sheet
        if not self.unique:
            return sheet.drop(("duplicates", mine) if len(rules) > 1 else ("duplicates",))
        taken = (rule.get("id", "") for rule in rules if isinstance(rule, dict))
        rule = {"id": free_id(f"same_{self.id}"[:44], taken), "match": [self.id], "do": "refuse"}
        if rules:
            return sheet.insert(("duplicates",), len(rules), rule)
        return sheet.put(("duplicates",), [rule], order=FORM_ORDER)


def is_unique_rule(rule: Any, field: str) -> bool:
    """Whether a rule for duplicates says nothing but that a field's values are unique."""
    return isinstance(rule, dict) and rule.get("match") == [field] and rule.get("do") == "refuse"


def _placed(sheet: Sheet, id: str, section: str, before: str) -> Sheet:
    """The field where it is to be: in the layout where there is one, else in the order of the fields."""
    if not sheet.sections:
        at = sheet.at(id)
        goal = sheet.at(before) if before else len(sheet.fields)
        return sheet.move(("fields",), at, goal - 1 if goal > at else goal)
    there, goal = sheet.place_of(id), _goal(sheet, section, before)
    if there is None:
        return sheet.insert(("layout", goal[0], "fields"), goal[1], id)
    if there[0] == goal[0]:
        return sheet.move(("layout", goal[0], "fields"), there[1], goal[1] - 1 if goal[1] > there[1] else goal[1])
    changed = sheet.drop(("layout", there[0], "fields", there[1]))
    return changed.insert(("layout", goal[0], "fields"), goal[1], id)


def _goal(sheet: Sheet, section: str, before: str) -> tuple[int, int]:
    if before and (found := sheet.place_of(before)) is not None:
        return found
    number = sheet.section_at(section) if section else len(sheet.sections) - 1
    return number, len(sheet.sections[number]["fields"])


def _place(name: str) -> int:
    return FIELD_ORDER.index(name) if name in FIELD_ORDER else len(FIELD_ORDER)
