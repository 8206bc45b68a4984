"""Why a record has its grade: read as words, and as data."""

from dataclasses import replace

import pytest

from definitions import NotFound
from flows import explain, grading
from flows.regrading.regrade import regrade
from records import grades, revisions
from tests.flows.workshop import BANDS, Workshop, catalog_of, files_of

CARD = (
    """
groups:
  - id: harm
    label: {zh: 危害, en: Harm}
    cap: 50
    rows:
      - {id: stopped, when: "stopped", points: 40, reason: {zh: 设备停机, en: Machine stands still}}
      - {id: smoke, when: "signs contains 'smoke'", points: 30, reason: {zh: 冒烟, en: Smoke}}
  - id: money
    rows:
      - {id: much, when: "loss >= 500000", points: 50, reason: {zh: 损失 50 万以上, en: Loss of ¥500k or more}}
      - {id: some, when: "loss > 0 and loss < 500000", points: 20, reason: {zh: 有损失, en: Some loss}}
      - {id: small, when: "units < 2", points: -5, reason: {zh: 只有一台, en: One unit only}}
urgent: [{id: paint, when: "site = 'paint'", reason: {zh: 涂装线, en: Paint line}}]
"""
    + BANDS
)


@pytest.fixture
def shop(open_shop) -> Workshop:
    return open_shop(card=CARD)


def graded(shop: Workshop, **values: object) -> int:
    record = shop.ticket(**values)
    grading.grade_record(shop.work, "ticket", record)
    return record


def why(shop: Workshop, record: int, language: str = "zh") -> explain.WhyGrade:
    work = replace(shop.work, actor=replace(shop.work.actor, language=language))
    return explain.grade(work, "ticket", record)


def test_the_sentence_says_where_the_band_begins(shop: Workshop):
    record = graded(shop, stopped=True, signs=["smoke"])
    assert why(shop, record).sentence == "50 分，50 分及以上为 B 级"
    assert why(shop, record, "en").sentence == "Score 50; grade B starts at 50"


def test_the_lowest_band_says_where_it_ends(shop: Workshop):
    assert why(shop, graded(shop)).sentence == "0 分，50 分以下为 C 级"


def test_rows_show_reason_value_and_points(shop: Workshop):
    first, *_ = why(shop, graded(shop, loss=800_000)).rows
    assert (first.reason, first.points, first.counted) == ("损失 50 万以上", "+50", True)
    assert first.detail.startswith("损失：") and "80" in first.detail


def test_a_capped_row_says_what_counted(shop: Workshop):
    rows = {row.reason: row for row in why(shop, graded(shop, stopped=True, signs=["smoke"]), "en").rows}
    assert rows["Smoke"].points == "+10"
    assert rows["Smoke"].detail.endswith("30, of which 10 count: this group gives 50 at most")


def test_unmet_rows_say_what_they_would_bring(shop: Workshop):
    rows = {row.reason: row for row in why(shop, graded(shop, stopped=True)).rows}
    smoke = rows["冒烟"]
    assert (smoke.detail, smoke.points, smoke.counted) == ("还没有；补上可到 50，即 B 级", "0", False)


def test_steps_of_one_scale_give_way(shop: Workshop):
    rows = {row.data["row"]: row for row in why(shop, graded(shop, loss=1000)).rows}
    assert rows["much"].data["gain"] == 30


def test_penalties_are_shown_only_when_they_count(shop: Workshop):
    assert "只有一台" not in [row.reason for row in why(shop, graded(shop, loss=1)).rows]
    assert "−5" in [row.points for row in why(shop, graded(shop, loss=1, units=1)).rows]


def test_the_way_to_the_next_band_is_named(shop: Workshop):
    assert why(shop, graded(shop, stopped=True, loss=1)).next_band == "离 A 级 还差 20 分：损失 50 万以上（+30）"


def test_urgent_flags_are_said(shop: Workshop):
    assert why(shop, graded(shop, site="paint"), "en").urgent == ("Urgent: Paint line",)


def test_the_card_and_its_revision_are_named(shop: Workshop):
    assert why(shop, graded(shop)).card == "紧急程度 第 1 版"


def test_an_old_grade_is_told_by_its_own_revision(shop: Workshop):
    revisions.publish(shop.connection, files_of(card=CARD), author=None, message="first", now=shop.work.now)
    record = graded(shop, stopped=True)
    other = catalog_of(card=CARD.replace("设备停机", "停了").replace("points: 40", "points: 45")).at_revision(2)
    shop.work = replace(shop.work, catalog=other)
    assert [row.reason for row in why(shop, record).rows][0] == "设备停机"
    regrade(shop.work, "ticket")
    assert [row.reason for row in why(shop, record).rows][0] == "停了"


def test_hidden_fields_stay_hidden(open_shop):
    role = "kind: role\nid: blind\nforms: {ticket: {see: all, hide: [loss]}}\n"
    shop = open_shop(card=CARD, roles__blind=role)
    record = graded(shop, loss=800_000)
    shop.hire("eve", "blind")
    first = explain.grade(shop.acting("eve"), "ticket", record).rows[0]
    assert (first.reason, first.detail) == ("一条你看不到的依据", "")
    assert "row" not in first.data


def test_who_may_not_see_the_record_learns_nothing(shop: Workshop):
    record = graded(shop)
    shop.hire("ann")
    with pytest.raises(NotFound):
        explain.grade(shop.acting("ann"), "ticket", record)


def test_an_ungraded_record_has_no_why(shop: Workshop):
    assert explain.grade(shop.work, "ticket", shop.ticket()) is None


def test_history_tells_every_grade(shop: Workshop):
    record = graded(shop, stopped=True)
    shop.connection.execute(shop.table.update().values(f_loss=600_000))
    grading.grade_record(shop.work, "ticket", record)
    assert [each.score for each in explain.grade_history(shop.work, "ticket", record)] == ["90", "40"]
    assert len(grades.history(shop.connection, "ticket", record)) == 2
