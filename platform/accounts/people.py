"""People: found by many names, added and changed by those who may, never deleted."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from definitions import LANGUAGES, Catalog, NotFound, Refused
from records import Prepared, places, slots, spread, tables

from . import passwords, people_version, teams
from .hours_changed import hours_changed
from .permissions import require
from .person import COLUMNS, NewPerson, Person, from_row, selected
from .work import Work
from .zones import zone_names

LOGIN = re.compile(r"^[^\s@|+][^\s|]{0,79}$")
# What people may change about themselves; everything else needs the right to arrange people.
OWN = frozenset({"language", "timezone", "settings", "paused"})
CHANGEABLE = OWN | {"login", "name", "role", "team", "phone", "email", "calendar", "attributes"}

_p = tables.person.c
_FIND = Prepared(selected().where(_p.id == bindparam("id")))


def get(connection: Connection, id: int) -> Person:
    """The person; NotFound when there is none."""
    person = find(connection, id)
    if person is None:
        raise NotFound("accounts.no_person", person=id)
    return person


def find(connection: Connection, id: int | None) -> Person | None:
    """The person, or None."""
    row = _FIND.first(connection, id=id) if id is not None else None
    return from_row(row) if row else None


def find_by_login(connection: Connection, written: str) -> Person | None:
    """Who means themselves by this: a login, a phone number, an e-mail address, or a name nobody else has."""
    written = written.strip()
    exact = or_(
        func.lower(_p.login) == written.lower(), _p.phone.in_(phone_forms(written)), _p.email == written.lower()
    )
    for condition in (exact, _p.name == written):
        rows = connection.execute(selected().where(condition).limit(2)).all()
        if rows:
            return from_row(rows[0]) if len(rows) == 1 else None
    return None


def phone_forms(written: str) -> tuple[str, ...]:
    """The ways in which a number may stand in the table: as typed, without blanks, with +86."""
    digits = re.sub(r"[\s\-()]", "", written)
    if not re.fullmatch(r"\+?\d{5,15}", digits):
        return (written,)
    return (digits, digits.removeprefix("+86")) if digits.startswith("+") else (digits, f"+86{digits}", f"+{digits}")


def listing(
    connection: Connection, *, active: bool | None = True, teams: Iterable[int] | None = None, role: str | None = None
) -> tuple[Person, ...]:
    """People in order of their names, narrowed by what is given."""
    query = selected().order_by(_p.name, _p.id)
    if active is not None:
        query = query.where(_p.active.is_(active))
    if teams is not None:
        query = query.where(_p.team.in_(tuple(teams)))
    if role is not None:
        query = query.where(_p.role == role)
    return tuple(from_row(row) for row in connection.execute(query))


def by_ids(connection: Connection, ids: Iterable[int | None]) -> dict[int, Person]:
    """These people by id; whoever does not exist is left out."""
    wanted = {id for id in ids if id is not None}
    rows = connection.execute(selected().where(_p.id.in_(wanted))) if wanted else ()
    return {row.id: from_row(row) for row in rows}


def names(connection: Connection, ids: Iterable[int | None]) -> dict[int, str]:
    """What these people are called."""
    wanted = list({id for id in ids if id is not None})
    if not wanted:
        return {}
    room = places(len(wanted))
    return dict(_names(room).all(connection, **spread("id", wanted, room)))


@lru_cache(maxsize=32)
def _names(people: int) -> Prepared:
    return Prepared(select(_p.id, _p.name).where(_p.id.in_(slots(_p.id, "id", people))))


def superior_of(connection: Connection, person: Person | int) -> Person | None:
    """Who answers for a person: the nearest superior above who still works here and is not that person."""
    return next(iter(superiors_of(connection, person)), None)


def superiors_of(connection: Connection, person: Person | int) -> tuple[Person, ...]:
    """All superiors of a person, nearest first: the steps of an escalation."""
    found = person if isinstance(person, Person) else get(connection, person)
    ids = teams.tree(connection).superiors(found.id, found.team)
    people = by_ids(connection, ids)
    return tuple(people[id] for id in ids if id in people and people[id].active)


def subtree(connection: Connection, person: Person) -> frozenset[int]:
    """The people of this person's team, of the teams they head, and of all teams below."""
    return members(connection, team_ids(teams.tree(connection), person)) | {person.id}


def team_ids(tree: teams.TeamTree, person: Person) -> frozenset[int]:
    """A person's team, the teams they head, and all below."""
    return tree.subtree(person.team, *tree.led_by(person.id))


def members(connection: Connection, team_ids: Iterable[int]) -> frozenset[int]:
    """Everybody in these teams, also those who left: their records remain the team's."""
    wanted = tuple(team_ids)
    return frozenset(connection.execute(select(_p.id).where(_p.team.in_(wanted))).scalars()) if wanted else frozenset()


def add(work: Work, new: NewPerson) -> Person:
    """Adds a person; what is wrong with the data is refused in words."""
    require(work, "people")
    row = {name: getattr(new, name) for name in vars(new) if name != "password"}
    row = _checked(work, row, person=None)
    if new.password is not None:
        row["password_hash"] = passwords.hashed(new.password, about=(new.login, new.name))
    row |= {"session_stamp": _stamp(), "created_at": work.now, "settings": {}}
    people_version.moved(work.connection)
    with _nobody_was_quicker():
        made = work.connection.execute(insert(tables.person).values(row).returning(*COLUMNS)).one()
    return from_row(made)


