"""YAML 1.2 as values that know where they stand: one pass over libyaml's events, with a depth and without aliases."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from .texts import Reason
from .yaml_words import yaml_words

MAX_DEPTH = 40
_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_LOADER = getattr(yaml, "CLoader", yaml.Loader)

Place = tuple[int, int]  # line and column, from 0


class YamlError(Exception):
    """What makes a text unusable: a message key, its place, and what the message says about it."""

    def __init__(self, key: str, place: Place = (0, 0), **params: Any) -> None:
        super().__init__(key)
        self.key, self.place, self.params = key, place, params


class MarkedMap(dict):
    """A mapping that knows where each key and each value stands."""

    def __init__(self) -> None:
        super().__init__()
        self.keys_at: dict[Any, Place] = {}
        self.values_at: dict[Any, Place] = {}


class MarkedList(list):
    """A list that knows where each item stands."""

    def __init__(self) -> None:
        super().__init__()
        self.items_at: list[Place] = []


def read_yaml(text: str) -> Any:
    """The text's one document; YamlError for what is no YAML, has an alias, says a key twice or is too deep."""
    if text.lstrip().startswith("{"):  # JSON writes a rare sign as two escapes, of which YAML knows nothing
        text = _PAIR.sub(lambda found: json.loads(f'"{found[0]}"'), text)
    try:
        return _Builder().build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError("problem.not_yaml", _at(mark), detail=yaml_words(_said(error))) from None
    except (yaml.YAMLError, ValueError) as error:
        raise YamlError("problem.not_yaml", detail=yaml_words(str(error))) from None


class _Builder:
    """Builds one document; `open` are the collections around the next event, the outermost first."""

    def __init__(self) -> None:
        self.root: Any = None
        self.open: list[MarkedMap | MarkedList] = []
        self.keys: list[tuple[Any, Place] | None] = []  # of each open mapping, the key that waits for its value
        self.documents = 0

    def build(self, events: Iterator[Event]) -> Any:
        for event in events:
            if isinstance(event, NodeEvent):
                self._node(event)
            elif isinstance(event, CollectionEndEvent):
                self.open.pop()
                self.keys.pop()
            elif isinstance(event, DocumentStartEvent):
                self._begin(event)
        return self.root

    def _begin(self, event: DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            raise YamlError("problem.not_yaml", _at(event.start_mark), detail=Reason("problem.yaml.documents"))

    def _node(self, event: NodeEvent) -> None:
        place = _at(event.start_mark)
        if isinstance(event, AliasEvent):
            raise YamlError("problem.alias", place, name=event.anchor)
        if isinstance(event, ScalarEvent):
            self._put(_scalar(event), place)
            return
        if len(self.open) == MAX_DEPTH:
            raise YamlError("problem.too_deep", place, limit=MAX_DEPTH)
        made = MarkedMap() if isinstance(event, MappingStartEvent) else MarkedList()
        self._put(made, place)
        self.open.append(made)
        self.keys.append(None)

    def _put(self, value: Any, place: Place) -> None:
        """Into the innermost open collection: an item, a key, or the value of the key before."""
        if not self.open:
            self.root = value
            return
        inside = self.open[-1]
        if isinstance(inside, MarkedList):
            inside.append(value)
            inside.items_at.append(place)
        elif self.keys[-1] is None:
            self.keys[-1] = self._key(inside, value, place)
        else:
            key, at = self.keys[-1]
            inside[key], inside.keys_at[key], inside.values_at[key] = value, at, place
            self.keys[-1] = None

    def _key(self, inside: MarkedMap, value: Any, place: Place) -> tuple[Any, Place]:
        if isinstance(value, (dict, list)):
            raise YamlError("problem.not_yaml", place, detail=Reason("problem.yaml.key"))
        if value in inside:
            raise YamlError("problem.duplicate_key", place, detail=str(value)[:80])
        return value, place


def _scalar(event: ScalarEvent) -> Any:
    """Quoted is text; plain is what YAML 1.2's core schema makes of it, and a day is a day."""
    if event.style or not event.implicit[0]:
        return event.value
    for pattern, make in _PLAIN:
        if pattern.fullmatch(event.value):
            return make(event.value)
    return event.value


def _day(written: str) -> Any:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return written


def _moment(written: str) -> Any:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return written


_PLAIN: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (re.compile(r"|~|null|Null|NULL"), lambda _: None),
    (re.compile(r"true|True|TRUE"), lambda _: True),
    (re.compile(r"false|False|FALSE"), lambda _: False),
    (re.compile(r"[-+]?[0-9]{1,400}"), int),
    (re.compile(r"0o[0-7]{1,400}"), lambda written: int(written, 8)),
    (re.compile(r"0x[0-9a-fA-F]{1,400}"), lambda written: int(written, 16)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(inf|Inf|INF)"), lambda written: float(written.replace(".", ""))),
    (re.compile(r"\.(nan|NaN|NAN)"), lambda _: float("nan")),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), _day),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9:.]+(Z|[-+][0-9:]+)?"), _moment),
)


def _at(mark: Any) -> Place:
    return (mark.line, mark.column) if mark else (0, 0)


def _said(error: yaml.MarkedYAMLError) -> str:
    return " ".join((error.problem or error.context or "").split())
