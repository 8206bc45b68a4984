"""Foreseeing and doing: up to a portion at once, more of them portion by portion from the outbox."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts import Work, require
from definitions import NotFound, Refused
from forms import form_of
from records import BulkAct, BulkChange, bulk_acts, outbox

from ..refusal import refusal_words
from ..stage_moves import stages
from ..subject import look_many
from . import editing, moving
from .moving import Came

MOST = 10_000
PORTION = 500
LOOKED_AT = 2000
ERRAND = "bulk_act"


@dataclass(frozen=True)
class Setting:
    """A field gets a value, as it was typed."""

    field: str
    value: Any

    kind = "edit"
    right = "edit"

    def as_json(self) -> dict[str, Any]:
        return {"field": self.field, "value": self.value}


@dataclass(frozen=True)
class Going:
    """Records go to a stage; where the gate is held, with a reason."""

    to: str
    reason: str | None = None
    words: str | None = None

    kind = "stage"
    right = "advance"

    def as_json(self) -> dict[str, Any]:
        return {"to": self.to, "reason": self.reason, "words": self.words}


Act = Setting | Going


@dataclass(frozen=True, slots=True)
class Stays:
    """A record that would stay or stayed as it is, and why."""

    record: int
    title: str
    why: Refused

    def told(self, language: str) -> str:
        """Why; of a value that cannot be taken, what is wrong with it."""
        return refusal_words(self.why)[language]


@dataclass(frozen=True)
class Foreseen:
    """What an act would come to; `looked_at` of `asked` were looked at."""

    asked: int
    looked_at: int
    changes: int
    same: int
    left: tuple[Stays, ...]


@dataclass(frozen=True)
class Begun:
    """An act that is done, or on its way: the rest is left to the outbox."""

    id: int
    asked: int
    done: int
    left: int
    waiting: bool


def foresee(work: Work, form: str, records: Sequence[int], act: Act) -> Foreseen:
    """What it would come to for each record; nothing is written."""
    require(work, act.right, form)
    _refuse_sensitive(work, form, act)
    looked = tuple(records[:LOOKED_AT])
    subjects = look_many(work, form, looked)
    changes, same, left = 0, 0, []
    for subject, refused, changed in _foreseen(work, form, subjects, act):
        if refused is not None:
            left.append(Stays(subject.id, subject.title, refused))
        elif changed:
            changes += 1
        else:
            same += 1
    return Foreseen(min(len(records), MOST), len(looked), changes, same, tuple(left))


def begin(work: Work, form: str, records: Sequence[int], act: Act) -> Begun:
    """Do it; what is more than one portion goes on in the background, in the same person's name."""
    require(work, act.right, form)
    _refuse_sensitive(work, form, act)
    wanted = tuple(dict.fromkeys(records))[:MOST]
    if not wanted:
        raise Refused("bulk.none")
    row = BulkAct(form, act.kind, act.as_json(), work.now, work.actor.person_id, len(wanted))
    id = bulk_acts.begin(work.connection, row)
    if len(wanted) > PORTION:
        outbox.put_many(work.connection, _portions(id, wanted), work.now)
        return Begun(id, len(wanted), 0, 0, waiting=True)
    perform_portion(work, id, wanted)
    counted = bulk_acts.counts(work.connection, id)
    return Begun(id, len(wanted), counted.get(bulk_acts.DONE, 0), counted.get(bulk_acts.LEFT, 0), waiting=False)


def _refuse_sensitive(work: Work, form: str, act: Act) -> None:
    """What is meant for many records is kept as it was typed."""
    field = form_of(work.catalog, form).find(act.field) if isinstance(act, Setting) else None
    if field is not None and field.sensitive:
        raise Refused("bulk.refused.sensitive", field=field.label)


def perform_portion(work: Work, id: int, records: Sequence[int]) -> None:
    """Some records of an act, each kept with what stood before, or with why it stayed."""
    row = bulk_acts.get(work.connection, id)
    if row is None:
        raise NotFound()
    act = act_of(row)
    refused = _no_more(work, row.form, act)
    if refused is not None:
        bulk_acts.add(work.connection, (_kept(id, Came(record, refused)) for record in records))
        return
    doing = editing.set_field if isinstance(act, Setting) else moving.move
    subjects = look_many(work, row.form, records, lock=True)
    gone = (Came(record, Refused("bulk.refused.gone")) for record in records if record not in subjects)
    bulk_acts.add(work.connection, (_kept(id, each) for each in (*doing(work, row.form, subjects, act), *gone)))


def _no_more(work: Work, form: str, act: Act) -> Refused | None:
    """Between asking and doing a right may have gone."""
    try:
        require(work, act.right, form)
    except Refused as refused:
        return refused
    return None


def act_of(row: BulkAct) -> Act:
    """What was meant, as it was kept."""
    return Setting(**row.what) if row.kind == Setting.kind else Going(**row.what)


def _portions(id: int, wanted: Sequence[int]) -> Iterator[outbox.Item]:
    for start in range(0, len(wanted), PORTION):
        payload = {"act": id, "records": list(wanted[start : start + PORTION])}
        yield outbox.Item(ERRAND, payload, key=f"bulk:{id}:{start}")


def _foreseen(work: Work, form: str, subjects: Mapping[int, Any], act: Act) -> Iterator[tuple[Any, Any, bool]]:
    if isinstance(act, Setting):
        yield from editing.foreseen(work, form, subjects, act)
        return
    for subject in subjects.values():
        refused = moving.unclaimed(work, form, subject) or stages.refusal_of(work, subject, act.to, act.reason)
        yield subject, refused, True


def _kept(id: int, came: Came) -> BulkChange:
    if came.refused is not None:
        return BulkChange(id, came.record, bulk_acts.LEFT, why=refusal_words(came.refused))
    state = bulk_acts.SAME if came.before is None else bulk_acts.DONE
    return BulkChange(id, came.record, state, came.before, came.after)
