"""From what is written under `who` to whom it means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import Source

from ..reading import Path, read_rule
from .kin import DUPLICATE, Kinship
from .sides import sided
from .who import Who


def read_who(source: Source, written: Mapping[str, Any], path: Path) -> Who:
    """Whom a rule, a pool or a watch means."""
    match = read_rule(source, written.get("match"), (*path, "match"))
    return Who(
        team=written.get("team"),
        role=written.get("role"),
        people=tuple(written.get("people", ())),
        match=sided(match) if match is not None else None,
        owner_of=_kinship(written["owner_of"], source.data["form"]) if "owner_of" in written else None,
    )


def _kinship(written: Mapping[str, Any], form: str) -> Kinship:
    same = written.get("same", ())
    pairs = same.items() if isinstance(same, Mapping) else ((name, name) for name in same)
    other = written.get("form")
    link = DUPLICATE if written.get("duplicate") else written.get("link")
    return Kinship(tuple(pairs), other if other != form else None, link, bool(written.get("superior")))
