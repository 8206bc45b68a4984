"""Tokens: shown once, found by their secret, ended for good."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts import people, tokens
from definitions import NotAllowed, NotFound
from records import tables


def test_a_token_is_found_by_its_secret(house):
    made = tokens.create(house.acting(house.min), house.min.id, "my script")
    found = tokens.find(house.work.connection, made.secret)
    assert (found.person, found.label, found.id) == (house.min.id, "my script", made.id)


def test_the_secret_is_kept_nowhere(house):
    made = tokens.create(house.work, house.min.id)
    stored = str(house.work.connection.execute(select(tables.token)).all())
    assert made.secret not in stored
    assert made.secret not in repr(made)


@pytest.mark.parametrize("secret", ["", "lw_", "lw_guess", "x" * 500, "lw_" + "é" * 20])
def test_a_guess_finds_nothing(house, secret):
    tokens.create(house.work, house.min.id)
    assert tokens.find(house.work.connection, secret) is None


def test_a_revoked_token_is_gone_and_still_listed(house):
    made = tokens.create(house.work, house.min.id)
    tokens.revoke(house.acting(house.min), made.id)
    assert tokens.find(house.work.connection, made.secret) is None
    assert [token.revoked_at for token in tokens.of_person(house.work.connection, house.min.id)] == [house.work.now]


def test_tokens_end_when_their_person_leaves(house):
    made = tokens.create(house.work, house.min.id)
    people.deactivate(house.work, house.min.id)
    assert tokens.find(house.work.connection, made.secret) is None


def test_nobody_makes_or_ends_tokens_of_others(house):
    made = tokens.create(house.work, house.bo.id)
    with pytest.raises(NotAllowed):
        tokens.create(house.acting(house.min), house.bo.id)
    with pytest.raises(NotAllowed):
        tokens.revoke(house.acting(house.min), made.id)


def test_a_token_that_never_was(house):
    with pytest.raises(NotFound):
        tokens.revoke(house.work, 999)


def test_use_is_written_at_most_every_ten_minutes(house):
    made, now = tokens.create(house.work, house.min.id), house.work.now
    connection = house.work.connection
    assert tokens.note_use(connection, tokens.find(connection, made.secret), now)
    used = tokens.find(connection, made.secret)
    assert used.last_used_at == now
    assert not tokens.note_use(connection, used, now + timedelta(minutes=9))
    assert tokens.note_use(connection, used, now + timedelta(minutes=10))
