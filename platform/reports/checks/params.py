"""Params: names of their own, choices of a field that has some, defaults that fit."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import Problem
from forms import Context, ValueRefused, Wanted, expression_problems
from rules import Scope, Type

from ..answers.narrowing import ONLY
from ..params import TYPES, RefusedText, type_of
from ..parts import PERIOD, Param
from .checked import Checked, Path

GIVES = {"date": (Type.DATE, Type.DATETIME), "datetime": (Type.DATETIME, Type.DATE), "number": (Type.NUMBER,)}


def param_problems(checked: Checked) -> Iterator[Problem]:
    """Of each param."""
    shift = 1 if checked.report.period else 0  # the days to look at are no param of the file
    for place, param in enumerate(checked.report.params):
        if param.type == PERIOD:
            continue
        path = ("params", place - shift)
        if param.id in checked.names or param.id in ("me", ONLY):
            yield checked.problem((*path, "id"), "param_is_a_name", name=param.id)
        yield from _choice_problems(checked, path, param)
        yield from default_problems(checked, (*path, "default"), param)


def _choice_problems(checked: Checked, path: Path, param: Param) -> Iterator[Problem]:
    if param.type == "choice" and param.of is None:
        yield checked.problem(path, "choice_of_what")
    elif param.of is not None and param.of not in checked.names:
        yield checked.unknown((*path, "of"), "name", param.of, checked.names)
    elif param.of is not None and checked.names[param.of].shown.type.name != "choice":
        yield checked.problem((*path, "of"), "not_a_choice", name=param.of)


def default_problems(checked: Checked, path: Path, param: Param) -> Iterator[Problem]:
    """What a param begins with: a formula of the right type, or a value that fits."""
    if param.formula is not None:
        wanted = Wanted(checked.definition, path, param.formula, GIVES[param.type])
        yield from expression_problems(checked.catalog, Scope({}), wanted)
    elif param.default is not None and TYPES[param.type] is not Type.LINK:
        yield from _value_problems(checked, path, param)


def _value_problems(checked: Checked, path: Path, param: Param) -> Iterator[Problem]:
    try:
        type_of(checked.catalog, checked.report, param).parse(param.default, Context())
    except ValueRefused as refusal:
        yield checked.problem(path, "bad_default", reason=RefusedText(refusal))
