"""Lists follow their form: a column goes with its field, and a list that nobody knows yet takes new ones in."""

from __future__ import annotations

from typing import Any

from definitions import Document, NotEditable, parse_document, plain, yaml_edits
from forms import field_types

from .acting import Act
from .field_acts import AddField, RenameField, RetireField

SHOWN = 6
BEHIND = ("owner", "created_at")


def followed(view: str, act: Act, *, is_new: bool) -> str:
    """The text of a list after an act on its form; one that cannot be changed so stays, and the check says why."""
    read = parse_document("view.yaml", view)
    if not isinstance(read, Document):
        return view
    data = plain(read.data)
    try:
        if isinstance(act, RetireField):
            return _without(view, data, act.id)
        if isinstance(act, RenameField):
            return _renamed(view, data, act)
        return _with(view, data, act) if isinstance(act, AddField) and is_new else view
    except NotEditable:
        return view


def fits_a_list(type: str) -> bool:
    """Whether values of a type can be read in a column."""
    kind = field_types.get(type)
    return not kind.virtual and kind.rule_type != "composed value" and type not in ("long_text", "rich_text")


def _without(view: str, data: dict[str, Any], id: str) -> str:
    for name, words in (("columns", (id,)), ("sort", (id, f"-{id}"))):
        listed = data.get(name) or []
        found = next((position for position, word in enumerate(listed) if word in words), None)
        if found is None or (name == "columns" and len(listed) == 1):
            continue
        view = yaml_edits.drop(view, (name, found) if len(listed) > 1 else (name,))
    return view


def _renamed(view: str, data: dict[str, Any], act: RenameField) -> str:
    for name in ("columns", "sort"):
        for position, word in enumerate(data.get(name) or []):
            if isinstance(word, str) and word.lstrip("-") == act.id:
                view = yaml_edits.put(view, (name, position), word.replace(act.id, act.to))
    return view


def _with(view: str, data: dict[str, Any], act: AddField) -> str:
    columns = data.get("columns") or []
    own = [word for word in columns if word not in ("number", *BEHIND)]
    if not fits_a_list(act.type) or len(own) >= SHOWN or act.id in columns:
        return view
    position = next((position for position, word in enumerate(columns) if word in BEHIND), len(columns))
    return yaml_edits.insert(view, ("columns",), position, act.id)
