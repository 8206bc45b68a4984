"""The ways that records went: the different steps of each, kept once for all that went alike.

Reports that follow records through their stages look at a few hundred ways then, instead of at every stay.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Table, bindparam, select

from .engine.among import Among
from .engine.bulk import insert_new, update_many
from .engine.rows import portions
from .tables import stage_visit as visit
from .tables.way import way, way_step

# A stage of a pipeline, where it was left for, and whether it was left onwards with nothing done in it.
Step = tuple[str, str, str, bool]
Steps = frozenset[Step]
HERE = ""  # where a stay that goes on was left for
IMPORTED = "imported"  # nobody wrote down what was done before


def keep(connection: Connection, table: Table, form: str, records: Iterable[int]) -> None:
    """Keep with each record which way it went until now, after its stays have changed."""
    for part in portions(records):
        went = _steps_of(connection, form, part)
        known = _known(connection, form, set(went.values()))
        update_many(connection, table, [{"id": record, "way": known[steps]} for record, steps in sorted(went.items())])


def beginnings(connection: Connection, form: str, stages: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The ways of records that stand in the first stage they ever entered, by pipeline and stage."""
    begun = {frozenset({(pipeline, stage, HERE, False)}): (pipeline, stage) for pipeline, stage in stages}
    return {begun[steps]: id for steps, id in _known(connection, form, set(begun)).items()}


def _steps_of(connection: Connection, form: str, records: Iterable[int]) -> dict[int, Steps]:
    """The different steps of each record."""
    found: dict[int, set[Step]] = {record: set() for record in records}
    for record, pipeline, stage, to, how, acted in _STAYS.all(connection, found, form=form):
        silent = to is not None and acted is not None and not acted and how != IMPORTED
        found[record].add((pipeline, stage, to or HERE, silent))
    return {record: frozenset(steps) for record, steps in found.items()}


def _known(connection: Connection, form: str, wanted: set[Steps]) -> dict[Steps, int]:
    """The number of each way; one that nobody went before gets its own."""
    keys = {_key(steps): steps for steps in wanted}
    found = _ids(connection, form, keys)
    if new := sorted(keys.keys() - found.keys()):
        insert_new(connection, way, [{"form": form, "key": key} for key in new])  # others may be as fast
        made = _ids(connection, form, new)
        insert_new(connection, way_step, [step for key in new for step in _rows(made[key], keys[key])])
        found |= made
    return {steps: found[key] for key, steps in keys.items()}


def _key(steps: Steps) -> str:
    """The same for the same steps, however many they are."""
    written = sorted(" ".join((*step[:3], str(int(step[3])))) for step in steps)
    return hashlib.sha256("\n".join(written).encode()).hexdigest()


def _rows(id: int, steps: Steps) -> list[Mapping[str, object]]:
    names = ("pipeline", "stage", "left_to", "silent")
    return [{"way": id, **dict(zip(names, step, strict=True))} for step in sorted(steps)]


def _ids(connection: Connection, form: str, keys: Iterable[str]) -> dict[str, int]:
    return dict(_WAYS.all(connection, keys, form=form))


_STAYS = Among(
    visit.c.record,
    select(visit.c.record, visit.c.pipeline, visit.c.stage, visit.c.left_to, visit.c.how, visit.c.acted).where(
        visit.c.form == bindparam("form")
    ),
)
_WAYS = Among(way.c.key, select(way.c.key, way.c.id).where(way.c.form == bindparam("form")))
