"""What came of carrying a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from definitions import Reason

from ..outside import NotReached, keepable

DELIVERED, LATER, GIVE_UP = "delivered", "later", "give_up"
LONGEST_WORDS = 500


@dataclass(frozen=True)
class Answer:
    """Taken, to be tried later, or never to be taken; `words` is what the other side said."""

    outcome: str
    words: str = ""
    why: Reason | None = None
    after: timedelta | None = None

    @classmethod
    def delivered(cls, words: str = "") -> Answer:
        """The other side has it."""
        return cls(DELIVERED, _kept(words))

    @classmethod
    def later(cls, words: str, after: timedelta | None = None) -> Answer:
        """Not now."""
        return cls(LATER, _kept(words), after=after)

    @classmethod
    def give_up(cls, words: str, why: Reason | None = None) -> Answer:
        """Never: the address or what is sent would have to be another."""
        return cls(GIVE_UP, _kept(words), why or Reason("deliveries.why.refused"))

    @classmethod
    def of(cls, error: NotReached) -> Answer:
        """Nobody was reached."""
        return cls.later(str(error)) if error.again else cls.give_up(str(error), error.reason)


def _kept(words: str) -> str:
    return keepable(words)[:LONGEST_WORDS]
