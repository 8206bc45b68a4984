"""The time zones of the world, by the names that people choose from."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import available_timezones


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """All names such as `Asia/Shanghai`; the system reads hundreds of files for them."""
    return frozenset(available_timezones())
