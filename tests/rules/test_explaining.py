"""Why a condition holds or not, and what is missing."""

from datetime import UTC, datetime

import pytest

from rules import explain, parse


def test_missing_parts_are_named_in_words(scope, env):
    trace = explain(parse("filled(company) and done(call) and budget > 3"), {"budget": 4}, env, scope, "zh")
    assert trace.result is False
    assert trace.missing == ("公司 已填写", "「首轮电话」已完成")


def test_unknown_counts_as_missing(scope, env):
    trace = explain(parse("budget > 3"), {}, env, scope, "en")
    assert trace.result is None
    assert trace.missing == ("Budget is above 3",)


def test_nothing_is_missing_when_all_holds(scope, env):
    assert explain(parse("budget > 3 and urgent"), {"budget": 4, "urgent": True}, env, scope).missing == ()


def test_or_is_one_part_with_leaves(scope, env):
    trace = explain(parse("(budget > 3 or urgent) and not (seats = 1 or seats = 2)"), {"seats": 1}, env, scope, "en")
    assert [part.words for part in trace.parts] == [
        "Budget is above 3 or Urgent is yes",
        "not (Seats is 1 or Seats is 2)",
    ]
    assert [(leaf.words, leaf.result) for leaf in trace.leaves] == [
        ("Budget is above 3", None),
        ("Urgent is yes", None),
        ("Seats is 1", True),
        ("Seats is 2", False),
    ]


@pytest.mark.parametrize(
    ("text", "values", "shown"),
    [
        ("budget > 3", {"budget": 1200}, "1,200"),
        ("industry = 'making'", {"industry": "retail"}, "零售"),
        ("any_of(wants, ['making'])", {"wants": ("making", "finance")}, "制造、金融"),
        ("urgent", {"urgent": False}, "否"),
        ("created_at < now", {"created_at": datetime(2026, 11, 23, 17, 30, tzinfo=UTC)}, "2026-11-24 01:30"),
        ("company = 'a'", {"company": "启明"}, "启明"),
        ("filled(company)", {}, "空"),
    ],
)
def test_leaf_shows_value_seen(scope, env, text, values, shown):
    (leaf,) = explain(parse(text), values, env, scope, "zh").leaves
    assert leaf.seen[0].shown == shown
