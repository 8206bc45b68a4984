"""The types of fields that can be added, straight from their registry, grouped by what people look for."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import LANGUAGES, say
from forms import FieldType, field_types

from ..languages import language
from .view_model import Group, Item

# What most forms are made of stands first in its group; every other type follows by its name.
USUAL = (
    "text",
    "long_text",
    "integer",
    "decimal",
    "money",
    "date",
    "datetime",
    "choice",
    "multi_choice",
    "phone",
    "email",
)
FAMILIES = ("text", "number", "time", "choice", "contact", "link", "file", "worked_out", "more")


def palette() -> tuple[Group, ...]:
    """Every registered type, with its icon, its name and one line about it."""
    kinds = sorted(field_types.items(), key=lambda each: (_usual(each[0]), each[0]))
    return tuple(_groups(kinds))


def type_label(name: str) -> str:
    """What a type is called."""
    return say(f"fields.type.{name}", language())


def icon_of(name: str) -> str:
    """The sign of a type; a broken file may name one that is not there."""
    found = field_types.find(name)
    return found.icon if found else "help-circle"


def _groups(kinds: list[tuple[str, type[FieldType]]]) -> Iterator[Group]:
    for family in FAMILIES:
        items = tuple(_item(name, kind) for name, kind in kinds if _family(kind) == family)
        if items:
            yield Group(say(f"designer.family.{family}", language()), items)


def _usual(name: str) -> int:
    return USUAL.index(name) if name in USUAL else len(USUAL)


def _family(kind: type[FieldType]) -> str:
    return kind.family if kind.family in FAMILIES else FAMILIES[-1]


def _item(name: str, kind: type[FieldType]) -> Item:
    words = {name.replace("_", " "), *(say(f"fields.type.{name}", lang).lower() for lang in LANGUAGES)}
    about = say(f"fields.about.{name}", language())
    return Item(name, type_label(name), about, kind.icon, " ".join(sorted(words)))
