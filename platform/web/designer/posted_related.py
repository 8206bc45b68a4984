"""What the room of the related lists sends, as one act on the list that is meant."""

from __future__ import annotations

from typing import Any

from definitions import NotFound
from forms import record_columns
from publishing import designing

from .controls import words_typed
from .related_room import MOST_COLUMNS, key_of
from .wanted import Desk, Wanted

ORDER = ("form", "by", "label", "columns", "sort", "hint")


def change_related(posted: Any, desk: Desk) -> Wanted:
    """Another heading, other columns, another order, other words of an empty list."""
    written = desk.sheet.data.get("related")
    lists = written if isinstance(written, list) else []
    at = next((at for at, one in enumerate(lists) if isinstance(one, dict) and key_of(one) == posted.get("list")), None)
    if at is None:
        raise NotFound
    one, changes = lists[at], {}
    for name in ("label", "hint"):
        changes[name] = words_typed(posted.get(f"{name}.zh", ""), posted.get(f"{name}.en", ""), one.get(name))
    columns = _columns(list(one.get("columns") or []), posted, _known(desk, str(one.get("form"))))
    changes["columns"] = columns or None
    order = posted.get("sort", "")
    kept = [name for name in order.split(",") if name]
    changes["sort"] = kept or None
    changed = {name: value for name, value in changes.items() if value != one.get(name)}
    return Wanted((designing.ChangePart(("related", at), changed, ORDER),) if changed else ())


def _known(desk: Desk, form: str) -> frozenset[str]:
    return frozenset(record_columns(desk.catalog, form)) if desk.catalog.find("form", form) else frozenset()


def _columns(names: list[str], posted: Any, known: frozenset[str]) -> list[str]:
    """The columns after a verb, and with one that was chosen."""
    verb, _, name = posted.get("do", "").partition(":")
    if name in names:
        at = names.index(name)
        to = {"list_up": at - 1, "list_down": at + 1}.get(verb, at)
        names.pop(at)
        if verb != "list_drop":
            names.insert(min(max(to, 0), len(names)), name)
    more = posted.get("new_column", "")
    return [*names, more] if more in known and more not in names and len(names) < MOST_COLUMNS else names
