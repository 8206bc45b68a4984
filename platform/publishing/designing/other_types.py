"""Which types a published field may change to on screen: what it holds is converted, and the plan tells what is not."""

from __future__ import annotations

# One plain value each. Where a list, a link or a pattern decides what is right, values would have to be looked at.
PLAIN = ("text", "long_text", "rich_text", "integer", "decimal", "percent", "money", "date", "datetime", "yes_no")


def other_types(type: str) -> tuple[str, ...]:
    """The type itself and those that its values convert to; nothing where there is none."""
    return PLAIN if type in PLAIN else ()
