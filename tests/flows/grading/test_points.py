"""Points, caps, bands and what would lift a grade; no database."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.grading import Grade, grade, lifts, next_band
from rules import Env
from tests.flows.workshop import BANDS, catalog_of

ENV = Env(datetime(2026, 11, 24, 2, 18, tzinfo=UTC), "Asia/Shanghai")
CARD = (
    """
groups:
  - id: harm
    cap: 60
    rows:
      - {id: stopped, when: "stopped", points: 45, reason: {zh: 设备停机, en: Machine stands still}}
      - {id: smoke, when: "signs contains 'smoke'", points: 25, reason: 冒烟}
      - {id: small, when: "units < 2", points: -10}
  - id: money
    rows:
      - {id: loss, when: "loss > 0", points: "min(loss / 1000, 40)"}
urgent:
  - {id: today, when: "broke_on = today()", reason: {zh: 今天坏的, en: Broke today}}
"""
    + BANDS
)


def graded(**values: object) -> Grade:
    return grade(catalog_of(card=CARD).get("scorecard", "priority"), values, ENV)


def counted(found: Grade) -> dict[str, float]:
    return {reason.row: reason.counted for reason in found.reasons}


def test_points_of_met_rows_add_up():
    assert graded(stopped=True, loss=10_000).score == 55


def test_empty_values_meet_no_condition():
    found = graded()
    assert (found.score, found.band, counted(found)) == (0, "C", {"stopped": 0, "smoke": 0, "small": 0, "loss": 0})


def test_a_group_gives_no_more_than_its_cap():
    found = graded(stopped=True, signs=("smoke",))
    assert found.score == 60
    assert counted(found) == {"stopped": 45, "smoke": 15, "small": 0, "loss": 0}


def test_negative_points_count_against_the_cap():
    assert graded(stopped=True, signs=("smoke",), units=1).score == 60
    assert graded(stopped=True, units=1).score == 35


def test_scores_stay_within_the_range():
    assert graded(units=1).score == 0


@pytest.mark.parametrize(("loss", "band"), [(34_990, "B"), (35_000, "A"), (4_990, "C"), (5_000, "B")])
def test_a_band_owns_its_lower_bound(loss: int, band: str):
    assert graded(stopped=True, loss=loss).band == band


def test_the_top_band_owns_its_upper_bound():
    found = graded(stopped=True, signs=("smoke",), loss=90_000)
    assert (found.score, found.band) == (100, "A")


def test_formulas_round_to_hundredths():
    assert graded(loss=12_345.678).score == 12.35


def test_urgent_flags_stand_beside_the_grade():
    found = graded(broke_on=date(2026, 11, 24))
    assert (found.urgent, found.score, found.is_urgent) == (("today",), 0, True)


def test_values_seen_are_kept():
    assert graded(stopped=True, subject="pump").seen == {
        "broke_on": None, "loss": None, "signs": None, "stopped": True, "units": None,
    }  # fmt: skip


def test_lifts_name_rows_that_would_help():
    card = catalog_of(card=CARD).get("scorecard", "priority")
    found = lifts(card, graded(stopped=True, loss=0), ENV)
    assert [(lift.row, lift.gain, lift.score, lift.band) for lift in found] == [("smoke", 15, 60, "B")]


def test_the_next_band_names_the_way_there():
    card = catalog_of(card=CARD).get("scorecard", "priority")
    up = next_band(card, graded(signs=("smoke",), loss=20_000), ENV)
    assert (up.band, up.lacking, [lift.row for lift in up.rows], up.reached) == ("B", 5, ["stopped"], True)


def test_a_band_too_far_is_said_so():
    card = catalog_of(card=CARD).get("scorecard", "priority")
    assert next_band(card, graded(stopped=True, signs=("smoke",), loss=1_000), ENV).reached is False


def test_there_is_nothing_above_the_top_band():
    card = catalog_of(card=CARD).get("scorecard", "priority")
    assert next_band(card, graded(stopped=True, signs=("smoke",), loss=40_000), ENV) is None


@given(
    st.fixed_dictionaries(
        {
            "stopped": st.sampled_from([True, False, None]),
            "units": st.one_of(st.none(), st.integers(0, 5)),
            "loss": st.one_of(st.none(), st.integers(0, 90_000)),
            "signs": st.sampled_from([None, ("smoke",), ("smoke", "leak")]),
        }
    )
)
def test_reasons_always_add_up_to_the_score(values: dict[str, object]):
    found = graded(**values)
    assert found.score == max(0, min(100, round(sum(reason.counted for reason in found.reasons), 2)))
