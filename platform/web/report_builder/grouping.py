"""The names to choose from, under headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import reports

from ..languages import language, t
from .view_model import Choices, Option

OWN_GROUPS = ("row", "record")


def grouped(
    offers: Iterable[reports.Offer], fits: Callable[[reports.Offer], bool], chosen: str = ""
) -> tuple[Choices, ...]:
    """The names that fit, by whose they are: the row's, its record's, those behind each link."""
    groups: dict[str, list[Option]] = {}
    for offer in offers:
        if fits(offer):
            option = Option(offer.id, offer.label.text(language()), offer.id == chosen)
            groups.setdefault(offer.whose.partition(".")[2] or offer.whose, []).append(option)
    order = sorted(groups, key=lambda whose: whose not in OWN_GROUPS)
    return tuple(Choices(_whose(whose, groups[whose]), tuple(groups[whose])) for whose in order)


def _whose(whose: str, options: list[Option]) -> str:
    """What a group is called; names behind a link begin with what the link is called."""
    if whose in OWN_GROUPS:
        return t(f"builder.names_{whose}")
    return options[0].label.partition(t("builder.part_mark"))[0] or whose
