"""Each operation has its faces, its words in both languages and its line in the documentation."""

import re
from pathlib import Path

import pytest

from definitions import texts_of
from rules.registry import operations

DOCS = (Path(__file__).parents[2] / "docs" / "rules.md").read_text("utf-8")
NAMES = operations.names()


@pytest.mark.parametrize("name", NAMES)
def test_operation_is_documented(name):
    documented = set(re.findall(r"`([^`(]+)", "\n".join(line for line in DOCS.splitlines() if line.startswith("|"))))
    missing = [spelling for spelling in operations.get(name).spellings if spelling not in documented]
    assert missing == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_operation_has_words(name, language):
    keys = [key for key in texts_of(language) if key.startswith(f"rules.words.{name}")]
    assert keys


@pytest.mark.parametrize("name", NAMES)
def test_operation_can_be_written_in_chinese(name):
    chinese = [spelling for spelling in operations.get(name).spellings if not spelling.isascii()]
    assert chinese or name in ("add", "subtract", "multiply", "divide", "negative")


def test_both_languages_say_the_same_keys():
    zh, en = ({key for key in texts_of(language) if key.startswith("rules.")} for language in ("zh", "en"))
    assert zh == en
