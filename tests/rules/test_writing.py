"""A tree that is written out reads as the same tree."""

import pytest
from hypothesis import given, settings

from rules import parse
from rules.writing import write
from tests.rules import expressions


@settings(max_examples=300, deadline=None)
@given(expressions.conditions() | expressions.numbers() | expressions.durations())
def test_written_tree_reads_the_same(text):
    tree = parse(text).tree
    assert parse(write(tree)).tree == tree


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("((预算 不低于 3))", "预算 >= 3"),
        ("a 不属于 ['x']", "not a in ['x']"),
        ("(a or b) and c", "(a or b) and c"),
        ("a - (b - c)", "a - (b - c)"),
        ("(-1) * 2 - -a", "(-1) * 2 - - a"),
        ("x 为空", "empty(x)"),
        ("现在 + 3 个工作小时", "now + 3 working hours"),
    ],
)
def test_spelling_is_plain_english(text, written):
    assert write(parse(text).tree) == written
