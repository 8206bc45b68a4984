"""How long something has been so, as a condition: “older than 30 days”, “no contact for 30 days”."""

from __future__ import annotations

from dataclasses import dataclass

from definitions import say
from rules import Type

from .lexicon import Lexicon, Word
from .scanning import Token

# Nobody has been in contact since the record came in where nobody ever was.
FROM = {"last_contact_at": "coalesce(last_contact_at, created_at)"}
SHORT = ("h", "小时")  # shorter than a day


@dataclass
class Lasting:
    """Since when, and for how long: they come in either order."""

    since: Word | None = None
    length: Token | None = None

    @property
    def is_empty(self) -> bool:
        """Whether neither was said."""
        return self.since is None and self.length is None

    @property
    def texts(self) -> tuple[str, ...]:
        """What was typed of it."""
        return tuple(each.text for each in (self.since, self.length) if each is not None)

    def rule(self, lexicon: Lexicon, *, under: bool) -> str:
        """The condition; empty where half of it is missing, or hours are asked of a day."""
        if self.since is None or self.length is None:
            return ""
        days = lexicon.offers[self.since.id].type is Type.DATE
        if days and self.length.length.split()[1].startswith(SHORT):
            return ""
        sign, now = ">=" if under else "<=", "today()" if days else "now"
        return f"{FROM.get(self.since.id, self.since.id)} {sign} {now} - {self.length.length}"

    def said(self, language: str, sign: str) -> str:
        """The condition in words."""
        moment = self.since.label.text(language) or self.since.text
        return say("asking.lasted", language, moment=moment, sign=sign, length=self.length.text)
