"""Which records a call about many means: those that it names, or all that a condition finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from accounts import Work
from definitions import NotFound
from flows import bulk, look_many
from forms import ListQuery, matching_ids

from .inputs import InputError, refuse
from .places import form_at, record_at

SHOWN = 5


def picked(work: Work, form: str, body: Mapping[str, Any]) -> tuple[int, ...]:
    """Their ids; a name of none that the caller may see is an error."""
    form_at(work, form)
    if "where" in body:
        return tuple(matching_ids(work, ListQuery(form=form, where=body["where"]), limit=bulk.MOST))
    named = {one: _id(work, form, one) for one in dict.fromkeys(body["records"])}
    there = look_many(work, form, [id for id in named.values() if id is not None])
    missing = [str(one)[:80] for one, id in named.items() if id not in there]
    if missing:
        refuse(InputError("records", "no_such_records", {"names": _shown(missing)}))
    return tuple(dict.fromkeys(id for id in named.values() if id is not None))


def _id(work: Work, form: str, one: float | str) -> int | None:
    """JSON knows 1.0 as a whole number, too."""
    if not isinstance(one, str):
        return int(one)
    try:
        return record_at(work, form, one)
    except NotFound:
        return None


def _shown(names: Sequence[str]) -> str:
    more = ", …" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
