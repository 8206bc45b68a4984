"""One of a list of choices."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from typing import Any, ClassVar, Self

from definitions import Label

from .base import Context, Example, FieldType, ValueRefused, field_type

CHOICE_ID = {"type": "string", "pattern": r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$"}
CHOICE_COLORS = ("act", "late", "soon", "good", "rest", "plain")
COLORS = {"enum": [*CHOICE_COLORS]}
NAME = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
WHEN = {"type": "string", "minLength": 1, "maxLength": 4000, "description": "A condition; offered only while it holds"}
FROM = {"type": "array", "items": CHOICE_ID, "minItems": 1, "uniqueItems": True}
CHOICES = {
    "type": "array",
    "minItems": 1,
    "maxItems": 1000,
    "items": {
        "oneOf": [
            CHOICE_ID,
            {
                "type": "object",
                "required": ["id"],
                "additionalProperties": False,
                "properties": {
                    "id": CHOICE_ID,
                    "label": {"$ref": "#/$defs/label"},
                    "retired": {"type": "boolean"},
                    "color": COLORS,
                    "when": WHEN,
                    "from": {**FROM, "description": "Choices that were in the list before and become this one"},
                },
            },
        ]
    },
}
FROM_LIST = {
    "list": {**NAME, "description": "A maintained list instead of choices written here"},
    "level": {**NAME, "description": "Only the values of this level of the list"},
    "parent": {**NAME, "description": "The field whose value says which of them are offered: its children in the list"},
}
SAMPLE = {"choices": [{"id": "fair", "label": {"zh": "展会", "en": "Fair"}}, "web", {"id": "fax", "retired": True}]}


@dataclass(frozen=True)
class ChoiceOption:
    """One choice: the id that is stored, the words that are shown, and whether it may still be taken."""

    id: str
    label: Label
    retired: bool = False
    color: str = "plain"
    parent: str | None = None
    came_from: tuple[str, ...] = ()  # choices that are gone, and whose records hold this one now

    @classmethod
    def of(cls, written: Any, parent: str | None = None) -> Self:
        if isinstance(written, str):
            return cls(written, Label.of(written), parent=parent)
        label = Label.of(written.get("label", written["id"]))
        kept = (written.get("retired", False), written.get("color", "plain"), parent, tuple(written.get("from", ())))
        return cls(written["id"], label, *kept)


@dataclass(frozen=True)
class Choosing(FieldType):
    """What one choice and several choices have in common: the list."""

    spelt: ClassVar = False
    choices: tuple[ChoiceOption, ...] = ()
    list: str | None = None
    level: str | None = None
    parent: str | None = None

    needs: ClassVar = (("choices", "list"),)

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        own = {name: options[name] for name in cls.options if name in options and name != "choices"}
        return cls(choices=tuple(ChoiceOption.of(written) for written in options.get("choices", ())), **own)

    def taken_from(self, find: Callable[[str, str], Any]) -> Self:
        """With the values of the maintained list, as far as there is one."""
        source = find("list", self.list) if self.list else None
        return self if source is None else replace(self, choices=self.values_in(source))

    def values_in(self, source: Any) -> tuple[ChoiceOption, ...]:
        """One level of the list; without one, what has nothing below it."""
        if self.level:
            return source.at_level(source.depth_of(self.level) or 0)
        return tuple(value for value in source.values if value.id not in source.parents)

    def option_problems(self) -> Iterable[tuple[str, str, dict[str, Any]]]:
        if self.choices and self.list:
            yield "list", "choices_and_list", {}
        for name in ("level", "parent"):
            if getattr(self, name) and not self.list:
                yield name, "needs_list", {"name": name}
        seen: set[str] = set()
        for option in self.choices:
            if option.id in seen:
                yield "choices", "choice_twice", {"choice": option.id}
            seen.add(option.id)
        for option in self.choices:
            for old in option.came_from:
                if old in seen:
                    yield "choices", "choice_still_there", {"choice": option.id, "old": old}

    @cached_property
    def by_id(self) -> dict[str, ChoiceOption]:
        return {option.id: option for option in self.choices}

    @cached_property
    def by_word(self) -> dict[str, str]:
        """Ids by their lower-cased labels in every language, for imports; labels two choices share are left out."""
        found: dict[str, set[str]] = {}
        for option in self.choices:
            for word in {option.id, *(text for _, text in option.label.texts)}:
                found.setdefault(word.strip().lower(), set()).add(option.id)
        return {word: ids.pop() for word, ids in found.items() if len(ids) == 1}

    def one(self, raw: Any, context: Context) -> str:
        word = str(raw).strip()
        if word in self.by_id:
            return word
        if context.by_label and word.lower() in self.by_word:
            return self.by_word[word.lower()]
        close = get_close_matches(word[:64], self.by_id, 1)
        raise ValueRefused("not_a_choice", value=word[:64], close=close[0] if close else "")

    def closed(self, chosen: str) -> bool:
        """Whether the choice can no longer be taken."""
        return self.by_id[chosen].retired

    def still_open(self, chosen: str) -> None:
        if self.by_id[chosen].retired:
            raise ValueRefused("retired_choice", value=self.by_id[chosen].label.as_written())

    @cached_property
    def takers(self) -> dict[str, ChoiceOption]:
        """Who took over an id that has left the list; where several took it, that depends on the record."""
        every = Counter(old for option in self.choices for old in option.came_from)
        return {old: option for option in self.choices for old in option.came_from if every[old] == 1}

    def label_of(self, chosen: str, language: str) -> str:
        """A stored id that has left the list is shown as who takes it over, else as it is."""
        option = self.by_id.get(chosen) or self.takers.get(chosen)
        return option.label.text(language) if option else chosen

    def color_of(self, chosen: str) -> str:
        """In which colour a stored id is drawn; none where the admin chose none."""
        option = self.by_id.get(chosen) or self.takers.get(chosen)
        return option.color if option is not None and option.color != "plain" else ""

    def searched(self, value: Any) -> Iterable[str]:
        """A choice is found by its labels in every language."""
        for chosen in (value,) if isinstance(value, str) else value:
            option = self.by_id.get(chosen)
            yield from (text for _, text in option.label.texts) if option else (chosen,)


@field_type("choice")
@dataclass(frozen=True)
class Choice(Choosing):
    """Exactly one of a list."""

    icon: ClassVar = "circle-dot"
    family: ClassVar = "choice"
    rule_type: ClassVar = "choice"
    operators: ClassVar = ("any_of", "none_of", "is", "is_not", "filled", "empty")
    control: ClassVar = "select"
    options: ClassVar = {"choices": CHOICES, **FROM_LIST}
    examples: ClassVar = (
        Example("fair", "fair", options=SAMPLE, shown={"zh": "展会", "en": "Fair"}),
        Example(" web ", "web", options=SAMPLE),
        Example("fairs", refused="not_a_choice", options=SAMPLE),
        Example("fax", refused="retired_choice", options=SAMPLE),
        Example("展会", refused="not_a_choice", options=SAMPLE),
        Example(["fair", "web"], refused="one_only", options=SAMPLE),
        Example("suzhou", "suzhou", options={"list": "area", "level": "city"}, shown={"zh": "苏州", "en": "Suzhou"}),
        Example("jiangsu", refused="not_a_choice", options={"list": "area"}),
    )

    def parse(self, raw: Any, context: Context) -> str:
        if isinstance(raw, list | tuple | dict):
            raise ValueRefused("one_only")
        return self.one(raw, context)

    def validate(self, value: str) -> None:
        self.still_open(value)

    def show(self, value: str, context: Context) -> str:
        return self.label_of(value, context.language)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": [option.id for option in self.choices]}
