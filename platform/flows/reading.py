"""Pieces that the files of flows are made of: rules, durations and labels, read with located problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from definitions import Duration, Label, Source
from forms import read_expression
from rules import Expression

Path = tuple[Any, ...]


def read_rule(source: Source, written: Any, path: Path) -> Expression | None:
    """The rule at `path`, if there is one; one that cannot be read becomes a problem that shows the place."""
    return None if written is None else read_expression(source, path, str(written))


def read_duration(source: Source, written: Any, path: Path) -> Duration | None:
    """The length of time at `path`, if there is one."""
    if written is None:
        return None
    try:
        return Duration.parse(written)
    except ValueError:
        source.problem(path, "flows.problem.not_a_duration", got=written)
        return None


def read_label(written: Mapping[str, Any]) -> Label:
    """The label of a part; its id where there is none."""
    return Label.of(written.get("label"), written["id"])


def report_twice(source: Source, items: Sequence[Mapping[str, Any]], path: Path) -> None:
    """A problem for every id of a list that an earlier item already has."""
    seen: set[str] = set()
    for place, item in enumerate(items):
        if item["id"] in seen:
            source.problem((*path, place, "id"), "flows.problem.id_twice", id=item["id"])
        seen.add(item["id"])
