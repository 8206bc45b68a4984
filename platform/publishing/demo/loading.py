"""Lets a pack's demo in, in the order in which it happens, in one transaction: all of it or nothing."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from accounts import Work
from definitions import parse_document, plain
from flows import ERRANDS, board_memory, delivering, fire, perform, second_look
from records import LeaseLost, Timer, notifications, outbox, settings, timers

from ..packs import as_typed, find_pack
from ..workspace import Workspace
from .cast import bring_in
from .lives import Life, lived
from .opened import openings
from .reviewing import Watching
from .scenes import Scene, scenes
from .scripts import script_of
from .speaking import spoken
from .walks import Deed, deeds

# Nobody needs last month's notices: the demo's people begin with those of the last days, and the older are read.
TOLD_WITHIN = timedelta(days=3)
READ_AFTER = A_DAY = timedelta(days=1)


def load_demo(workspace: Workspace, pack: str, *, now: datetime, language: str = "zh") -> Iterator[int]:
    """Yields first how many records will come, then 1 for each that did; nothing where the demo is in already.

    Its people speak and write in `language`, where the pack has words in it.
    """
    folder = find_pack(as_typed(pack)).root / "demo"
    mark = f"demo.{pack}"
    with workspace.database.transaction() as connection:
        if settings.get(connection, mark) or not folder.is_dir():
            return
        work = workspace.work(connection, None, now)
        bring_in(work, _read(folder / "people.yaml"), language)
        words = _read(folder / f"{language}.yaml").get("words", {})
        described = spoken(_read(folder / "records.yaml"), words)
        if described:
            yield described["count"] + sum(len(day["scenes"]) for day in described.get("days_of", ()))
            reviews = spoken(_read(folder / "reviews.yaml").get("reviews", []), words)
            watching = Watching(work, reviews, now)
            yield from _live(work, described, now, watching)
        settings.put(connection, mark, now.isoformat())


def _read(file: Path) -> dict[str, Any]:
    return plain(parse_document(file.name, file.read_text("utf-8")).data) if file.exists() else {}


def _live(work: Work, described: dict[str, Any], now: datetime, watching: Watching) -> Iterator[int]:
    script, opened = script_of(described, now), openings(described, now)
    order, queue = count(), []
    for entered_at in _entries(described, script.random, now):
        life = Life(script, entered_at)
        heapq.heappush(queue, (entered_at, next(order), life, life.steps()))
    for scene in scenes(work, script, described):
        heapq.heappush(queue, (scene.entered_at, next(order), scene, scene.steps()))
    walked: list[tuple[datetime, int, Deed]] = []
    day, remembered = min(entry[0] for entry in queue).date(), False
    while queue:
        at, _, life, steps = heapq.heappop(queue)
        if at > now:
            continue
        if at.date() != day:
            day = at.date()
            _catch_up(work.at(at), tell=now - at < TOLD_WITHIN)
            watching.until(work.at(at))
            for begun in opened.since_last(work):
                heapq.heappush(queue, (at, next(order), begun, begun.steps()))
        if now - at <= A_DAY and not remembered:
            remembered = True
            board_memory.remember(work.at(now - A_DAY))
        _walk(work, walked, at)
        came_in = life.record is None
        yield from _step(work.at(at), life, steps, queue, order)
        if came_in and life.record is not None and "trail" in described:
            for deed in deeds(described, life.record, since=at, now=now, keen=life.keenness):
                heapq.heappush(walked, (deed.at, next(order), deed))
    _walk(work, walked, now)
    _catch_up(work.at(now))
    watching.until(work.at(now))
    watching.end(work)
    notifications.mark_older_read(work.connection, now - READ_AFTER, now)
    delivering.withdraw_all(work)


def _walk(work: Work, walked: list[tuple[datetime, int, Deed]], until: datetime) -> None:
    """What people did outside meanwhile."""
    while walked and walked[0][0] <= until:
        at, _, deed = heapq.heappop(walked)
        lived(work.at(at), deed.do)


def _step(work: Work, life: Life | Scene, steps: Iterator, queue: list, order: Iterator[int]) -> Iterator[int]:
    """Takes the life's step that is due and puts the next one into the queue."""
    if life.pending is None:
        _, life.pending = next(steps)
    came_in = life.record is None
    if not lived(work, life.pending):
        return
    if came_in:
        yield 1
    following = next(steps, None)
    if following is not None:
        pause, life.pending = following
        heapq.heappush(queue, (life.next_at(work, pause), next(order), life, steps))


def _entries(described: dict[str, Any], random: Random, now: datetime) -> list[datetime]:
    """Moments of entry, denser towards today, in daytime."""
    days = described["days"]
    ages = [days * random.random() ** 1.6 for _ in range(described["count"])]
    return [_daytime(now - timedelta(days=age), random, now) for age in ages]


def _daytime(at: datetime, random: Random, now: datetime) -> datetime:
    """Between 8:00 and 18:00 in China, and never later than now."""
    moved = at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(minutes=random.randint(0, 600))
    return min(moved, now - timedelta(minutes=random.randint(5, 240)))


def _catch_up(work: Work, *, tell: bool = True) -> None:
    """Fires what fell due and does what waits, as the server would have done on the way."""
    while due := timers.claim_due(work.connection, work.now, limit=500):
        for timer in due:
            _fire(work, timer)
    second_look.look_at_due(work)
    while rows := outbox.claim(work.connection, work.now, limit=500):
        for row in rows:
            # What would leave the house stays here: nobody outside shall hear of people who do not exist.
            if ERRANDS.find(row.kind) is not None and (tell or row.kind != "notify"):
                perform(work, row)
            outbox.finish(work.connection, row, work.now)


def _fire(work: Work, timer: Timer) -> None:
    """A timer that an earlier one of the same batch has cancelled is no longer ours to fire."""
    try:
        with work.connection.begin_nested():
            fire(work, timer)
    except LeaseLost:
        pass
