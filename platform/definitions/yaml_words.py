"""What libyaml says is wrong with a text, as sentences in the reader's language."""

from __future__ import annotations

from .texts import Reason

_MISSED = "did not find expected"
# By the words that it begins with: libyaml has no other name for what it found.
_MEANT = (
    ("found unexpected end of stream", "open_quote"),
    ("mapping values are not allowed", "colon"),
    (f"{_MISSED} ',' or '}}'", "open_brace"),
    (f"{_MISSED} ',' or ']'", "open_bracket"),
    (f"{_MISSED} node content", "no_value"),
    (f"{_MISSED} '-' indicator", "no_dash"),
    (f"{_MISSED} key", "no_key"),
    (f"{_MISSED} comment or line break", "after_bar"),
    (f"{_MISSED} hexdecimal number", "escape"),
    ("found unknown escape character", "escape"),
    ("could not find expected ':'", "no_colon"),
    ("found character that cannot", "first_sign"),
    ("control characters are not allowed", "control"),
    ("unacceptable character", "control"),
)


def yaml_words(said: str) -> Reason:
    """The sentence for it; what libyaml says of rarer mistakes is no help to anybody."""
    found = next((name for words, name in _MEANT if said.startswith(words)), "other")
    return Reason(f"problem.yaml.{found}")
