"""python -m bench.firing_worker FOLDER URL START: fires what is due until nothing is left; somebody may kill it.

Its clock runs sixty times as fast as the wall's, so that the lease of a killed worker lapses within two seconds.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "platform"))

from flows import tick
from publishing import Settings, Workspace
from records import timers

FAST = 60
AT_ONCE = 100


def main(folder: str, url: str, start: str) -> None:
    """Looks again and again, as the thread of a server does."""
    workspace = Workspace(Settings(Path(folder), url))
    began = datetime.fromisoformat(start)
    with workspace.database.reading() as connection:
        catalog = workspace.catalog(connection)
    while True:
        now = clock(began)
        with workspace.database.reading() as connection:
            if timers.next_due_at(connection) is None:
                return
        if not tick(workspace.database, catalog, now, most=AT_ONCE).fired:
            time.sleep(0.1)


def clock(began: datetime) -> datetime:
    """Sixty seconds for each that went by since the first worker began."""
    return began + timedelta(seconds=(time.time() - began.timestamp()) * FAST)


if __name__ == "__main__":
    main(*sys.argv[1:])
