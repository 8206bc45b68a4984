"""The queries behind person and record-link fields."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from accounts import Work, people, readable_fields, roster_of, seen, teams, visible
from records import tables

from ..lists.search_text import search_words
from ..lists.searching import found_by
from ..lists.seen_columns import seen_columns
from ..scope import columns_of, form_of, table_of

CHUNK = 500
LARGEST, LONGEST = 2**31, 19
CHOICES = 200


def people_by_word(work: Work, words: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Active people by what was written, an id or a sign-in name: (id, role)."""
    person, found = tables.person.c, {}
    for chunk in _chunks(words):
        logins = [word.lower() for word in chunk]
        meant = or_(person.id.in_(_ids(chunk)), func.lower(person.login).in_(logins))
        query = select(person.id, person.login, person.role).where(meant, person.active.is_(True))
        by_login = {}
        for row in work.connection.execute(query):
            found[str(row.id)] = by_login[row.login.lower()] = (row.id, row.role)
        found.update((word, by_login[word.lower()]) for word in chunk if word.lower() in by_login)
    return found


def records_by_word(work: Work, form: str, words: Iterable[str]) -> dict[str, int]:
    """Records of a form that the actor may see, by id or number."""
    table, found = table_of(work.catalog, form), {}
    for chunk in _chunks(words):
        meant = or_(table.c.id.in_(_ids(chunk)), table.c.number.in_(list(chunk)))
        query = select(table.c.id, table.c.number).where(meant, visible(work.actor, form, table))
        for row in work.connection.execute(query):
            found[str(row.id)] = row.id
            found[row.number] = row.id
    return found


def record_by_title(work: Work, form: str, title: str) -> int | None:
    """The one record of a form that the actor may see by that title; None where there is none, or more than one."""
    known = form_of(work.catalog, form)
    column = columns_of(work.catalog, form).get(known.title)
    if not title or column is None or known.title not in readable_fields(work.actor, known):
        return None
    table = table_of(work.catalog, form)
    named = select(table.c.id).where(column == title, visible(work.actor, form, table)).limit(2)
    found = work.connection.execute(named).scalars().all()
    return found[0] if len(found) == 1 else None


def person_names(work: Work, ids: Collection[int]) -> Mapping[int, str]:
    """What these people are called, whether they still work here or not."""
    known = roster_of(work.connection).by_id if ids else {}
    return {id: known[id].name for id in ids if id in known}


def team_names(work: Work) -> dict[int, str]:
    """What all teams are called, in the actor's language."""
    return {team.id: team.label.text(work.language) for team in roster_of(work.connection).tree}


def teams_by_word(work: Work) -> dict[str, int]:
    """All teams by what may be written, in small letters: the id before the key, the key before a name."""
    known = tuple(teams.tree(work.connection))
    by_name = {text.lower(): team.id for team in known for _, text in team.label.texts}
    return {**by_name, **{team.key.lower(): team.id for team in known}, **{str(team.id): team.id for team in known}}


def record_titles(work: Work, form: str, ids: Iterable[int]) -> dict[int, str]:
    """What these records are called, as far as the actor may see them."""
    table, found = table_of(work.catalog, form), {}
    for chunk in _chunks(ids):
        query = select(table.c.id, title_of(work, form)).where(
            table.c.id.in_(list(chunk)), visible(work.actor, form, table)
        )
        found.update((row[0], str(row[1])) for row in work.connection.execute(query))
    return found


def titles_seen(work: Work, form: str, ids: Iterable[int]) -> dict[int, str]:
    """The same, of records in the trash too."""
    table = table_of(work.catalog, form)
    query = select(table.c.id, title_of(work, form)).where(table.c.id.in_(list(ids)), seen(work.actor, form, table))
    return {row[0]: str(row[1]) for row in work.connection.execute(query)}


def values_behind(work: Work, form: str, ids: Iterable[int], names: Iterable[str]) -> dict[int, dict[str, Any]]:
    """These values of records that are there, for formulas: what is computed is the same whoever causes it."""
    table, columns, found = table_of(work.catalog, form), columns_of(work.catalog, form), {}
    wanted = [name for name in names if name in columns]
    for chunk in _chunks(ids):
        chosen = (columns[name].label(f"v_{place}") for place, name in enumerate(wanted))
        query = select(table.c.id, *chosen).where(table.c.id.in_(chunk), table.c.trashed_at.is_(None))
        found.update((row[0], dict(zip(wanted, row[1:], strict=True))) for row in work.connection.execute(query))
    return found


def person_choices(work: Work, role: str | None) -> tuple[tuple[int, str], ...]:
    """Active people to choose from, in order of their names."""
    found = people.listing(work.connection, role=role)
    return tuple((person.id, person.name) for person in found[:CHOICES])


def team_choices(work: Work) -> tuple[tuple[int, str], ...]:
    """All teams to choose from, a parent before its children."""
    return tuple((team.id, team.label.text(work.language)) for team in teams.tree(work.connection))


def record_choices(work: Work, form: str, words: str = "", *, limit: int = CHOICES) -> tuple[tuple[int, str], ...]:
    """Records to choose from, newest first; with words, those whose search text holds them."""
    table = table_of(work.catalog, form)
    query = select(table.c.id, title_of(work, form)).where(visible(work.actor, form, table))
    query = query.where(*found_by(work, form, search_words(words)))
    rows = work.connection.execute(query.order_by(table.c.id.desc()).limit(limit))
    return tuple((row[0], str(row[1])) for row in rows)


def title_of(work: Work, form: str) -> ColumnElement[str]:
    """The column that names a record; its number where the title is empty or not for the reader."""
    table, definition = table_of(work.catalog, form), form_of(work.catalog, form)
    if definition.title not in readable_fields(work.actor, definition):
        return table.c.number
    return func.coalesce(seen_columns(work, form)[definition.title], table.c.number)


def _ids(words: Iterable[str]) -> list[int]:
    numbers = (int(word) for word in words if word.isascii() and word.isdigit() and len(word) < LONGEST)
    return [number for number in numbers if number < LARGEST]


def _chunks(words: Iterable) -> Iterator[list]:
    everything = list(words)
    return (everything[start : start + CHUNK] for start in range(0, len(everything), CHUNK))
