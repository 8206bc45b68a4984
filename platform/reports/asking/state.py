"""What a line has come to so far, and what waits for its next word."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..building.offers import Offer
from .conditions import Conditions
from .groups import Groups
from .lasting import Lasting
from .lexicon import (
    Lexicon,
    Word,
)
from .scanning import Token
from .wanted import Wanted


@dataclass
class State:
    """What was read so far, and what waits for the next word."""

    lexicon: Lexicon
    unknown: list[str] = field(default_factory=list)
    period: str = ""
    period_by: str = ""
    compare: str = ""
    charts: list[Word] = field(default_factory=list)
    report: str = ""
    top: int = 0
    topped: str = ""  # the word that asks for the greatest or the least
    least: bool = False
    sort: str = ""
    why: str = ""
    late: bool = False
    open_only: bool = False
    pieces: int = 0
    waits: str = ""  # by, top, over, without, sort, or a kind of measure that has nothing to be made of yet
    waited: str = ""  # how that was typed
    amount: Offer | None = None
    number: Token | None = None
    negated: str = ""
    joined: bool = False  # “and” came just before
    rows: bool = False  # what is counted was named
    last: str = ""  # what the word before was taken for
    named: Offer | None = None
    chosen: str = ""  # of which field the last value was
    meanings: tuple[Word, ...] = ()  # what the word at hand could mean
    before: tuple[Word, ...] = ()  # what the word before could mean
    spare: tuple[Word, ...] = ()  # what the kind of measure that waits could mean beside
    turned: tuple[Word, Word] | None = None  # a measure that was taken for the records that it counts, and which
    counted: list[Word] = field(default_factory=list)  # values whose number was asked for: 赢单数
    paired: list[Word] = field(default_factory=list)  # values that were put side by side: won and lost
    limited: Offer | None = None  # the amount whose bound was just said: over 200k and under 500k
    of_rows: bool = False  # their number is what a bound behind them is about
    few: int = 0  # how many groups were named: 3 sources

    def __post_init__(self) -> None:
        self.wanted, self.conditions = Wanted(self.lexicon), Conditions(self.lexicon)
        self.groups, self.lasting = Groups(self.lexicon), Lasting()
