"""When clocks change, and that days follow the zone of the rule."""

from datetime import UTC, datetime

import pytest

from rules import Env, compile_python
from rules.zones import offsets


def test_china_never_changes_its_clocks():
    assert offsets("Asia/Shanghai") == (8 * 3600, ())


def test_berlin_changes_twice_a_year():
    first, changes = offsets("Europe/Berlin")
    assert (first, len(changes)) == (3600, 76)
    assert changes[-1] == (datetime(2037, 10, 25, 1), 3600)  # noqa: DTZ001


@pytest.mark.parametrize(("zone", "day"), [("Asia/Shanghai", 24), ("UTC", 23), ("America/New_York", 23)])
def test_day_is_that_of_the_zone(zone, day):
    env = Env(datetime(2026, 11, 23, 17, tzinfo=UTC), zone)
    assert compile_python("day(now)")({}, env) == day
    assert compile_python("day(today())")({}, env) == day


def test_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        Env(datetime(2026, 11, 23))  # noqa: DTZ001
