"""leadwright predict: learn from how a form's records ended, and say how likely the open ones are won."""

from __future__ import annotations

import click

from flows import prediction
from records import ModelRow, predictions

from ..program import Desk


@click.command("predict")
@click.argument("form")
@click.option("--learn/--no-learn", default=None, help="Learn anew first; else only at the first time.")
@click.pass_obj
def command(desk: Desk, form: str, learn: bool | None) -> None:
    """Predict which records of FORM are won, beside their rule score, and warn of those whose chance has fallen."""
    with desk.workspace.database.transaction() as connection:
        work = desk.work(connection)
        label = work.catalog.get("form", form).label
        learnt = predictions.newest_model(connection, form)
        if learn or (learn is None and learnt is None):
            learnt = prediction.train(work, form)
            _say_what_was_learnt(desk, learnt)
    if learnt is not None and learnt.verdict == prediction.TOO_LITTLE:
        return
    after, looked, changed, at_risk = 0, 0, 0, 0
    while after is not None:
        with desk.workspace.database.transaction() as connection:
            found = prediction.predict_portion(desk.work(connection), form, after)
        after, looked = found.after, looked + found.looked
        changed, at_risk = changed + found.changed, at_risk + found.at_risk
    desk.say("prediction.done", label=label, looked=looked, changed=changed, at_risk=at_risk)


def _say_what_was_learnt(desk: Desk, learnt: ModelRow) -> None:
    numbers = {name: learnt.numbers.get(name, 0) for name in ("won", "lost", "least")}
    desk.say(f"prediction.verdict.{learnt.verdict}", auc=round(float(learnt.numbers.get("auc") or 0) * 100), **numbers)
    for said, came, count in learnt.numbers.get("groups", ()):
        desk.say("prediction.group", said=round(said * 100), came=round(came * 100), n=count)
