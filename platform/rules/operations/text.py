"""Text: its length, its parts, its case (A to Z only, so that every database agrees)."""

from __future__ import annotations

from functools import reduce
from operator import add
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from ..registry import COMPARE, operation
from ..sql_elements import Bytewise, Position

if TYPE_CHECKING:
    from ..sql_face import Operand, SqlFace
    from ..types import Env

BLANKS = " \t\r\n\u00a0\u3000"
LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
UPPER = str.maketrans(ascii_lowercase, ascii_uppercase)
# Marks the end of a text, so that "ends with" is one search; no text of a person holds this non-character.
END = "\uffff"


def holds(_env: Env, whole: Any, part: str | float) -> bool:
    """Whether a text has the part in it, or a list the word."""
    return word_of(part) in whole


def word_of(item: str | float) -> str:
    """A word of a list; ids of people and records are kept there as text."""
    return f"{item:.0f}" if isinstance(item, float) else item


def _contains(face: SqlFace, whole: Operand, part: Operand) -> sa.ColumnElement:
    return face.holds(whole, part) if whole.is_list else Position(whole.sql, part.sql) > 0


def _ends(_face: SqlFace, whole: Operand, part: Operand) -> sa.ColumnElement:
    return Position(whole.sql + sa.literal(END), part.sql + sa.literal(END)) > 0


def joined(_env: Env, *parts: str | None) -> str:
    """All parts in a row; null counts as empty."""
    return "".join(part or "" for part in parts)


def _joined(_face: SqlFace, *parts: Operand) -> sa.ColumnElement:
    return reduce(add, (sa.func.coalesce(part.sql, sa.literal(""), type_=sa.String) for part in parts))


operation(
    "contains", "text, text -> yes/no", "list, text -> yes/no", "list, choice -> yes/no", "list, link -> yes/no",
    names=("contains", "包含"), infix=("contains", "包含"), power=COMPARE,
    negated=("not contains", "does not contain", "不包含"), python=holds, sql=_contains,
)  # fmt: skip
operation(
    "starts_with", "text, text -> yes/no", names=("starts_with", "开头是"), infix=("starts with", "开头是"),
    power=COMPARE, python=lambda _env, whole, part: whole.startswith(part),
    sql=lambda _face, whole, part: Position(whole.sql, part.sql) == 1,
)  # fmt: skip
operation(
    "ends_with", "text, text -> yes/no", names=("ends_with", "结尾是"), infix=("ends with", "结尾是"),
    power=COMPARE, python=lambda _env, whole, part: whole.endswith(part), sql=_ends,
)  # fmt: skip
operation(
    "len", "text -> number", names=("len", "长度"), python=lambda _env, text: float(len(text)),
    sql=lambda _face, text: sa.cast(sa.func.length(text.sql), sa.Double),
)  # fmt: skip
operation(
    "lower", "text -> text", names=("lower", "小写"), python=lambda _env, text: text.translate(LOWER),
    sql=lambda _face, text: sa.func.lower(Bytewise(text.sql), type_=sa.String),
)  # fmt: skip
operation(
    "upper", "text -> text", names=("upper", "大写"), python=lambda _env, text: text.translate(UPPER),
    sql=lambda _face, text: sa.func.upper(Bytewise(text.sql), type_=sa.String),
)  # fmt: skip
operation(
    "trim", "text -> text", names=("trim", "去空格"), python=lambda _env, text: text.strip(BLANKS),
    sql=lambda _face, text: sa.func.trim(text.sql, sa.literal(BLANKS), type_=sa.String),
)  # fmt: skip
operation(
    "concat", "text, text… -> text", names=("concat", "拼接"), strict=False, python=joined, sql=_joined,
)  # fmt: skip
