"""A process that fires timers until none is left, and kills itself in the middle of one when it is told to."""

import os
import signal
import sys
from datetime import datetime, timedelta

from records import Database, Event, LeaseLost, events, timers

url, moment, die_at = sys.argv[1], datetime.fromisoformat(sys.argv[2]), int(sys.argv[3])


def run(database: Database) -> None:
    fired = 0
    while claimed := claim(database):
        for timer in claimed:
            fired += 1
            fire(database, timer, dies=fired == die_at)


def claim(database: Database) -> tuple:
    with database.transaction() as connection:
        return timers.claim_due(connection, moment, lease=timedelta(seconds=30), limit=5)


def fire(database: Database, timer, *, dies: bool) -> None:
    try:
        with database.transaction() as connection:
            events.append(connection, Event("ticket", timer.record, "fired", moment))
            timers.finish(connection, timer, moment)
            if dies:
                os.kill(os.getpid(), signal.SIGKILL)
    except LeaseLost:
        return


run(Database(url))
