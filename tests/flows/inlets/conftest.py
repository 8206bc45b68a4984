"""A house with ways in: an ad platform's form, a partner's program, and mail."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from flows import inlets
from tests.house import House


@pytest.fixture
def house(database_url: str, tmp_path: Path, now: datetime) -> Iterator[House]:
    """Its secrets are set."""
    house = House(database_url, tmp_path, now, "mailing")
    house.sets(
        ads_token="t0ken", partner_key="k3y", post_token="p0st", smtp="smtp://127.0.0.1:9?from=crm@house.example"
    )
    yield house
    house.close()


@pytest.fixture
def send(house):
    """Send an inlet some bytes, as if they had been proven."""

    def send(inlet, body, content_type="application/json"):
        with house.work() as work:
            definition = work.catalog.get("inlet", inlet)
            received = inlets.receive(work, definition, inlets.Sent(body, content_type))
        with house.work() as work:
            return inlets.let_in(work, received.row.id)

    return send
