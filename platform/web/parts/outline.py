"""The parts of a definition: which of its lists hold them, where one stands, what it is called, what a new one is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from definitions import KINDS, LANGUAGES, Label, NotFound, say
from publishing import designing, know_all_kinds

from ..languages import language, t

Path = tuple[Any, ...]
LONGEST_PLACE = 6

# Lists whose items are selected one by one; what stands in other lists is edited in rows beside its neighbours.
PARTS: Mapping[str, tuple[str, ...]] = {
    "scorecard": ("groups", "groups.rows", "urgent", "grade.rows", "review.rows"),
    "pipeline": ("stages", "stages.tasks", "stages.moves", "milestones", "plays"),
    "routing": ("rules", "pools", "recycle"),
    "alert": (),
    "role": (),
}


@dataclass(frozen=True)
class Part:
    """One part of a definition: its address as links have it, its path in the text, its schema and what it says."""

    at: str
    path: Path
    lists: str
    schema: Mapping[str, Any]
    value: Any
    position: int = 0
    among: int = 1
    inside: str = ""  # the address of the part that it stands in


def schema_of(kind: str) -> Mapping[str, Any]:
    """The schema of a whole file of the kind."""
    know_all_kinds()
    schema = KINDS.get(kind).schema()
    return {**schema, "properties": {"label": {"$ref": "label"}, **schema.get("properties", {})}}


def part_at(kind: str, data: Any, at: str) -> Part:
    """The part at an address such as `stages/quote/tasks/send`; NotFound where there is none."""
    schema, value, path, lists = schema_of(kind), data, (), ""
    position, among = 0, 1
    for step in filter(None, at.split("/")):
        if isinstance(value, dict):
            schema, value, path = schema.get("properties", {}).get(step), value.get(step), (*path, step)
            lists = f"{lists}.{step}" if lists else step
        else:
            position, among = _position(value, step), len(value)
            schema, value, path = schema.get("items"), value[position], (*path, position)
        if schema is None or not isinstance(value, (dict, list)):
            raise NotFound
    if at and (lists not in PARTS[kind] or not isinstance(value, dict)):
        raise NotFound
    return Part(at, path, lists, schema, value, position, among)


def place_in(written: str) -> int | None:
    """A place in a list as addresses and buttons write it; None where it is something else."""
    return int(written) if written.isdecimal() and len(written) < LONGEST_PLACE else None


def parts_of(kind: str, data: Any) -> Iterator[Part]:
    """Every part, each right before those inside it."""
    yield from _parts(kind, schema_of(kind), data, "", (), "")


def lists_below(kind: str, lists: str) -> Iterator[str]:
    """The lists of parts that stand in a part: `tasks` in one of the `stages`."""
    for each in PARTS[kind]:
        head, _, name = each.rpartition(".")
        if head == lists or (not lists and head and head not in PARTS[kind]):
            yield each.removeprefix(f"{lists}.") if lists else each


def called(part: Any, otherwise: str) -> str:
    """What people call it."""
    for name in ("label", "reason"):
        text = part.get(name)
        if isinstance(text, (str, dict)) and text:
            return Label.of(text).text(language())
    return str(part.get("id") or part.get("use") or part.get("grade") or otherwise)


def new_part(lists: str, schema: Mapping[str, Any], there: list[Any]) -> dict[str, Any]:
    """What a new one begins with; it is there to be changed."""
    taken, name = [str(each.get("id")) for each in there if isinstance(each, dict)], lists.rpartition(".")[2]
    known, made = schema.get("properties", {}), {}
    if "id" in known:
        made["id"] = designing.free_id(_ONE.get(name, name), taken)
    if "label" in known:
        made["label"] = {lang: say("parts.new", lang, what=say(f"parts.one.{name}", lang)) for lang in LANGUAGES}
    return {**made, **_BEGIN.get(lists, {})}


def kind_word_of(lists: str) -> str:
    """What one of a list is called."""
    return t(f"parts.one.{word_of(lists)}")


def word_of(lists: str) -> str:
    """The list's name in texts: rows of points, of a table of grades and of the weekly look are three things."""
    return lists.replace(".", "_") if lists in ("grade.rows", "review.rows") else lists.rpartition(".")[2]


_ONE = {
    "groups": "group", "rows": "row", "stages": "stage", "tasks": "task", "moves": "move", "rules": "rule",
    "urgent": "flag", "milestones": "milestone", "plays": "play", "pools": "pool", "recycle": "recycle",
}  # fmt: skip
_REASON = {"reason": {"zh": "新的一条", "en": "New row"}}
_ROW = {"id": "row", "points": 5, **_REASON}
_BEGIN: Mapping[str, Mapping[str, Any]] = {
    "groups": {"rows": [_ROW]},
    "groups.rows": {"points": 5, **_REASON},
    "urgent": {"when": "filled(owner)", **_REASON},
    "review.rows": {"when": "filled(owner)", **_REASON},
    "grade.rows": {"grade": "A", "when": "filled(owner)", **_REASON},
    "rules": {"who": {"role": "admin"}},
    "recycle": {"idle": "30 working days", "to": "pool"},
    "milestones": {"when": "filled(owner)", "unlocks": []},
    "stages.moves": {"after": "30 days", "to": "stage"},
}


def _parts(
    kind: str, schema: Mapping[str, Any], value: Any, at: str, path: Path, lists: str, outer: str = ""
) -> Iterator[Part]:
    for name, inner in schema.get("properties", {}).items():
        below = f"{lists}.{name}" if lists else name
        there = value.get(name) if isinstance(value, dict) else None
        here = f"{at}/{name}" if at else name
        if below in PARTS[kind] and isinstance(there, list):
            for position, each in enumerate(there):
                if isinstance(each, dict):
                    one, size = f"{here}/{_step(each, position)}", len(there)
                    found = Part(one, (*path, name, position), below, inner["items"], each, position, size, outer)
                    yield found
                    yield from _parts(kind, inner["items"], each, one, found.path, below, one)
        elif any(each.startswith(f"{below}.") for each in PARTS[kind]) and isinstance(there, dict):
            yield from _parts(kind, inner, there, here, (*path, name), below, outer)


def _step(part: Mapping[str, Any], position: int) -> str:
    return str(part["id"]) if isinstance(part.get("id"), str) else str(position)


def _position(items: list[Any], step: str) -> int:
    for position, each in enumerate(items):
        if isinstance(each, dict) and each.get("id") == step:
            return position
    place = place_in(step)
    if place is None or place >= len(items):
        raise NotFound
    return place
