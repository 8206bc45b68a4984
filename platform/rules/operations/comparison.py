"""Equal, before, after, one of a list; a day and a moment compare by day."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from ..day_bounds import by_moment
from ..errors import RuleError
from ..lengths import compared
from ..registry import COMPARE, operation
from ..sql_elements import Bytewise
from ..tree import Literal
from ..types import Type

if TYPE_CHECKING:
    from ..checker import Typed
    from ..sql_face import Operand, SqlFace
    from ..types import Env


def alike(env: Env, *values: Any) -> tuple[Any, ...]:
    """The values, with moments as days where one of them is a day; a person's or a record's id as what it is."""
    kinds = {type(value) for value in values}
    if len(kinds) > 1 and kinds >= {date, datetime}:
        return tuple(env.day_of(value) if type(value) is datetime else value for value in values)
    return values


def _python(compare: Callable[[Any, Any], bool]) -> Callable[[Env, Any, Any], bool]:
    def face(env: Env, left: Any, right: Any) -> bool:
        if type(left) is not type(right):
            left, right = alike(env, left, right)
        return compare(left, right)

    return face


def _sql(compare: Callable[[Any, Any], Any]) -> Callable[[SqlFace, Operand, Operand], sa.ColumnElement]:
    def face(face: SqlFace, left: Operand, right: Operand) -> sa.ColumnElement:
        if left.type is Type.DATE and (found := by_moment(face.env, compare, left.sql, right.sql)) is not None:
            return found
        if left.type is Type.TEXT and compare in ORDERS:
            return compare(Bytewise(left.sql), right.sql)
        tested, (other,) = face.as_stored(left, [right])
        return compared(compare, tested, other)

    return face


def _check_null(call: Typed) -> None:
    """What equals null is never true, and never what was meant."""
    for arg in call.args:
        if isinstance(arg.node, Literal) and arg.node.value is None:
            raise RuleError("equals_null", arg.node.pos)


ORDERS = (operator.lt, operator.le, operator.gt, operator.ge)

for name, symbol, compare, takes, spelled in (
    ("equal", "==", operator.eq, "T", ("=", "==", "等于")),
    ("unequal", "!=", operator.ne, "T", ("!=", "<>", "≠", "不等于")),
    ("less", "<", operator.lt, "O", ("<", "小于", "早于")),
    ("at_most", "<=", operator.le, "O", ("<=", "≤", "不超过", "不大于", "不晚于")),
    ("greater", ">", operator.gt, "O", (">", "大于", "晚于")),
    ("at_least", ">=", operator.ge, "O", (">=", "≥", "不低于", "不小于", "不少于", "不早于")),
):
    operation(
        name, f"{takes}, {takes} -> yes/no", infix=spelled, power=COMPARE,
        python=_python(compare), sql=_sql(compare), inline=f"{{0}} {symbol} {{1}}",
        check=_check_null if takes == "T" else None,
    )  # fmt: skip


def one_of(env: Env, value: Any, items: tuple[Any, ...] | None) -> bool | None:
    """Whether the value is in the list; null when it is not and the list has a null in it."""
    if value is None or items is None:
        return None
    if value in items:
        return True
    if type(value) in (date, datetime) and any(_same_day(env, value, item) for item in items):
        return True
    return None if None in items else False


def _same_day(env: Env, value: Any, item: Any) -> bool:
    left, right = alike(env, value, item)
    return left == right


def _in(face: SqlFace, value: Operand, items: Operand) -> sa.ColumnElement:
    if items.items is None:
        return face.holds(items, value)
    tested, wanted = face.as_stored(value, items.items)
    return tested.in_(wanted)


operation(
    "in", "T, items -> yes/no", "text, list -> yes/no", "choice, list -> yes/no", "link, list -> yes/no",
    infix=("in", "属于"), negated=("not in", "不属于"), power=COMPARE, strict=False, python=one_of, sql=_in,
)  # fmt: skip


def within(env: Env, value: Any, low: Any, high: Any) -> bool | None:
    """From low to high, both included."""
    value, low, high = alike(env, value, low, high)
    if value is None:
        return None
    above = None if low is None else value >= low
    below = None if high is None else value <= high
    return False if above is False or below is False else None if above is None or below is None else True


def _between(face: SqlFace, value: Operand, low: Operand, high: Operand) -> sa.ColumnElement:
    tested, (least, most) = face.as_stored(value, [low, high])
    found = (Bytewise(tested) if value.type is Type.TEXT else tested).between(least, most)
    found.type = sa.Boolean()  # SQLAlchemy leaves it without one, and whoever counts could not tell it from a value
    return found


operation("between", "O, O, O -> yes/no", names=("between", "介于"), strict=False, python=within, sql=_between)


def is_null(_env: Env, value: Any) -> bool:
    """Whether there is no value."""
    return value is None


def is_filled(_env: Env, value: Any) -> bool:
    """Whether there is a value: no is one, empty text and an empty list are none."""
    return value not in (None, "", ())


def _filled(_face: SqlFace, value: Operand) -> sa.ColumnElement:
    if value.type is Type.TEXT or value.type in (Type.CHOICE, *LIST_TYPES):
        return sa.func.coalesce(value.sql, sa.literal("")) != sa.literal("")
    return value.sql.is_not(None)


LIST_TYPES = (Type.CHOICES, Type.TEXTS, Type.LINKS)

operation(
    "is_null", "any -> yes/no", postfix=("is null", "为空值"), negated=("is not null", "不为空值"), power=COMPARE,
    strict=False, python=is_null, sql=lambda _face, value: value.sql.is_(None),
)  # fmt: skip
operation(
    "filled", "any -> yes/no", names=("filled", "已填", "已填写"), postfix=("is not empty", "不为空", "已填"),
    power=COMPARE, strict=False, python=is_filled, sql=_filled,
)  # fmt: skip
operation(
    "empty", "any -> yes/no", names=("empty", "未填", "未填写"), postfix=("is empty", "为空", "未填"), power=COMPARE,
    strict=False, python=lambda env, value: not is_filled(env, value),
    sql=lambda face, value: sa.not_(_filled(face, value)),
)  # fmt: skip
