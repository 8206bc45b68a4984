"""Fields whose values are on their way to other choices: every question is answered by these from the first moment.

What moves the values goes through the records in portions, after publishing. Until its turn a record holds the old
word, and its column is read as the new one. A choice whose takers depend on what a database cannot know, such as the
moment or a record at the other end of a link, keeps its old word until its turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause

from accounts import default_calendar
from definitions import Catalog
from records import BACK, WORD, ChoicesMoving, ReadAs, before_moving, each_word
from rules import Env, RuleError, Scope, compile_sql

from .definition import FormDefinition
from .field_definition import FieldDefinition
from .fields.choice import Choosing
from .lists.search_text import searchable
from .scope import FIELD, READ_AS, columns_in, scope_of

Takers = Mapping[str, tuple[tuple[str, ColumnElement | None], ...]]  # by old word: who takes it, and when


def with_moving(catalog: Catalog, underway: Iterable[ChoicesMoving]) -> Catalog:
    """A catalog, just read, that knows what is under way."""
    by_form: dict[str, dict[str, ReadAs]] = {}
    for one in underway:
        form = catalog.find("form", one.form)
        field = form.find(one.field) if form is not None else None
        if field is not None and isinstance(field.type, Choosing):
            columns = by_form.setdefault(one.form, {})
            if one.way == BACK:
                _read_back(form, field, columns)
            else:
                _read_taken(catalog, form, field, columns, one)
    for form_id, columns in by_form.items():
        catalog.derived((READ_AS, form_id), lambda columns=columns: columns)
    return catalog


def _read_back(form: FormDefinition, field: FieldDefinition, columns: dict[str, ReadAs]) -> None:
    name = FIELD + field.id
    if name not in columns:
        columns[name] = read_as = partial(_old_words, form, field)
        if field in form.searched:
            columns["search"] = partial(_old_search, field, read_as, columns.get("search"))


def _read_taken(
    catalog: Catalog, form: FormDefinition, field: FieldDefinition, columns: dict[str, ReadAs], one: ChoicesMoving
) -> None:
    if any(option.came_from for option in field.type.choices):
        takers = partial(_takers, catalog, form, field, one)
        columns[FIELD + field.id] = partial(_new_words, field, takers)
        if field in form.searched:
            columns["search"] = partial(_new_search, field, takers, columns.get("search"))


def _takers(
    catalog: Catalog, form: FormDefinition, field: FieldDefinition, one: ChoicesMoving, there: FromClause
) -> Takers:
    """Only as far as a database can decide: behind what it cannot, nobody takes."""
    calendar, own = default_calendar(catalog), columns_in(catalog, form.id, there)
    env, scope = Env(one.begun_at, calendar.zone.key, calendar), Scope(scope_of(catalog, form.id).names)
    found: dict[str, list[tuple[str, ColumnElement | None]]] = {}
    unsure: set[str] = set()
    for place, option in enumerate(field.type.choices):
        rule = field.offered_when.get(place)
        for old in option.came_from:
            try:
                if rule is not None and not rule.is_timeless:
                    unsure.add(old)
                when = compile_sql(rule, own, env, scope) if rule is not None else None
            except RuleError:
                unsure.add(old)
            if old not in unsure:
                found.setdefault(old, []).append((option.id, when))
    return {old: tuple(theirs) for old, theirs in found.items()}


def _old_words(form: FormDefinition, field: FieldDefinition, there: FromClause) -> ColumnElement:
    known = field.type.by_id.keys()
    return before_moving(there.c[FIELD + field.id], there.c.id, form.id, field.id, known, many=field.type.many)


def _old_search(field: FieldDefinition, read_as: ReadAs, before: ReadAs | None, there: FromClause) -> ColumnElement:
    """The text that is searched, and what the choices that come back are called behind it."""
    called, held = {id: _called(field, id) for id in field.type.by_id}, read_as(there)
    words = each_word(held, sa.case(called, value=WORD)) if field.type.many else sa.case(called, value=held)
    return _searched(before, there).concat(sa.func.coalesce(words, sa.literal("")))


def _new_words(field: FieldDefinition, takers_in: Callable[[FromClause], Takers], there: FromClause) -> ColumnElement:
    takers, column = takers_in(there), there.c[FIELD + field.id]
    if not field.type.many:
        return _word(column, takers)
    held = sa.or_(*(_holds(column, old) for old in takers))
    return sa.case((held, each_word(column, _word(WORD, takers))), else_=column) if takers else column


def _word(word: ColumnElement, takers: Takers) -> ColumnElement:
    """The first taker whose condition holds."""
    whens = [
        (word == old if when is None else sa.and_(word == old, when), sa.literal(taker))
        for old, theirs in takers.items()
        for taker, when in theirs
    ]
    return sa.case(*whens, else_=word) if whens else word


def _new_search(
    field: FieldDefinition, takers_in: Callable[[FromClause], Takers], before: ReadAs | None, there: FromClause
) -> ColumnElement:
    """The text that is searched, and what the new choices are called behind it."""
    column, text = there.c[FIELD + field.id], _searched(before, there)
    for old, theirs in takers_in(there).items():
        held = _holds(column, old) if field.type.many else column == old
        whens = [(held if when is None else sa.and_(held, when), _called(field, taker)) for taker, when in theirs]
        text = text.concat(sa.case(*whens, else_=sa.literal("")))
    return text


def _searched(before: ReadAs | None, there: FromClause) -> ColumnElement:
    return sa.func.coalesce(before(there) if before else there.c.search, sa.literal(""), type_=sa.Text)


def _called(field: FieldDefinition, taker: str) -> ColumnElement:
    return sa.literal("".join(f"\n{searchable(word)}" for word in field.type.searched(taker)))


def _holds(column: ColumnElement, word: str) -> ColumnElement[bool]:
    return sa.type_coerce(column, sa.Text).contains(f"|{word}|", autoescape=True)
