"""Whether an input was sent back as it was drawn: what nobody touched stays as it is written."""

from __future__ import annotations

from typing import Any

from ..untouched import is_untouched
from . import shapes
from .view_model import Input

# A browser sends their lines; of other inputs it makes one line.
IN_LINES = (shapes.RULE, shapes.CODE, shapes.LINES)


def is_as_drawn(drawn: Input, posted: Any) -> bool:
    """Whether nobody touched the input."""
    return _is_same(drawn, posted) and all(is_as_drawn(inner, posted) for inner in _inside(drawn))


def _is_same(drawn: Input, posted: Any) -> bool:
    name = f"v.{drawn.name}"
    if drawn.shape in (shapes.GROUP, shapes.ROWS, shapes.TEXTS):
        return True
    if drawn.shape == shapes.CHECK:
        return (name in posted) == bool(drawn.value)
    if drawn.shape == shapes.TICKS:
        return posted.getlist(name) == [option.value for option in drawn.options if option.selected]
    lines = drawn.shape in IN_LINES or drawn.hint == "long"
    return all(is_untouched(was, posted.get(each, ""), lines=lines) for each, was in _sent_by(drawn).items())


def _sent_by(drawn: Input) -> dict[str, str]:
    """What an untouched input sends."""
    name, chosen = f"v.{drawn.name}", next((option.value for option in drawn.options if option.selected), "")
    if drawn.shape == shapes.WORDS:
        return {f"{name}.zh": drawn.value, f"{name}.en": drawn.other}
    if drawn.shape == shapes.SELECT:
        return {name: chosen}
    return {name: drawn.value, f"{name}.way": chosen} if drawn.shape == shapes.ONE_OF else {name: drawn.value}


def _inside(drawn: Input) -> tuple[Input, ...]:
    return (*drawn.inputs, *(inner for row in drawn.rows for inner in row.inputs))
