"""Publishing that changes the form of very many records, while others read and write: how long each of them waits."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event, Thread

from sqlalchemy import text

from definitions import Refused
from flows import intake, taking_over
from forms import ListQuery, run
from jobs import perform_one
from publishing import publish
from records import outbox

from ..figures import Figure
from ..ground import FORM, Ground
from . import Place

NOTE, KIND = "bench_note", "bench_kind"
CHOICES = "[domestic, abroad, unsaid]"
MERGED = "[{id: known, from: [domestic, abroad]}, unsaid]"
SPLIT = "[{id: east, when: \"region == 'east'\", from: [known]}, {id: elsewhere, from: [known]}, unsaid]"
# One after the other, each upon what the one before has left; the fields as the form has them then.
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("add two fields", ("type: text", CHOICES)),
    ("rename a label", ("type: text, label: Renamed", CHOICES)),
    ("index a field", ("type: text, label: Renamed, index: true", CHOICES)),
    ("change a type", ("type: integer, label: Renamed, index: true", CHOICES)),
    ("merge choices", ("type: integer, label: Renamed, index: true", MERGED)),
    ("split a choice", ("type: integer, label: Renamed, index: true", SPLIT)),
    ("retire a field", ("", SPLIT)),
    ("bring it back", ("type: integer, label: Renamed, index: true", SPLIT)),
)
FILLED = (
    f"UPDATE r_lead SET f_{NOTE} = CAST(id AS TEXT), f_{KIND} = CASE WHEN id % 2 = 0 THEN 'domestic' ELSE 'abroad' END"
)


@dataclass
class Beside:
    """Somebody who does the same again and again, and how long the longest took since they were last asked."""

    does: Callable[[], None]
    ended: Event = field(default_factory=Event)
    longest: float = 0.0
    since: float = 0.0
    refused: int = 0

    def go(self) -> None:
        while not self.ended.is_set():
            self.since = time.perf_counter()
            try:
                self.does()
            except Refused:
                self.refused += 1  # the record changed meanwhile, or the table is busy: people are told so
            self.longest = max(self.longest, time.perf_counter() - self.since)

    def waited(self) -> float:
        """And forget it; whoever still waits is counted as long as they wait."""
        found, self.longest = max(self.longest, time.perf_counter() - self.since), 0.0
        return found


def measure(place: Place) -> Iterator[Figure]:
    """Each kind of change, one after the other, with a reader of lists and a writer of records beside it."""
    ground = place.empty()
    ground.fill(place.sizes.many)
    reader, writer = Beside(lambda: _read(ground)), Beside(lambda: _write(ground, place.sizes.many))
    for one in (reader, writer):
        one.does()  # what a process builds the first time is nobody's wait for a publish
    for what, (note, choices) in STEPS:
        with _beside(reader, writer):
            began = time.perf_counter()
            _publish(ground, note, choices, what)
            took = time.perf_counter() - began
            portions = _move_values(ground)
            moved = time.perf_counter() - began - took
            waited = reader.waited(), writer.waited()
        yield Figure(what, "s", took)
        if portions:
            yield Figure(f"  and afterwards, in {portions} portions", "s", moved)
        yield Figure("  the longest that a reader waited", "s", waited[0])
        yield Figure("  the longest that a writer waited", "s", waited[1])
        if what == STEPS[0][0]:
            with ground.database.transaction() as connection:
                connection.execute(text(FILLED))


@contextmanager
def _beside(*people: Beside) -> Iterator[None]:
    """They are at it before it begins, and until it has ended."""
    for one in people:
        one.ended, one.longest, one.since = Event(), 0.0, time.perf_counter()
    threads = [Thread(target=one.go, daemon=True) for one in people]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for one in people:
            one.ended.set()
        for thread in threads:
            thread.join()


def _publish(ground: Ground, note: str, choices: str, message: str) -> None:
    with ground.database.reading() as connection:
        files = dict(ground.workspace.catalog(connection).files)
    path = next(path for path in files if path.endswith(f"forms/{FORM}.yaml"))
    lines = [line for line in files[path].splitlines() if NOTE not in line and KIND not in line]
    added = [f"  - {{id: {KIND}, type: choice, choices: {choices}}}"]
    added += [f"  - {{id: {NOTE}, {note}}}"] if note else []
    at = lines.index("fields:") + 1
    files[path] = "\n".join([*lines[:at], *added, *lines[at:], ""])
    publish(ground.workspace, files, author=None, message=message, now=ground.now)


def _move_values(ground: Ground) -> int:
    """What publishing left to be done about choices, as a worker does it; in how many portions."""
    kinds, done = ((taking_over.ERRAND,), True), 0
    while True:
        with ground.database.reading() as connection:
            rows = outbox.due(connection, datetime.now(UTC), limit=1, kinds=kinds)
        if not rows:
            return done
        if not perform_one(ground.workspace, rows[0].id, lambda: datetime.now(UTC)):
            raise RuntimeError("a portion of choices could not be moved")
        done += 1


def _read(ground: Ground) -> None:
    with ground.database.reading() as connection:
        run(ground.workspace.work(connection, None, ground.now), ListQuery(FORM, view=""))


def _write(ground: Ground, many: int) -> None:
    with ground.work() as work:
        intake.edit(work, FORM, random.randint(1, many), None, {"city": random.choice("苏锡常") + "州"})
