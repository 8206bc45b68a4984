"""Learning from how records ended: enough of it, nothing of the future, reasons in words, and a warning in time."""

import sys
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from definitions import Refused
from flows import prediction
from flows.happenings import event, remember
from flows.prediction.history import ended
from flows.prediction.model import Model
from records import events, outbox, predictions, store
from tests.flows.workshop import Workshop


@pytest.fixture
def shop(open_shop) -> Workshop:
    shop = open_shop()
    shop.hire("lin", "admin", "plant")
    return shop


def past(shop: Workshop, number: int, seed: int = 1) -> None:
    """Records that ended: the press shop's, and those whose people called, are mostly won."""
    random, rows, callers = Random(seed), [], []
    for n in range(number):
        site, calls, loss = random.choice(["press", "paint"]), random.random() < 0.5, random.randint(1, 900) * 100
        good = 0.15 + 0.4 * (site == "press") + 0.35 * calls
        came, days = shop.work.now - timedelta(days=200 - n % 90), random.randint(20, 60)
        outcome = "won" if random.random() < good else "lost"
        rows.append({"site": site, "loss": loss, "subject": f"s{n}", "created_at": came, "outcome": outcome,
                     "closed_at": came + timedelta(days=days), "stopped": random.random() < 0.5})  # fmt: skip
        callers.append((calls, came))
    for record, (calls, came) in zip(shop.tickets(rows), callers, strict=True):
        if calls:
            shop.did(record, "called", *(shop.work.now - (came + timedelta(days=day)) for day in range(0, 60, 4)))


def test_too_little_history_is_said_and_nothing_learnt(shop):
    past(shop, 50)
    learnt = prediction.train(shop.work, "ticket")
    assert (learnt.verdict, learnt.model) == (prediction.TOO_LITTLE, None)
    with pytest.raises(Refused):
        prediction.predict_portion(shop.work, "ticket")


def test_what_decides_is_learnt(shop):
    past(shop, 600)
    learnt = prediction.train(shop.work, "ticket")
    assert learnt.verdict == prediction.READY
    weights = learnt.model["weights"]
    assert weights["choice:site=press"] > 0.3 > -0.3 > weights["choice:site=paint"]
    assert weights["done:called"] > 0.3
    assert abs(weights["yes:stopped"]) < 0.3


def test_what_is_said_is_what_comes(shop):
    past(shop, 600)
    groups = prediction.train(shop.work, "ticket").numbers["groups"]
    assert [said for said, _, _ in groups] == sorted(said for said, _, _ in groups)
    assert all(abs(said - came) < 0.12 for said, came, _ in groups)


def test_chance_alone_teaches_a_hint_at_best(shop):
    random = Random(5)
    rows = [
        {"site": random.choice(["press", "paint"]), "created_at": shop.work.now - timedelta(days=90),
         "closed_at": shop.work.now - timedelta(days=30), "outcome": random.choice(["won", "lost"])}
        for _ in range(200)
    ]  # fmt: skip
    shop.tickets(rows)
    assert prediction.train(shop.work, "ticket").verdict == prediction.WEAK


def test_nothing_of_the_future_is_known(shop):
    (record,) = shop.tickets(
        [{"site": "press", "subject": "won it", "created_at": shop.work.now - timedelta(days=100),
          "closed_at": shop.work.now - timedelta(days=1), "outcome": "won"}]
    )  # fmt: skip
    late = shop.work.at(shop.work.now - timedelta(days=2))
    remember(late, [event(late, "ticket", record, "edited", changes={"subject": [None, "won it"]})])
    shop.did(record, "called", timedelta(days=2))
    (one,) = ended(shop.work, "ticket")
    assert one.snapshot.values["subject"] is None
    assert one.snapshot.values["site"] == "press"
    assert not any(one.snapshot.done.values())


def test_open_records_get_a_chance_with_reasons(shop):
    past(shop, 400)
    prediction.train(shop.work, "ticket")
    good, bad = shop.ticket(site="press"), shop.ticket(site="paint")
    shop.did(good, "called", timedelta(days=1))
    found = prediction.predict_portion(shop.work, "ticket")
    assert (found.after, found.looked, found.changed, found.at_risk) == (None, 2, 2, 0)
    assert shop.row(good).chance > 60 > 40 > shop.row(bad).chance
    assert shop.row(good).grade is None  # beside the rule score, never instead of it
    why = prediction.why_prediction(shop.acting("lin"), "ticket", good)
    assert {"地点：冲压", "最近 30 天打来电话"} <= {row.reason for row in why.rows}
    assert "够用" in why.trust


def test_reasons_are_said_in_english_too(shop):
    past(shop, 400)
    prediction.train(shop.work, "ticket")
    record = shop.ticket(site="paint")
    prediction.predict_portion(shop.work, "ticket")
    work = shop.acting("lin")
    why = prediction.why_prediction(replace(work, actor=replace(work.actor, language="en")), "ticket", record)
    assert ("Site: Paint shop", "↓") in [(row.reason, row.points) for row in why.rows]
    assert not any("prediction." in row.reason for row in why.rows)


def test_the_same_again_is_no_new_prediction(shop):
    past(shop, 400)
    prediction.train(shop.work, "ticket")
    shop.ticket(site="press")
    assert prediction.predict_portion(shop.work, "ticket").changed == 1
    assert prediction.predict_portion(shop.work, "ticket").changed == 0


def test_a_chance_that_falls_is_a_warning(shop):
    past(shop, 400)
    prediction.train(shop.work, "ticket")
    record = shop.ticket(site="press", owner=shop.id("lin"))
    shop.did(record, "called", timedelta(days=1))
    prediction.predict_portion(shop.work, "ticket")
    shop.work = shop.work.at(shop.work.now + timedelta(days=40))
    assert prediction.predict_portion(shop.work, "ticket").at_risk == 1
    (told,) = [one for one in events.timeline(shop.connection, "ticket", record) if one.kind == "at_risk"]
    assert told.data["before"] > told.data["chance"]
    assert [row.payload["kind"] for row in outbox.due(shop.connection, shop.work.now)] == ["at_risk"]
    assert "流失" in prediction.why_prediction(shop.acting("lin"), "ticket", record).at_risk


def test_learning_without_the_extra_says_so(shop, monkeypatch):
    past(shop, 200)
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(Refused) as refused:
        prediction.train(shop.work, "ticket")
    assert "leadwright[predict]" in refused.value.text("en")


def test_saying_needs_no_extra(shop, monkeypatch):
    past(shop, 200)
    prediction.train(shop.work, "ticket")
    shop.ticket(site="press")
    for name in ("sklearn", "numpy"):
        monkeypatch.setitem(sys.modules, name, None)
    assert prediction.predict_portion(shop.work, "ticket").changed == 1


def test_a_model_is_kept_as_it_was(shop):
    past(shop, 200)
    learnt = prediction.train(shop.work, "ticket")
    kept = predictions.newest_model(shop.connection, "ticket")
    assert Model.from_json(kept.model) == Model.from_json(learnt.model)
    assert kept.revision == shop.work.catalog.revision


def test_closed_records_are_left_alone(shop):
    past(shop, 200)
    prediction.train(shop.work, "ticket")
    assert prediction.predict_portion(shop.work, "ticket").looked == 0
    assert store.fetch(shop.connection, shop.table, 1).chance is None