def change(work: Work, id: int, **changes: Any) -> Person:
    """Changes a person; everybody may change the settings that are their own."""
    person = get(work.connection, id)
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise Refused("accounts.not_changeable", names=sorted(unknown))
    if not (id == work.actor.person_id and set(changes) <= OWN):
        require(work, "people")
    row = _checked(work, changes, person=person)
    if row.get("role", person.role) != person.role:
        _keep_one_who_arranges(work, person)
    if row.get("calendar", person.calendar) != person.calendar:
        hours_changed(work, id)
    return _write(work, id, row)


def move(work: Work, id: int, team: int | None) -> Person:
    """Puts a person into another team."""
    return change(work, id, team=team)


def set_password(work: Work, id: int, password: str) -> Person:
    """Sets a new password: by the person, or by whoever arranges people. Every other session of theirs ends."""
    if id != work.actor.person_id:
        require(work, "people")
    person = get(work.connection, id)
    hashed = passwords.hashed(password, about=(person.login, person.name))
    attempts = tables.sign_in_attempt
    work.connection.execute(attempts.delete().where(attempts.c.login == f"#{id}"))
    return _write(work, id, {"password_hash": hashed, "session_stamp": _stamp()})


def deactivate(work: Work, id: int) -> Person:
    """Somebody leaves: no sign-in, no token, no new records; what they did stays. Sessions end at once."""
    require(work, "people")
    _keep_one_who_arranges(work, get(work.connection, id))
    hours_changed(work, id)
    return _write(work, id, {"active": False, "session_stamp": _stamp()})


def reactivate(work: Work, id: int) -> Person:
    """Somebody comes back."""
    require(work, "people")
    hours_changed(work, id)
    return _write(work, id, {"active": True})


def _write(work: Work, id: int, row: dict[str, Any]) -> Person:
    if row:
        people_version.moved(work.connection)
        with _nobody_was_quicker():
            work.connection.execute(update(tables.person).where(_p.id == id).values(**row))
    return get(work.connection, id)


@contextmanager
def _nobody_was_quicker() -> Iterator[None]:
    """Two admins may give the same login in the same moment; one of them is told."""
    try:
        yield
    except IntegrityError:
        raise Refused("accounts.taken_just_now") from None


def _checked(work: Work, row: dict[str, Any], *, person: Person | None) -> dict[str, Any]:
    """The values as they may be stored."""
    row = dict(row)
    for name in ("login", "name", "phone", "email"):
        if name in row:
            row[name] = (row[name] or "").strip() or None
    if row.get("email"):
        row["email"] = row["email"].lower()
    if row.get("phone"):
        row["phone"] = phone_forms(row["phone"])[0]
    _check_words(row)
    _check_definitions(work.catalog, row)
    if row.get("team") is not None:
        teams.get(work.connection, row["team"])
    _check_unique(work.connection, row, person)
    return row


def _check_words(row: dict[str, Any]) -> None:
    for name, value in row.items():
        most = getattr(_p[name].type, "length", None) if name in _p else None
        if most and isinstance(value, str) and len(value) > most:
            raise Refused("accounts.too_long", value=value[:20], most=most)
    if "login" in row and not LOGIN.match(row["login"] or ""):
        raise Refused("accounts.login_unusable", login=row["login"] or "")
    if "name" in row and not row["name"]:
        raise Refused("accounts.name_missing")
    if "language" in row and row["language"] not in LANGUAGES:
        raise Refused("accounts.language_unknown", written=row["language"], known=LANGUAGES)
    if "timezone" in row and row["timezone"] not in zone_names():
        raise Refused("accounts.timezone_unknown", timezone=row["timezone"])


def _check_definitions(catalog: Catalog, row: dict[str, Any]) -> None:
    for kind in ("role", "calendar"):
        id = row.get(kind)
        if id is not None and catalog.find(kind, id) is None:
            known = [each.id for each in catalog.all(kind)]
            raise Refused(f"accounts.{kind}_not_published", id=id, known=known)


def _check_unique(connection: Connection, row: dict[str, Any], person: Person | None) -> None:
    """A login, phone or e-mail names one person, whichever of the three it is written as."""
    for name in ("login", "phone", "email"):
        value = row.get(name)
        if value is None:
            continue
        lower = value.lower()
        same = or_(func.lower(_p.login) == lower, _p.phone.in_(phone_forms(value)), _p.email == lower)
        other = connection.execute(select(_p.name).where(same, _p.id != (person.id if person else 0))).first()
        if other is not None:
            raise Refused(f"accounts.{name}_taken", value=value, name=other.name)


def _keep_one_who_arranges(work: Work, person: Person) -> None:
    """Somebody must remain who can arrange people, or nobody could ever undo this."""
    roles = [role.id for role in work.catalog.all("role") if role.people]
    if person.role not in roles:
        return
    others = select(_p.id).where(_p.role.in_(roles), _p.active.is_(True), _p.id != person.id)
    if work.connection.execute(others).first() is None:
        raise Refused("accounts.last_who_arranges", name=person.name)


def _stamp() -> str:
    return secrets.token_hex(12)
