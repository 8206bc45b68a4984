"""Lengths of time as people write them."""

from __future__ import annotations

import pytest

from definitions import Duration, elapsed


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("30m", Duration(30, "minutes")),
        ("7d", Duration(7, "days")),
        ("1.5 hours", Duration(1.5, "hours")),
        ("3 working hours", Duration(3, "hours", True)),
        ("3 个工作小时", Duration(3, "hours", True)),
        ("2 个工作日", Duration(2, "days", True)),
        ("2 周", Duration(2, "weeks")),
    ],
)
def test_reads_both_languages(written, expected):
    assert Duration.parse(written) == expected


@pytest.mark.parametrize("written", ["", "soon", "3 fortnights", "-1 day", "3 working", "1e9 days", "９" * 9 + " days"])
def test_refuses_what_is_no_duration(written):
    with pytest.raises(ValueError, match="not a duration"):
        Duration.parse(written)


SOME = [Duration(1, "days"), Duration(3, "hours", True), Duration(2, "days", True), Duration(5, "minutes", True)]


@pytest.mark.parametrize("duration", SOME)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_own_words_read_back_the_same(duration, language):
    assert Duration.parse(duration.words(language)) == duration


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (0, "0 分钟", "0 min"),
        (160, "2 小时 40 分钟", "2 h 40 min"),
        (120, "2 小时", "2 h"),
        (32 * 60 + 5, "1 天 8 小时", "1 d 8 h"),
        (9 * 24 * 60 + 300, "9 天", "9 d"),
    ],
)
def test_stretches_are_said_to_the_finer_of_two_units(minutes, zh, en):
    assert (elapsed(minutes, "zh"), elapsed(minutes, "en")) == (zh, en)
