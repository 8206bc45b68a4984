"""One request, one transaction: where a page gets its Work from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from flask import g

from accounts import VISITOR, Work, actor_of
from publishing import Workspace

from .installation import installation
from .languages import language


def now() -> datetime:
    """The moment of this request; the same however often it is asked."""
    if "now" not in g:
        g.now = installation().clock()
    return g.now


def site() -> str | None:
    """Where people outside find these pages, if whoever runs the server has said so."""
    return installation().workspace.settings.site


@contextmanager
def reading() -> Iterator[Work]:
    """A Work that reads one snapshot in the name of whoever is signed in."""
    with _reading(installation().workspace) as work:
        yield work


@contextmanager
def asking() -> Iterator[Work]:
    """The same for reports: from the copy of the database, where one is named."""
    with _reading(installation().workspace.reports) as work:
        yield work


@contextmanager
def _reading(workspace: Workspace) -> Iterator[Work]:
    with workspace.database.reading() as connection, _open(_work(connection, workspace)) as work:
        yield work


@contextmanager
def writing() -> Iterator[Work]:
    """A Work whose changes are all kept when the block ends and all undone when it raises."""
    workspace = installation().workspace
    with workspace.database.transaction() as connection, _open(_work(connection, workspace)) as work:
        yield work


@contextmanager
def _open(work: Work) -> Iterator[Work]:
    """Keeps the work where the page's frame finds it: a thread has one transaction at a time."""
    g.work = work
    try:
        yield work
    finally:
        g.work = None


def _work(connection, workspace: Workspace) -> Work:
    catalog = workspace.catalog(connection)
    person = g.get("person")
    actor = actor_of(connection, catalog, person.id) if person else replace(VISITOR, catalog=catalog)
    return Work(connection, catalog, actor.speaking(language()), now())


@contextmanager
def current() -> Iterator[Work]:
    """The work that is open now, else one that reads."""
    if g.get("work"):
        yield g.work
    else:
        with reading() as work:
            yield work
