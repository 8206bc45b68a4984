"""Whatever grading and routing say, they say in Chinese and in English, with the same parameters."""

import re
from pathlib import Path

import pytest

from definitions import texts_of

ROOT = Path(__file__).parents[3]
PLACES = re.compile(r"\{(\w+)\}")
KEYS = sorted(key for key in texts_of("en") if key.startswith(("grading.", "routing.")))


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_fill_in_the_same(key: str):
    chinese, english = texts_of("zh")[key], texts_of("en")[key]
    assert set(PLACES.findall(chinese)) == set(PLACES.findall(english))


def test_every_problem_has_its_words():
    code = "".join(path.read_text("utf-8") for path in (ROOT / "platform/flows").rglob("*.py"))
    named = set(re.findall(r'"((?:grading|routing)\.(?:problem|refused)\.[a-z_.]+)"', code))
    assert named and named <= set(texts_of("zh")) | {"routing.refused.claim_lost"}
