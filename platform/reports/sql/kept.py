"""Statements that were put into words before: whoever asks the same again only fills in the moment.

Building a statement and finding its words takes longer than a small report takes the database. One is kept for each
report, what was chosen in it, the reader's rights, zone and day; it lives as long as the catalog it was made of.
Rows are never kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from sqlalchemy import Row, Select

from accounts import Actor
from records import Prepared
from rules import Sliding

from ..definition import ReportDefinition
from .question import Question

Build = Callable[[Question], Select]
MOST_KEPT, MOST_SEEN = 200, 2_000


def rows_of(question: Question, build: Build) -> Sequence[Row]:
    """What the database answers; a statement is kept from its second time on, as many are asked but once."""
    kept = question.catalog.derived("kept statements", _Kept)
    statement = kept.of(question, build)
    values = statement.clock.filled(question.env) if statement else None
    if values is None:
        return question.work.connection.execute(build(question)).all()
    return statement.prepared.rows(question.work.connection, **values)


def sliding(question: Question, build: Build) -> tuple[Select, Sliding] | None:
    """The statement with slots for what hangs on now; None where it holds for this moment only."""
    clock = Sliding(question.env)
    statement = build(replace(question, clock=clock))
    return None if clock.is_bound else (statement, clock)


@dataclass(frozen=True)
class _Statement:
    """A statement without the moment, and the clock that knows what its slots hold."""

    prepared: Prepared
    clock: Sliding


class _Kept:
    """The statements that were asked last, of one catalog."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: OrderedDict[Hashable, None] = OrderedDict()
        self._statements: OrderedDict[Hashable, _Statement | None] = OrderedDict()

    def of(self, question: Question, build: Build) -> _Statement | None:
        """The statement; None the first time, and for one that holds for this moment only."""
        key = _key(question)
        with self._lock:
            if key in self._statements:
                self._statements.move_to_end(key)
                return self._statements[key]
            if key not in self._seen:
                _put(self._seen, key, None, MOST_SEEN)
                return None
        found = sliding(question, build)
        dialect = question.work.connection.dialect
        kept = _Statement(Prepared(found[0]).settled(dialect), found[1]) if found else None
        with self._lock:
            self._seen.pop(key, None)
            _put(self._statements, key, kept, MOST_KEPT)
        return kept


def _put(into: OrderedDict[Hashable, Any], key: Hashable, value: Any, most: int) -> None:
    into[key] = value
    while len(into) > most:
        into.popitem(last=False)


def _key(question: Question) -> Hashable:
    """All that a statement is made of beside the catalog and the moment."""
    work = question.work
    given = tuple((each.id, type(each.value), each.value) for each in question.params)
    asked = (_Report(question.report), given, tuple(question.narrowing.at.items()))
    return (*asked, reader_of(work.actor), work.timezone, question.env.today, work.connection.dialect.name)


def reader_of(actor: Actor) -> Hashable:
    """All of an actor that clauses are made of; a pool asks for names and attributes, too."""
    who = (actor.kind, actor.person_id, actor.name, actor.login, actor.team, actor.people, actor.teams, actor.above)
    said = tuple(sorted((name, repr(value)) for name, value in actor.attributes.items()))
    return (*who, said, actor.language, actor.timezone, _Same(actor.role), _Same(actor.catalog))


@dataclass(frozen=True, eq=False)
class _Same:
    """Something that is the same only as itself; who keeps this keeps it alive, so that no other takes its place."""

    what: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.what is self.what

    def __hash__(self) -> int:
        return id(self.what)


@dataclass(frozen=True, eq=False)
class _Report:
    """A report by all that it says; to hash all of it would take longer than to compare it."""

    report: ReportDefinition

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Report) and (other.report is self.report or other.report == self.report)

    def __hash__(self) -> int:
        return hash((self.report.id, len(self.report.measures), self.report.over))
