"""Lists of choices: has any, all or none of these; a list that is null counts as empty here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from ..registry import operation
from .text import word_of

if TYPE_CHECKING:
    from ..sql_face import Operand, SqlFace
    from ..types import Env

Words = tuple[str, ...] | None


def any_of(_env: Env, have: Words, wanted: tuple) -> bool:
    """Whether one of the wanted is there."""
    return any(word_of(word) in (have or ()) for word in wanted)


def all_of(_env: Env, have: Words, wanted: tuple) -> bool:
    """Whether all of the wanted are there."""
    return all(word_of(word) in (have or ()) for word in wanted)


def _each(face: SqlFace, have: Operand, wanted: Operand) -> list[sa.ColumnElement]:
    return [sa.func.coalesce(face.holds(have, item), sa.false(), type_=sa.Boolean) for item in wanted.items]


operation(
    "any_of", "list, items -> yes/no", names=("any_of", "含任一"), strict=False, python=any_of,
    sql=lambda face, have, wanted: sa.or_(*_each(face, have, wanted)),
)  # fmt: skip
operation(
    "all_of", "list, items -> yes/no", names=("all_of", "含全部"), strict=False, python=all_of,
    sql=lambda face, have, wanted: sa.and_(*_each(face, have, wanted)),
)  # fmt: skip
operation(
    "none_of", "list, items -> yes/no", names=("none_of", "不含任一"), strict=False,
    python=lambda env, have, wanted: not any_of(env, have, wanted),
    sql=lambda face, have, wanted: sa.not_(sa.or_(*_each(face, have, wanted))),
)  # fmt: skip
