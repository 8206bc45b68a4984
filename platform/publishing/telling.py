"""One change in words: a value by what it was and becomes, a list by what came and went, a right by who may what."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from definitions import Label, say

from .called import MOVED, NOBODY, Called

MOST_NAMED, LONGEST = 8, 120
RIGHT = {"roles", "stages", "be"}


def told(path: str, before: Any, after: Any, language: str, called: Called) -> str:
    """The change at a path; where nobody is called anything, as it stands in the file."""
    by_name = called is not NOBODY
    place = called.place(path, language) if by_name else path
    key = path.removesuffix(MOVED).rpartition(".")[2]
    if by_name and key == "from" and ".choices." in path:
        return _taken_over(path, before or [], after or [], language, called)
    if isinstance(before, list) and isinstance(after, list):
        return say(
            "diff.list", language, path=place, parts=_joined(_list(path, before, after, language, called), language)
        )
    if by_name and (item := after if before is None else before if after is None else None) and is_item(item, key):
        whole = path.rpartition(".")[0]
        parts = [
            say("diff.came" if before is None else "diff.went", language, names=_quoted(item, language, called, whole))
        ]
        if before is None and item.get("rights"):
            parts.append(_shown(item["rights"], language, called, "rights"))
        return say("diff.list", language, path=called.place(whole, language), parts=_joined(parts, language))
    if by_name and (names := _whole_list(before, after)):
        what = "came" if before is None else "went"
        quoted = _few([_quoted(item, language, called, path) for item in names], language)
        return say("diff.list", language, path=place, parts=say(f"diff.{what}", language, names=quoted))
    was, becomes = (_shown(value, language, called, path) for value in _apart(before, after, language))
    is_switch = by_name and isinstance(after if before is None else before, bool)
    if before is None:
        return say("diff.switched" if is_switch else "diff.value_added", language, path=place, after=becomes)
    if after is None:
        return say("diff.unswitched" if is_switch else "diff.value_removed", language, path=place, before=was)
    return say("diff.value_changed", language, path=place, before=was, after=becomes)


def value_told(value: Any, language: str, called: Called, path: str) -> str:
    """One value by itself, as people say it."""
    return _shown(value, language, called, path.removesuffix(MOVED))


def _whole_list(before: Any, after: Any) -> list:
    """The named items of a list that comes or goes altogether; nothing else."""
    items = after if before is None else before if after is None else None
    named = isinstance(items, list) and all(isinstance(one, dict) and "id" in one for one in items)
    return items if named else []


def _taken_over(path: str, before: list, after: list, language: str, called: Called) -> str:
    """Which choices a choice takes over, and which no longer."""
    came, went = ([one for one in these if one not in those] for these, those in ((after, before), (before, after)))
    parts = [
        say(f"diff.{what}", language, names=_few([_quoted(one, language, called, path) for one in ids], language))
        for what, ids in (("takes", came), ("leaves", went))
        if ids
    ]
    place = called.place(path.rpartition(".")[0], language)
    return say("diff.list", language, path=place, parts=_joined(parts, language))


def is_item(value: Any, id: str) -> bool:
    """Whether a value is a whole item of a list, which is known by its id."""
    return isinstance(value, dict) and value.get("id") == id


def is_label(*values: dict) -> bool:
    """Whether each is a text by language."""
    return all(value and all(_is_text(key, text) for key, text in value.items()) for value in values)


def _apart(before: Any, after: Any, language: str) -> tuple[Any, Any]:
    """Texts that read alike in the reader's language are told in the one in which they differ."""
    labels = isinstance(before, dict) and isinstance(after, dict) and is_label(before, after)
    if not labels or before.get(language) != after.get(language):
        return before, after
    other = next((key for key in after if key in before and before[key] != after[key]), None)
    return (before[other], after[other]) if other else (before, after)


def _is_text(language: str, text: object) -> bool:
    return len(language) == 2 and isinstance(text, str)


