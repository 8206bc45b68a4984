"""Every word that can be typed over one sort of rows, in all languages at once, with what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from accounts import Work
from definitions import LANGUAGES, Label, say
from forms import form_of

from ..building.offers import Offer, ReadyMeasure, offers, ready_measures
from ..charts import CHARTS
from ..grains import GRAINS
from ..period import PERIODS, period_label

# What a word is; where one text is several, the first of these is meant.
READY, CHOICE, NAME, PERIOD, GRAIN, KIND, CHART, ROWS = (
    "ready", "choice", "name", "period", "grain", "kind", "chart", "rows",
)  # fmt: skip
BY, TOP, MINE, OVER, UNDER, FILLER = "by", "top", "mine", "over", "under", "filler"
ORDER = (KIND, READY, CHOICE, PERIOD, NAME, GRAIN, CHART, BY, TOP, OVER, UNDER, MINE, ROWS, FILLER)
KINDS = ("count", "sum", "average", "median", "min", "max", "distinct", "p90")
PARTICLES = (BY, TOP, MINE, OVER, UNDER, FILLER)
WORD = re.compile(r"[\w%]", re.ASCII)
BESIDE_CHINESE = re.compile(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])")


@dataclass(frozen=True)
class Word:
    """One text and one of its meanings: an id within its sort, and, of a choice, the value."""

    text: str
    sort: str
    id: str = ""
    value: str = ""
    label: Label = Label.of("")


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words over such rows of a form, for somebody's eyes."""

    work: Work
    form: str
    over: str

    @cached_property
    def offers(self) -> dict[str, Offer]:
        return offers(self.work, self.over, self.form)

    @cached_property
    def ready(self) -> dict[str, ReadyMeasure]:
        return {each.id: each for each in ready_measures(self.work, self.over, self.form)}

    @cached_property
    def words(self) -> dict[str, tuple[Word, ...]]:
        """The meanings of each text, the likeliest first."""
        found: dict[str, list[Word]] = {}
        for word in self._all():
            found.setdefault(folded(word.text), []).append(word)
        return {
            text: tuple(sorted(several, key=lambda word: (ORDER.index(word.sort), "." in word.id)))
            for text, several in found.items()
            if text
        }

    @cached_property
    def longest(self) -> int:
        return max(map(len, self.words), default=0)

    def _all(self) -> Iterator[Word]:
        form = form_of(self.work.catalog, self.form)
        rows = [word for label in (form.label, form.plural or form.label) for word in _labelled(label, ROWS, self.form)]
        said = {folded(word.text) for word in rows}
        for ready in self.ready.values():
            yield from (word for word in _labelled(ready.label, READY, ready.id) if folded(word.text) not in said)
        for offer in self.offers.values():
            yield from _labelled(offer.label, NAME, offer.id)
            if "." not in offer.id:
                for option in getattr(offer.column.type, "choices", ()):
                    yield from _labelled(option.label, CHOICE, offer.id, option.id)
        for key in PERIODS:
            yield from _labelled(period_label(key), PERIOD, key)
        yield from rows
        yield from _own()


def folded(text: str) -> str:
    """As words are compared: small, one space between them, and none beside Chinese."""
    return BESIDE_CHINESE.sub("", " ".join(text.casefold().split()))


def _own() -> Iterator[Word]:
    """Our own words, several to a meaning, parted by | in the texts."""
    own = [(sort, "") for sort in PARTICLES] + [(KIND, kind) for kind in KINDS]
    own += [(GRAIN, grain) for grain in GRAINS] + [(CHART, chart) for chart in CHARTS.names()]
    own += [(PERIOD, key) for key in PERIODS]
    for sort, id in own:
        key = f"asking.word.{sort}.{id}" if id else f"asking.word.{sort}"
        for language in LANGUAGES:
            written = say(key, language)
            if written != key:
                yield from (Word(text, sort, id, label=Label.of(text)) for text in written.split("|"))


def _labelled(label: Label, sort: str, id: str, value: str = "") -> Iterator[Word]:
    for text in dict(label.texts).values():
        yield Word(text, sort, id, value, label)
