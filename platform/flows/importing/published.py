"""A published map chosen for a file: it reads the lines as it does on the command line, with its days and stage."""

from __future__ import annotations

from accounts import Work, people
from definitions import Refused
from forms import BY_RULES, NOBODY, ImportMap, UnreadableFile, form_of
from records import ImportRun, imports

from .mapping import BEFORE_START, LATER, RULES, Mapping, fillable, look_again, published_map
from .owners import require_owners


def published_maps(work: Work, form: str) -> tuple[ImportMap, ...]:
    """Those that files of this form can be read by."""
    return tuple(map for map in work.catalog.all("import_map") if map.form == form)


def choose_published(work: Work, run: ImportRun, id: str) -> None:
    """Read the file by this map, and have every line looked at."""
    run = imports.get(work.connection, run.id, lock=True)
    if run.state not in BEFORE_START:
        raise Refused("flows.refused.import_begun", number=run.id)
    map = published_map(work, run.form, id)
    known = [name for name in run.header or () if name]
    missing = [one.column for one in map.columns if one.column not in known]
    if missing:
        raise UnreadableFile("forms.import.missing_columns", file=run.file, columns=missing, known=known)
    usable = {one.id for one in fillable(work, form_of(work.catalog, run.form))}
    barred = [name for name in map.fields if name not in usable]
    if barred:
        raise Refused("flows.refused.import_unknown", names=barred)
    require_owners(work, map)
    look_again(work, run, _kept(work, map))


def _kept(work: Work, map: ImportMap) -> Mapping:
    """What people read of it beside the lines."""
    columns = {one.column: one.field for one in map.columns}
    fixed = {name: str(value) for name, value in map.fixed.items()}
    return Mapping(columns, map.mode, map.key, fixed=fixed, owner=_owner(work, map.owner), map=map.id)


def _owner(work: Work, owner: str | int) -> str:
    if owner in (BY_RULES, NOBODY):
        return RULES if owner == BY_RULES else LATER
    found = [one.id for one in people.listing(work.connection) if owner in (one.login, one.name, one.id, str(one.id))]
    return str(found[0] if found else owner)
