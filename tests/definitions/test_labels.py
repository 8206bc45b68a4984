"""Texts in several languages, and how they stand in a sentence."""

import pytest

from definitions import Label


@pytest.mark.parametrize(
    ("written", "inside"),
    [("Lead", "lead"), ("Buying contact", "buying contact"), ("API key", "API key"), ("线索", "线索"), ("", "")],
)
def test_english_names_are_small_inside_a_sentence(written, inside):
    assert Label.of({"en": written}).inside("en") == inside


def test_other_languages_are_said_as_they_are():
    assert Label.of({"zh": "Lead", "en": "Lead"}).inside("zh") == "Lead"
