"""Calling colleagues by name: who can be called on a record, found as people type, and who may not be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accounts import Person, Work, people
from forms import FieldError, Invalid, pinyin_of

from ..subject import sees
from .named import called_in

OFFERED = 8
ASKED = 40  # of how many whose names fit it is asked whether they see the record


@dataclass(frozen=True)
class Callable:
    """Somebody who can be called, and the word that does it."""

    id: int
    name: str
    word: str
    note: str


def called(work: Work, form: str, record: int, words: str) -> tuple[int, ...]:
    """Who is called in a comment; Invalid where a name is two people's, or somebody's who may not see the record."""
    crew = people.listing(work.connection)
    found = called_in(words, [(one.id, one.name, one.login) for one in crew])
    errors = [FieldError("words", "name_unclear", {"name": name}) for name in found.unclear]
    by_id = {one.id: one for one in crew}
    errors += [
        FieldError("words", "cannot_see", {"name": by_id[id].name})
        for id in found.people
        if not sees(work, form, record, by_id[id])
    ]
    if errors:
        raise Invalid(errors)
    return found.people


def completions(work: Work, form: str, record: int, typed: str) -> tuple[Callable, ...]:
    """Who may be meant by what was typed after the @: by name, pinyin, its initials or sign-in name."""
    crew = people.listing(work.connection)
    names = [one.name for one in crew]
    ranks = {one.id: _fit(one, typed.strip().casefold()) for one in crew}
    fitting = sorted((one for one in crew if ranks[one.id] is not None), key=lambda one: (ranks[one.id], one.name))
    found: list[Callable] = []
    for one in fitting[:ASKED]:
        if len(found) < OFFERED and one.id != work.actor.person_id and sees(work, form, record, one):
            word = one.name if names.count(one.name) == 1 else one.login
            found.append(Callable(one.id, one.name, word, one.login))
    return tuple(found)


def _fit(one: Person, typed: str) -> int | None:
    """How well somebody's name begins with what was typed; None where it does not."""
    if not typed:
        return 0
    return next((rank for rank, word in enumerate(_words(one)) if word.startswith(typed)), None)


def _words(one: Person) -> Iterator[str]:
    full, initials = pinyin_of(one.name)
    yield from (word for word in (one.name.casefold(), full, initials, one.login.casefold()) if word)
    yield from one.name.casefold().split()[1:]
    yield one.name.casefold()[1:]
