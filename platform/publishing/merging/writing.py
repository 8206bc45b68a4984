"""A text that says something else: as few lines as it takes, so that comments, layout and order stay."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from definitions import Document as ParsedDocument
from definitions import NotEditable, Refused, as_yaml, parse_document, plain, yaml_edits

from .points import same
from .values import name_of, naming_key


def rewritten(file: str, text: str, goal: dict[str, Any]) -> str:
    """The text of a file, changed until it says `goal`; where it cannot be changed part by part, it is written anew."""
    pen = _Pen(text)
    try:
        pen.mapping((), _said(file, text), goal)
        if same(_said(file, pen.text), goal):
            return pen.text
    except NotEditable:
        pass
    anew = json.dumps(goal, ensure_ascii=False, indent=2, default=str) + "\n" if _is_json(text) else as_yaml(goal)
    if not same(_said(file, anew), goal):
        raise Refused("merging.as_text", file=file)
    return anew


def _is_json(text: str) -> bool:
    return text.lstrip().startswith("{")


def _said(file: str, text: str) -> Any:
    parsed = parse_document(file, text)
    return plain(parsed.data) if isinstance(parsed, ParsedDocument) else None


class _Pen:
    """The text as it is by now."""

    def __init__(self, text: str) -> None:
        self.text = text

    def mapping(self, path: tuple, now: dict[str, Any], goal: dict[str, Any]) -> None:
        order = list(goal)
        for key, wanted in goal.items():
            if key not in now:
                self.text = yaml_edits.put(self.text, (*path, key), wanted, order=order)
            elif not same(now[key], wanted):
                self._value((*path, key), now[key], wanted, order)
        for key in now:
            if key not in goal:
                self.text = yaml_edits.drop(self.text, (*path, key))

    def _value(self, path: tuple, now: Any, goal: Any, order: Sequence[str] = ()) -> None:
        if isinstance(now, dict) and isinstance(goal, dict) and now and goal:
            self.mapping(path, now, goal)
            return
        keys = tuple(str(step) for step in path)
        key = naming_key(keys, now, goal)
        if key is not None and now and goal:
            self._items(path, key, now, goal)
        elif order and _is_block(goal):
            self.text = yaml_edits.put(yaml_edits.drop(self.text, path), path, goal, order=order)
        else:
            self.text = yaml_edits.put(self.text, path, goal)

    def _items(self, path: tuple, key: str, now: list, goal: list) -> None:
        """New ones come before old ones go, so that the list is never empty."""
        standing = list(now)
        for place, wanted in enumerate(goal):
            names = [name_of(item, key) for item in standing]
            name = name_of(wanted, key)
            if name not in names:
                self.text = yaml_edits.insert(self.text, path, place, wanted)
                standing.insert(place, wanted)
                continue
            at = names.index(name)
            if at != place:
                self._go(path, standing, goal, key, at, place)
            if not same(standing[place], wanted):
                self._value((*path, place), standing[place], wanted)
        for place in reversed(range(len(goal), len(standing))):
            self.text = yaml_edits.drop(self.text, (*path, place))

    def _go(self, path: tuple, standing: list, goal: list, key: str, at: int, place: int) -> None:
        """To its place; what stands between and is wanted nowhere goes at once, so that nothing has to move past it."""
        wanted = {name_of(item, key) for item in goal}
        for between in reversed(range(place, at)):
            if name_of(standing[between], key) not in wanted:
                self.text = yaml_edits.drop(self.text, (*path, between))
                standing.pop(between)
                at -= 1
        if at != place:
            self.text = yaml_edits.move(self.text, path, at, place)
            standing.insert(place, standing.pop(at))


def _is_block(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)
