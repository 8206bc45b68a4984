"""Choices of a column as lines of a text, whatever they are called and however the lines are moved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.designer import column_choices
from web.designer.column_choices import as_lines, from_lines

WORDS = st.text(st.sampled_from("ab车床、，,;； \n"), max_size=6)
LABELS = st.one_of(WORDS, st.fixed_dictionaries({"zh": WORDS, "en": WORDS}))
CHOICES = st.lists(st.one_of(st.just("x"), LABELS), max_size=5).map(
    lambda labels: [label if label == "x" else {"id": f"id{n}", "label": label} for n, label in enumerate(labels)]
)


@pytest.fixture(autouse=True, scope="module")
def in_chinese():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(column_choices, "language", lambda: "zh")
        yield


def named(*labels: str) -> list[dict[str, str]]:
    return [{"id": f"id_{label}", "label": label} for label in labels]


@given(CHOICES)
def test_lines_sent_as_they_stood_change_nothing(choices):
    assert from_lines(choices, as_lines(choices).replace("\n", "\r\n")) == choices


@given(st.data())
def test_a_moved_line_takes_its_choice_along(data):
    choices = named("车床", "铣床、磨床", "a, b", "c;d")
    moved = data.draw(st.permutations(choices))
    assert from_lines(choices, as_lines(moved)) == moved


@given(st.data())
def test_lines_that_stay_keep_their_ids(data):
    choices = named(*"abcde")
    lines = data.draw(st.lists(st.sampled_from("abcdefgh"), min_size=1, unique=True))
    kept = [each for each in from_lines(choices, "\n".join(lines)) if each["label"] in "abcde"]
    assert kept == named(*(line for line in lines if line in "abcde"))


def test_a_line_less_and_one_more_rename_none():
    found = from_lines(named("a", "b", "c"), "a\nc\nd")
    assert found[:2] == named("a", "c") and found[2]["id"] not in ("id_a", "id_b", "id_c")


def test_a_line_renamed_below_one_less_keeps_its_id():
    assert from_lines(named("a", "b", "c"), "b\nnew") == [*named("b"), {"id": "id_c", "label": "new"}]
