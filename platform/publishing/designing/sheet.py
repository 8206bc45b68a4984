"""A form's text while it is designed: what it says, and exact edits of its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from definitions import Document, NotEditable, Refused, parse_document, plain, yaml_edits

FIELD_ORDER = (
    "id", "type", "form", "of", "through", "list", "level", "parent", "pick", "role", "currency", "pattern", "value_of",
    "label", "help", "placeholder", "words", "required", "required_when", "visible_when", "read_only_when",
    "when_hidden", "formula", "default", "search", "index", "mask", "sensitive",
)  # fmt: skip
FORM_ORDER = (
    "kind", "id", "label", "plural", "icon", "order", "number", "title", "subtitle", "show", "fields", "layout",
    "related", "duplicates", "checks",
)  # fmt: skip
SECTION_ORDER = ("id", "later", "label", "columns", "fields")
CHOICE_ORDER = ("id", "label", "retired", "color", "when", "from")
MAIN = "main"

Path = tuple[Any, ...]


@dataclass(frozen=True)
class Sheet:
    """One version of the text; every edit gives another."""

    text: str

    @cached_property
    def data(self) -> dict[str, Any]:
        """What the text says; Refused where it is no YAML, or of another shape than acts can work on."""
        read = parse_document("form.yaml", self.text)
        if not isinstance(read, Document) or not _has_shape(data := plain(read.data)):
            raise Refused("designer.mend_first")
        return data

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The fields as they are written; what is none is left to the problems of the file."""
        written = self.data.get("fields")
        if not isinstance(written, list) or not all(isinstance(each, dict) for each in written):
            raise Refused("designer.mend_first")
        return written

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The sections of the layout; none where the form has no layout."""
        written = self.data.get("layout") or []
        if not all(isinstance(each, dict) and isinstance(each.get("fields"), list) for each in written):
            raise Refused("designer.mend_first")
        return written

    def at(self, field: str) -> int:
        """The position of a field."""
        return _position(self.fields, field, "designer.no_field")

    def field(self, id: str) -> dict[str, Any]:
        """The settings of a field."""
        return self.fields[self.at(id)]

    def section_at(self, section: str) -> int:
        """The position of a section."""
        return _position(self.sections, section, "designer.no_section")

    def place_of(self, field: str) -> tuple[int, int] | None:
        """The section and the position in it of a field that stands in the layout."""
        for number, section in enumerate(self.sections):
            if field in section["fields"]:
                return number, section["fields"].index(field)
        return None

    def with_layout(self) -> Sheet:
        """The same form with its sections written down."""
        if self.sections:
            return self
        whole = {"id": MAIN, "columns": 2, "fields": [field["id"] for field in self.fields]}
        return self.put(("layout",), [whole], order=FORM_ORDER)

    def put(self, path: Path, value: Any, *, order: Sequence[str] = ()) -> Sheet:
        return self._edited(lambda: yaml_edits.put(self.text, path, value, order=order))

    def drop(self, path: Path) -> Sheet:
        return self._edited(lambda: yaml_edits.drop(self.text, path))

    def insert(self, path: Path, position: int, value: Any) -> Sheet:
        return self._edited(lambda: yaml_edits.insert(self.text, path, position, value))

    def move(self, path: Path, at: int, to: int) -> Sheet:
        return self._edited(lambda: yaml_edits.move(self.text, path, at, to))

    def change(self, path: Path, changes: Mapping[str, Any], *, order: Sequence[str] = ()) -> Sheet:
        """Settings of the part at `path`: None takes one out; of texts in languages only changed ones are written."""
        sheet = self
        for name, value in changes.items():
            sheet = sheet._changed(path, name, value, order)
        return sheet

    def _changed(self, path: Path, name: str, value: Any, order: Sequence[str]) -> Sheet:
        there = self.data
        for step in path:
            there = there[step]
        old = there.get(name)
        if value is None:
            return self.drop((*path, name)) if name in there else self
        if name in there and old == value and type(old) is type(value):
            return self
        if isinstance(old, dict) and isinstance(value, dict) and old and value:
            inner = {each: value.get(each) for each in (*old, *value) if old.get(each) != value.get(each)}
            return self.change((*path, name), inner)
        return self.put((*path, name), value, order=order)

    def _edited(self, edit: Callable[[], str]) -> Sheet:
        try:
            return Sheet(edit())
        except NotEditable:
            raise Refused("designer.as_text") from None

    def ids(self) -> Iterator[str]:
        """The ids that are taken."""
        return (str(field.get("id")) for field in self.fields)


def _has_shape(data: Mapping[str, Any]) -> bool:
    """Whether lists are lists and ids are words: whatever else is wrong is told beside its field."""
    fields, layout, subtitle, rules = (_listed(data, name) for name in ("fields", "layout", "subtitle", "duplicates"))
    if fields is None or layout is None or subtitle is None or rules is None:
        return False
    placed = [_listed(section, "fields") if isinstance(section, dict) else None for section in layout]
    return (
        all(isinstance(field, dict) and _has_words(field) for field in fields)
        and all(isinstance(section.get("id", ""), str) for section in layout if isinstance(section, dict))
        and all(ids is not None and all(isinstance(id, str) for id in ids) for ids in placed)
        and all(isinstance(id, str) for id in subtitle)
        and all(isinstance(rule, dict) for rule in rules)
    )


def _has_words(field: Mapping[str, Any]) -> bool:
    choices = _listed(field, "choices")
    if choices is None:
        return False
    sound = (isinstance(each, (str, dict)) for each in choices)
    return isinstance(field.get("id"), str) and isinstance(field.get("type", ""), str) and all(sound)


def _listed(data: Mapping[str, Any], name: str) -> list[Any] | None:
    """The list at a name, an empty one where nothing is said; None where something else stands there."""
    written = data.get(name)
    return [] if written is None else written if isinstance(written, list) else None


def _position(parts: list[dict[str, Any]], id: str, otherwise: str) -> int:
    for position, part in enumerate(parts):
        if part.get("id") == id:
            return position
    raise Refused(otherwise, id=id)
