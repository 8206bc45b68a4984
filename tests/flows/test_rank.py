"""What comes first in a day, and the sentence that says why."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from definitions import Reason
from flows.day.rank import Standing, rank

NOW = datetime(2026, 11, 24, 2, 18, tzinfo=UTC)


def ordered(*standings: Standing) -> list[Standing]:
    return sorted(standings, key=lambda standing: rank(standing, NOW).order)


def due(minutes: int, **more) -> Standing:
    return Standing(due_at=NOW + timedelta(minutes=minutes), **more)


def test_overdue_c_never_outranks_breaking_a():
    overdue_c = due(-300, grade="C", grade_place=2)
    breaking_a = due(40, grade="A", grade_place=0)
    assert ordered(overdue_c, breaking_a) == [breaking_a, overdue_c]


def test_urgent_flag_comes_before_everything():
    urgent = due(600, urgent=(Reason("grading.urgent"),))
    late_a = due(-60, grade="A", grade_place=0)
    assert ordered(late_a, urgent)[0] == urgent


def test_woken_stands_between_broken_and_promised():
    broken, woken, promised = due(-1), due(300, woken=True), due(300, promised=True)
    assert ordered(promised, woken, broken) == [broken, woken, promised]


def test_close_to_winning_before_plain_due():
    close, plain = due(400, steps_to_win=1), due(300, steps_to_win=3)
    assert ordered(plain, close) == [close, plain]


def test_what_may_wait_comes_last():
    nurture = Standing(must=False, limited=False)
    assert ordered(nurture, due(700))[-1] == nurture


def test_within_a_tier_earlier_due_first():
    assert ordered(due(300), due(200)) == [due(200), due(300)]


def test_why_says_the_deciding_reason():
    reasons = rank(due(-90, grade="A", grade_place=0, promised=True), NOW).reasons
    assert [reason.code for reason in reasons] == ["flows.rank.limit_late", "flows.rank.promised"]


def test_why_reads_in_both_languages():
    why = rank(due(42, grade="A", grade_place=0), NOW).why
    assert "42 分钟" in why.text("zh")
    assert "42 min" in why.text("en")


standings = st.builds(
    Standing,
    due_at=st.none() | st.integers(-10_000, 10_000).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    grade_place=st.integers(0, 3),
    woken=st.booleans(),
    promised=st.booleans(),
    must=st.booleans(),
    steps_to_win=st.none() | st.integers(0, 4),
)


@given(standings)
def test_every_item_has_a_reason(standing):
    found = rank(standing, NOW)
    assert found.why.text("zh") != found.why.code
    assert found.why.text("en") != found.why.code


@given(st.lists(standings, max_size=8))
def test_order_never_depends_on_arrival(several):
    orders = [rank(standing, NOW).order for standing in several]
    backwards = list(reversed(orders))
    assert sorted(orders) == sorted(backwards)
