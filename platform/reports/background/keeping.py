"""An answer as JSON and back: a table keeps its words in all languages, so that it is read as it was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from definitions import Label

from ..answers.table import Cell, Column, Part, ReportTable, Row
from ..parts import Chart, Target

IS, WORDS = "is", "words"
KINDS = {kind.__name__: kind for kind in (Cell, Chart, Column, Part, ReportTable, Row, Target)}


def as_kept(table: ReportTable) -> dict[str, Any]:
    """The table as JSON; the params stand with the run and are read anew."""
    return _kept(replace(table, params=()))


def table_of(kept: Mapping[str, Any]) -> ReportTable:
    """The table that `as_kept` wrote."""
    return _read(kept)


def _kept(value: Any) -> Any:
    if isinstance(value, Label):
        return {WORDS: value.as_written()}
    if is_dataclass(value):
        told = {each.name: getattr(value, each.name) for each in fields(value)}
        said = {each.name: told[each.name] for each in fields(value) if told[each.name] != each.default}
        return {IS: type(value).__name__, **{name: _kept(one) for name, one in said.items()}}
    if isinstance(value, Mapping):
        return {name: _kept(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [_kept(one) for one in value]
    return value


def _read(kept: Any) -> Any:
    if isinstance(kept, list):
        return tuple(_read(one) for one in kept)
    if not isinstance(kept, Mapping):
        return kept
    if set(kept) == {WORDS}:
        return Label.of(kept[WORDS])
    if IS in kept:
        return KINDS[kept[IS]](**{name: _read(one) for name, one in kept.items() if name != IS})
    return {name: _read(one) for name, one in kept.items()}
