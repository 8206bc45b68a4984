"""What people write in their own words: cleaned as a long text is, and no longer than anybody reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forms import Context, FieldError, Invalid, ValueRefused, field_types

LONGEST = 10_000  # what is said about one thing


@dataclass(frozen=True)
class OwnWords:
    """What stands in a field of a verb, and how many signs it may have."""

    field: str
    written: str
    most: int


def said(field: str, written: str | None) -> str | None:
    """What somebody said in one field; None where they said nothing."""
    (words,) = cleaned((OwnWords(field, written or "", LONGEST),))
    return words or None


def cleaned(words: Iterable[OwnWords]) -> list[str]:
    """Each without spaces around it; raises Invalid with everything that is too long or holds signs nobody can see."""
    found, errors = [], []
    for each in words:
        kind = field_types.get("long_text").from_options({"max_length": each.most})
        try:
            value = kind.parse(each.written, Context())
            kind.validate(value)
            found.append(value.strip())
        except ValueRefused as refusal:
            errors.append(FieldError(each.field, refusal.code, refusal.params))
    if errors:
        raise Invalid(errors)
    return found
