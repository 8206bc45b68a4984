"""When the clocks of a zone change, for databases that know no zones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

FROM, UNTIL = datetime(2000, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)
STEP = timedelta(days=7)

Changes = tuple[tuple[datetime, int], ...]


@lru_cache(maxsize=64)
def offsets(zone_name: str) -> tuple[int, Changes]:
    """The offset in seconds on 1 January 2000, and each change until 2038 as (naive UTC moment, new offset).

    Before and after, the nearest known offset is taken; a zone without summer time, such as China's, has no change.
    """
    zone, found = ZoneInfo(zone_name), []
    start = FROM
    while start < UNTIL:
        if _offset(zone, start) != _offset(zone, start + STEP):
            change = _change(zone, start, start + STEP)
            found.append((change.replace(tzinfo=None), _offset(zone, change)))
        start += STEP
    return _offset(zone, FROM), tuple(found)


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The second from which the later offset holds."""
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before).total_seconds() // 2)
        before, after = (before, middle) if _offset(zone, middle) == _offset(zone, after) else (middle, after)
    return after


def _offset(zone: ZoneInfo, moment: datetime) -> int:
    return int(moment.astimezone(zone).utcoffset().total_seconds())
