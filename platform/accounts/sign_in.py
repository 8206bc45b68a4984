"""Signing in: five tries, then a wait that outlives restarts; sessions that end with the password."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from definitions import Refused
from records import Database, tables

from . import passwords, people
from .person import Person

TRIES = 5
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(hours=24)
SEEN_EVERY = timedelta(minutes=5)

_a = tables.sign_in_attempt.c
_p = tables.person.c


class WrongSignIn(Refused):
    """Name and password do not belong together; never says which half was wrong."""

    status = 401


class TooManyTries(Refused):
    """Wait; `until` is when the next try counts."""

    status = 429

    def __init__(self, until: datetime, now: datetime) -> None:
        minutes = max(1, -(-int((until - now).total_seconds()) // 60))
        super().__init__("accounts.too_many_tries", n=minutes, until=until)
        self.until = until


@dataclass(frozen=True)
class _Try:
    """What one try found before the password was looked at."""

    key: str
    person: Person | None
    stored: str | None
    blocked_until: datetime | None


def verify(database: Database, login: str, password: str, now: datetime) -> Person:
    """The person who signs in with a login, phone, e-mail or name; WrongSignIn or TooManyTries otherwise.

    A try is counted before the password is checked, so that many at once gain nothing, and in a transaction of its
    own: the slow hash never holds the database.
    """
    with database.transaction() as connection:
        attempt = _count(connection, login, now)
    if attempt.blocked_until is not None:
        raise TooManyTries(attempt.blocked_until, now)
    if not passwords.matches(attempt.stored, password) or attempt.person is None:
        raise WrongSignIn("accounts.wrong_sign_in")
    with database.transaction() as connection:
        return _welcome(connection, attempt, password, now)


def session_key(person: Person) -> str:
    """What a session keeps to know its person: it stops working with a new password and with leaving."""
    return f"{person.id}.{person.session_stamp}"


def person_of_session(connection: Connection, key: str) -> Person | None:
    """Whose session this is, or None when it has ended."""
    id, _, stamp = key.partition(".")
    person = people.find(connection, int(id)) if id.isdecimal() and len(id) < 19 else None
    if person is None or not person.active or not hmac.compare_digest(stamp.encode(), person.session_stamp.encode()):
        return None
    return person


def has_been_seen(connection: Connection, person: Person, now: datetime) -> bool:
    """Notes when somebody was last here, at most every five minutes; says whether it wrote."""
    if person.last_seen_at is not None and now - person.last_seen_at < SEEN_EVERY:
        return False
    connection.execute(update(tables.person).where(_p.id == person.id).values(last_seen_at=now))
    return True


def forget_old_tries(connection: Connection, now: datetime) -> int:
    """Clears tries nobody will count any more."""
    return connection.execute(delete(tables.sign_in_attempt).where(_a.last_at < now - FORGOTTEN_AFTER)).rowcount


def _count(connection: Connection, login: str, now: datetime) -> _Try:
    """Notes one more try for this person, or for this writing of nobody, unless they have to wait."""
    person = people.find_by_login(connection, login[:254])
    key = f"#{person.id}" if person is not None else login.strip().casefold()[:254]
    failures, blocked_until = _held(connection, key, now)
    if blocked_until is not None and blocked_until > now:
        return _Try(key, person, None, blocked_until)
    _write(connection, key, failures + 1, now)
    stored = connection.execute(select(_p.password_hash).where(_p.id == person.id)).scalar() if person else None
    return _Try(key, person if person and person.active else None, stored, None)


def _held(connection: Connection, key: str, now: datetime) -> tuple[int, datetime | None]:
    """The count so far, its row locked, so that tries in the same moment are counted one after the other."""
    insert = {"sqlite": sqlite, "postgresql": postgresql}[connection.dialect.name].insert
    first = insert(tables.sign_in_attempt).values(login=key, failures=0, last_at=now)
    connection.execute(first.on_conflict_do_nothing(index_elements=[_a.login]))
    row = connection.execute(select(tables.sign_in_attempt).where(_a.login == key).with_for_update()).one()
    return (0 if row.last_at < now - FORGOTTEN_AFTER else row.failures), row.blocked_until


def _write(connection: Connection, key: str, failures: int, now: datetime) -> None:
    wait = min(FIRST_WAIT * 2 ** min(failures - TRIES, 8), LONGEST_WAIT) if failures >= TRIES else None
    values = {"failures": failures, "last_at": now, "blocked_until": now + wait if wait else None}
    connection.execute(update(tables.sign_in_attempt).where(_a.login == key).values(**values))


def _welcome(connection: Connection, attempt: _Try, password: str, now: datetime) -> Person:
    connection.execute(delete(tables.sign_in_attempt).where(_a.login == attempt.key))
    changes: dict[str, object] = {"last_seen_at": now}
    if passwords.is_outdated(attempt.stored or ""):
        changes["password_hash"] = passwords.rehashed(password)
    connection.execute(update(tables.person).where(_p.id == attempt.person.id).values(**changes))
    return people.get(connection, attempt.person.id)
