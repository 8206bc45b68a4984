"""Days and moments: the present, the parts of a day, how long between two."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from ..registry import operation
from ..sql_elements import Days, Seconds
from ..types import Type

if TYPE_CHECKING:
    from ..sql_face import Operand, SqlFace
    from ..types import Env


def day(env: Env, moment: date) -> date:
    """The day of a moment in the time zone of the rule; a day is itself."""
    return env.day_of(moment) if isinstance(moment, datetime) else moment


def _day(face: SqlFace, moment: Operand) -> sa.ColumnElement:
    return face.local_day(moment.sql) if moment.type is Type.DATETIME else moment.sql


def _never(_face: SqlFace, *_operands: Operand) -> sa.ColumnElement:
    """What names no field is computed before it gets to the database."""
    raise AssertionError("a constant is folded")


operation("now", "-> datetime", names=("now", "现在"), python=lambda env: env.moment, sql=_never)
operation("today", "-> date", names=("today", "今天"), python=lambda env: env.today, sql=_never)
operation("date", "datetime -> date", "date -> date", names=("date", "日期"), python=day, sql=_day)


def _part(name: str) -> object:
    return lambda face, moment: sa.cast(sa.extract(name, _day(face, moment)), sa.Double)


def _weekday(face: SqlFace, moment: Operand) -> sa.ColumnElement:
    sunday_first = sa.cast(sa.extract("dow", _day(face, moment)), sa.Integer)
    return sa.cast((sunday_first + 6) % 7 + 1, sa.Double)


for name, spelled in (("year", "年"), ("month", "月"), ("day", "日")):
    operation(
        name, "date -> number", "datetime -> number", names=(name, spelled),
        python=lambda env, moment, name=name: float(getattr(day(env, moment), name)), sql=_part(name),
    )  # fmt: skip
operation(
    "weekday", "date -> number", "datetime -> number", names=("weekday", "星期"),
    python=lambda env, moment: float(day(env, moment).isoweekday()), sql=_weekday,
)  # fmt: skip
operation(
    "days_between", "D, D -> number", names=("days_between", "相差天数"),
    python=lambda env, start, end: float((day(env, end) - day(env, start)).days),
    sql=lambda face, start, end: Days(_day(face, end), _day(face, start)),
)  # fmt: skip
operation(
    "hours_between", "datetime, datetime -> number", names=("hours_between", "相差小时"),
    python=lambda _env, start, end: (end - start).total_seconds() / 3600,
    sql=lambda _face, start, end: Seconds(end.sql, start.sql) / sa.literal(3600.0, sa.Double),
)  # fmt: skip
