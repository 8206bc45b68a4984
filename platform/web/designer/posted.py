"""What the designer's forms send, as acts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from definitions import ID_PATTERN, NotFound, say
from forms import field_types
from publishing import designing

from ..languages import t
from .controls import LANGUAGES
from .posted_access import change_access, change_named
from .posted_beside import change_columns, change_rights, changed_messages
from .posted_choices import choice_acts
from .posted_form import add_section, change_form, change_section, move_section, remove_section
from .posted_merging import merging_acts
from .posted_related import change_related
from .rules import changed_conditions
from .settings import typed_settings
from .wanted import Desk, Wanted


def wanted(name: str, posted: Any, desk: Desk) -> Wanted:
    """The acts of a request by its name; NotFound for a name that is none."""
    if name not in _READERS:
        raise NotFound
    return _READERS[name](posted, desk)


def _add_field(posted: Any, desk: Desk) -> Wanted:
    type = posted.get("type", "")
    if field_types.find(type) is None:
        raise NotFound
    label = {lang: say(f"fields.type.{type}", lang) for lang in LANGUAGES}
    id = designing.free_id(type, {*desk.sheet.ids(), *desk.once})
    settings = _beginning(desk, type, label)
    section, before = _where(posted, desk.sheet)
    return Wanted(
        (designing.AddField(id, type, label, settings, section, before),), {"field": id, "section": ""}, fresh=True
    )


def _beginning(desk: Desk, type: str, label: Any) -> dict[str, Any]:
    """What a field of the type begins with, from what there is to link to."""
    forms = [form.id for form in desk.catalog.all("form") if form.id != desk.sheet.data.get("id")]
    lists = [each.id for each in desk.catalog.all("list")]
    return designing.beginning(type, label=label, forms=forms, lists=lists)


def _where(posted: Any, sheet: designing.Sheet) -> tuple[str, str]:
    """The place that was meant: before a field, at the end of a section, or right behind the selected field.

    Without any, at the end of the last section that a new record asks: in a later one nobody would see it.
    """
    section, before, after = (posted.get(name, "") for name in ("section", "before", "after"))
    if section or before:
        return section, before
    if not after:
        return next((each["id"] for each in reversed(sheet.sections) if not each.get("later")), ""), ""
    place = sheet.place_of(after)
    if place is None:
        ids = list(sheet.ids())
        return "", ids[ids.index(after) + 1] if not sheet.sections and after in ids[:-1] else ""
    ids = sheet.sections[place[0]]["fields"]
    return sheet.sections[place[0]]["id"], ids[place[1] + 1] if place[1] + 1 < len(ids) else ""


def _change_field(posted: Any, desk: Desk) -> Wanted:
    id = _meant(posted, desk)
    now = desk.sheet.field(id)
    changes, errors = typed_settings(now, posted)
    changed_conditions(posted, desk, id, changes, errors)
    messages = changed_messages(posted, now)
    if messages is not None and messages != (now.get("messages") or {}):
        changes["messages"] = messages or None
    acts: list[designing.Act] = [designing.ChangeField(id, changes)] if changes else []
    type, is_new = posted.get("type", now.get("type")), desk.is_new(id)
    known_types = field_types.names() if is_new else designing.other_types(str(now.get("type")))
    if type != now.get("type") and type in known_types:
        acts.append(designing.ChangeType(id, type, _beginning(desk, type, now.get("label", id))))
    if "has.unique" in posted:
        unique = any(designing.is_unique_rule(rule, id) for rule in desk.sheet.data.get("duplicates") or ())
        if bool(posted.get("unique")) != unique:
            acts.append(designing.SetUnique(id, not unique))
    known = desk.published.find(id) if desk.published else None
    acts += choice_acts(id, now, posted, do=posted.get("do", ""), known=known.type if known else None)
    acts += merging_acts(id, now, posted, desk.published_text if known else "")
    to = _id_wanted(posted, desk, now, changes.get("label", now.get("label")), errors) if is_new else id
    if to != id:
        acts.append(designing.RenameField(id, to))
    return Wanted(tuple(acts), {"field": to}, errors)


def _meant(posted: Any, desk: Desk) -> str:
    """The field of a request: a new one that an act still under way called otherwise is known by its place."""
    id, place = posted.get("field", ""), posted.get("place", "")
    ids = list(desk.sheet.ids())
    if id in ids or not (place.isdecimal() and len(place) < 6 and int(place) < len(ids)):
        return id
    return ids[int(place)] if desk.is_new(ids[int(place)]) else id


def _id_wanted(posted: Any, desk: Desk, now: Mapping[str, Any], label: Any, errors: dict[str, str]) -> str:
    """The id that was typed; else the one that follows the label, which an emptied box asks for, too."""
    id, drawn = now["id"], posted.get("field", "")
    typed = posted.get("id", drawn).strip()
    if typed and typed != drawn:
        if _is_id(typed):
            return typed
        errors["id"] = t("designer.bad_id", id=typed[:40])
        return id
    if id in desk.once or (typed and label == now.get("label")):
        return id  # what was filled in before comes back under this id only
    taken, type = {*desk.sheet.ids(), *desk.once} - {id}, str(now.get("type"))
    return (
        designing.id_after(now, label, taken)
        if typed
        else designing.free_id(designing.name_of(label, type) or type, taken)
    )


def _is_id(text: str) -> bool:
    """Whether a field may be called so."""
    return re.fullmatch(ID_PATTERN, text) is not None and designing.is_allowed(text)


def _move_field(posted: Any, desk: Desk) -> Wanted:
    id, step = posted.get("field", ""), posted.get("step", "")
    section, before = (posted.get(name, "") for name in ("section", "before"))
    if step in ("up", "down"):
        section, before = _stepped(desk.sheet, id, -1 if step == "up" else 1)
    return Wanted((designing.MoveField(id, section, before),), {"field": id})


def _stepped(sheet: designing.Sheet, id: str, step: int) -> tuple[str, str]:
    """One place up or down; from the edge of a section into the next one."""
    place = sheet.place_of(id)
    if place is None:
        ids = list(sheet.ids())
        return "", _before(ids, sheet.at(id), step)
    number, at = place
    ids = sheet.sections[number]["fields"]
    if 0 <= at + step < len(ids):
        return sheet.sections[number]["id"], _before(ids, at, step)
    if not 0 <= number + step < len(sheet.sections):
        return sheet.sections[number]["id"], id
    other = sheet.sections[number + step]
    return other["id"], other["fields"][0] if step > 0 and other["fields"] else ""


def _before(ids: list[str], at: int, step: int) -> str:
    goal = at + step if step < 0 else at + step + 1
    return ids[max(goal, 0)] if goal < len(ids) else ""


def _duplicate_field(posted: Any, desk: Desk) -> Wanted:
    act = designing.DuplicateField(posted.get("field", ""), desk.once)
    return Wanted((act,), {"field": act.new_id(desk.sheet)}, fresh=True)


def _retire_field(posted: Any, desk: Desk) -> Wanted:
    return Wanted((designing.RetireField(posted.get("field", "")),), {"field": ""})


_READERS: Mapping[str, Callable[[Any, Desk], Wanted]] = {
    "add_field": _add_field,
    "change_field": _change_field,
    "move_field": _move_field,
    "duplicate_field": _duplicate_field,
    "retire_field": _retire_field,
    "change_rights": change_rights,
    "change_access": change_access,
    "change_named": change_named,
    "change_related": change_related,
    "change_columns": change_columns,
    "change_form": change_form,
    "add_section": add_section,
    "change_section": change_section,
    "move_section": move_section,
    "remove_section": remove_section,
}
