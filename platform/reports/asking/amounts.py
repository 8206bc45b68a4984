"""Words about measures and amounts: of what, how much, over or under which bound, for how long."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rules import Type

from ..building.naming import measure_named
from ..building.offers import AMOUNTS, OF_AMOUNTS, TIMES, Offer
from .lasting import Lasting
from .lexicon import (
    BOUNDS,
    BY,
    CHOICE,
    GRAIN,
    LASTING,
    NAME,
    READY,
    ROWS,
    SORT,
    TOP,
    Word,
    folded,
)
from .scanning import Token
from .state import State

GIVEN = "given"  # how many of the greatest, as a number
MOST_TOP = 50
PLAIN_KINDS = ("sum", "average", "median", "min", "max")  # of what, somebody must say


@dataclass
class Amounts(State):
    """Makes measures, bounds and lengths of time of them."""

    def _length(self, token: Token) -> None:
        """A length of time belongs to a moment before or after it; of “top 5 days” only the number is meant."""
        if self.waits == TOP:
            self._number(token)
            for word in [word for word in token.unit if word.sort == GRAIN][:1]:
                self._grain(word)
            return
        if self.lasting.length is not None:
            self.settle()
        self.lasting.length = token
        self._bound_length()

    def _bound_length(self) -> None:
        """Of a measure just named it is the bound of its groups."""
        length, subject = self.lasting.length, self.wanted.subject
        open_ended = subject and length is not None and self.lasting.since is None and self.waits in BOUNDS
        if open_ended and self.wanted.bound(self.waits, length):
            self.lasting, self.waits = Lasting(), ""

    def _since(self, word: Word) -> None:
        if self.lasting.since is not None or (self.lasting.length is None and self.waits not in BOUNDS):
            self.settle()
        self.lasting.since = word

    def _number(self, token: Token) -> None:
        if self.waits == TOP and 0 < token.number <= MOST_TOP:
            self.top, self.waits, self.last = int(token.number), "", GIVEN
        elif self.number is not None:
            self.unknown.append(token.text)
        else:
            self.number = token
            self._bound()

    def _bound(self) -> None:
        """An amount, a number and which side of it are a condition, in whatever order they came."""
        if self.amount is None and (self.number is not None or self.waits in BOUNDS):
            self._measured_is_meant()
        if self.number is None or self.waits not in BOUNDS:
            return
        self.amount = self.amount or self.limited
        if self.amount is None and self.of_rows:
            self.wanted.count()
        if self.amount is not None:
            self.conditions.bound(self.amount, self.waits, self.number.number, self.number.text)
            self.limited = self.amount
        elif not self.wanted.subject or not self.wanted.bound(self.waits, self.number):
            return
        self.amount, self.number, self.waits = None, None, ""

    def _measured_is_meant(self) -> None:
        """What was taken for a measure is the amount itself, where a bound of it follows."""
        names = (each for each in self.before if each.sort == NAME)
        amount = next((each for each in names if self.lexicon.offers[each.id].type in AMOUNTS), None)
        if amount is not None and self.last == READY and self.wanted.ids:
            self.wanted.take_back()
            self.amount = self.lexicon.offers[amount.id]

    def _moment_is_meant(self) -> None:
        """What was taken for a group is the moment since when, where a length of time follows."""
        names = (each for each in self.before if each.sort == NAME)
        moment = next((each for each in names if self.lexicon.offers[each.id].type in TIMES), None)
        if moment is not None and self.groups.take_back(self.lexicon.offers[moment.id]):
            self.lasting.since = moment

    def _over(self, word: Word) -> None:
        self._moment_is_meant()
        self._wait(word.sort, word)
        self._bound()
        self._bound_length()

    _under = _at_least = _at_most = _over

    def _count(self, word: Word) -> None:
        """客户数, 赢单数: how many of what was named just before."""
        if self.last == ROWS:
            self.wanted.count()
        elif self.last == NAME and self.named is not None and self.named.fits("distinct"):
            if self.groups.take_back(self.named):
                self.wanted.make("distinct", self.named)
        elif self.last == CHOICE:
            self.counted += [each for each in self.before if each.sort == CHOICE][:1]

    def _rows(self, word: Word) -> None:
        """Names what is counted; of “won ones” the first is no measure, but says which; “over 10” is about how many."""
        if self.waits in BOUNDS and self.number is not None and self.amount is None:
            self.wanted.count()
            self._bound()
        elif self.last == GIVEN:
            self.unknown.append(f"{self.top}")  # single records are no groups
            self.top = 0
        elif self.waits in ("count", "sum"):
            self.waits = "count"
            self.settle()
        elif self.waits in (BY, SORT):
            self.waits = ""
            self.wanted.count()
            self.sort = self.wanted.subject
        self._choice_is_meant()
        if self.joined and self.wanted.ids:
            self.wanted.count()
        self.rows = True

    def _kind(self, word: Word) -> None:
        if word.id in OF_AMOUNTS and self.last == READY:
            self._measured_is_meant()
        if word.id == "count" and self.amount is not None:
            return  # 成交额多少: how much of it
        if self.amount is not None and self.amount.fits(word.id):
            self.wanted.make(word.id, self.amount)
            self.amount = None
            return
        if word.id == "count" and self.last in (ROWS, NAME, CHOICE):
            self._count(word)
            return
        if word.id == "count" and self.last == READY and self.wanted.ids and not self.joined:
            return  # 成交多少: the number that was just named
        self.waits = "" if self.waits == BY else self.waits
        self.settle()
        self._wait(word.id, word)
        if word.id not in PLAIN_KINDS:
            self.spare = tuple(each for each in self.lexicon.words.get(folded(word.text), ()) if each.sort == READY)

    def _ready(self, word: Word) -> None:
        """A measure as its report has it; after “average” and the like that of the same values; of “records won” the
        second says which."""
        which = next((each for each in self.meanings if each.sort == CHOICE and "." not in each.id), None)
        if which is not None and self.last == ROWS and not self.joined and not self.waits:
            self._choice(which)
            return
        ready = self.lexicon.ready[word.id]
        own = next((kind for kind in OF_AMOUNTS if kind in ready.written[-1]), "")
        if own and self.waits in OF_AMOUNTS:
            measure = {key: value for key, value in ready.written[-1].items() if key not in (own, "words")}
            label = measure_named(self.waits, ready.label)
            id = f"{self.waits}_{measure['id']}"[:48]
            ready = replace(ready, written=({**measure, "id": id, "label": label, self.waits: ready.written[-1][own]},))
            self.waits, self.spare = "", ()
        sorts, self.waits = self.waits in (SORT, TOP) and bool(self.groups.made or self.waits == SORT), self.waits
        self.waits = "" if self.waits in (BY, SORT, TOP, "count") else self.waits  # how many won: the number of these
        self.settle()
        self._counted_too()
        self.wanted.take(ready)
        if sorts:
            self.sort = self.wanted.subject

    def _counted_too(self) -> None:
        """“Records and win rate”: they are a measure, too; “won records and win rate” names two measures."""
        if not self.joined:
            return
        if self.turned is not None and self.last == ROWS:
            (word, which), self.turned = self.turned, None
            self.conditions.drop(which)
            self.wanted.take(self.lexicon.ready[word.id])
        elif self.rows and not self.wanted.ids:
            self.wanted.count()

    def _report(self, word: Word) -> None:
        """A report that is named: what it draws, and its groups where the line names none."""
        chart = self.lexicon.work.catalog.get("report", word.id).chart
        measures = self.lexicon.reported[word.id]
        asked = [each for each in measures if self.waits in each.written[-1]]
        if asked:
            self.waits = ""
        self.settle()
        drawn = [each for each in measures if chart and each.written[-1]["id"] in chart.y] or list(measures[:1])
        self.report = word.id
        for each in asked or drawn:
            self.wanted.take(each)
            self.wanted.call_after(self.lexicon.work.catalog.get("report", word.id).label)

    def _choice_is_meant(self, of: str = "") -> bool:
        """What was taken for a measure says which records, where these or another value of the same field follow."""
        which = next((each for each in self.before if each.sort == CHOICE and of in ("", each.id)), None)
        if which is not None and self.last == READY and self.wanted.ids:
            self.turned = self.before[0], which
            self.wanted.take_back()
            self.conditions.choose(which)
            return True
        return False

    def settle(self) -> None:
        """What still waits: an amount alone is added up, a length of time is averaged, how many is a count."""
        self._lasted()
        if self.amount is not None:
            self._counted_too()
            self.wanted.make(self._kind_of_amount(self.amount), self.amount)
        elif self.waits == "count":
            self.wanted.count()
        elif self.waits and self.spare:
            self.wanted.take(self.lexicon.ready[self.spare[0].id])
        elif self.waits and self.waits not in (TOP, SORT, BY):
            self.unknown.append(self.waited)
        if self.number is not None:
            self.unknown.append(self.number.text)
        self.amount, self.number, self.waits, self.spare = None, None, "", ()

    def _kind_of_amount(self, amount: Offer) -> str:
        """“Highest budget” without groups is the greatest one."""
        if self.waits == TOP and not self.groups.made and not self.top:
            self.topped = ""
            return "min" if self.least else "max"
        return "sum" if amount.type is Type.NUMBER else "average"

    def _lasted(self) -> None:
        lasting, self.lasting = self.lasting, Lasting()
        if lasting.is_empty:
            return
        under = self.waits in ("under", "at_most")
        self.waits = "" if self.waits in BOUNDS else self.waits
        rule = lasting.rule(self.lexicon, under=under)
        if not rule:
            self.unknown.extend(lasting.texts)
            return
        self.conditions.rule(rule, lasting.said(self.lexicon.work.language, "≤" if under else "≥"))
        if lasting.since.id in LASTING:
            self.open_only = True
