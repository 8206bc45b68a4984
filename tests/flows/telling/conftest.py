"""A house whose people are told by mail, by their team's robot and by a webhook."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from flows import notices
from tests.house import House


@pytest.fixture
def house(database_url: str, tmp_path: Path, now: datetime) -> Iterator[House]:
    """Its addresses are set; nobody asks them here."""
    house = House(database_url, tmp_path, now, "mailing")
    house.sets(smtp="smtp://127.0.0.1:9?from=crm@house.example", east_wecom_url="http://127.0.0.1:9/")
    yield house
    house.close()


@pytest.fixture
def tell(house):
    """Tell 林晓雯, or somebody, that something happened to a record; what was then to go out, in order."""

    def tell(kind, record, person=None, key="k", **more):
        person = person or house.lin
        notice = notices.Notice(person, kind, "client", record, f"{kind} {record} {key}", **more)
        with house.work() as work:
            notices.tell(work, [notice])
        from flows import perform
        from records import outbox

        with house.work() as work:
            for row in outbox.claim(work.connection, house.now, kinds=(("notify",), True)):
                perform(work, row)
                outbox.finish(work.connection, row, house.now)
        return house.deliveries()

    return tell
