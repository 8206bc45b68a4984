"""A merge in words: what either side made of a place, as people call it and as YAML."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from definitions import Label, as_yaml, say

from ..called import NOBODY, Called
from ..differences import MOST_TOLD, called_beside, changes_at, documents_of, kind_word
from ..telling import is_label, value_told
from .packs import Merge, MergedDefinition
from .points import ABSENT, Point, Side, What
from .renaming import renamed_to
from .values import NAMED_BY


class Words:
    """Tells the places of one merge; what they name is looked for in both versions of the configuration."""

    def __init__(self, merge: Merge) -> None:
        sides = [side for each in merge.definitions for side in (each.theirs, each.yours) if side is not None]
        self._around = documents_of({**merge.around, **{side.path: side.text for side in sides}})
        self._called: dict[str, Called] = {}

    def head(self, definition: MergedDefinition, language: str) -> str:
        """Of which definition it is told: 表单「工单」."""
        kind = kind_word(definition.kind, language)
        return say("merging.definition", language, kind=kind, label=definition.label.text(language))

    def change(self, definition: MergedDefinition, point: Point, language: str) -> tuple[str, ...]:
        """What became of a place that not both made something else of."""
        side = Side.THEIRS if point.what is What.TAKEN else Side.YOURS
        return self.side(definition, point, side, language)

    def side(self, definition: MergedDefinition, point: Point, side: Side, language: str) -> tuple[str, ...]:
        """What one side made of it."""
        was, now = point.was, point.of(side)
        if not point.path and not point.is_order and (was is ABSENT or now is ABSENT):
            return (say("merging.definition_gone" if now is ABSENT else "merging.definition_new", language),)
        called = self._called_in(definition)
        changes = [*changes_at(point.place, _or_none(was), _or_none(now))]
        told = [replace(one, called=called).told(language) for one in changes[:MOST_TOLD]]
        more = len(changes) - len(told)
        return (*told, *([say("diff.more", language, n=more)] if more else ()))

    def becomes(self, definition: MergedDefinition, point: Point, side: Side, language: str) -> tuple[str, ...]:
        """What a place is on one side, where that can be said by itself; else what was made of it."""
        value = point.of(side)
        if value is ABSENT and point.was is not ABSENT:
            return (say("merging.definition_gone", language),)
        if isinstance(value, list) or (isinstance(value, dict) and not is_label(value)):
            return self.side(definition, point, side, language)
        versions = [point.was, point.yours, point.theirs]
        called = self._called_in(definition)
        told = [value_told(each, language, called, point.place) for each in versions if each is not ABSENT]
        if len(set(told)) < len(told):  # they differ in another language
            return self.side(definition, point, side, language)
        return (value_told(value, language, called, point.place),)

    def was(self, definition: MergedDefinition, point: Point, language: str) -> str:
        """What stood at a place before either side changed it."""
        if point.was is ABSENT:
            return say("merging.was_not_there", language)
        return value_told(point.was, language, self._called_in(definition), point.place)

    def renamed(self, definition: MergedDefinition, point: Point, language: str) -> str:
        """That what went may only be called by another id; nothing where nothing looks like it."""
        found = renamed_to(definition, point)
        if found is None:
            return ""
        label = Label.of(found["label"]).text(language) if isinstance(found.get("label"), (str, dict)) else ""
        name = next(str(found[key]) for key in NAMED_BY if key in found)
        went = say("merging.by_theirs" if point.theirs is ABSENT else "merging.by_you", language)
        return say("merging.perhaps_renamed", language, side=went, label=label or name, id=name)

    def place(self, definition: MergedDefinition, point: Point, language: str) -> str:
        """Where it is: 字段 › 电话 › 名称."""
        if not point.path:
            return self.head(definition, language)
        return self._called_in(definition).place(point.place, language)

    def _called_in(self, definition: MergedDefinition) -> Called:
        if definition.address not in self._called:
            sides = (definition.was, definition.theirs, definition.yours)
            data = [side.data for side in sides if side is not None and isinstance(side.data, dict)]
            self._called[definition.address] = called_beside(*data, around=self._around) if data else NOBODY
        return self._called[definition.address]


def as_text(definition: MergedDefinition, point: Point, side: Side | None) -> str:
    """What a side has there, as YAML; `None` is what was. Nothing where it is not there."""
    value = point.was if side is None else point.of(side)
    if value is ABSENT:
        return ""
    if not point.path and not point.is_order:
        written = definition.was if side is None else getattr(definition, side.value)
        return written.text
    return as_yaml(value if _is_item(point, value) else {_key(point): value})


def _key(point: Point) -> str:
    return point.path[-1] if point.path else "order"


def _is_item(point: Point, value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and _key(point) in value.values()


def _or_none(value: Any) -> Any:
    return None if value is ABSENT else value
