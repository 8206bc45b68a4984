"""How many records hold each choice of a field, beside the rows in which they are edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from accounts import Work
from forms import Choosing, held_choices


@dataclass(frozen=True)
class HeldChoice:
    """One choice as it was published, how many hold it, and the list of them."""

    id: str
    n: int
    href: str


@dataclass(frozen=True)
class HeldPart:
    """Those of one field; none where whoever looks may not see the field's records."""

    field: str
    rows: tuple[HeldChoice, ...]


def held_of(work: Work, form: str, field: str) -> HeldPart:
    """Each choice that was published, with what it holds now."""
    counted = held_choices(work, form, field)
    if counted is None:
        return HeldPart(field, ())
    return HeldPart(field, tuple(_rows(work.catalog.get("form", form).find(field).type, form, field, counted)))


def _rows(type: Choosing, form: str, field: str, counted: Mapping[str, int]) -> Iterator[HeldChoice]:
    for choice in type.choices:
        rule = f"'{choice.id}' in {field}" if type.many else f"{field} = '{choice.id}'"
        yield HeldChoice(choice.id, counted.get(choice.id, 0), f"/records/{form}?{urlencode({'where': rule})}")
