"""Grading a record: its columns, its history, its event, and only when something changed."""

import pytest

from flows import grading
from records import events, grades
from tests.flows.workshop import BANDS, Workshop

CARD = (
    """
groups:
  - id: harm
    rows:
      - {id: stopped, when: "stopped", points: 60}
      - {id: loss, when: "loss > 0", points: "loss / 100"}
urgent: [{id: paint, when: "site = 'paint'"}]
"""
    + BANDS
)


@pytest.fixture
def shop(open_shop) -> Workshop:
    return open_shop(card=CARD)


def test_a_graded_record_carries_its_grade(shop: Workshop):
    record = shop.ticket(stopped=True, loss=2150, site="paint")
    grading.grade_record(shop.work, "ticket", record)
    row = shop.row(record)
    assert (float(row.score), row.grade, row.urgent, row.scorecard) == (81.5, "A", True, "priority")
    assert row.graded_at == shop.work.now


def test_history_keeps_revision_and_reasons(shop: Workshop):
    record = shop.ticket(stopped=True, loss=2150)
    grading.grade_record(shop.work, "ticket", record)
    [kept] = grades.history(shop.connection, "ticket", record)
    assert (kept.score, kept.band, kept.revision) == (81.5, "A", 1)
    assert kept.reasons == {
        "met": "11",
        "worths": {"harm.loss": 2150},
        "urgent": "0",
        "seen": {"loss": 2150, "site": None, "stopped": True},
    }


def test_the_event_tells_before_and_after(shop: Workshop):
    record = shop.ticket(stopped=True)
    grading.grade_record(shop.work, "ticket", record)
    [event] = events.timeline(shop.connection, "ticket", record)
    assert (event.kind, event.data["grade"], event.data["grade_before"]) == ("graded", "B", None)


def test_an_unchanged_grade_leaves_no_trace(shop: Workshop):
    record = shop.ticket(stopped=True)
    grading.grade_record(shop.work, "ticket", record)
    again = grading.grade_record(shop.work, "ticket", record)
    assert again.changed is False
    assert len(grades.history(shop.connection, "ticket", record)) == 1


def test_many_are_graded_like_one(shop: Workshop):
    values = [{"stopped": True}, {"loss": 100, "site": "paint"}, {}, {"stopped": False, "loss": 9000}]
    together, alone = shop.tickets(values), shop.tickets(values)
    grading.grade_many(shop.work, "ticket", [shop.values(record) for record in together])
    for record in alone:
        grading.grade_record(shop.work, "ticket", record)
    result = [[shop.row(r)._mapping[c] for c in ("score", "grade", "urgent")] for r in together]
    assert result == [[shop.row(r)._mapping[c] for c in ("score", "grade", "urgent")] for r in alone]


def test_a_form_without_scorecard_is_not_graded(open_shop):
    shop = open_shop()
    assert grading.grade_record(shop.work, "ticket", shop.ticket()) is None


def test_stored_reasons_give_the_grade_again(shop: Workshop):
    record = shop.ticket(stopped=True, loss=2150, site="paint")
    graded = grading.grade_record(shop.work, "ticket", record)
    stored = grades.latest(shop.connection, "ticket", record)
    card = grading.scorecard_of(shop.work, "ticket")
    found = grading.restored_grade(card, stored, shop.scope)
    assert (found.score, found.reasons, found.urgent) == (81.5, graded.grade.reasons, ("paint",))
