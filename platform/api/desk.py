"""One call, one transaction: where an endpoint gets its Work, its language and its time from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from flask import current_app, g, request

from accounts import Work, actor_of, people
from definitions import LANGUAGES
from publishing import Workspace


def workspace() -> Workspace:
    """The installation's workspace, which whoever composes the application puts there."""
    return current_app.extensions["leadwright"].workspace


def now() -> datetime:
    """The moment of this call; the same however often it is asked."""
    if "api_now" not in g:
        g.api_now = current_app.extensions["leadwright"].clock()
    return g.api_now


def language() -> str:
    """One for the whole answer: what Accept-Language asks for, else that of the person whose token it is."""
    if "api_language" not in g:
        g.api_language = _asked() or _own()
    return g.api_language


def _asked() -> str | None:
    """What programs send by themselves, `*`, asks for none."""
    named = [language for language, _ in request.accept_languages if language != "*"]
    return request.accept_languages.best_match(LANGUAGES) if named else None


def _own() -> str:
    """That of the person, who may not have been looked up yet where a call is refused for its body alone."""
    if "api_person" not in g:
        return "en"
    with workspace().database.glance() as connection:
        return _known(people.get(connection, g.api_person).language)


def _known(language: str) -> str:
    return language if language in LANGUAGES else "en"


@contextmanager
def reading() -> Iterator[Work]:
    """A Work that reads one snapshot in the name of the token's person."""
    with workspace().database.reading() as connection:
        yield _work(connection, workspace())


@contextmanager
def asking() -> Iterator[Work]:
    """The same for reports: from the copy of the database, where one is named."""
    source = workspace().reports
    with source.database.reading() as connection:
        yield _work(connection, source)


@contextmanager
def writing() -> Iterator[Work]:
    """A Work whose changes are all kept when the block ends and all undone when it raises."""
    with workspace().database.transaction() as connection:
        yield _work(connection, workspace())


def _work(connection: Any, source: Workspace) -> Work:
    catalog = source.catalog(connection)
    actor = actor_of(connection, catalog, g.api_person)
    if "api_language" not in g:
        g.api_language = _asked() or _known(actor.language)
    return Work(connection, catalog, actor.speaking(language()), now())
