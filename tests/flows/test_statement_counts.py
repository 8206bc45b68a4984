"""How many statements a door takes: few, and no more when there is more to show or to write."""

from collections.abc import Callable
from itertools import count

import pytest
from sqlalchemy import event

from flows import intake, record_page
from flows.day.ahead import day_of
from flows.team_board.board import board_of
from forms import ListQuery, run

FEW, MANY = 2, 7
SUBMISSION, DAY, BOARD, LIST, RECORD = 17, 10, 25, 6, 30

serial = count(1)


def order() -> dict[str, str]:
    return {"customer": f"客户{next(serial)}", "phone": f"1390514{next(serial):04}", "amount": "100"}


def statements(world, person: int | None, what: Callable) -> int:
    """What a transaction in somebody's name asks of the database."""
    asked = []
    with world.work(person) as work:
        event.listen(work.connection, "before_cursor_execute", lambda *call: asked.append(call[2]))
        what(work)
    return len(asked)


@pytest.fixture
def filled(world):
    """Puts orders into the world."""

    def fill(number: int):
        for _ in range(number):
            world.submit(**order())
        return world

    return fill


def submit(work):
    intake.submit(work, "order", order(), channel="api")


def test_submission_takes_few(filled):
    world = filled(1)
    assert statements(world, None, submit) <= SUBMISSION


def test_submission_takes_no_more_as_records_grow(filled):
    before = statements(filled(FEW), None, submit)
    assert statements(filled(MANY), None, submit) == before


def test_batch_takes_hardly_more_than_one(filled):
    world = filled(1)

    def batch(work):
        intake.submit_many(work, "order", [order() for _ in range(MANY)])

    # Several people have their turn, each with a row of their own.
    assert statements(world, None, batch) <= SUBMISSION + 3 * MANY


PAGES = {
    "day": (lambda world: world.lin, lambda world: day_of, DAY),
    "board": (lambda world: world.manager, lambda world: lambda work: board_of(work, world.team), BOARD),
    "list": (lambda world: world.manager, lambda world: lambda work: run(work, ListQuery("order")), LIST),
    "record": (lambda world: world.manager, lambda world: lambda work: record_page.of(work, "order", 1), RECORD),
}


@pytest.mark.parametrize("page", PAGES)
def test_page_takes_no_more_for_more_records(filled, page):
    person, what, most = PAGES[page]
    world = filled(FEW)
    before = statements(world, person(world), what(world))
    filled(MANY)
    assert before <= most
    assert statements(world, person(world), what(world)) <= before


def test_board_takes_no_more_for_more_that_is_stuck(filled):
    world = filled(FEW)
    world.passes(days=9)
    before = statements(world, world.manager, lambda work: board_of(work, world.team))
    filled(MANY)
    world.passes(days=9)
    assert statements(world, world.manager, lambda work: board_of(work, world.team)) <= before
