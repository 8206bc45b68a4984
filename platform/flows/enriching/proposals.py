"""What a source says differently from the record: taken over by somebody, or left as it is."""

from __future__ import annotations

from collections.abc import Iterable

from accounts import Work, require, writable_fields
from definitions import NotFound, Refused
from forms import json_values
from records import Lookup, lookups

from ..editing import edit_subject
from ..subject import Subject, take
from .applying import ACCEPTED, mark_origins


def accept(work: Work, id: int, fields: Iterable[str] | None = None) -> Subject:
    """Take over what is proposed for these fields, or for all that the actor may change."""
    lookup, subject, wanted = _proposed(work, id, fields)
    values = {name: lookup.proposed[name] for name in wanted}
    edited = edit_subject(work, subject, values, channel="page")
    taken = {name: edited.subject.values.get(name) for name in wanted}
    mark_origins(work, lookup, json_values(work.catalog, subject.form.id, taken), ACCEPTED)
    _keep_rest(work, lookup, wanted)
    return edited.subject


def dismiss(work: Work, id: int, fields: Iterable[str] | None = None) -> None:
    """Leave the record as it is; the proposal is not shown again."""
    lookup, _, wanted = _proposed(work, id, fields)
    _keep_rest(work, lookup, wanted)


def _proposed(work: Work, id: int, fields: Iterable[str] | None) -> tuple[Lookup, Subject, list[str]]:
    lookup = lookups.get(work.connection, id, lock=True)
    if lookup is None:
        raise NotFound("enriching.none", id=id)
    subject = take(work, lookup.form, lookup.record)
    require(work, "edit", lookup.form)
    open_to = writable_fields(work.actor, subject.form)
    proposed = [name for name in lookup.proposed or {} if name in open_to]
    wanted = proposed if fields is None else [name for name in fields if name in proposed]
    if not wanted:
        raise Refused("enriching.refused.nothing_proposed")
    return lookup, subject, wanted


def _keep_rest(work: Work, lookup: Lookup, done: Iterable[str]) -> None:
    rest = {name: value for name, value in (lookup.proposed or {}).items() if name not in set(done)}
    lookups.change(work.connection, lookup.id, proposed=rest)
