"""Numbers, as IEEE doubles in every face; and days and moments plus and minus durations."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from definitions import Duration

from ..errors import RuleError
from ..magnitude import check_magnitude
from ..registry import ADD, MULTIPLY, NEGATE, operation
from ..sql_elements import Ceiling, Days, DaysLater, Floor, Greatest, Least, Rounded, Seconds, SecondsLater
from ..tree import Literal
from ..types import Type
from .comparison import alike

if TYPE_CHECKING:
    from ..checker import Typed
    from ..sql_face import Operand, SqlFace
    from ..types import Env


def add(env: Env, left: Any, right: Any) -> Any:
    """A sum, or the day or moment that lies a duration later."""
    return _later(env, left, right, 1) if isinstance(right, Duration) else left + right


def subtract(env: Env, left: Any, right: Any) -> Any:
    """A difference; of two days or moments, in seconds."""
    if isinstance(right, Duration):
        return _later(env, left, right, -1)
    return left - right if isinstance(left, float) else seconds(left, right)


def seconds(later: date, earlier: date) -> float:
    """The seconds from the earlier to the later."""
    return (later - earlier).total_seconds()


def _later(env: Env, start: Any, duration: Duration, sign: int) -> Any:
    """Start plus or minus the duration; null where no calendar reaches."""
    if isinstance(start, float):
        return start + sign * duration.seconds
    if duration.working:
        return env.working_later(start, Duration(sign * duration.amount, duration.unit, True))
    try:
        return start + timedelta(seconds=sign * duration.seconds)
    except OverflowError:
        return None


def _shifted(sign: int) -> Any:
    def face(_face: SqlFace, start: Operand, other: Operand) -> sa.ColumnElement:
        if other.type is not Type.DURATION or start.type is Type.DURATION:
            return _plain(sign, start, other)
        total = round(sign * other.node.value.seconds)
        if start.type is Type.DATE:
            return DaysLater(start.sql, sa.literal(total // 86400, sa.Integer))
        return SecondsLater(start.sql, sa.literal(total, sa.BigInteger))

    return face


def _plain(sign: int, left: Operand, right: Operand) -> sa.ColumnElement:
    if left.type is Type.DATE:
        return Days(left.sql, right.sql) * sa.literal(86400.0, sa.Double)
    if left.type is Type.DATETIME:
        return Seconds(left.sql, right.sql)
    return left.sql + right.sql if sign > 0 else left.sql - right.sql


def _check_shift(call: Typed) -> None:
    """A duration is written out where it is added, and a day takes whole days."""
    start, other = call.args
    if start.type not in (Type.DATE, Type.DATETIME) or other.type is not Type.DURATION:
        return
    if not isinstance(other.node, Literal):
        raise RuleError("write_duration_out", other.node.pos)
    duration = other.node.value
    if start.type is Type.DATE and (duration.working or duration.seconds % 86400):
        raise RuleError("whole_days", other.node.pos, duration=duration)
    if not duration.working and duration.seconds % 1:
        raise RuleError("whole_seconds", other.node.pos, duration=duration)


operation(
    "add", "number, number -> number", "date, duration -> date", "datetime, duration -> datetime",
    "duration, duration -> duration",
    infix=("+",), power=ADD, python=add, sql=_shifted(1), inline="{0} + {1}", check=_check_shift,
)  # fmt: skip
operation(
    "subtract", "number, number -> number", "date, duration -> date", "datetime, duration -> datetime",
    "date, date -> duration", "datetime, datetime -> duration", "duration, duration -> duration",
    infix=("-",), power=ADD, python=subtract, sql=_shifted(-1), inline="{0} - {1}", check=_check_shift,
)  # fmt: skip
operation(
    "multiply", "number, number -> number", infix=("*",), power=MULTIPLY,
    python=lambda _env, left, right: left * right, sql=lambda _face, left, right: left.sql * right.sql,
    inline="{0} * {1}", check=check_magnitude,
)  # fmt: skip
operation(
    "divide", "number, number -> number", infix=("/",), power=MULTIPLY,
    python=lambda _env, left, right: left / right if right else None,
    sql=lambda _face, left, right: left.sql / sa.func.nullif(right.sql, sa.literal(0.0, sa.Double), type_=sa.Double),
    check=check_magnitude,
)  # fmt: skip
operation(
    "negative", "number -> number", prefix=("-",), power=NEGATE,
    python=lambda _env, number: -number, sql=lambda _face, number: -number.sql,
)  # fmt: skip


def rounded(_env: Env, number: float, digits: float = 0.0) -> float | None:
    """Half away from zero, after reading the number at 15 digits, so that 1.005 becomes 1.01 as people expect."""
    scale = 10.0 ** int(digits)
    scaled = float(f"{number * scale:.15g}")
    return (math.trunc(scaled + math.copysign(0.5, scaled)) if abs(scaled) < 2**52 else scaled) / scale


def _rounded(_face: SqlFace, number: Operand, digits: Operand | None = None) -> sa.ColumnElement:
    return Rounded(number.sql, sa.literal(10.0 ** int(digits.node.value if digits else 0), sa.Double))


def _check_digits(call: Typed) -> None:
    """How many digits is written out: 0 to 6."""
    if len(call.args) == 2:
        node = call.args[1].node
        if not isinstance(node, Literal) or node.value not in range(7):
            raise RuleError("digits", node.pos)


def least(env: Env, *values: Any) -> Any:
    """The smallest of those that are not null."""
    return min((value for value in alike(env, *values) if value is not None), default=None)


def most(env: Env, *values: Any) -> Any:
    """The greatest of those that are not null."""
    return max((value for value in alike(env, *values) if value is not None), default=None)


operation(
    "abs", "number -> number", names=("abs", "绝对值"),
    python=lambda _env, number: abs(number), sql=lambda _face, number: sa.func.abs(number.sql, type_=sa.Double),
)  # fmt: skip
operation(
    "round", "number -> number", "number, number -> number", names=("round", "四舍五入"),
    python=rounded, sql=_rounded, check=_check_digits,
)  # fmt: skip
operation(
    "floor", "number -> number", names=("floor", "向下取整"),
    python=lambda _env, number: float(math.floor(number)),
    sql=lambda _face, number: Floor(number.sql),
)  # fmt: skip
operation(
    "ceil", "number -> number", names=("ceil", "向上取整"),
    python=lambda _env, number: float(math.ceil(number)),
    sql=lambda _face, number: Ceiling(number.sql),
)  # fmt: skip
operation(
    "min", "N, N… -> N", names=("min", "最小"), strict=False,
    python=least, sql=lambda _face, *values: Least(*(value.sql for value in values)),
)  # fmt: skip
operation(
    "max", "N, N… -> N", names=("max", "最大"), strict=False,
    python=most, sql=lambda _face, *values: Greatest(*(value.sql for value in values)),
)  # fmt: skip
