"""One value of a tree: 江苏 / 苏州, 外部渠道 / 展会."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from typing import Any, ClassVar, Self

from .base import Context, Example, Part, ValueRefused, field_type
from .choice import NAME, Choice, Choosing

BETWEEN = re.compile(r"\s*(?:/|>|→|、)\s*")


SAMPLE = {"list": "area"}


@field_type("cascade")
@dataclass(frozen=True)
class Cascade(Choosing):
    """A value of a maintained list that is a tree; each level that has a name is a piece of it: `source.group`."""

    icon: ClassVar = "list-tree"
    family: ClassVar = "choice"
    rule_type: ClassVar = "choice"
    operators: ClassVar = Choice.operators
    control: ClassVar = "cascade"
    dressed: ClassVar = True
    needs: ClassVar = (("list",),)
    options: ClassVar = {
        "list": {**NAME, "description": "The list whose tree it is"},
        "pick": {"enum": ["leaf", "any"], "default": "leaf", "description": "Only what has nothing below it, or any"},
    }
    examples: ClassVar = (
        Example("suzhou", "suzhou", options=SAMPLE, shown={"zh": "江苏 / 苏州", "en": "Jiangsu / Suzhou"}),
        Example(" shanghai ", "shanghai", options=SAMPLE, shown={"zh": "上海", "en": "Shanghai"}),
        Example("jiangsu", refused="not_a_leaf", options=SAMPLE),
        Example("jiangsu", "jiangsu", options={**SAMPLE, "pick": "any"}),
        Example("yangzhou", refused="retired_choice", options=SAMPLE),
        Example("nowhere", refused="not_a_choice", options=SAMPLE),
        Example(["suzhou"], refused="one_only", options=SAMPLE),
    )

    pick: str = "leaf"
    levels: tuple[Any, ...] = ()

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        return cls(list=options["list"], pick=options.get("pick", "leaf"))

    def taken_from(self, find: Callable[[str, str], Any]) -> Self:
        source = find("list", self.list)
        return self if source is None else replace(self, choices=source.values, levels=source.levels)

    @cached_property
    def inner(self) -> frozenset[str]:
        """The values that have others below them."""
        return frozenset(option.parent for option in self.choices if option.parent)

    def path(self, id: str) -> tuple[str, ...]:
        """From the top to the value, which is last."""
        option = self.by_id.get(id)
        return (*self.path(option.parent), id) if option and option.parent else (id,)

    def parse(self, raw: Any, context: Context) -> str:
        if isinstance(raw, list | tuple | dict):
            raise ValueRefused("one_only")
        word = str(raw).strip()
        if word in self.by_id:
            return word
        if context.by_label and (found := self.by_path.get(self._worded(word))):
            return found
        close = get_close_matches(word[:64], self.by_id, 1)
        raise ValueRefused("not_a_choice", value=word[:64], close=close[0] if close else "")

    @cached_property
    def by_path(self) -> dict[str, str]:
        """Ids by their paths and by their own labels in every language; what two values share is left out."""
        found: dict[str, set[str]] = {}
        for option in self.choices:
            for language in {language for language, _ in option.label.texts}:
                words = [self.by_id[id].label.text(language) for id in self.path(option.id)]
                for written in {" / ".join(words), words[-1]}:
                    found.setdefault(self._worded(written), set()).add(option.id)
        return {written: ids.pop() for written, ids in found.items() if len(ids) == 1}

    @staticmethod
    def _worded(written: str) -> str:
        return " / ".join(BETWEEN.split(written.strip().lower()))

    def closed(self, chosen: str) -> bool:
        """A retired branch takes what is below it along; what only holds others is no choice."""
        if self.pick == "leaf" and chosen in self.inner:
            return True
        return any(self.by_id[id].retired for id in self.path(chosen))

    def validate(self, value: str) -> None:
        for id in self.path(value):
            self.still_open(id)
        if self.pick == "leaf" and value in self.inner:
            raise ValueRefused("not_a_leaf", value=self.by_id[value].label.as_written())

    def show(self, value: str, context: Context) -> str:
        return " / ".join(self.label_of(id, context.language) for id in self.path(value))

    def searched(self, value: str) -> Iterable[str]:
        return (words for id in self.path(value) for words in super(Cascade, self).searched(id))

    def parts(self) -> Mapping[str, Part]:
        """Each level with the values that lie on it."""
        depths = {option.id: len(self.path(option.id)) for option in self.choices}
        return {
            level.id: Part(level.label, Choice(tuple(one for one in self.choices if depths[one.id] == depth)))
            for depth, level in enumerate(self.levels, 1)
        }

    def part_values(self, value: str | None) -> Mapping[str, Any]:
        if value is None:
            return {}
        return dict(zip((level.id for level in self.levels), self.path(value), strict=False))

    def json_schema(self) -> dict[str, Any]:
        inner = self.inner if self.pick == "leaf" else ()
        return {"type": "string", "enum": [option.id for option in self.choices if option.id not in inner]}
