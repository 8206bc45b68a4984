"""Every word that can be typed over one sort of rows, in all languages at once, with what it means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from accounts import Work
from definitions import LANGUAGES, Label, say
from forms import form_of
from rules import parse

from ..answers.answering import reports_for
from ..building.offers import Offer, ReadyMeasure, measures_of, offers, ready_measures
from ..charts import CHARTS
from ..entities import ENTITIES, RECORDS
from ..grains import GRAINS
from ..period import COMPARES, PERIODS, period_label
from ..sql.names import ROW

# What a word is; where one text is several, the first of these is meant.
READY, CHOICE, NAME, PERIOD, GRAIN, KIND, CHART, ROWS = (
    "ready", "choice", "name", "period", "grain", "kind", "chart", "rows",
)  # fmt: skip
REPORT, COMPARE, LATE, SINCE = "report", "compare", "late", "since"
BY, TOP, LEAST, MINE, OVER, UNDER, WITHOUT, FILLER = (
    "by", "top", "least", "mine", "over", "under", "without", "filler",
)  # fmt: skip
ORDER = (
    KIND, LATE, READY, PERIOD, CHOICE, REPORT, NAME, GRAIN, CHART, COMPARE, BY, TOP, LEAST, OVER, UNDER, WITHOUT, MINE,
    ROWS, SINCE, FILLER,
)  # fmt: skip
KINDS = ("count", "sum", "average", "median", "min", "max", "distinct", "p90")
PARTICLES = (BY, TOP, LEAST, MINE, OVER, UNDER, WITHOUT, FILLER)
GRADE = "grade"
LASTING = ("stage_entered_at", "last_contact_at")  # what goes on, where a record is open
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
    people: tuple[tuple[int, str], ...] = ()

    @cached_property
    def offers(self) -> dict[str, Offer]:
        return offers(self.work, self.over, self.form)

    @cached_property
    def ready(self) -> dict[str, ReadyMeasure]:
        return {each.id: each for each in ready_measures(self.work, self.over, self.form)}

    @cached_property
    def reported(self) -> dict[str, tuple[ReadyMeasure, ...]]:
        """The reports over such rows that are no shape of their own, by id: naming one asks for its measures."""
        plain = [each for each in reports_for(self.work, self.form) if each.over == self.over and each.shape is None]
        found = {each.id: measures_of(self.work, each, self.offers) for each in plain}
        return {id: measures for id, measures in found.items() if measures}

    @cached_property
    def person(self) -> Offer | None:
        """Whose rows they are."""
        return next((self.offers[id] for id in ("owner", "assignee", "actor") if id in self.offers), None)

    @cached_property
    def words(self) -> dict[str, tuple[Word, ...]]:
        """The meanings of each text, the likeliest first."""
        found: dict[str, list[Word]] = {}
        for word in self._all():
            found.setdefault(folded(word.text), []).append(word)
        return {text: tuple(sorted(several, key=_likeliest)) for text, several in found.items() if text}

    @cached_property
    def longest(self) -> int:
        return max(map(len, self.words), default=0)

    def _all(self) -> Iterator[Word]:
        form = form_of(self.work.catalog, self.form)
        rows = [word for label in (form.label, form.plural or form.label) for word in _labelled(label, ROWS, self.form)]
        said = {folded(word.text) for word in rows}
        rows += synonyms(f"over.{self.over}", ROWS, self.form, label=Label.of(""))
        for ready in self.ready.values():
            yield from (word for word in _labelled(ready.label, READY, ready.id) if folded(word.text) not in said)
            yield from _called(ready.written[-1].get("words", ()), READY, ready.id, ready.label)
        for id in self.reported:
            named = _labelled(self.work.catalog.get("report", id).label, REPORT, id)
            yield from (word for word in named if not _is_a_question(word.text))
        for offer in self.offers.values():
            yield from _labelled(offer.label, NAME, offer.id)
            yield from synonyms(f"name.{offer.id}", NAME, offer.id, label=offer.label)
            field = form.find(offer.id.removeprefix("record_")) if offer.whose != ROW else None
            yield from _called(field.words if field else (), NAME, offer.id, offer.label)
            if "." not in offer.id:
                for option in getattr(offer.column.type, "choices", ()):
                    own = _labelled(option.label, CHOICE, offer.id, option.id)
                    yield from (word for word in own if len(word.text) > 1 or not word.text.isascii())
                    yield from _also(offer, option)
        yield from self._people()
        yield from self._moments()
        for key in PERIODS:
            yield from _labelled(period_label(key), PERIOD, key)
        yield from rows
        yield from _own()

    def _people(self) -> Iterator[Word]:
        """Whoever has rows of their own goes by their name, and all of them by that of their role."""
        if self.person is None:
            return
        for id, name in self.people:
            yield Word(name, CHOICE, self.person.id, str(id), Label.of(name))
        for role in self.work.catalog.all("role"):
            if role.reports == "own":
                yield from (
                    replace(word, label=self.person.label) for word in _labelled(role.label, NAME, self.person.id)
                )

    def _moments(self) -> Iterator[Word]:
        """By when such rows should be done, and since when something has been so with them."""
        entity = ENTITIES.get(self.over)
        if entity.late and parse(entity.late).names - {"now"} <= self.offers.keys():
            due = self.offers[entity.due].label
            said = {lang: say("asking.late", lang, moment=due.text(lang)) for lang in LANGUAGES}
            yield from synonyms(LATE, LATE, entity.due, label=Label.of(said))
        for key, id in {**dict(zip(LASTING, LASTING, strict=True)), "began": entity.time}.items():
            if id in self.offers and (key == "began" or self.over == RECORDS):
                yield from synonyms(f"{SINCE}.{key}", SINCE, id, label=self.offers[id].label)


def _is_a_question(name: str) -> bool:
    """`Conversion by source` is read word by word, so that more can be asked of it."""
    return not set(folded(name).split()).isdisjoint(say(f"asking.word.{BY}", "en").split("|"))


def _likeliest(word: Word) -> tuple[int, bool, bool]:
    """Of two names the row's own is meant, not that of its record or of what it links to."""
    return ORDER.index(word.sort), "." in word.id, word.id.startswith("record_")


