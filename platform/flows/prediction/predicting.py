"""Saying how likely open records are won, a portion at a time; and warning whoever owns one whose chance has fallen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Row, select

from accounts import Work, require
from definitions import Refused
from forms import form_of, table_of
from records import ModelRow, PredictionRow, predictions, store

from ..happenings import event, happened_to_many
from ..sending.notices import Notice, tell_grouped
from .features import features
from .history import snapshots
from .model import Model

PORTION = 500
# A change that nobody would act on is not worth a row of history.
LEAST_CHANGE = 0.01
# A chance that fell by so much since it was last said is a warning.
FELL = 0.15


@dataclass(frozen=True)
class Predicted:
    """How far it is: the id to go on from (None at the end), and what was found on the way."""

    after: int | None
    looked: int = 0
    changed: int = 0
    at_risk: int = 0


def predict_portion(work: Work, form_id: str, after: int = 0) -> Predicted:
    """The next open records, in the order of their ids; Refused where nothing has been learnt yet."""
    require(work, "import", form_id)
    learnt = predictions.newest_model(work.connection, form_id)
    if learnt is None or learnt.model is None:
        raise Refused("prediction.nothing_learnt", form=form_of(work.catalog, form_id).label)
    rows = _open(work, form_id, after)
    if not rows:
        return Predicted(None)
    found = _predict(work, form_id, learnt, rows)
    predictions.add_many(work.connection, found)
    _keep(work, form_id, found)
    warned = _warn(work, form_id, rows, found)
    return Predicted(rows[-1].id if len(rows) == PORTION else None, len(rows), len(found), warned)


def _open(work: Work, form_id: str, after: int) -> Sequence[Row]:
    table = table_of(work.catalog, form_id)
    going_on = table.c.id > after, table.c.closed_at.is_(None), table.c.trashed_at.is_(None)
    return work.connection.execute(select(table).where(*going_on).order_by(table.c.id).limit(PORTION)).all()


def _predict(work: Work, form_id: str, learnt: ModelRow, rows: Sequence[Row]) -> list[PredictionRow]:
    """What is another prediction than the last one."""
    model, form = Model.from_json(learnt.model), form_of(work.catalog, form_id)
    said = predictions.latest_of_many(work.connection, form_id, [row.id for row in rows])
    moments = {row.id: work.now for row in rows}
    found = []
    for shot in snapshots(work, form_id, rows, moments):
        held = features(form, model.steps, shot)
        chance, last = round(model.chance(held), 4), said.get(shot.record)
        if last is None or last.model != learnt.id or abs(chance - last.chance) >= LEAST_CHANGE:
            reasons = [list(one) for one in model.reasons(held)]
            before = last.chance if last is not None else None
            found.append(PredictionRow(form_id, shot.record, learnt.id, chance, work.now, before, reasons))
    return found


def _keep(work: Work, form_id: str, found: Sequence[PredictionRow]) -> None:
    """The record's own column, in per cent, for lists and rules."""
    rows = [{"id": one.record, "chance": Decimal(str(round(one.chance * 100, 1)))} for one in found]
    if rows:
        store.update_many(work.connection, table_of(work.catalog, form_id), rows)


def _warn(work: Work, form_id: str, rows: Sequence[Row], found: Sequence[PredictionRow]) -> int:
    """Before it is lost rather than after."""
    by_id: Mapping[int, Row] = {row.id: row for row in rows}
    fallen = [one for one in found if one.before is not None and one.before - one.chance >= FELL]
    told = [
        event(work, form_id, one.record, "at_risk", chance=one.chance, before=one.before, model=one.model)
        for one in fallen
    ]
    if told:
        happened_to_many(work, told)
    day = work.now.date().isoformat()
    notices = [
        Notice(by_id[one.record].owner, "at_risk", form_id, one.record, f"at_risk:{form_id}:{one.record}:{day}",
               params={"before": round(one.before * 100), "now": round(one.chance * 100)})
        for one in fallen
        if by_id[one.record].owner is not None
    ]  # fmt: skip
    if notices:
        tell_grouped(work, notices, f"predict {day}")
    return len(fallen)
