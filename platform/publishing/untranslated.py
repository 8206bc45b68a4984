"""Choices that come without a name in one of the two languages that their form speaks: told, and nothing is held up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from definitions import LANGUAGES, WARNING, Catalog, Label, Location, Problem
from forms import Choosing, FieldDefinition, FormDefinition

BOTH = frozenset(LANGUAGES)
HAN = re.compile(r"[㐀-鿿]")


def lacking(label: Label) -> str:
    """The language in which a name is missing; empty where none is, or where it reads the same in both, as SAP does."""
    texts = dict(label.texts)
    said = BOTH & {language for language, text in texts.items() if text}
    if said == BOTH:
        return ""
    if said == {"en"}:
        return "zh"
    return "en" if HAN.search(label.text("zh")) else ""


def untranslated(current: Catalog, coming: Catalog) -> Iterator[Problem]:
    """One for each field and language, of choices that were not there or were called otherwise."""
    for form in coming.all("form"):
        if not dict(form.label.texts).keys() >= BOTH:
            continue
        before = current.find("form", form.id)
        for field in form.fields:
            yield from _of_field(coming, form, field, before.find(field.id) if before else None)


def _of_field(
    coming: Catalog, form: FormDefinition, field: FieldDefinition, was: FieldDefinition | None
) -> Iterator[Problem]:
    if not isinstance(field.type, Choosing) or field.type.list:
        return
    had = was.type.by_id if was is not None and isinstance(was.type, Choosing) else {}
    fresh = [one for one in field.type.choices if one.id not in had or had[one.id].label != one.label]
    for language in sorted(BOTH):
        names = [one.label for one in fresh if one.label.text("") != one.id and lacking(one.label) == language]
        if names:
            place = Location(coming.file_of("form", form.id))
            said = {"field": field.label, "choices": names}
            yield Problem(WARNING, place, f"fields.{field.id}", f"publishing.choice_lacks_{language}", said)
