"""What comes in and is one with a record that is there is put into it: gaps are filled, the rest is told and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts import Work
from definitions import Reason
from forms import Context, FormDefinition, json_values, table_of
from records import store

from ..editing import edit_subject
from ..happenings import event, happened
from ..record_story.timeline import Teller, tells
from ..subject import subject_of
from .matching import Match

NOTHING = (None, "", (), [])


@dataclass(frozen=True)
class Filling:
    """Clean values that go into a record that matches them."""

    values: Mapping[str, Any]
    matches: tuple[Match, ...]


def to_merge_into(matches: Sequence[Match]) -> Match | None:
    """The record that what came in becomes part of, if a rule says so."""
    return next((match for match in matches if match.do == "merge"), None)


def merged_into(work: Work, form: FormDefinition, into: Match, values: Mapping[str, Any], channel: str) -> None:
    """Fill the gaps of the record; what it says otherwise stays, and what came is in its history in full."""
    system = work.as_system()
    row = store.lock(work.connection, table_of(work.catalog, form.id), into.record)
    subject = subject_of(system, form.id, row)
    came = {field.id: values[field.id] for field in form.fields if _is_given(field, values)}
    gaps = {name: value for name, value in came.items() if subject.values.get(name) in NOTHING}
    context = Context(system.language, system.timezone)
    raw = {name: form.field(name).type.raw(value, context) for name, value in gaps.items()}
    if raw:
        edit_subject(system, subject, raw, channel=channel)
    told = {"values": json_values(work.catalog, form.id, came), "filled": sorted(gaps), "by": into.as_json()}
    happened(work, event(work, form.id, into.record, "merged_in", channel=channel, **told))


def _is_given(field: Any, values: Mapping[str, Any]) -> bool:
    return not field.computed and not field.type.virtual and values.get(field.id) not in NOTHING


@tells("merged_in")
def _merged_in(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    seen = [name for name in data.get("values", {}) if name in teller.seen and teller.form.find(name)]
    return Reason("flows.event.merged_in", {"fields": [teller.form.field(name).label for name in seen]})
