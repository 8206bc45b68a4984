"""What tests of time may ask for: the company of orders, with lines of its pipeline written differently."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from accounts import NewPerson, people
from definitions import read_folder
from flows import intake, perform
from publishing import Settings, Workspace, publish
from records import TaskRow, outbox, tasks
from tests.world import CONFIGS, World, catalog_in

PATH = "pipelines/order_path.yaml"


@pytest.fixture
def timed(database, now) -> Callable[..., World]:
    """Opens the company; each pair is a text in the pipeline and what stands there instead."""

    def open_it(*changes: tuple[str, str], **files: str) -> World:
        text = (CONFIGS / "orders" / PATH).read_text("utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        return World(database, now, catalog_in("orders", **{PATH: text, **files}))

    return open_it


class Installed:
    """An installation with one rep, whose configuration can be published again."""

    def __init__(self, workspace: Workspace, files: dict[str, str], now: datetime) -> None:
        self.workspace, self.files, self.now = workspace, files, now
        self.publish({})
        with self.work() as work:
            self.lin = people.add(work, NewPerson("lin", "林晓雯", "rep")).id

    def work(self):
        return _Working(self)

    def publish(self, changed: dict[str, str]) -> None:
        """Publish with these files changed, and do what that leaves to be done."""
        self.files = {**self.files, **changed}
        publish(self.workspace, self.files, author=None, message="test", now=self.now)
        self.deliver()

    def deliver(self) -> None:
        with self.work() as work:
            while rows := outbox.claim(work.connection, self.now, limit=100):
                for row in rows:
                    perform(work, row)
                    outbox.finish(work.connection, row, self.now)

    def submit(self, **values: str) -> int:
        with self.work() as work:
            raw = {"customer": "润扬轴承", "phone": "13800138000", **values}
            return intake.submit(work, "order", raw, channel="page").record_id

    def call(self, order: int) -> TaskRow:
        with self.work() as work:
            return next(row for row in tasks.of_record(work.connection, "order", order) if row.task == "call")


class _Working:
    """One transaction of an installation."""

    def __init__(self, house: Installed) -> None:
        self.house, self.open = house, house.workspace.database.transaction()

    def __enter__(self):
        return self.house.workspace.work(self.open.__enter__(), None, self.house.now)

    def __exit__(self, *error) -> None:
        self.open.__exit__(*error)


@pytest.fixture
def installed(database_url: str, tmp_path: Path, now: datetime) -> Iterator[Callable[[str], Installed]]:
    """Installs a configuration."""
    workspace = Workspace(Settings(tmp_path, database_url)).open()
    yield lambda name: Installed(workspace, read_folder(CONFIGS / name), now)
    workspace.database.dispose()
