"""What a plan says of import maps whose records are to become somebody's."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from accounts import Person, people
from definitions import WARNING, Catalog, Problem, suggest
from forms import BY_RULES, NOBODY, OWNER, ImportMap

from ..assignment import is_owner_role

Named = tuple[tuple[str, ...], str | int]


def warnings_about_owners(connection: Connection, catalog: Catalog) -> tuple[Problem, ...]:
    """Owners that maps name and that nobody here is, or who do not work on such records: no import by them begins."""
    maps = catalog.all("import_map")
    if not maps:
        return ()
    known = people.listing(connection)
    return tuple(problem for map in maps for problem in _problems(catalog, map, known))


def _problems(catalog: Catalog, map: ImportMap, known: tuple[Person, ...]) -> Iterator[Problem]:
    for path, name in _named(map):
        found = [one for one in known if name in (one.login, one.name, one.id, str(one.id))]
        if not found:
            hint = suggest(str(name), [one.login for one in known])
            key = "importing.problem.no_such_owner"
            yield catalog.problem(map, path, key, level=WARNING, name=str(name), suggestion=hint)
        elif not any(is_owner_role(catalog, one.role, map.form) for one in found):
            key = "importing.problem.not_for_them"
            yield catalog.problem(map, path, key, level=WARNING, name=found[0].name)


def _named(map: ImportMap) -> Iterator[Named]:
    if map.owner not in (BY_RULES, NOBODY):
        yield ("owner",), map.owner
    for column in map.columns:
        if column.field == OWNER:
            yield from ((("columns", column.column, "values", word), meant) for word, meant in column.values.items())
