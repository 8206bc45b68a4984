"""The lists of records that point here, in the canvas's place: what they are called, their columns and their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from definitions import Catalog, Label
from forms import FormDefinition, RecordColumn, record_columns

from ..conditions import Option
from ..languages import language, t
from .controls import words_in

MOST_COLUMNS = 8


@dataclass(frozen=True)
class ListedColumn:
    """One column of a list, where it stands."""

    name: str
    label: str
    first: bool
    last: bool


@dataclass(frozen=True)
class RelatedRow:
    """One list: whose records, and what is shown of them."""

    key: str
    title: str
    label: tuple[str, str]
    hint: tuple[str, str]
    columns: tuple[ListedColumn, ...]
    others: tuple[Option, ...]
    usual: str  # what is shown where no column is chosen
    sort: tuple[Option, ...]


@dataclass(frozen=True)
class RelatedRoom:
    """All lists of a form's page."""

    title: str
    lists: tuple[RelatedRow, ...]


def related_room(data: Mapping[str, Any], catalog: Catalog) -> RelatedRoom:
    """The lists as the form's file has them; one whose form is not there is left to the problems."""
    title = Label.of(data.get("label"), str(data.get("id"))).text(language())
    return RelatedRoom(title, tuple(_rows(lists_in(data), catalog)))


def lists_in(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lists that are written so that they can be changed."""
    written = data.get("related") if isinstance(data.get("related"), list) else []
    return [one for one in written if isinstance(one, dict)]


def key_of(one: Mapping[str, Any]) -> str:
    """What tells a list from the others."""
    return f"{one.get('form')}.{one.get('by')}"


def _rows(lists: list[dict[str, Any]], catalog: Catalog) -> Iterator[RelatedRow]:
    for one in lists:
        form = catalog.find("form", str(one.get("form")))
        if form is None:
            continue
        known = record_columns(catalog, form.id)
        written = one.get("columns") if isinstance(one.get("columns"), list) else []
        names = [name for name in written if isinstance(name, str)]
        listed = (ListedColumn(name, _label(known, name), name == names[0], name == names[-1]) for name in names)
        yield RelatedRow(
            key=key_of(one),
            title=form.plural.text(language()),
            label=words_in(one.get("label")),
            hint=words_in(one.get("hint")),
            columns=tuple(listed),
            others=tuple(_others(known, names)) if len(names) < MOST_COLUMNS else (),
            usual=_usual(form),
            sort=tuple(_orders(one.get("sort"), known, names)),
        )


def _usual(form: FormDefinition) -> str:
    labels = [found.label.text(language()) for name in form.subtitle if (found := form.find(name)) is not None]
    return t("studio.comma").join(labels)


def _others(known: Mapping[str, RecordColumn], names: list[str]) -> Iterator[Option]:
    for name, column in known.items():
        if name not in names and not column.piece:
            yield Option(name, column.label.text(language()), False)


def _orders(written: Any, known: Mapping[str, RecordColumn], names: list[str]) -> Iterator[Option]:
    """The oldest or the newest first, or by a column; what the file says otherwise stays on the list."""
    now = ",".join(map(str, written)) if isinstance(written, list) else ""
    offered = {"": t("related_room.oldest"), "-created_at": t("related_room.newest")}
    for name in names:
        offered[name] = t("related_room.up", column=_label(known, name))
        offered[f"-{name}"] = t("related_room.down", column=_label(known, name))
    if now not in offered:
        offered[now] = now
    yield from (Option(value, label, value == now) for value, label in offered.items())


def _label(known: Mapping[str, RecordColumn], name: str) -> str:
    return known[name].label.text(language()) if name in known else name
