"""A field of many records gets a value: cleaned together, written together, each with what stood before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accounts import Work
from definitions import Refused
from forms import Cleaned, FormDefinition, Invalid, clean_many, form_of, json_values

from ..editing import edit_subject
from ..importing.changes import Change, ChangeWriter, read_surroundings
from ..subject import Subject
from .moving import Came, unclaimed

__all__ = ["Came", "foreseen", "set_field"]


@dataclass(frozen=True)
class _Cleaned:
    """A record with what the form makes of the value, or why it refuses."""

    subject: Subject
    cleaned: Cleaned
    refused: Refused | None


def foreseen(
    work: Work, form_id: str, subjects: Mapping[int, Subject], act: Any
) -> Iterator[tuple[Subject, Refused | None, bool]]:
    """Of each record: whether it refuses, and whether anything would change."""
    for one in _clean(work, form_of(work.catalog, form_id), subjects, act):
        yield one.subject, one.refused, bool(one.cleaned.changes)


def set_field(work: Work, form_id: str, subjects: Mapping[int, Subject], act: Any) -> Iterator[Came]:
    """Together where nothing is out of the ordinary, else one by one; what refuses holds up none of the others."""
    form, together = form_of(work.catalog, form_id), []
    for one in _clean(work, form, subjects, act):
        if one.refused is not None or not one.cleaned.changes:
            yield Came(one.subject.id, one.refused)
        elif _is_ordinary(form, one):
            together.append(one)
        else:
            yield _alone(work, form, one, act)
    yield from _together(work, form, together)


def _clean(work: Work, form: FormDefinition, subjects: Mapping[int, Subject], act: Any) -> Iterator[_Cleaned]:
    several = list(subjects.values())
    raws = [{act.field: act.value} for _ in several]
    found = clean_many(form, raws, work, befores=[one.row for one in several], channel="page")
    for subject, cleaned in zip(several, found, strict=True):
        refused = unclaimed(work, form.id, subject) or (Invalid(cleaned.errors) if cleaned.errors else None)
        yield _Cleaned(subject, cleaned, refused)


def _is_ordinary(form: FormDefinition, one: _Cleaned) -> bool:
    """Nothing that looks for doubles, and no day on which a parked record wakes."""
    matched = {name for rule in form.duplicates for name in rule.fields}
    return one.subject.row.outcome != "parked" and not matched & one.cleaned.changes.keys()


def _together(work: Work, form: FormDefinition, several: list[_Cleaned]) -> Iterator[Came]:
    if not several:
        return
    changes = [Change(None, one.subject.row, one.cleaned, None) for one in several]
    around = read_surroundings(work, form.id, [one.subject.id for one in several])
    ChangeWriter(work, form, several[0].subject.table, 0, channel="page").write(changes, around)
    yield from (came_of(work, form, one.subject, one.cleaned.changes) for one in several)


def _alone(work: Work, form: FormDefinition, one: _Cleaned, act: Any) -> Came:
    try:
        with work.connection.begin_nested():
            edited = edit_subject(work, one.subject, {act.field: act.value}, channel="page")
    except Refused as refused:
        return Came(one.subject.id, refused)
    return came_of(work, form, one.subject, {name: now for name, (_, now) in edited.changes.items()})


def came_of(work: Work, form: FormDefinition, subject: Subject, changes: Mapping[str, Any]) -> Came:
    """What is reckoned from others is not kept: it follows when those go back."""
    own = {name: value for name, value in changes.items() if not form.field(name).computed}
    before = {name: subject.values.get(name) for name in own}
    was, now = (json_values(work.catalog, form.id, values) for values in (before, own))
    return Came(subject.id, before=dict(was), after=dict(now))
