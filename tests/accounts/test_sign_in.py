"""Signing in: five tries, then a wait; sessions that end with the password."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from accounts import (
    SYSTEM,
    NewPerson,
    TooManyTries,
    Work,
    WrongSignIn,
    passwords,
    people,
    person_of_session,
    session_key,
    sign_in,
)
from records import Database

RIGHT, WRONG = "horse battery staple", "not that one at all"


@pytest.fixture
def lin(database, catalog, now):
    """Somebody who can sign in; stored, since signing in opens transactions of its own."""
    with database.transaction() as connection:
        work = Work(connection, catalog, SYSTEM, now)
        people.add(work, NewPerson("root", "Root", "admin"))
        return people.add(work, NewPerson("lin", "林岚", "rep", phone="13800138000", password=RIGHT))


def fail(database, now, times, login="lin"):
    for _ in range(times):
        with pytest.raises(WrongSignIn):
            sign_in.verify(database, login, WRONG, now)


@pytest.mark.parametrize("login", ["lin", "林岚", "13800138000", " LIN "])
def test_the_right_password_lets_in(database, lin, now, login):
    assert sign_in.verify(database, login, RIGHT, now).id == lin.id


@pytest.mark.parametrize(("login", "password"), [("lin", WRONG), ("nobody", RIGHT), ("", ""), ("root", RIGHT)])
def test_refusals_never_say_which_half_was_wrong(database, lin, now, login, password):
    with pytest.raises(WrongSignIn) as refused:
        sign_in.verify(database, login, password, now)
    assert refused.value.text("en") == WrongSignIn("accounts.wrong_sign_in").text("en")


def test_an_unknown_login_costs_a_hash_too(database, lin, now, monkeypatch):
    checked = []
    monkeypatch.setattr(passwords, "matches", lambda stored, password: checked.append(stored) or False)
    fail(database, now, 1, login="nobody")
    fail(database, now, 1)
    assert [type(stored) for stored in checked] == [type(None), str]


def test_after_five_tries_it_says_when(database, lin, now):
    fail(database, now, 5)
    with pytest.raises(TooManyTries) as refused:
        sign_in.verify(database, "lin", RIGHT, now)
    assert refused.value.until == now + timedelta(minutes=5)
    assert "in 5 minutes" in refused.value.text("en")


def test_tries_in_the_same_moment_are_five_as_well(database, lin, now, monkeypatch):
    checked = []
    monkeypatch.setattr(passwords, "matches", lambda *args: checked.append(args) or False)

    def guess(number: int) -> type:
        try:
            sign_in.verify(database, "lin", f"guess {number}", now)
        except (WrongSignIn, TooManyTries) as refused:
            return type(refused)

    with ThreadPoolExecutor(8) as threads:
        answers = Counter(threads.map(guess, range(16)))
    assert answers == {WrongSignIn: 5, TooManyTries: 11}
    assert len(checked) == 5


def test_another_way_of_writing_the_name_gains_no_try(database, lin, now):
    fail(database, now, 3)
    fail(database, now, 2, login="13800138000")
    with pytest.raises(TooManyTries):
        sign_in.verify(database, "林岚", RIGHT, now)


def test_unknown_logins_have_to_wait_as_well(database, lin, now):
    fail(database, now, 5, login="nobody")
    with pytest.raises(TooManyTries):
        sign_in.verify(database, "NOBODY", WRONG, now)


def test_the_wait_survives_a_restart(database, database_url, lin, now):
    fail(database, now, 5)
    database.dispose()
    again = Database(database_url)
    with pytest.raises(TooManyTries):
        sign_in.verify(again, "lin", RIGHT, now + timedelta(minutes=4))
    again.dispose()


def test_after_the_wait_the_right_password_lets_in(database, lin, now):
    fail(database, now, 5)
    later = now + timedelta(minutes=5)
    assert sign_in.verify(database, "lin", RIGHT, later).last_seen_at == later
    fail(database, later, 4)


def test_a_wait_that_taught_nothing_is_followed_by_a_longer_one(database, lin, now):
    fail(database, now, 5)
    fail(database, now + timedelta(minutes=6), 1)
    with pytest.raises(TooManyTries) as refused:
        sign_in.verify(database, "lin", RIGHT, now + timedelta(minutes=7))
    assert refused.value.until == now + timedelta(minutes=16)


def test_a_day_later_the_count_starts_again(database, lin, now):
    fail(database, now, 4)
    fail(database, now + timedelta(hours=25), 4)


def test_old_tries_are_cleared(database, lin, now):
    fail(database, now, 2)
    with database.transaction() as connection:
        assert sign_in.forget_old_tries(connection, now + timedelta(hours=25)) == 1


def test_a_new_password_ends_the_wait(database, catalog, lin, now):
    fail(database, now, 5)
    with database.transaction() as connection:
        people.set_password(Work(connection, catalog, SYSTEM, now), lin.id, "a fine new sentence")
    assert sign_in.verify(database, "lin", "a fine new sentence", now).id == lin.id


def test_a_session_knows_its_person(database, lin):
    with database.reading() as connection:
        assert person_of_session(connection, session_key(lin)) == lin


@pytest.mark.parametrize("key", ["", ".", "1", "1.", "x.y", "999.abc", "1.é", "9" * 40 + ".a"])
def test_a_made_up_session_knows_nobody(database, lin, key):
    with database.reading() as connection:
        assert person_of_session(connection, key) is None


@pytest.mark.parametrize("change", ["password", "leaves"])
def test_a_session_ends_with_password_and_person(database, catalog, lin, now, change):
    with database.transaction() as connection:
        work = Work(connection, catalog, SYSTEM, now)
        if change == "password":
            people.set_password(work, lin.id, "a fine new sentence")
        else:
            people.deactivate(work, lin.id)
        assert person_of_session(connection, session_key(lin)) is None


def test_who_left_cannot_sign_in(database, catalog, lin, now):
    with database.transaction() as connection:
        people.deactivate(Work(connection, catalog, SYSTEM, now), lin.id)
    with pytest.raises(WrongSignIn):
        sign_in.verify(database, "lin", RIGHT, now)


def test_an_old_hash_is_renewed_at_sign_in(database, lin, now, monkeypatch):
    monkeypatch.setattr(passwords, "is_outdated", lambda stored: True)
    renewed = []
    monkeypatch.setattr(passwords, "rehashed", lambda password: renewed.append(password) or "new hash")
    sign_in.verify(database, "lin", RIGHT, now)
    assert renewed == [RIGHT]


def test_being_seen_is_written_at_most_every_five_minutes(database, lin, now):
    with database.transaction() as connection:
        assert sign_in.has_been_seen(connection, lin, now)
        again = people.get(connection, lin.id)
        assert not sign_in.has_been_seen(connection, again, now + timedelta(minutes=4))
        assert sign_in.has_been_seen(connection, again, now + timedelta(minutes=5))
