"""A house with a way out, and what stands on the other side of the wire."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.house import House
from tests.outside_world import MailSink, WebSink


@pytest.fixture
def mail_server() -> Iterator[MailSink]:
    """A mail server that keeps what it is handed."""
    sink = MailSink()
    yield sink
    sink.stop()


@pytest.fixture
def web_server() -> Iterator[WebSink]:
    """A web server that keeps what it is asked."""
    sink = WebSink()
    yield sink
    sink.stop()


@pytest.fixture
def house(database_url: str, tmp_path: Path, now: datetime) -> Iterator[House]:
    """A house that sends mail, once it is told by which server."""
    house = House(database_url, tmp_path, now, "mailing")
    yield house
    house.close()
