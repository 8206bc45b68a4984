"""When a step may be taken: waits on the calendar, hours in which something goes out, limits that are never broken."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import default_calendar
from definitions import Duration
from flows.cadences.definition import Hours, Most, Wait
from flows.cadences.pace import due_after, turn, within_hours
from tests.world import catalog_in

SHANGHAI = timedelta(hours=8)


@pytest.fixture(scope="module")
def office():
    return default_calendar(catalog_in("orders"))


def local(*parts) -> datetime:
    return datetime(*parts, tzinfo=UTC) - SHANGHAI


NOW = local(2026, 11, 24, 14)


@pytest.mark.parametrize(
    ("wait", "due"),
    [
        (Wait(Duration(3, "days")), local(2026, 11, 27, 14)),
        (Wait(Duration(3, "days", True)), local(2026, 11, 27, 14)),
        (Wait(Duration(4, "days", True)), local(2026, 11, 30, 14)),
        (Wait(Duration(3, "days"), time(9, 30)), local(2026, 11, 27, 9, 30)),
        (Wait(Duration(1, "minutes"), time(9, 30)), local(2026, 11, 25, 9, 30)),
    ],
)
def test_wait_ends_on_the_calendar(office, wait, due):
    assert due_after(wait, NOW, office) == due


WORK = Hours(time(9), time(18))


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (NOW, NOW),
        (local(2026, 11, 24, 7), local(2026, 11, 24, 9)),
        (local(2026, 11, 24, 18), local(2026, 11, 25, 9)),
        (local(2026, 11, 27, 20), local(2026, 11, 30, 9)),
    ],
)
def test_nothing_goes_out_outside_its_hours(office, now, opens):
    assert within_hours(WORK, now, office) == opens


def test_hours_may_hold_on_every_day(office):
    always = Hours(time(9), time(18), working=False)
    assert within_hours(always, local(2026, 11, 27, 20), office) == local(2026, 11, 28, 9)


SPANS = st.builds(Duration, st.integers(1, 3), st.sampled_from(["hours", "days"]))
LIMITS = st.lists(st.builds(Most, st.integers(1, 5), SPANS), min_size=1, max_size=3)


@given(limits=LIMITS, asked=st.lists(st.integers(0, 20_000), min_size=1, max_size=30))
def test_no_limit_is_ever_broken_and_everything_goes_out(limits, asked):
    sent: list[datetime] = []

    def newest(most, since):
        found = sorted((at for at in sent if at > since), reverse=True)
        return found[most.n - 1] if len(found) >= most.n else None

    waiting, now = sorted(NOW + timedelta(seconds=seconds) for seconds in asked), NOW
    while waiting:
        now = max(now, waiting.pop(0))
        delay = turn(limits, newest, now)
        if delay is None:
            sent.append(now)
        else:
            assert delay.until > now
            waiting = sorted([*waiting, delay.until])
    for most in limits:
        span = timedelta(seconds=most.per.seconds)
        assert all(sum(1 for at in sent if first <= at < first + span) <= most.n for first in sent)
    assert len(sent) == len(asked)
