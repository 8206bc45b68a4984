"""What the words of a line add up to: groups, measures, conditions, days, a picture."""

from __future__ import annotations

from dataclasses import dataclass

from ..building.offers import AMOUNTS, TIMES, Offer
from ..entities import ENTITIES
from .amounts import Amounts
from .lexicon import (
    AND,
    BOUNDS,
    BY,
    CHOICE,
    COMPARED_DAYS,
    COUNT,
    DOWNWARDS,
    FILLER,
    IS,
    KIND,
    NAME,
    NOT,
    PERIOD,
    READY,
    ROWS,
    SORT,
    TOP,
    WITHOUT,
    Word,
)
from .scanning import Token

PASSING = (FILLER, AND, IS)
BEFORE = {"today": "yesterday", **{f"this_{each}": f"last_{each}" for each in ("week", "month", "quarter", "year")}}
BEFORE |= {f"last_{each}": f"2_{each}s_ago" for each in ("week", "month", "quarter", "year")}
KEEPING = (CHOICE, NAME, NOT)  # what a “not” reaches over


@dataclass
class Gathering(Amounts):
    """Reads one word after the other; what waits for the next one is kept."""

    def take(self, token: Token) -> None:
        """The next piece of the line."""
        self.pieces += 1
        if token.length:
            self._length(token)
        elif token.number is not None:
            self._number(token)
        elif not token.words:
            self.unknown.append(token.text)
            self._went(token.text, ())
        else:
            word, self.meanings = self._meant(token.words), token.words
            getattr(self, f"_{word.sort}")(word)
            if word.sort not in PASSING:
                self._went(word.sort, token.words)
            self.joined = word.sort == AND or (self.joined and word.sort == FILLER)

    def _went(self, sort: str, words: tuple[Word, ...]) -> None:
        if self.negated and (sort not in KEEPING or (sort == NAME and self.negated == CHOICE)):
            self.settle_not()
        if sort not in BOUNDS:
            self.limited, self.of_rows = None, sort == ROWS
        self.last, self.before = sort, words

    def settle_not(self) -> None:
        """A “not” without anything behind it said nothing."""
        if self.negated not in ("", CHOICE):
            self.unknown.append(self.negated)
        self.negated = ""

    def _meant(self, words: tuple[Word, ...]) -> Word:
        """After by, average and the like a name is meant, behind a name its value; else what is likeliest."""
        names = [word for word in words if word.sort == NAME]
        values = [word for word in words if word.sort == CHOICE]
        if self.last == PERIOD and not self.joined:
            moments = [word for word in names if self.lexicon.offers[word.id].type in TIMES]
            return moments[0] if moments else words[0]
        if self.last in (NAME, CHOICE, NOT) and self.named is not None:
            own = next((word for word in values if word.id == self.named.id), None)
            if own is not None:
                return own
        if (self.negated or self.waits == WITHOUT) and values:
            return values[0]
        rows = [word for word in words if word.sort == ROWS]
        if rows and ((self.waits == BY and self.topped) or self.waits == SORT):
            return rows[0]
        if names and self.number is not None:
            return names[0]
        return names[0] if names and self.waits and self.waits not in (TOP, SORT, *BOUNDS) else words[0]

    def _late(self, word: Word) -> None:
        self.settle()
        self.conditions.rule(ENTITIES.get(self.lexicon.over).late, word.label.text(self.lexicon.work.language))
        self.late = True

    def _by(self, word: Word) -> None:
        self.settle()
        self._wait(BY, word)

    def _wait(self, waits: str, word: Word) -> None:
        self.waits, self.waited = waits, word.text

    def _top(self, word: Word) -> None:
        """Of a measure just named the groups are put in its order."""
        if self.last in (READY, KIND, COUNT):
            self.sort = self.wanted.subject
        self.settle()
        self._wait(TOP, word)
        self.topped = word.text

    def _least(self, word: Word) -> None:
        self._top(word)
        self.least = True

    def _sort(self, word: Word) -> None:
        """In the order of the measure before it, else of the one behind it."""
        self.settle()
        if self.last in (READY, KIND, COUNT):
            self.sort = self.wanted.subject
        else:
            self._wait(SORT, word)

    def _upwards(self, word: Word) -> None:
        self._sort(word)
        self.least = word.sort != DOWNWARDS

    _downwards = _upwards

    def _without(self, word: Word) -> None:
        self.settle()
        self._wait(WITHOUT, word)

    def _not(self, word: Word) -> None:
        self.settle()
        self.negated = word.text

    def _passing(self, word: Word) -> None:
        """Says nothing of its own; between two names after “by” it goes on."""

    _filler = _and = _is = _passing

    def _name(self, word: Word) -> None:
        offer, waits = self.lexicon.offers[word.id], self.waits
        self.named = offer
        if self.number is not None and waits not in BOUNDS and offer.is_dimension and offer.type not in AMOUNTS:
            self.few, self.number = int(self.number.number), None
        if waits == WITHOUT:
            self.conditions.empty(offer)
            self.waits = ""
        elif offer.type in TIMES and self.last == PERIOD:
            self.period_by = offer.id
        elif waits not in ("", BY, TOP, SORT, *BOUNDS) and offer.fits(waits):
            self._counted_too()
            self.wanted.make("distinct" if waits == "count" else waits, offer)
            self.waits = ""
        elif offer.type in AMOUNTS and (self.topped or not self._groups_on(waits)):
            self.waits = "" if waits == BY else self.waits
            if self.amount is not None or waits not in ("", BY, TOP, *BOUNDS):
                self.settle()
            self.amount = offer
            self._bound()
        elif not offer.is_dimension or not self._grouped(offer, waits):
            self.unknown.append(word.text)

    def _groups_on(self, waits: str) -> bool:
        """Whether a name stands straight behind “by”, or is joined to one that does."""
        return waits == BY and (bool(self.waited) or self.joined)

    def _grouped(self, offer: Offer, waits: str) -> bool:
        said = self._groups_on(waits)
        self.waited = "" if waits == BY else self.waited
        return self.groups.add(offer, loose=not said)

    def _choice(self, word: Word) -> None:
        if self._choice_is_meant(of=word.id) and self.joined:
            self.paired = [self.turned[1], word]
        if self.named is not None and word.id == self.named.id and self.last in (NAME, NOT):
            self.groups.take_back(self.named)
        goes_on = self.negated == CHOICE and self.joined and word.id == self.chosen
        negated = self.waits == WITHOUT or goes_on or self.negated not in ("", CHOICE)
        self.waits = "" if self.waits in (WITHOUT, BY) else self.waits
        self.settle()
        self.conditions.choose(word, negated=negated)
        self.negated, self.chosen = CHOICE if negated else "", word.id

    def _reached(self, word: Word) -> None:
        self.settle()
        self.conditions.reached(word)

    def _period(self, word: Word) -> None:
        """Two stretches of which one was before the other are compared; two others cannot be looked at at once."""
        self.waits = "" if self.waits == BY else self.waits
        self.settle()
        moment = self.named is not None and self.named.type in TIMES and (self.last == NAME or bool(self.groups.loose))
        if moment and self.groups.take_back(self.named):
            self.period_by = self.named.id
        if not self.period or self.period == word.id:
            self.period = word.id
        elif BEFORE.get(self.period) == word.id:
            self.compare = "previous"
        elif BEFORE.get(word.id) == self.period:
            self.period, self.compare = word.id, "previous"
        else:
            self.unknown.append(word.text)

    def _compare(self, word: Word) -> None:
        self.settle()
        self.compare = "previous" if word.id in COMPARED_DAYS else word.id
        self.period = self.period or COMPARED_DAYS.get(word.id, "")

    def _grain(self, word: Word) -> None:
        """Of the moment that was named last, else of the moment at which a row began."""
        self.waits = "" if self.waits == BY else self.waits
        self.settle()
        moment = self.lexicon.offers.get(ENTITIES.get(self.lexicon.over).time)
        if self.groups.grain(word.id):
            return
        if moment is None or not self.groups.add(moment, grain=word.id):
            self.unknown.append(word.text)
        else:
            self.groups.untold = moment.id

    def _chart(self, word: Word) -> None:
        self.settle()
        self.charts.append(word)

    def _mine(self, word: Word) -> None:
        self.settle()
        if self.lexicon.person is None:
            self.unknown.append(word.text)
        else:
            self.conditions.mine(self.lexicon.person)

    def _our_team(self, word: Word) -> None:
        self.settle()
        if self.lexicon.team is None or not self.conditions.our_team(self.lexicon.team):
            self.unknown.append(word.text)

    def _why(self, word: Word) -> None:
        self.settle()
        self.why = word.text
