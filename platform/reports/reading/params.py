"""The params of a report file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from definitions import Label, Source
from forms import read_expression

from ..parts import PERIOD, Param
from ..period import period_label

WITH_FORMULA = ("date", "datetime", "number")


def read_params(source: Source) -> Iterator[Param]:
    """The days to look at, then each param; a default of a day, a moment or a number may be a formula."""
    if "period" in source.data:
        yield Param(PERIOD, period_label("name"), PERIOD, default=source.data["period"].get("default", "90d"))
    for number, written in enumerate(source.data.get("params", ())):
        yield _param(source, written, ("params", number))


def _param(source: Source, written: Mapping[str, Any], path: tuple[Any, ...]) -> Param:
    default, formula = written.get("default"), None
    if isinstance(default, str) and written["type"] in WITH_FORMULA:
        formula, default = read_expression(source, (*path, "default"), default), None
    return Param(
        id=written["id"],
        label=Label.of(written.get("label"), written["id"]),
        type=written["type"],
        of=written.get("of"),
        default=default,
        formula=formula,
        required=written.get("required", False),
    )
