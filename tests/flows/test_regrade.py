"""Regrading a form after its scorecard changed: the same as grading every record, in a few statements."""

from dataclasses import replace

import pytest

from flows import grading, perform
from flows import regrade as regrading
from flows.regrading.regrade import Regraded, regrade
from records import events, grades, outbox, store
from tests.flows.workshop import BANDS, Workshop, catalog_of

OLD = 'groups: [{id: harm, rows: [{id: stopped, when: "stopped", points: 60}, {id: rest, points: 10}]}]\n' + BANDS
NEW = (
    """
groups:
  - id: harm
    rows:
      - {id: stopped, when: "stopped", points: 80}
      - {id: rest, points: 10}
      - {id: loss, when: "loss > 0", points: "loss / 100"}
urgent: [{id: paint, when: "site = 'paint'"}]
"""
    + BANDS
)
BY_CALENDAR = NEW.replace("loss > 0", "seen_at + 2 working hours < now")
VALUES = [{"stopped": True}, {"stopped": False}, {"loss": 100}, {"site": "paint"}, {"stopped": True, "loss": 1250}]


def with_card(shop: Workshop, card: str) -> Workshop:
    """The same shop after publishing another scorecard."""
    shop.work = replace(shop.work, catalog=catalog_of(card=card).at_revision(2))
    return shop


@pytest.fixture
def shop(open_shop) -> Workshop:
    shop = open_shop(card=OLD)
    records = shop.tickets(VALUES)
    grading.grade_many(shop.work, "ticket", [shop.values(record) for record in records])
    return shop


def test_the_result_counts_changes_and_moves(shop: Workshop):
    found = regrade(with_card(shop, NEW).work, "ticket")
    assert found == Regraded(changed=4, total=5, moves={("B", "A"): 2})


def test_nothing_changes_a_second_time(shop: Workshop):
    regrade(with_card(shop, NEW).work, "ticket")
    assert regrade(shop.work, "ticket") == Regraded(changed=0, total=5)


@pytest.mark.parametrize("card", [NEW, BY_CALENDAR])
def test_columns_are_those_of_single_grading(shop: Workshop, card: str):
    regrade(with_card(shop, card).work, "ticket")
    for record in range(1, 6):
        assert grading.grade_record(shop.work, "ticket", record).changed is False


def test_history_is_kept_for_what_changed(shop: Workshop):
    regrade(with_card(shop, NEW).work, "ticket")
    assert [len(grades.history(shop.connection, "ticket", record)) for record in range(1, 6)] == [2, 1, 2, 2, 2]


@pytest.mark.parametrize("record", [1, 3, 4, 5])
def test_history_is_written_as_by_hand(shop: Workshop, record: int):
    regrade(with_card(shop, NEW).work, "ticket")
    by_sql = grades.latest(shop.connection, "ticket", record)
    store.update_unversioned(shop.connection, shop.table, record, {"score": None})
    grading.grade_record(shop.work, "ticket", record)
    by_python = grades.latest(shop.connection, "ticket", record)
    scope, card = shop.scope, grading.scorecard_of(shop.work, "ticket")
    assert by_sql.revision == 2
    assert grading.restored_grade(card, by_sql, scope) == grading.restored_grade(card, by_python, scope)


def test_only_a_change_of_grade_is_an_event(shop: Workshop):
    regrade(with_card(shop, NEW).work, "ticket")
    told = {record: [e.data for e in events.timeline(shop.connection, "ticket", record)] for record in (1, 3)}
    moved = {"score": 90, "grade": "A", "score_before": 70, "grade_before": "B", "why": "regrade"}
    assert told[1][0] == {**moved, "urgent": False, "urgent_before": False}
    assert len(told[3]) == 1


def test_records_in_the_trash_are_left_alone(shop: Workshop):
    store.update_unversioned(shop.connection, shop.table, 1, {"trashed_at": shop.work.now})
    assert regrade(with_card(shop, NEW).work, "ticket").total == 4


def large(rows: int) -> str:
    condition = "(stopped or units > {n}) and not (site = 'paint' or len(subject) > {n})"
    lines = [f'      - {{id: r{n}, when: "{condition.format(n=n)}", points: 2}}\n' for n in range(rows)]
    groups = [lines[:150], lines[150:]]
    return "groups:\n" + "".join(f"  - id: g{n}\n    rows:\n{''.join(part)}" for n, part in enumerate(groups)) + BANDS


@pytest.mark.parametrize("rows", [300, 301])
def test_a_very_large_card_works_too(shop: Workshop, rows: int):
    assert regrade(with_card(shop, large(rows)).work, "ticket").changed == 5
    assert [grading.grade_record(shop.work, "ticket", record).changed for record in range(1, 6)] == [False] * 5


def test_an_empty_form_is_nothing_to_do(open_shop):
    assert regrade(open_shop(card=NEW).work, "ticket") == Regraded(0, 0)


def test_outbox_regrades_range_by_range(shop: Workshop, monkeypatch):
    monkeypatch.setattr(regrading, "RANGE", 2)
    work = with_card(shop, NEW).work
    outbox.put(shop.connection, "regrade", {"form": "ticket"}, work.now, key="regrade:ticket:2")
    done = []
    while rows := outbox.claim(shop.connection, work.now, limit=1):
        perform(work, rows[0])
        outbox.finish(shop.connection, rows[0], work.now)
        done += [rows[0].key] if rows[0].kind == "regrade" else []  # what follows from it is left there too
    assert done == ["regrade:ticket:2", "regrade:ticket:2:3", "regrade:ticket:2:5"]
    (told,) = events.timeline(shop.connection, "ticket", 0)
    assert told.data == {"changed": 4, "total": 5, "moves": [["B", "A", 2]]}
    assert regrade(work, "ticket") == Regraded(changed=0, total=5)
