"""Values that are kept encrypted: whether one is a certain other, which is all that can be asked of what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from ..registry import operation

if TYPE_CHECKING:
    from ..sql_face import Operand, SqlFace
    from ..types import Env


def same_sealed(_env: Env, value: Any, *encrypted: str) -> bool:
    """Whether it is one of these, each encrypted like the value itself."""
    return value in encrypted


def _same(_face: SqlFace, value: Operand, *encrypted: Operand) -> sa.ColumnElement:
    return sa.type_coerce(value.sql, sa.String).in_([each.sql for each in encrypted])


operation(
    "same_sealed", "sealed value, text… -> yes/no", names=("same_sealed", "密文为"), python=same_sealed, sql=_same,
)  # fmt: skip
