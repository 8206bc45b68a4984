"""A request of the part editor, as acts on the text and as what is selected afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from definitions import NotFound
from publishing import designing

from .outline import PARTS, Part, lists_below, new_part, part_at, place_in
from .reading import Sent, sent
from .sources import Around, names_for


@dataclass(frozen=True)
class Wanted:
    """The acts of a request, the part that is selected after them, and what could not be read."""

    acts: tuple[designing.Act, ...] = ()
    at: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


def wanted(around: Around, at: str, posted: Any) -> Wanted:
    """What a form of the page asks for."""
    verb, _, what = posted.get("do", "").partition(":")
    part = part_at(around.kind, around.data, at)
    if verb in _VERBS:
        if verb != "add" and not part.path:
            raise NotFound  # the whole file is no part that could be moved or taken out
        return _VERBS[verb](around, part, what)
    read = sent(part, around, posted)
    acts = [*_changed(read), *_in_rows(part, verb, what)]
    return Wanted(tuple(acts), at, read.errors)


def _changed(read: Sent) -> list[designing.Act]:
    return [designing.ChangePart(path, changes, tuple(order)) for path, changes, order in read.changes]


def _in_rows(part: Part, verb: str, what: str) -> list[designing.Act]:
    """A row more, one less, one place up: in a list that is edited where it stands."""
    name, _, written = what.partition("/")
    steps = tuple(step if (place := place_in(step)) is None else place for step in name.split("."))
    if verb == "row_add":
        return [designing.AddPart((*part.path, *steps), _new_row(part, steps), order=tuple(part.schema["properties"]))]
    place = place_in(written)
    if verb == "row_drop" and place is not None:
        return [designing.DropPart((*part.path, *steps, place))]
    if verb == "row_up" and place is not None:
        return [designing.MovePart((*part.path, *steps, place), place - 1)]
    return []


def _new_row(part: Part, steps: tuple[Any, ...]) -> Any:
    """What a row begins with, by the schema of its list."""
    schema, there = part.schema, part.value
    try:
        for step in steps:
            schema = schema["properties"][step] if isinstance(step, str) else schema["items"]
            there = (there or {}).get(step) if isinstance(step, str) else there[step]
        items = schema["items"]
    except (KeyError, IndexError, TypeError, AttributeError):
        raise NotFound from None
    if "properties" not in items:
        return {"zh": "要问的", "en": "What to ask"}
    return dict(_ROWS.get(str(steps[-1]), ())) or new_part(str(steps[-1]), items, there or [])


def _add(around: Around, part: Part, what: str) -> Wanted:
    lists = f"{part.lists}.{what}" if part.lists else what
    if what not in lists_below(around.kind, part.lists) or lists not in PARTS[around.kind]:
        raise NotFound
    steps, schema, there = what.split("."), part.schema, part.value
    for step in steps:
        schema, there = schema["properties"][step], (there or {}).get(step)
    made = _fitted(new_part(lists, schema["items"], there or []), around, lists)
    step = str(made.get("id", len(there or [])))
    at = "/".join(filter(None, (part.at, *steps, step)))
    order = tuple(part.schema.get("properties", {}))
    return Wanted((designing.AddPart((*part.path, *steps), made, order=order),), at)


def _fitted(made: dict[str, Any], around: Around, lists: str) -> dict[str, Any]:
    """What a new part names is something that is there, as far as there is anything."""
    for name in ("to", "grade"):
        known = [each for each, _ in names_for(around, f"{lists}.{name}") or ()]
        if name in made and known and made[name] not in known:
            made[name] = known[0]
    if "unlocks" in made and around.form:
        numbers = (each.id for each in around.form.fields if each.type.rule_type == "number" and not each.computed)
        made["unlocks"] = [{"field": next(numbers, "?"), "most": 10}]
    if "role" in made.get("who", {}):
        made["who"] = {"role": next((each for each, _ in names_for(around, "role") or ()), "admin")}
    return made


def _twin(around: Around, part: Part, what: str) -> Wanted:
    twin = dict(part.value)
    inside, at = part.path[:-1], part.at.rpartition("/")[0]
    if "id" in twin:
        taken = [each.get("id") for each in _there(around.data, inside) if isinstance(each, dict)]
        twin["id"] = designing.free_id(str(twin["id"]), taken)
    step = str(twin.get("id", part.position + 1))
    return Wanted((designing.AddPart(inside, twin, part.position + 1),), f"{at}/{step}")


def _move(step: int) -> Callable[[Around, Part, str], Wanted]:
    return lambda around, part, what: _moved(part, part.position + step)


def _place(around: Around, part: Part, what: str) -> Wanted:
    """To where it was dropped: before the neighbour at this position, or at the end."""
    to = part.among if (place := place_in(what)) is None else place
    return _moved(part, to - 1 if to > part.position else to)


def _moved(part: Part, to: int) -> Wanted:
    goal = min(max(to, 0), part.among - 1)
    at = part.at if "id" in part.value else f"{part.at.rpartition('/')[0]}/{goal}"
    return Wanted((designing.MovePart(part.path, goal),), at)


def _drop(around: Around, part: Part, what: str) -> Wanted:
    least = 1 if part.lists in ("groups", "groups.rows", "stages") else 0
    above = part.at.rsplit("/", 2)[0] if part.at.count("/") > 1 else ""
    return Wanted((designing.DropPart(part.path, least),), above if _is_part(around, above) else "")


def _is_part(around: Around, at: str) -> bool:
    try:
        part_at(around.kind, around.data, at)
    except NotFound:
        return False
    return True


def _there(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


_ROWS: Mapping[str, Mapping[str, Any]] = {
    "overdue": {"notify": "owner"},
}
_VERBS: Mapping[str, Callable[[Around, Part, str], Wanted]] = {
    "add": _add, "twin": _twin, "up": _move(-1), "down": _move(1), "place": _place, "drop": _drop,
}  # fmt: skip
