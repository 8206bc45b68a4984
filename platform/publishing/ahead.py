"""What takes long of a publish is done before it, in portions that are kept one by one, while everybody works on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from sqlalchemy import Connection

from accounts import Work
from definitions import Catalog, Refused
from flows import converting
from forms import spec_of
from records import ChoicesMoving, Database, TableChange, choices_moving, revisions, type_changes

from .plan import Plan

Told = Callable[[int], object]  # how many values more are converted
Watch = Callable[[TableChange], AbstractContextManager[Told]]


@contextmanager
def unwatched(_change: TableChange) -> Iterator[Told]:
    """Nobody looks how it goes on."""
    yield lambda _: None


class ConvertedFirst(Refused):
    """Values are converted before anything takes effect; the workers do that, and publishing the same again will do."""

    status = 409


@dataclass(frozen=True, slots=True)
class Conversion:
    """The values of one field on their way to a type that is not published yet."""

    form: str
    field: str
    old_type: str
    new_type: str
    values: int
    converted: int
    is_ready: bool
    is_left_alone: bool


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What is converted before a publish, and what moves to other choices after one."""

    conversions: tuple[Conversion, ...]
    moving: tuple[ChoicesMoving, ...]

    @property
    def is_running(self) -> bool:
        """Whether there is something to wait for before publishing."""
        return any(not one.is_ready for one in self.conversions)


def under_way(connection: Connection, catalog: Catalog, now: datetime) -> UnderWay:
    """How far all of it is."""
    specs = [spec_of(form) for form in catalog.all("form")]
    forms = {one.table_name: one.form for spec in specs for one in (spec, *spec.sides)}
    found = tuple(
        Conversion(
            form=forms.get(one.held_in, one.held_in),
            field=one.name.removeprefix("f_"),
            old_type=one.old_type,
            new_type=one.new_type,
            values=one.many,
            converted=one.done,
            is_ready=type_changes.is_ready(connection, one),
            is_left_alone=type_changes.is_left_alone(connection, one, now),
        )
        for one in type_changes.every(connection)
    )
    return UnderWay(found, choices_moving.underway(connection))


def left_to_begin(work: Work, made: Plan) -> list[type_changes.TypeChange]:
    """The new types of very many values in a plan that nobody converts now."""
    every = {one.key: one for one in type_changes.every(work.connection)}
    return [one for one in _asked(work, made) if one.key not in every or _is_left_alone(work, every[one.key])]


def _is_left_alone(work: Work, begun: type_changes.TypeChange) -> bool:
    return type_changes.is_left_alone(work.connection, begun, work.now)


def prepare_in_background(work: Work, made: Plan) -> int:
    """Let the workers convert what the plan needs; how many values have to be waited for, 0 when all is ready."""
    for one in left_to_begin(work, made):
        converting.begin(work, one)
    every = {one.key: one for one in type_changes.every(work.connection)}
    left = (one for one in _asked(work, made) if not type_changes.is_ready(work.connection, every[one.key]))
    return sum(one.many for one in left)


def _asked(work: Work, made: Plan) -> list[type_changes.TypeChange]:
    return [type_changes.wanted(change, work.now) for change in made.tables if type_changes.takes_long(change)]


def require_prepared(connection: Connection, made: Plan) -> None:
    """Refused where very many values would be converted while everybody waits: somebody has given that up meanwhile, or
    begun another type of the same field."""
    ready = {one.key for one in type_changes.every(connection) if one.whole}
    for change in made.tables:
        if type_changes.takes_long(change) and type_changes.key_of(change) not in ready:
            raise Refused("publishing.not_converted", field=change.field)


def prepare(database: Database, made: Plan, now: datetime, watch: Watch = unwatched) -> None:
    """Convert the values of new types beforehand; whoever stops it has changed nothing that anybody sees.

    A process that is stopped or killed is followed by the next one that publishes the same, which goes on where it was.
    """
    for change in made.tables if not made.errors else ():
        if type_changes.takes_long(change):
            with watch(change) as told:
                _convert(database, type_changes.wanted(change, now), told)


def _convert(database: Database, asked: type_changes.TypeChange, told: Told) -> None:
    with database.transaction() as connection:
        revisions.wait_for_turn(connection)
        done = type_changes.begin(connection, asked).converted
    begun = monotonic()
    while done is not None:
        told(done)
        done = _portion(database, asked, asked.at + timedelta(seconds=monotonic() - begun))


def _portion(database: Database, asked: type_changes.TypeChange, now: datetime) -> int | None:
    with database.transaction() as connection:
        return type_changes.go_on(connection, asked, now)
