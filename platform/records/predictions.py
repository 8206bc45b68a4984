"""Models that were learnt from a form's history, and the predictions they made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from .engine.rows import choose, portions, read, read_one, write, write_many
from .tables.prediction import prediction, prediction_model


@dataclass(frozen=True, slots=True)
class ModelRow:
    """What was learnt, from how much, and whether that is enough; no model where it is not."""

    form: str
    at: datetime
    verdict: str
    numbers: dict[str, Any] = field(default_factory=dict)
    model: dict[str, Any] | None = None
    revision: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class PredictionRow:
    """The chance that a record is won, as a model saw it, with its reasons; `before` is what was said last."""

    form: str
    record: int
    model: int
    chance: float
    at: datetime
    before: float | None = None
    reasons: list[Any] = field(default_factory=list)
    id: int = 0


def keep_model(connection: Connection, new: ModelRow) -> int:
    """Keep what was learnt and return its id."""
    return write(connection, prediction_model, new)


def newest_model(connection: Connection, form: str) -> ModelRow | None:
    """What was learnt last."""
    query = choose(prediction_model, ModelRow).where(prediction_model.c.form == form)
    return read_one(connection, ModelRow, query.order_by(prediction_model.c.id.desc()))


def model(connection: Connection, id: int) -> ModelRow | None:
    """One model."""
    return read_one(connection, ModelRow, choose(prediction_model, ModelRow).where(prediction_model.c.id == id))


def add_many(connection: Connection, new: Iterable[PredictionRow]) -> Sequence[int]:
    """Keep predictions."""
    return write_many(connection, prediction, new)


def latest(connection: Connection, form: str, record: int) -> PredictionRow | None:
    """What was last predicted of a record."""
    theirs = choose(prediction, PredictionRow).where(prediction.c.form == form, prediction.c.record == record)
    return read_one(connection, PredictionRow, theirs.order_by(prediction.c.id.desc()))


def latest_of_many(connection: Connection, form: str, records: Iterable[int]) -> dict[int, PredictionRow]:
    """The same for many, by record."""
    found: dict[int, PredictionRow] = {}
    for part in portions(records):
        newest = select(func.max(prediction.c.id)).where(prediction.c.form == form, prediction.c.record.in_(part))
        query = choose(prediction, PredictionRow).where(prediction.c.id.in_(newest.group_by(prediction.c.record)))
        found.update((row.record, row) for row in read(connection, PredictionRow, query))
    return found
