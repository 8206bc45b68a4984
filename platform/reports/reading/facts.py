"""The facts of a report file: each of exactly one kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from definitions import Label, Source
from forms import read_expression

from ..parts import Fact
from .measures import ALL
from .part_schemas import FACT_KINDS


def read_facts(source: Source) -> Iterator[Fact]:
    """Each fact; one of no kind or of several is a problem."""
    for number, written in enumerate(source.data.get("facts", ())):
        path = ("facts", number)
        kinds = [name for name in FACT_KINDS if name in written]
        if len(kinds) == 1:
            yield _fact(source, written, path, kinds[0])
        else:
            found = ", ".join(kinds) or "–"
            source.problem(path, "reports.problem.one_kind", known=", ".join(FACT_KINDS), found=found)


def _fact(source: Source, written: Mapping[str, Any], path: tuple[Any, ...], kind: str) -> Fact:
    of_people = source.data.get("over") == "people"
    if not of_people and (
        ("form" in written) != ("link" in written) or ("form" in written and written["of"] != "records")
    ):
        source.problem(path, "reports.problem.form_and_link")
    everything = (kind, written[kind]) == ("count", ALL)
    return Fact(
        id=written["id"],
        label=Label.of(written.get("label"), written["id"]),
        of=written["of"],
        kind=kind,
        value=None if everything else read_expression(source, (*path, kind), written[kind]),
        where=read_expression(source, (*path, "where"), written["where"]) if "where" in written else None,
        form=written.get("form"),
        link=written.get("link"),
    )
