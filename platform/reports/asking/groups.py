"""The groups that a line asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from definitions import say

from ..building.naming import group_of
from ..building.offers import Offer
from .lexicon import Lexicon

MOST = 4


@dataclass
class Groups:
    """The dimensions so far; `loose` is one that nothing but its name asked for."""

    lexicon: Lexicon
    made: list[dict[str, Any]] = field(default_factory=list)
    loose: str = ""
    grained: set[str] = field(default_factory=set)
    untold: str = ""  # a grain whose moment nobody named

    def add(self, offer: Offer, *, grain: str = "", loose: bool = False) -> bool:
        """A group by a name; False where there are too many already."""
        group = group_of(offer, offer.id.replace(".", "_"), grain=grain)
        self.grained |= {group["id"]} if grain and "grain" in group else set()
        if any(each["by"] == offer.id for each in self.made):
            return True
        if len(self.made) == MOST:
            return False
        self.made.append(group)
        self.loose = group["id"] if loose else ""
        return True

    def take_back(self, offer: Offer | None) -> bool:
        """The name was no group after all; False where the line said that it is one."""
        if offer is None or not self.loose or not self.made or self.made[-1]["by"] != offer.id:
            return False
        self.made.pop()
        self.loose = ""
        return True

    def grain(self, grain: str) -> bool:
        """The grain of the moment that was named last; False where none was."""
        last = self.made[-1] if self.made else {}
        if "grain" not in last or last["id"] in self.grained:
            return False
        last["grain"] = grain
        self.grained.add(last["id"])
        self.loose = ""
        return True

    def go_round(self) -> None:
        """Over more than a day, hours are those of the clock: at nine, at ten."""
        self.made = [{**each, "grain": "hour_of_day"} if each.get("grain") == "hour" else each for each in self.made]

    def move(self, id: str, by: str) -> None:
        """A group by another name."""
        self.made = [{**each, "id": by.replace(".", "_"), "by": by} if each["id"] == id else each for each in self.made]
        self.untold = ""

    def said(self) -> Iterator[str]:
        """Each as it is told: by source, by month of creation."""
        language = self.lexicon.work.language
        for each in self.made:
            offer = self.lexicon.offers.get(each["by"])
            name = offer.label.text(language) if offer else str(each["by"])
            grain = say(f"builder.grain.{each['grain']}", language) if "grain" in each else ""
            yield say("asking.grouped_by_time" if grain else "asking.grouped_by", language, name=name, grain=grain)
