"""A house whose mails wait to be sent."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.house import House


@pytest.fixture
def house(database_url: str, tmp_path: Path, now: datetime) -> Iterator[House]:
    """A house with a mail server's address, which nobody asks here."""
    house = House(database_url, tmp_path, now, "mailing")
    house.sets(smtp="smtp://127.0.0.1:9?from=crm@house.example")
    yield house
    house.close()
