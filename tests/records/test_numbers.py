"""Human numbers: nobody ever gets one that somebody else has."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from records import Database, numbers, tables

PATTERN = "T-{year}-{serial:6}"


def take(database: Database, now, pattern: str = PATTERN, count: int = 1, form: str = "ticket") -> tuple[str, ...]:
    with database.transaction() as connection:
        return numbers.next_numbers(connection, form, pattern, now, count=count)


def test_numbers_count_up_within_the_year(database, now):
    assert take(database, now) == ("T-2026-000001",)
    assert take(database, now, count=3) == ("T-2026-000002", "T-2026-000003", "T-2026-000004")
    assert take(database, now + timedelta(days=365)) == ("T-2027-000001",)


def test_records_to_come_get_ids_and_numbers(database, now):
    with database.transaction() as connection:
        wanted = (connection, tables.event, "ticket", PATTERN, now)
        named = [*numbers.name_records(*wanted, count=2)]
    with database.transaction() as connection:
        named += numbers.name_records(connection, *wanted[1:], count=1)
    assert [number for _, number in named] == ["T-2026-000001", "T-2026-000002", "T-2026-000003"]
    assert named[0][0] < named[1][0]
    assert take(database, now) == ("T-2026-000004",)


def test_each_form_counts_for_itself(database, now):
    take(database, now)
    assert take(database, now, form="visit") == ("T-2026-000001",)


@pytest.mark.parametrize(
    ("pattern", "number"),
    [("{serial}", "1"), ("NO.{serial:3}", "NO.001"), ("{year}{month}{day}-{serial:2}", "20261124-01")],
)
def test_patterns_are_filled(database, now, pattern, number):
    assert take(database, now, pattern) == (number,)


@pytest.mark.parametrize("pattern", ["", "LD", "{year}", "{serial}{serial}", "{serial:x}", "{team}-{serial}"])
def test_a_pattern_needs_one_serial(pattern):
    with pytest.raises(ValueError, match="serial"):
        numbers.Pattern(pattern)


def test_a_lost_transaction_leaves_no_number_twice(database, now):
    with pytest.raises(ZeroDivisionError), database.transaction() as connection:
        numbers.next_number(connection, "ticket", PATTERN, now)
        raise ZeroDivisionError
    first, second = take(database, now), take(database, now)
    assert first != second


def test_eight_threads_share_no_number(database, now):
    def worker(which: int) -> list[str]:
        return [number for turn in range(12) for number in take(database, now, count=1 + (which + turn) % 3)]

    with ThreadPoolExecutor(8) as pool:
        taken = [number for numbers in pool.map(worker, range(8)) for number in numbers]
    assert len(set(taken)) == len(taken) == 8 * 12 * 2
