"""And, or, not, if, coalesce: three-valued, as in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.sql.elements import Grouping

from ..registry import AND, NOT, OR, operation

if TYPE_CHECKING:
    from ..sql_face import Operand, SqlFace
    from ..types import Env


def every(_env: Env, *parts: bool | None) -> bool | None:
    """False as soon as one is false, else null as soon as one is null."""
    return False if False in parts else None if None in parts else True


def some(_env: Env, *parts: bool | None) -> bool | None:
    """True as soon as one is true, else null as soon as one is null."""
    return True if True in parts else None if None in parts else False


def choose(_env: Env, condition: bool | None, then: Any, otherwise: Any) -> Any:
    """The second where the first is true, else the third."""
    return then if condition is True else otherwise


def first(_env: Env, *values: Any) -> Any:
    """The first that is not null."""
    return next((value for value in values if value is not None), None)


def _case(_face: SqlFace, condition: Operand, then: Operand, otherwise: Operand) -> sa.ColumnElement:
    return sa.case((condition.sql, then.sql), else_=otherwise.sql)


def _not(_face: SqlFace, part: Operand) -> sa.ColumnElement:
    """In brackets: SQLAlchemy leaves them out around a negated boolean column, and NOT binds looser than IS NULL."""
    return Grouping(sa.not_(part.sql))


operation(
    "or", "yes/no, yes/no… -> yes/no", infix=("or", "或", "或者"), power=OR, chained=True, strict=False,
    python=some, sql=lambda _face, *parts: sa.or_(*(part.sql for part in parts)),
)  # fmt: skip
operation(
    "and", "yes/no, yes/no… -> yes/no", infix=("and", "且", "并且"), power=AND, chained=True, strict=False,
    python=every, sql=lambda _face, *parts: sa.and_(*(part.sql for part in parts)),
)  # fmt: skip
operation(
    "not", "yes/no -> yes/no", prefix=("not", "非"), power=NOT,
    python=lambda _env, part: not part, sql=_not,
)  # fmt: skip
operation(
    "if", "yes/no, V, V -> V", names=("if", "如果"), strict=False, python=choose, sql=_case,
)  # fmt: skip
operation(
    "coalesce", "V, V… -> V", names=("coalesce", "首个非空"), strict=False,
    python=first, sql=lambda _face, *parts: sa.func.coalesce(*(part.sql for part in parts)),
)  # fmt: skip
