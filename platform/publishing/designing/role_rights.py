"""What a role may do with a form, in the role's own file: whose records, which verbs, and which fields otherwise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts import THROUGH
from definitions import Stale

from .sheet import Sheet

ANY_FORM = "*"
ORDER = ("see", "do", "hide", "read_only", "unmask")
FIELD_SETTINGS = ("hide", "read_only", "unmask")


@dataclass(frozen=True)
class SetSight:
    """Whose records of the form the role sees: none, own, team or all, in the place of what it `was`."""

    form: str
    was: str
    see: str
    fields: Collection[str]

    def on(self, sheet: Sheet) -> Sheet:
        if sight_of(entry_of(sheet.data, self.form)) not in (self.was, self.see):
            raise Stale("access.sight_changed")
        return own_entry(sheet, self.form, self.fields).change(("forms", self.form), {"see": self.see}, order=ORDER)


@dataclass(frozen=True)
class SetVerb:
    """Whether the role may do one thing with the form's records; `all` is written out where one is taken away."""

    form: str
    verb: str
    may: bool
    verbs: Sequence[str]  # all that there are
    fields: Collection[str]

    def on(self, sheet: Sheet) -> Sheet:
        sheet = own_entry(sheet, self.form, self.fields)
        now = sheet.data["forms"][self.form].get("do") or []
        listed = list(self.verbs) if now == "all" else [each for each in now if isinstance(each, str)]
        if (self.verb in listed) == self.may:
            return sheet
        after = [*listed, self.verb] if self.may else [each for each in listed if each != self.verb]
        return sheet.change(("forms", self.form), {"do": after or None}, order=ORDER)


@dataclass(frozen=True)
class SetNamed:
    """Whether a field stands among those that the role never sees, only reads, or may see whole."""

    form: str
    setting: str
    field: str
    stands: bool
    fields: Collection[str]

    def on(self, sheet: Sheet) -> Sheet:
        sheet = own_entry(sheet, self.form, self.fields)
        now = list(sheet.data["forms"][self.form].get(self.setting) or [])
        if (self.field in now) == self.stands:
            return sheet
        after = [*now, self.field] if self.stands else [each for each in now if each != self.field]
        return sheet.change(("forms", self.form), {self.setting: after or None}, order=ORDER)


def entry_of(data: Any, form: str) -> dict[str, Any]:
    """What a role's file says of the form: its own entry, else the one for all forms."""
    forms = data.get("forms") if isinstance(data, dict) else None
    found = forms.get(form, forms.get(ANY_FORM)) if isinstance(forms, dict) else None
    return found if isinstance(found, dict) else {}


def sight_of(entry: Mapping[str, Any]) -> str:
    """One word for whose records an entry lets see."""
    see = entry.get("see", "none")
    return THROUGH if isinstance(see, dict) else str(see)


def own_entry(sheet: Sheet, form: str, fields: Collection[str]) -> Sheet:
    """The file with an entry of the form's own, which says at first what held for it anyway.

    Of the fields that the entry for all forms names, the form's own `fields` stay closed; it has no others.
    """
    forms = sheet.data.get("forms") or {}
    if isinstance(forms.get(form), dict):
        return sheet
    wider = entry_of(sheet.data, form)
    named = {name: [each for each in wider.get(name) or () if each in fields] for name in FIELD_SETTINGS}
    kept = {name: wider[name] for name in ("see", "do") if name in wider} | {n: ids for n, ids in named.items() if ids}
    return sheet.put(("forms", form), kept or {"see": "none"})