def folded(text: str) -> str:
    """As words are compared: small, one space between them, and none beside Chinese."""
    return BESIDE_CHINESE.sub("", " ".join(text.casefold().split()))


def _also(offer: Offer, option: Any) -> Iterator[Word]:
    """What else a value of ours is called: how a record ended, and a grade, whose letter alone says too little."""
    own = {"value": option.id, "label": option.label}
    yield from synonyms(f"{offer.id}.{option.id}", CHOICE, offer.id, **own)
    if offer.id == GRADE:
        yield from synonyms("graded", CHOICE, offer.id, **own, grade=option.label.text("en"))


def _called(texts: Iterable[str], sort: str, id: str, label: Label) -> Iterator[Word]:
    """What else it is called, as its definition says."""
    yield from (Word(text, sort, id, label=label) for text in texts)


def synonyms(key: str, sort: str, id: str, *, label: Label, value: str = "", **said: str) -> Iterator[Word]:
    """The words of a text that somebody may have written, parted by |."""
    for language in LANGUAGES:
        written = say(f"asking.word.{key}", language, **said)
        if written != f"asking.word.{key}":
            yield from (Word(text, sort, id, value, label) for text in written.split("|"))


def _own() -> Iterator[Word]:
    """Our own words, several to a meaning, parted by | in the texts."""
    own = [(sort, "") for sort in PARTICLES] + [(KIND, kind) for kind in KINDS]
    own += [(GRAIN, grain) for grain in GRAINS] + [(CHART, chart) for chart in CHARTS.names()]
    own += [(PERIOD, key) for key in PERIODS] + [(COMPARE, key) for key in COMPARES]
    for sort, id in own:
        words = synonyms(f"{sort}.{id}" if id else sort, sort, id, label=Label.of(""))
        yield from (replace(word, label=Label.of(word.text)) for word in words)


def _labelled(label: Label, sort: str, id: str, value: str = "") -> Iterator[Word]:
    for text in dict(label.texts).values():
        yield Word(text, sort, id, value, label)
