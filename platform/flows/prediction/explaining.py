"""A prediction in words: how likely, what speaks for and against it, and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts import Work, readable_fields
from definitions import Label, say
from forms import form_of, scope_of
from records import ModelRow, PredictionRow, predictions

from ..explain.rows import WhyRow
from ..subject import look
from .features import AGES

UP, DOWN = "↑", "↓"


@dataclass(frozen=True)
class WhyPrediction:
    """The chance in per cent, the sentence, the reasons, and what it was learnt from."""

    chance: float
    sentence: str
    rows: tuple[WhyRow, ...]
    trust: str
    at_risk: str
    at: datetime
    model: int
    verdict: str


def why_prediction(work: Work, form_id: str, record: int) -> WhyPrediction | None:
    """What was last predicted of a record; None where nothing was."""
    look(work, form_id, record)
    last = predictions.latest(work.connection, form_id, record)
    learnt = predictions.model(work.connection, last.model) if last is not None else None
    if last is None or learnt is None:
        return None
    percent = round(last.chance * 100)
    fell = last.before is not None and last.before - last.chance >= 0.15
    return WhyPrediction(
        chance=round(last.chance * 100, 1),
        sentence=say("prediction.sentence", work.language, n=percent),
        rows=tuple(_rows(work, form_id, last)),
        trust=trust_words(learnt, work.language),
        at_risk=say("prediction.fell", work.language, before=round(last.before * 100), now=percent) if fell else "",
        at=last.at,
        model=last.model,
        verdict=learnt.verdict,
    )


def trust_words(learnt: ModelRow, language: str) -> str:
    """The verdict with its numbers."""
    numbers = {name: learnt.numbers.get(name, 0) for name in ("won", "lost", "least")}
    auc = round(float(learnt.numbers.get("auc") or 0) * 100)
    return say(f"prediction.verdict.{learnt.verdict}", language, auc=auc, **numbers)


def _rows(work: Work, form_id: str, last: PredictionRow):
    """The reasons, without those of fields that the reader may not see."""
    seen = readable_fields(work.actor, form_of(work.catalog, form_id))
    for feature, held, weight in last.reasons:
        kind, _, rest = feature.partition(":")
        name = rest.partition("=")[0]
        if kind in ("choice", "has", "yes", "range", "filled") and name not in seen:
            continue
        words = _words(work, form_id, kind, rest, bool(held))
        yield WhyRow(words, points=UP if weight > 0 else DOWN, counted=weight > 0, data={"weight": weight})


def _words(work: Work, form_id: str, kind: str, rest: str, held: bool) -> str:
    name, _, value = rest.partition("=")
    params: dict[str, Any] = {"label": _label(work, form_id, kind, name), "value": value}
    if kind in ("choice", "has"):
        known = scope_of(work.catalog, form_id).names.get(name)
        params["value"] = Label.of((known.choices or {}).get(value, value)) if known is not None else value
    elif kind == "range":
        params["value"] = say(f"prediction.quarter.{min(int(value), 3)}", work.language)
    elif kind == "age":
        params["value"] = say(f"prediction.age.{min(int(name), len(AGES))}", work.language)
    return say(f"prediction.feature.{kind}{'' if held else '.not'}", work.language, **params)


def _label(work: Work, form_id: str, kind: str, name: str) -> Any:
    if kind == "stage":
        known = scope_of(work.catalog, form_id).names.get("stage")
        return Label.of((known.choices or {}).get(name, name)) if known is not None else name
    if kind in ("done", "often"):
        trail = next(iter(work.catalog.of_form("trail", form_id)), None)
        found = trail.find(name) if trail is not None else None
        return found.label if found is not None else name
    field = form_of(work.catalog, form_id).find(name)
    return field.label if field is not None else name
