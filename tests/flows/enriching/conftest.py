"""A house that asks a company registry, and a registry that answers."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from records import lookups
from tests.house import House
from tests.outside_world import Asked, Told, WebSink

COMPANIES = {
    "润扬轴承": {"name": "润扬轴承", "staff": 320, "city": "扬州", "province": "江苏"},
    "海晟注塑": {"name": "海晟注塑", "staff": "about a hundred", "city": "宁波", "province": "浙江"},
}


@pytest.fixture
def registry() -> Iterator[WebSink]:
    """It knows two companies."""
    sink = WebSink()
    sink.answer = answer
    yield sink
    sink.stop()


def answer(asked: Asked) -> Told:
    """What it says of a company; nothing of one it does not know."""
    name = parse_qs(urlsplit(asked.path).query).get("name", [""])[0]
    return Told(200, {"result": COMPANIES.get(name)})


@pytest.fixture
def house(database_url: str, tmp_path: Path, now: datetime) -> Iterator[House]:
    """It does not know the registry's address yet."""
    house = House(database_url, tmp_path, now, "mailing")
    yield house
    house.close()


@pytest.fixture
def ready(house: House, registry: WebSink) -> House:
    """Now it does."""
    house.sets(registry_url=f"{registry.url}/v2", registry_key="s3cret")
    return house


@pytest.fixture
def newest(ready):
    """The newest look-up of a record."""

    def newest(record):
        with ready.work() as work:
            return lookups.of_record(work.connection, "client", record)[0]

    return newest
