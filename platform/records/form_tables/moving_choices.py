"""What the values of choices will be, as SQL over what is stored: lists word by word, and what stood there before."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Text, case, literal, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

WORD = literal_column("one.word", Text)  # what `each` of a list is asked about


class _EachWord(FunctionElement):
    """A list, kept as |a|b|, with another word for each of its words; what becomes equal stands there once."""

    inherit_cache = True


class _Before(FunctionElement):
    """What a record held before its value was mapped, where it still holds what that became; else null."""

    inherit_cache = True

    def __init__(self, column: ColumnElement, *more: ColumnElement) -> None:
        super().__init__(column, *more)
        self.type = column.type


class _BeforeList(_Before):
    """The same of a list."""

    inherit_cache = True


def each_word(column: ColumnElement, each: ColumnElement) -> ColumnElement:
    """`column` with `each`, an expression over WORD, in the place of every word."""
    return _EachWord(column, each)


def before_moving(
    column: ColumnElement, subject: ColumnElement, form: str, field: str, known: Collection[str], *, many: bool
) -> ColumnElement:
    """What comes back to a list of choices that has these ids again, and else what is stored."""
    ids = [literal(id) for id in sorted(known)]
    made = _BeforeList if many else _Before
    before = made(column, subject, literal(form), literal(field), *ids)
    return case((before.is_(None), column), else_=before)


@compiles(_EachWord)
def _each_word(element: _EachWord, compiler: SQLCompiler, **kw: Any) -> str:
    column, each = (compiler.process(clause, **kw) for clause in element.clauses)
    words = f"""json_each('["' || replace(trim({column}, '|'), '|', '","') || '"]')"""
    one = f"(SELECT value AS word, key AS place FROM {words}) AS one"
    taken = f"(SELECT {each} AS word, min(one.place) AS place FROM {one} GROUP BY 1 ORDER BY 2) AS taken"
    return f"(SELECT '|' || group_concat(taken.word, '|') || '|' FROM {taken})"


@compiles(_EachWord, "postgresql")
def _each_word_postgresql(element: _EachWord, compiler: SQLCompiler, **kw: Any) -> str:
    column, each = (compiler.process(clause, **kw) for clause in element.clauses)
    one = f"unnest(string_to_array(trim(both '|' from {column}), '|')) WITH ORDINALITY AS one(word, place)"
    taken = f"(SELECT {each} AS word, min(one.place) AS place FROM {one} GROUP BY 1) AS taken"
    return f"(SELECT '|' || string_agg(taken.word, '|' ORDER BY taken.place) || '|' FROM {taken})"


@compiles(_Before)
def _before(element: _Before, compiler: SQLCompiler, **kw: Any) -> str:
    text = "(moved.{} #>> '{{}}')" if compiler.dialect.name == "postgresql" else "json_extract(moved.{}, '$')"
    old, new = text.format("old"), text.format("new")
    known = _known(element, compiler, kw)
    return _newest(element, compiler, kw, [old, new, f"{old} IN ({known})"])


@compiles(_BeforeList)
def _before_list(element: _BeforeList, compiler: SQLCompiler, **kw: Any) -> str:
    if compiler.dialect.name == "postgresql":
        joined = "(SELECT '|' || string_agg(w, '|' ORDER BY n) || '|' FROM {})"
        words = "jsonb_array_elements_text(moved.{}) WITH ORDINALITY AS each(w, n)"
    else:
        joined = "(SELECT '|' || group_concat(w, '|') || '|' FROM {})"
        words = "(SELECT value AS w FROM json_each(moved.{})) AS each"
    old, new = (joined.format(words.format(which)) for which in ("old", "new"))
    unknown = f"EXISTS (SELECT 1 FROM {words.format('old')} WHERE each.w NOT IN ({_known(element, compiler, kw)}))"
    return _newest(element, compiler, kw, [old, new, f"NOT {unknown}"])


def _known(element: _Before, compiler: SQLCompiler, kw: dict[str, Any]) -> str:
    return ", ".join(compiler.process(id, **kw) for id in list(element.clauses)[4:])


def _newest(element: _Before, compiler: SQLCompiler, kw: dict[str, Any], said: list[str]) -> str:
    """The last time that the value was mapped is the one that is looked at."""
    column, subject, form, field = (compiler.process(clause, **kw) for clause in list(element.clauses)[:4])
    old, new, comes_back = said
    mine = f"moved.form = {form} AND moved.field = {field} AND moved.subject = {subject}"
    newest = f"FROM choice_moved AS moved WHERE {mine} ORDER BY moved.id DESC LIMIT 1"
    return f"(SELECT CASE WHEN {new} = {column} AND {comes_back} THEN {old} END {newest})"