def _list(path: str, before: list, after: list, language: str, called: Called) -> Iterator[str]:
    """What came and behind what, what went, what moved."""
    old, new = [repr(item) for item in before], [repr(item) for item in after]
    shown = {
        key: _quoted(item, language, called, path) for key, item in zip([*old, *new], [*before, *after], strict=True)
    }
    places = all(isinstance(item, str) for item in (*before, *after)) and bool(before)
    came = {key for key in new if key not in old}
    went = [key for key in old if key not in new]
    moved = _moved([key for key in old if key in new], [key for key in new if key in old])
    if went:
        yield say("diff.went", language, names=_few([shown[key] for key in went], language))
    for what, keys in (("came", came), ("moved", moved)):
        for behind, run in _runs(new, keys):
            names = _few([shown[key] for key in run], language)
            if not places:
                yield say(f"diff.{what}", language, names=names)
            elif behind is None:
                yield say(f"diff.{what}_first", language, names=names)
            else:
                yield say(f"diff.{what}_behind", language, names=names, behind=shown[behind])
    if not came and not went and not moved:
        yield f"{_shown(before, language, called, path)} → {_shown(after, language, called, path)}"


def _moved(old: list[str], new: list[str]) -> set[str]:
    """What does not stand in line with the others any more."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    kept = {new[block.b + step] for block in blocks for step in range(block.size)}
    return set(new) - kept


def _runs(keys: list[str], wanted: set[str]) -> Iterator[tuple[str | None, list[str]]]:
    """What is wanted, as far as it stands together, and what stands before it."""
    behind, run = None, []
    for key in keys:
        if key in wanted:
            run.append(key)
            continue
        if run:
            yield behind, run
        behind, run = key, []
    if run:
        yield behind, run


def _joined(parts: Iterator[str] | list[str], language: str) -> str:
    return say("diff.then", language).join(parts)


def _few(names: list[str], language: str) -> str:
    more = len(names) - MOST_NAMED
    few = say("diff.and", language).join(names[:MOST_NAMED])
    return f"{few} {say('diff.more', language, n=more)}" if more > 0 else few


def _quoted(item: Any, language: str, called: Called, path: str) -> str:
    """A name in quotes; a part without one by what stands in it."""
    shown = _shown(item, language, called, path.removesuffix(MOVED))
    named = isinstance(item, str) or (isinstance(item, dict) and ("id" in item or "label" in item))
    return say("diff.name", language, name=shown) if named else shown


def _shown(value: Any, language: str, called: Called, path: str) -> str:
    if isinstance(value, dict):
        return _named(value, language, called, path)
    if isinstance(value, list):
        return _all(value, language, called, path)
    if isinstance(value, bool):
        word = "true" if value else "false"
        return word if called is NOBODY else say(f"diff.{word}", language)
    if called is NOBODY:
        return str(value)[:LONGEST]
    sense = called.sense(path.rpartition(".")[2], value, language)
    return sense or called.value(str(value), language, path)[:LONGEST]


def _all(values: list, language: str, called: Called, path: str) -> str:
    shown = [_shown(item, language, called, path) for item in values[:MOST_NAMED]]
    if called is not NOBODY and values and all(_is_right(item) for item in values):
        return say("diff.and", language).join(shown)
    return f"[{', '.join(shown)}{', …]' if len(values) > MOST_NAMED else ']'}"


def _named(value: dict, language: str, called: Called, path: str) -> str:
    """A whole part: by its name; one that has none by what stands in it."""
    if called is not NOBODY and _is_right(value):
        return _right(value, language, called)
    if is_label(value):
        return Label.of(value).text(language)
    label = value.get("label") or value.get("reason")
    if isinstance(label, (str, dict)):
        return Label.of(label).text(language)
    if "id" in value:
        return (
            str(value["id"]) if called is NOBODY else called.name(str(value["id"]), language, path.rpartition(".")[2])
        )
    few = [*value.items()][:4]
    parts = [f"{called.place(str(key), language)} {_shown(item, language, called, str(key))}" for key, item in few]
    return say("diff.of", language, parts=parts)


def _is_right(value: Any) -> bool:
    return isinstance(value, dict) and "be" in value and value.keys() <= RIGHT


def _right(value: dict, language: str, called: Called) -> str:
    """Who, in which stages, may do what with a field."""
    names = {
        key: say("diff.and", language).join(called.name(str(id), language, key) for id in value.get(key) or ())
        for key in ("roles", "stages")
    }
    who = names["roles"] or say("diff.everybody", language)
    be = called.sense("be", value["be"], language) or str(value["be"])
    if names["stages"]:
        return say("diff.right_in", language, who=who, be=be, stages=names["stages"])
    return say("diff.right", language, who=who, be=be)
