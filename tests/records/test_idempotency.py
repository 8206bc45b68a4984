"""A request that is sent twice takes effect once."""

import threading
from datetime import timedelta

import pytest

from definitions import AlreadyDone
from records import Database, idempotency
from records.idempotency import Answer, KeyReused


def request(database: Database, now, key: str = "k", digest: str = "d", actor: int | None = 1) -> Answer | None:
    """What a door does with a request: an answer that is there already, or None when it did the work."""
    with database.transaction() as connection:
        before = idempotency.begin(connection, key, actor, digest=digest, now=now)
        if before is None:
            idempotency.finish(connection, key, actor, Answer(201, "made"))
        return before


def test_the_second_request_gets_the_first_answer(database, now):
    assert request(database, now) is None
    assert request(database, now) == Answer(201, "made")


def test_keys_belong_to_their_actor(database, now):
    request(database, now, actor=1)
    assert request(database, now, actor=None) is None


def test_a_key_with_another_request_is_refused(database, now):
    request(database, now)
    with pytest.raises(KeyReused):
        request(database, now, digest="other")


def test_a_request_that_failed_may_come_again(database, now):
    with pytest.raises(ZeroDivisionError), database.transaction() as connection:
        idempotency.begin(connection, "k", 1, digest="d", now=now)
        raise ZeroDivisionError
    assert request(database, now) is None


def test_a_key_without_an_answer_is_in_use(database, now):
    with database.transaction() as connection:
        idempotency.begin(connection, "k", 1, digest="d", now=now)
    with pytest.raises(AlreadyDone):
        request(database, now)


def test_two_at_once_do_the_work_once(database, now):
    answers: list[Answer | None] = []
    together = threading.Barrier(4)

    def send() -> None:
        together.wait()
        answers.append(request(database, now))

    threads = [threading.Thread(target=send) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(answers, key=bool) == [None] + [Answer(201, "made")] * 3


def test_old_keys_are_forgotten(database, now):
    request(database, now)
    with database.transaction() as connection:
        assert idempotency.forget(connection, now + timedelta(days=1)) == 1
    assert request(database, now) is None
