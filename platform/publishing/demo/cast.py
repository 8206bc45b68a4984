"""The people of a demo: teams, superiors, persons, and passwords that are made anew for each installation."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from accounts import NewPerson, NewTeam, Work, people, teams
from records import settings

WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbor", "indigo", "jade", "maple", "river")


def bring_in(work: Work, written: Mapping[str, Any], language: str) -> None:
    """Adds teams and people that are not there yet, who read `language`, and notes who stands on the sign-in page."""
    if written.get("tenant") and settings.get(work.connection, "tenant") is None:
        settings.put(work.connection, "tenant", written["tenant"])
    _add_teams(work, written.get("teams", ()))
    shown = [entry for entry in (_add_person(work, each, language) for each in written.get("people", ())) if entry]
    kept = settings.get(work.connection, "demo_people") or []
    settings.put(work.connection, "demo_people", [*kept, *shown])
    _name_superiors(work, written.get("teams", ()))


def _add_teams(work: Work, written: Any) -> None:
    for each in written:
        tree = teams.tree(work.connection)
        if tree.by_key(each["key"]) is None:
            parent = tree.by_key(each["parent"]).id if each.get("parent") else None
            teams.add(work, NewTeam(key=each["key"], label=each["label"], parent=parent))


def _add_person(work: Work, each: Mapping[str, Any], language: str) -> dict[str, str] | None:
    """What the sign-in page shows of this person, if they stand there."""
    if people.find_by_login(work.connection, each["login"]):
        return None
    shown = bool(each.get("demo"))
    password = f"{secrets.choice(WORDS)}-{secrets.choice(WORDS)}-{secrets.randbelow(900) + 100}" if shown else None
    team = teams.tree(work.connection).by_key(each["team"]) if each.get("team") else None
    person = NewPerson(
        login=each["login"],
        name=each["name"],
        role=each["role"],
        team=team.id if team else None,
        language=each.get("language", language),
        attributes=each.get("attributes", {}),
        password=password,
    )
    added = people.add(work, person)
    if not shown:
        return None
    role = work.catalog.find("role", added.role)
    label = role.label.as_written() if role else added.role
    return {"name": added.name, "login": added.login, "password": password, "role": label}


def _name_superiors(work: Work, written: Any) -> None:
    tree = teams.tree(work.connection)
    for each in written:
        if each.get("superior"):
            superior = people.find_by_login(work.connection, each["superior"])
            teams.set_superior(work, tree.by_key(each["key"]).id, superior.id if superior else None)
