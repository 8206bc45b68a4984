"""Rows that count what people did: points for each time, a cap, fading, and parts that are told apart."""

from datetime import timedelta

import pytest

from flows import explain, grading, regrade
from flows.grading import grade, restored_grade
from flows.stored import house_env
from records import grades
from tests.flows.workshop import BANDS, Workshop, problems_of

CARD = """
groups:
  - {id: facts, rows: [{id: stopped, when: "stopped", points: 50, reason: {zh: 停机, en: Stopped}}]}
  - id: deeds
    cap: 30
    rows:
      - {id: called, behaviour: called, points: 8, cap: 20, half_life: 10 days, reason: {zh: 来电, en: Called}}
      - {id: opened, behaviour: opened, points: 2, reason: {zh: 看说明书, en: Opened}}
parts: {fit: {max: 60}, behaviour: {max: 25}}
combine: "fit + behaviour"
"""


@pytest.fixture
def shop(open_shop) -> Workshop:
    shop = open_shop(card=CARD + BANDS)
    shop.hire("adam", "admin", "plant")
    return shop


def graded(shop: Workshop, *trail: tuple[str, float], **values) -> grading.Graded:
    record = shop.ticket(**values)
    for kind, days in trail:
        shop.did(record, kind, timedelta(days=days))
    return grading.grade_record(shop.work, "ticket", record)


def test_points_count_for_each_time(shop):
    assert graded(shop, ("opened", 3), ("opened", 90)).grade.behaviour == 4


def test_half_a_life_leaves_half(shop):
    assert graded(shop, ("called", 10)).grade.behaviour == 4
    assert graded(shop, ("called", 10), ("called", 0)).grade.behaviour == 12


def test_a_row_gives_no_more_than_its_cap(shop):
    assert graded(shop, *[("called", 0)] * 5).grade.behaviour == 20


def test_parts_are_cut_and_put_together(shop):
    found = graded(shop, *[("called", 0)] * 5, *[("opened", 0)] * 5, stopped=True).grade
    assert (found.fit, found.behaviour, found.score) == (50, 25, 75)


def test_columns_hold_the_parts(shop):
    record = graded(shop, ("called", 0), stopped=True).record
    row = shop.row(record)
    assert (row.fit_score, row.behaviour_score, row.score) == (50, 8, 58)


def test_why_says_how_often_and_when_last(shop):
    record = graded(shop, ("called", 10), ("called", 2), stopped=True).record
    why = explain.grade(shop.acting("adam"), "ticket", record)
    row = next(one for one in why.rows if one.reason == "来电")
    assert row.points == "+11"
    assert "2 次，最近 2026-11-22" in row.detail
    assert "每 10 天减半" in row.detail
    assert [(part.label, part.score) for part in why.parts] == [("匹配度", "50"), ("行为热度", "11")]


def test_once_more_is_a_way_up(shop):
    record = graded(shop, ("called", 0), stopped=True).record
    why = explain.grade(shop.acting("adam"), "ticket", record)
    again = next(one for one in why.rows if one.reason == "来电" and not one.counted)
    assert again.data["would_reach"] == 66
    assert again.detail.startswith("再来一次")


def test_what_is_stored_gives_what_was_decided(shop):
    one = graded(shop, ("called", 7), ("opened", 1), ("called", 31), stopped=True)
    stored = grades.latest(shop.connection, "ticket", one.record)
    card = shop.work.catalog.get("scorecard", "priority")
    again = restored_grade(card, stored, shop.scope)
    assert (again.score, again.fit, again.behaviour, again.band) == (
        one.grade.score, one.grade.fit, one.grade.behaviour, one.grade.band,
    )  # fmt: skip
    values = {**again.seen, **{f"counted({key})": total for key, total in again.sums.items()}}
    assert grade(card, values, house_env(shop.work)).reasons == one.grade.reasons


