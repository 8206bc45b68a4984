"""An installation with outbox work that only leaves an event, so that effects can be counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

import flows
from flows import intake
from publishing import Settings, Workspace, publish
from records import Event, OutboxRow, Timer, events, outbox, tables, timers
from tests.jobs import errands


@dataclass
class Shop:
    """A workspace, a clock that is moved by hand, and a count of what was done."""

    workspace: Workspace
    now: datetime

    def clock(self) -> datetime:
        """The moment, until a test moves it."""
        return self.now

    def put(self, *kinds: str, times: int = 1) -> None:
        """Leave work of these kinds, numbered."""
        items = [outbox.Item(kind, {"n": number}) for number, kind in enumerate(kinds * times)]
        with self.workspace.database.transaction() as connection:
            outbox.put_many(connection, items, self.now)

    def effects(self) -> list[int]:
        """How often each effect happened."""
        event = tables.event
        counted = select(func.count(event.c.id)).where(event.c.kind == "counted").group_by(event.c.record)
        with self.workspace.database.reading() as connection:
            return list(connection.scalars(counted))

    def waiting(self) -> int:
        """How much work is not done and not given up."""
        with self.workspace.database.reading() as connection:
            return outbox.waiting(connection)

    def rows(self) -> list[OutboxRow]:
        """All work there is or was."""
        with self.workspace.database.reading() as connection:
            ids = connection.scalars(select(tables.outbox.c.id).order_by(tables.outbox.c.id)).all()
            return [outbox.get(connection, row) for row in ids]


@pytest.fixture
def shop(database_url: str, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """An installation without configuration, whose outbox can be asked to count."""
    flows.ERRANDS.names()
    for name, errand in errands.ERRANDS.items():
        monkeypatch.setitem(flows.ERRANDS._items, name, errand)
    workspace = Workspace(Settings(tmp_path, database_url))
    yield Shop(workspace, now)
    workspace.database.dispose()


FORM = """
kind: form
id: piece
label: {zh: 零件, en: Piece}
title: name
fields: [{id: name, type: text, label: {zh: 名称, en: Name}}]
"""


@pytest.fixture
def clocks(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> int:
    """Thirty timers that are due, each of which leaves an event when it fires."""

    def leave_event(work, firing):
        events.append(work.connection, Event("piece", firing.timer.data["n"], "counted", work.now))
        return ()

    flows.HANDLERS.names()
    monkeypatch.setitem(flows.HANDLERS._items, "counted", leave_event)
    publish(shop.workspace, {"forms/piece.yaml": FORM}, author=None, message="", now=shop.now)
    with shop.workspace.database.transaction() as connection:
        record = intake.submit(shop.workspace.work(connection, None, shop.now), "piece", {"name": "A"}, channel="page")
        due = [
            Timer("piece", record.record_id, "counted", f"t{n}", shop.now, shop.now, data={"n": n}) for n in range(30)
        ]
        timers.start_many(connection, due)
    return len(due)
