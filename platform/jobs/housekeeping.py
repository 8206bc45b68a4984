"""Now and then: rows that are done, and that nobody will ask for again, are swept out."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from accounts import sign_in
from definitions import Refused
from flows import drafting, retention, uploading
from publishing import Workspace
from records import (
    deliveries,
    files,
    form_drafts,
    idempotency,
    import_lines,
    inbound,
    lookups,
    outbox,
    report_runs,
    type_changes,
)

from .outbox_work import Clock

EVERY = timedelta(hours=1)
KEEP_DONE = timedelta(days=30)
KEEP_DELIVERED = timedelta(days=90)
KEEP_INBOUND = timedelta(days=180)
KEEP_LINES = timedelta(days=90)
KEEP_KEYS = timedelta(days=2)
KEEP_ANSWERS = timedelta(days=7)
KEEP_CONVERTED = timedelta(days=1)


class Housekeeping:
    """Sweeps when an hour has passed since it last did; several processes may sweep, to the same effect."""

    def __init__(self, workspace: Workspace, clock: Clock) -> None:
        """The first sweep comes an hour after the start, when nobody waits for the server any more."""
        self._workspace, self._clock = workspace, clock
        self._next: datetime = clock() + EVERY

    def sweep(self) -> int:
        """Forgets finished work, failed sign-ins, old idempotency keys and orphaned files; says how many rows went."""
        now = self._clock()
        if now < self._next:
            return 0
        self._next = now + EVERY
        self._sweep_files(now)
        with suppress(Refused), self._workspace.database.transaction() as connection:
            type_changes.forget_left(connection, now - KEEP_CONVERTED)
        with self._workspace.database.transaction() as connection:
            retention.look(self._workspace.work(connection, None, now))
        with self._workspace.database.transaction() as connection:
            done = outbox.forget_done(connection, now - KEEP_DONE)
            tries = sign_in.forget_old_tries(connection, now)
            delivered = deliveries.forget(connection, now - KEEP_DELIVERED)
            came = inbound.forget(connection, now - KEEP_INBOUND)
            asked = lookups.forget(connection, now - KEEP_INBOUND)
            read = import_lines.forget(connection, now - KEEP_LINES)
            keys = idempotency.forget(connection, now - KEEP_KEYS)
            answers = report_runs.forget(connection, now - KEEP_ANSWERS)
            begun = form_drafts.forget(connection, now - drafting.KEPT)
            return begun + done + delivered + came + asked + tries + read + keys + answers

    def _sweep_files(self, now: datetime) -> None:
        """First the rows that no record needs any more, then the contents that no row names."""
        with self._workspace.database.transaction() as connection:
            uploading.forget_orphans(self._workspace.work(connection, None, now))

        def known(digests: list[str]) -> frozenset[str]:
            with self._workspace.database.reading() as connection:
                return files.known_digests(connection, digests)

        self._workspace.files.sweep(known, older_than=uploading.UNCLAIMED.total_seconds())
