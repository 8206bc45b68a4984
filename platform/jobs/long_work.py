"""Work that takes long: reports in the background, one at a time in each process, watched while they are asked.

The database may take an hour over one of them. So nothing is locked meanwhile, the lease is made longer again and
again, and whoever wants it no more is heard within a second, in whatever process they say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from threading import Event, Lock, Thread
from typing import Any

import structlog

from accounts import Work
from publishing import Workspace
from records import LeaseLost, OutboxRow, outbox, report_runs, stopper
from reports import background

log = structlog.get_logger("leadwright.jobs")
Clock = Callable[[], datetime]
LONG = (background.KIND,)
# Whoever does not say for so long that they are still at it has died.
HOLD = timedelta(seconds=40)
LOOK, BEAT = 0.5, 10.0  # seconds between two looks at whether it is still wanted, and between two words to the lease
PAUSE = 1.0


def work_long(workspace: Workspace, clock: Clock, stopping: Event) -> int:
    """Takes one piece of long work that is due and does it; returns how many that were."""
    kinds = (LONG, True)
    with workspace.database.reading() as connection:
        if not outbox.due(connection, clock(), limit=1, kinds=kinds):
            return 0
    with workspace.database.transaction() as connection:
        claimed = outbox.claim(connection, clock(), lease=HOLD, limit=1, kinds=kinds)
    for row in claimed:
        _LongWork(workspace, row, clock, stopping).do()
    return len(claimed)


class _LongWork:
    """One run from its beginning to its end, in three transactions."""

    def __init__(self, workspace: Workspace, row: OutboxRow, clock: Clock, stopping: Event) -> None:
        self._workspace, self._row, self._clock, self._stopping = workspace, row, clock, stopping
        self._run = row.payload["run"]

    def do(self) -> None:
        """What fails is kept and tried again; what was stopped is not, nor what somebody else has taken up by now."""
        with suppress(LeaseLost):
            try:
                begun = self._begin()
                if begun is not None:
                    self._ask(begun)
            except LeaseLost:
                raise
            except Exception as error:  # whatever a database raises must not stop the next question
                self._keep(error)

    def _keep(self, error: Exception) -> None:
        """A stop or an end that was heard in an unlucky place is one all the same; anything else is tried later."""
        with self._workspace.database.transaction() as connection:
            outbox.hold(connection, self._row)
            work, run = self._work(connection), report_runs.find(connection, self._run, lock=True)
            if run is not None and run.cancelled_at is not None:
                background.settle(work, run, background.STOPPED)
                outbox.finish(connection, self._row, self._clock())
                return
            if self._stopping.is_set():
                self._give_back(work)
                return
            log.warning("report in the background failed", run=self._run, exc_info=error)
            background.let_go(work, self._run)
            outbox.fail(connection, self._row, f"{type(error).__name__}: {error}", self._clock())

    def _begin(self) -> background.Begun | None:
        with self._workspace.database.transaction() as connection:
            outbox.hold(connection, self._row, until=self._clock() + HOLD)
            begun = background.begin(self._work(connection), self._run, attempts=self._row.attempts)
            if begun is None:
                outbox.finish(connection, self._row, self._clock())
        return begun

    def _ask(self, begun: background.Begun) -> None:
        watch = Watch(self._workspace, self._row, self._clock, self._stopping)
        source = self._workspace.reports
        with watch, source.database.reading() as connection, watch.over(connection):
            work = source.work(connection, begun.person, self._clock())
            within = background.LONGEST.total_seconds()
            answered = background.answer(work, begun, within=within)
        with self._workspace.database.transaction() as connection:
            outbox.hold(connection, self._row)
            work = self._work(connection)
            if watch.ended:
                self._give_back(work)
                return
            run = report_runs.find(connection, self._run, lock=True)
            if run is not None:
                background.settle(work, run, background.STOPPED if run.cancelled_at is not None else answered)
            outbox.finish(connection, self._row, self._clock())

    def _give_back(self, work: Work) -> None:
        """The process ends, and somebody else may begin at once."""
        background.let_go(work, self._run)
        outbox.let_go(work.connection, self._row, work.now)

    def _work(self, connection: Any) -> Work:
        return self._workspace.work(connection, None, self._clock())


class Watch:
    """A second thread beside a question: keeps its lease, and stops it when nobody wants it or the process ends."""

    def __init__(self, workspace: Workspace, row: OutboxRow, clock: Clock, stopping: Event) -> None:
        """Prepares the thread."""
        self._workspace, self._row, self._clock, self._stopping = workspace, row, clock, stopping
        self._stop: Callable[[], None] | None = None
        self._lock, self._over = Lock(), Event()
        self.ended = False
        self._thread = Thread(target=self._run, name="leadwright-watch", daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @contextmanager
    def over(self, connection: Any) -> Iterator[None]:
        """Watches what is asked of this connection; never a moment longer, for others may have it then."""
        with self._lock:
            self._stop = stopper(connection)
        try:
            yield
        finally:
            with self._lock:
                self._stop = None

    def _run(self) -> None:
        waited = 0.0
        while not self._over.wait(LOOK):
            waited += LOOK
            try:
                waited = self._look(waited)
            except Exception:  # a database that is away for a moment is asked again
                log.warning("watching a report failed", row=self._row.id, exc_info=True)

    def _look(self, waited: float) -> float:
        if self._stopping.is_set() or self._is_unwanted():
            self.ended = self._stopping.is_set()
            self._halt()
        if waited < BEAT:
            return waited
        try:
            with self._workspace.database.transaction() as connection:
                outbox.hold(connection, self._row, until=self._clock() + HOLD)
        except LeaseLost:  # somebody else has it: what is asked here is for nobody
            self._halt()
        return 0.0

    def _halt(self) -> None:
        """Stops what is asked now, if anything is."""
        with self._lock:
            if self._stop is not None:
                self._stop()

    def _is_unwanted(self) -> bool:
        with self._workspace.database.reading() as connection:
            return report_runs.is_cancelled(connection, self._row.payload["run"])


class LongWorkThread:
    """Does long work beside an RQ worker, whose jobs are short, until it is stopped."""

    def __init__(self, workspace: Workspace, clock: Clock) -> None:
        """Prepares the thread; `start` begins."""
        self._workspace, self._clock, self._stop = workspace, clock, Event()
        self._thread = Thread(target=self._run, name="leadwright-long", daemon=True)

    def start(self) -> LongWorkThread:
        """Begins."""
        self._thread.start()
        return self

    def stop(self, seconds: float = 10.0) -> None:
        """Stops the question in hand, which somebody else takes up again, and ends."""
        self._stop.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                done = work_long(self._workspace, self._clock, self._stop)
            except Exception:  # the database may be away for a while
                log.exception("looking for long work failed")
                done = 0
            if not done:
                self._stop.wait(PAUSE)
