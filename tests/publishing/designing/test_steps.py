"""A step remembers one stretch of a text, and takes it back byte for byte."""

from hypothesis import given
from hypothesis import strategies as st

from publishing.designing import Step

TEXTS = st.text("ab\r\n字", max_size=12)


@given(st.lists(TEXTS, min_size=2, max_size=6))
def test_steps_taken_back_give_the_first_text(texts):
    steps = [Step.between(before, after) for before, after in zip(texts, texts[1:], strict=False)]
    text = texts[-1]
    for step in reversed(steps):
        text = step.taken_back(text)
    assert text == texts[0]
    for step in steps:
        text = step.again(text)
    assert text == texts[-1]


def test_only_lines_that_differ_are_kept():
    step = Step.between("a\nb\nc\nd\n", "a\nc\nD\n")
    assert [(old, new) for _, _, old, new in step.hunks] == [("b\n", ""), ("d\n", "D\n")]
    assert Step.from_json(step.as_json()) == step


def test_a_text_that_changed_otherwise_is_left_alone():
    step = Step.between("a", "b")
    assert step.taken_back("c") is None and step.again("b") is None
