"""Learning from how records ended: a calibrated logistic model, and a verdict whether there is enough to learn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from accounts import Work, require
from definitions import Refused
from forms import form_of
from records import ModelRow, predictions

from .features import Steps, features
from .history import Ended, ended
from .model import Model

READY, WEAK, TOO_LITTLE = "ready", "weak", "too_little"
# Of each outcome; fewer teach nothing that would hold for the next record.
LEAST_OF_EACH = 40
# How often the model puts a won record before a lost one: a coin does so half of the time.
WEAK_BELOW = 0.65
RAREST, FOLDS, GROUPS = 8, 5, 5


def train(work: Work, form_id: str) -> ModelRow:
    """Learn from the form's history, keep what was learnt, and say whether it is enough."""
    require(work, "import", form_id)
    history = ended(work, form_id)
    won = sum(one.won for one in history)
    numbers: dict[str, Any] = {"won": won, "lost": len(history) - won, "least": LEAST_OF_EACH}
    if min(won, len(history) - won) < LEAST_OF_EACH:
        return _kept(work, form_id, TOO_LITTLE, numbers, None)
    model, found = _fit(work, form_id, history)
    verdict = WEAK if found["auc"] < WEAK_BELOW else READY
    return _kept(work, form_id, verdict, {**numbers, **found}, model)


def _kept(work: Work, form: str, verdict: str, numbers: dict[str, Any], model: Model | None) -> ModelRow:
    kept = model.as_json() if model is not None else None
    row = ModelRow(form, work.now, verdict, numbers, kept, work.catalog.revision)
    id = predictions.keep_model(work.connection, row)
    return ModelRow(form, work.now, verdict, numbers, kept, work.catalog.revision, id)


def _fit(work: Work, form_id: str, history: Sequence[Ended]) -> tuple[Model, dict[str, Any]]:
    """The model, and how well it does on records that it was not shown."""
    np, LogisticRegression, cross_val_predict, StratifiedKFold, metrics = _library()
    form = form_of(work.catalog, form_id)
    steps = Steps.of(form, [one.snapshot for one in history])
    held = [features(form, steps, one.snapshot) for one in history]
    names = sorted(name for name, count in Counter(n for one in held for n in one).items() if count >= RAREST)
    x = np.array([[one.get(name, 0.0) for name in names] for one in held])
    y = np.array([int(one.won) for one in history])
    learner = LogisticRegression(C=0.2, max_iter=2000)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=7)
    unseen = cross_val_predict(learner, x, y, cv=folds, method="decision_function")
    line = LogisticRegression(C=100.0).fit(unseen.reshape(-1, 1), y)
    chances = line.predict_proba(unseen.reshape(-1, 1))[:, 1]
    learner.fit(x, y)
    model = Model(
        intercept=float(learner.intercept_[0]),
        weights={name: round(float(weight), 6) for name, weight in zip(names, learner.coef_[0], strict=True)},
        means={name: round(float(mean), 6) for name, mean in zip(names, x.mean(axis=0), strict=True)},
        slope=max(0.0, float(line.coef_[0][0])),
        shift=float(line.intercept_[0]),
        steps=steps,
    )
    return model, {
        "auc": round(float(metrics.roc_auc_score(y, unseen)), 3),
        "brier": round(float(metrics.brier_score_loss(y, chances)), 4),
        "base": round(float(y.mean()), 4),
        "groups": _groups(np, chances, y),
    }


def _groups(np: Any, chances: Any, y: Any) -> list[list[float]]:
    """What was said and what came, in five groups of records from the least likely to the most."""
    order = np.argsort(chances)
    parts = (part for part in np.array_split(order, GROUPS) if len(part))
    return [[round(float(chances[part].mean()), 3), round(float(y[part].mean()), 3), len(part)] for part in parts]


def _library() -> tuple[Any, ...]:
    """The extra; without it there is a sentence, and no accident."""
    try:
        import numpy
        from sklearn import metrics
        from sklearn.linear_model import LogisticRegression
        from sklearn.model_selection import StratifiedKFold, cross_val_predict
    except ImportError:
        raise Refused("prediction.missing_extra") from None
    return numpy, LogisticRegression, cross_val_predict, StratifiedKFold, metrics
