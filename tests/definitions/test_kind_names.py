"""Every kind of definition has a name that people read, in each language."""

import pytest

import flows  # noqa: F401  kinds register when their packages are imported
import forms  # noqa: F401
import publishing  # noqa: F401
import reports  # noqa: F401
from definitions import KINDS, texts_of


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_has_a_name(language):
    named = texts_of(language)
    assert [kind for kind in ours() if f"kind.{kind}" not in named] == []


def ours():
    """All kinds but those that tests make up."""
    return [name for name, kind in KINDS.items() if not kind.definition.__module__.startswith("tests")]