def test_regrading_by_sql_writes_the_same_history(shop):
    trails = [[("called", 3)], [("called", 20), ("opened", 1)], []]
    one_by_one = [graded(shop, *trail, stopped=True).record for trail in trails]
    by_sql = [shop.ticket(stopped=True) for _ in trails]
    for record, trail in zip(by_sql, trails, strict=True):
        for kind, days in trail:
            shop.did(record, kind, timedelta(days=days))
    regrade.regrade(shop.work, "ticket")
    for left, right in zip(one_by_one, by_sql, strict=True):
        kept, same = (grades.latest(shop.connection, "ticket", record) for record in (left, right))
        assert (same.score, same.fit, same.behaviour, same.band) == (kept.score, kept.fit, kept.behaviour, kept.band)
        assert same.reasons["met"] == kept.reasons["met"]
        assert {name: sum for name, sum in same.reasons["sums"].items() if sum} == pytest.approx(kept.reasons["sums"])


def test_a_regrade_lets_the_next_look_be_found_anew(shop):
    record = graded(shop, ("called", 3)).record
    before = shop.row(record).regrade_at
    regrade.regrade(shop.work, "ticket")
    assert shop.row(record).regrade_at == shop.work.now
    grading.grade_many(shop.work, "ticket", [shop.values(record)], quiet=True)
    assert shop.row(record).regrade_at == before


def test_steps_tell_what_moved_the_score(shop):
    record = graded(shop, stopped=True).record
    shop.did(record, "called")
    shop.work = shop.work.at(shop.work.now + timedelta(minutes=1))
    grading.grade_record(shop.work, "ticket", record)
    newest, first = explain.grade_steps(shop.acting("adam"), "ticket", record)
    assert (first.moved, newest.moved) == (None, 8)
    assert [(row.reason, row.points) for row in newest.rows] == [("来电", "+8")]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("behaviour: caled, points: 5", {"groups.g.rows.x.behaviour": "unknown_behaviour"}),
        ("behaviour: called, points: 5, half_life: 3d, fades_over: 9d", {"groups.g.rows.x.fades_over": "two_fades"}),
        ("behaviour: called, points: 5, half_life: 3 working days", {"groups.g.rows.x.half_life": "no_fade"}),
        ("behaviour: called, points: 'units * 2'", {"groups.g.rows.x.points": "counted_formula"}),
        ("points: 5, cap: 9", {"groups.g.rows.x.cap": "no_behaviour"}),
        ("points: 5, half_life: 9 days", {"groups.g.rows.x.half_life": "no_behaviour"}),
        ("points: 5, when: 'times(called, 3 working days) > 1'", {"groups.g.rows.x.when": "rule"}),
        ("points: 5, when: 'last(called, 3d) > now'", {"groups.g.rows.x.when": "rule"}),
        ("points: 5, when: 'behaved(caled)'", {"groups.g.rows.x.when": "rule"}),
        ("points: 5, when: 'behaved(called, 3d) and times(anything) > 2'", {}),
    ],
)  # fmt: skip
def test_mistakes_of_rows_are_found(row, found):
    problems = problems_of(card=f"groups: [{{id: g, rows: [{{id: x, {row}}}]}}]\n" + BANDS)
    assert {path: code for path, code in problems.items() if code != "out_of_reach"} == found


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ('combine: "fit"', {"combine": "no_parts"}),
        ('parts: {fit: {min: 9, max: 3}}', {"parts.fit": "empty_range"}),
        ('parts: {fit: {}}\ncombine: "fit + fan"', {"combine": "rule"}),
        ('parts: {fit: {}}\ncombine: "fit > 2"', {"combine": "rule_type"}),
    ],
)  # fmt: skip
def test_mistakes_of_parts_are_found(more, found):
    problems = problems_of(card="groups: [{id: g, rows: [{id: x, points: 90}]}]\n" + more + BANDS)
    assert {path: code for path, code in problems.items() if code != "out_of_reach"} == found
