"""Every word that can be typed over one sort of rows, in all languages at once, with what it means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from accounts import TeamTree, Work, teams
from definitions import LANGUAGES, Label, say
from flows import pipelines
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
BY, TOP, LEAST, MINE, OVER, UNDER, AT_LEAST, AT_MOST, WITHOUT, FILLER = (
    "by", "top", "least", "mine", "over", "under", "at_least", "at_most", "without", "filler",
)  # fmt: skip
NOT, IS, AND, COUNT, SORT, UPWARDS, DOWNWARDS, OUR_TEAM, WHY, REACHED = (
    "not", "is", "and", "count", "sort", "upwards", "downwards", "our_team", "why", "reached",
)  # fmt: skip
BOUNDS = (OVER, UNDER, AT_LEAST, AT_MOST)
ORDER = (
    KIND, LATE, READY, PERIOD, REACHED, CHOICE, REPORT, NAME, WHY, GRAIN, CHART, COMPARE, BY, TOP, LEAST, *BOUNDS,
    WITHOUT, NOT, OUR_TEAM, MINE, ROWS, SINCE, SORT, UPWARDS, DOWNWARDS, COUNT, IS, AND, FILLER,
)  # fmt: skip
KINDS = ("count", "sum", "average", "median", "min", "max", "distinct", "p90")
PARTICLES = (
    BY, TOP, LEAST, MINE, OUR_TEAM, *BOUNDS, WITHOUT, NOT, IS, AND, COUNT, SORT, UPWARDS, DOWNWARDS, WHY, FILLER,
)  # fmt: skip
# A comparison that says of which days it is: vs last month.
COMPARED_DAYS = {"day": "today", "week": "this_week", "month": "this_month", "quarter": "this_quarter"}
OUTCOME, TEAM, MARK, SHORTEST_PART = "outcome", "team", " · ", 4
OF_KIND = "number of"  # how many of them, not their number
GRADE = "grade"
LASTING = ("stage_entered_at", "last_contact_at")  # what goes on, where a record is open
WORD = re.compile(r"[\w%]", re.ASCII)
BESIDE_CHINESE = re.compile(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])")


T = TypeVar("T")


@dataclass(frozen=True)
class Word:
    """One text and one of its meanings: an id within its sort, and, of a choice, the value."""

    text: str
    sort: str
    id: str = ""
    value: str = ""
    label: Label = Label.of("")
    far: bool = False  # of what stands behind a link, without saying so


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The words over such rows of a form, for somebody's eyes."""

    work: Work
    form: str
    over: str
    people: tuple[tuple[int, str], ...] = ()

    @cached_property
    def today(self) -> date:
        """The day on the reader's clock."""
        return self.work.now.astimezone(ZoneInfo(self.work.timezone)).date()

    @cached_property
    def offers(self) -> dict[str, Offer]:
        return self._kept("offers", lambda: offers(self.work, self.over, self.form))

    @cached_property
    def ready(self) -> dict[str, ReadyMeasure]:
        return self._kept("ready", lambda: {each.id: each for each in ready_measures(self.work, self.over, self.form)})

    @cached_property
    def reported(self) -> dict[str, tuple[ReadyMeasure, ...]]:
        """The reports over such rows that are no shape of their own, by id: naming one asks for its measures."""
        return self._kept("reported", self._reported)

    def _kept(self, what: str, build: Callable[[], T]) -> T:
        """Made once for everybody with these rights, as long as the configuration stands."""
        actor = self.work.actor
        role = actor.role.id if actor.role else actor.kind
        return self.work.catalog.derived(("asking", what, role, self.form, self.over), build)

    def _reported(self) -> dict[str, tuple[ReadyMeasure, ...]]:
        plain = [each for each in reports_for(self.work, self.form) if each.over == self.over and each.shape is None]
        found = {each.id: measures_of(self.work, each, self.offers) for each in plain}
        return {id: measures for id, measures in found.items() if measures}

    @cached_property
    def person(self) -> Offer | None:
        """Whose rows they are."""
        return next((self.offers[id] for id in ("owner", "assignee", "actor") if id in self.offers), None)

    @cached_property
    def teams(self) -> TeamTree:
        """The teams of the house."""
        return teams.tree(self.work.connection)

    @cached_property
    def team(self) -> Offer | None:
        """Of which team they are."""
        return next((self.offers[id] for id in (TEAM, f"record_{TEAM}") if id in self.offers), None)

    @cached_property
    def words(self) -> dict[str, tuple[Word, ...]]:
        """The meanings of each text, the likeliest first; people and teams come and go beside the configuration."""
        known = dict(self._kept("words", lambda: _by_text({}, self._all())))
        known.update(_by_text(known, (*self._people(), *self._teams())))
        return known

    def less(self, sort: str) -> Lexicon:
        """The same without words that are of one sort first."""
        other = replace(self)
        other.__dict__["words"] = {text: words for text, words in self.words.items() if words[0].sort != sort}
        return other

    @cached_property
    def longest(self) -> int:
        return max(map(len, self.words), default=0)

    def _all(self) -> Iterator[Word]:
        form = form_of(self.work.catalog, self.form)
        rows = [word for label in (form.label, form.plural or form.label) for word in _labelled(label, ROWS, self.form)]
        said = {folded(word.text) for word in rows}
        rows += synonyms(f"over.{self.over}", ROWS, self.form, label=Label.of(""))
        for ready in sorted(self.ready.values(), key=_asks):  # of two that share a word the plainer is meant
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
            if "." in offer.id:
                yield from self._linked(offer, form)
            for option in getattr(offer.column.type, "choices", ()):
                own = _labelled(option.label, CHOICE, offer.id, option.id)
                yield from (word for word in own if len(word.text) > 1 or not word.text.isascii())
                yield from _also(offer, option) if "." not in offer.id else ()
                yield from self._graded(option) if offer.id == GRADE else ()
        yield from self._roles()
        yield from self._stages()
        yield from self._moments()
        for key in PERIODS:
            yield from _labelled(period_label(key), PERIOD, key)
        yield from rows
        yield from _own()

    def _graded(self, option: Any) -> Iterator[Word]:
        """`A orders`: a letter alone would be an article."""
        form = form_of(self.work.catalog, self.form)
        for text in dict((form.plural or form.label).texts).values():
            yield Word(f"{option.id} {text}", CHOICE, GRADE, option.id, option.label)

    def _linked(self, offer: Offer, form: Any) -> Iterator[Word]:
        """What stands behind a link, as people say it: account's region; alone where no nearer is so called."""
        link, _, name = offer.id.partition(".")
        through = form.find(link.removeprefix("record_"))
        linked = getattr(through.type, "form", "") if through else ""
        other = self.work.catalog.find("form", linked)
        field = other.find(name) if other else None
        for language, text in dict(offer.label.texts).items():
            whose, mark, what = text.partition(MARK)
            if mark:
                owners, names = (whose, *(through.words if through else ())), (what, *(field.words if field else ()))
                said = (each for one in owners for other in names for each in _joined(one, other, language or "en"))
                yield from (Word(each, NAME, offer.id, label=offer.label) for each in said)
                yield from (Word(each, NAME, offer.id, label=offer.label, far=True) for each in names)

    def _people(self) -> Iterator[Word]:
        """Whoever has rows of their own goes by their name."""
        if self.person is not None:
            for id, name in self.people:
                yield Word(name, CHOICE, self.person.id, str(id), Label.of(name))

    def _roles(self) -> Iterator[Word]:
        """All who have rows of their own go by the name of their role."""
        for role in self.work.catalog.all("role"):
            if role.reports == "own" and self.person is not None:
                yield from (
                    replace(word, label=self.person.label) for word in _labelled(role.label, NAME, self.person.id)
                )

    def _teams(self) -> Iterator[Word]:
        """A team goes by its name, and with it those below it."""
        if self.team is not None:
            for each in self.teams:
                yield from _labelled(each.label, CHOICE, self.team.id, str(each.id))

    def _stages(self) -> Iterator[Word]:
        """`after the demo`, `演示后`: a stage by its name, or by a part of it that no other stage has."""
        if self.over != RECORDS:
            return
        found: dict[str, list[tuple[str, Label]]] = {}
        for stage in pipelines.stages_in_order(self.work.catalog.of_form("pipeline", self.form)):
            for part in {part for text in dict(stage.label.texts).values() for part in _parts(folded(text))}:
                found.setdefault(part, []).append((stage.id, stage.label))
        for part, several in found.items():
            if len({id for id, _ in several}) == 1:
                id, label = several[0]
                said = say("asking.word.reached", "en" if part.isascii() else "zh", stage=part).split("|")
                yield from (Word(text, REACHED, id, label=label) for text in said)

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


def _asks(ready: ReadyMeasure) -> int:
    """How much it asks of the rows that count."""
    return sum(len(str(each.get("where", ""))) for each in ready.written)


def _by_text(known: Mapping[str, tuple[Word, ...]], words: Iterable[Word]) -> dict[str, tuple[Word, ...]]:
    found: dict[str, list[Word]] = {}
    for word in words:
        text = folded(word.text)
        found.setdefault(text, list(known.get(text, ()))).append(word)
    ordered = {text: tuple(sorted(several, key=_likeliest)) for text, several in found.items() if text}
    return {text: several for text, several in ordered.items() if not _is_anybodys(several)}


def _is_anybodys(words: tuple[Word, ...]) -> bool:
    """Whether a word could be of several links, and nothing nearer."""
    return words[0].far and len({word.id for word in words}) > 1


def _is_a_question(name: str) -> bool:
    """`Conversion by source` is read word by word, so that more can be asked of it."""
    return not set(folded(name).split()).isdisjoint(say(f"asking.word.{BY}", "en").split("|"))


def _likeliest(word: Word) -> tuple[int, bool, bool, bool]:
    """Of two names the row's own is meant, not that of its record or of what it links to; lost is how it ended."""
    behind = word.sort in (NAME, CHOICE) and "." in word.id
    far = word.far or (behind and word.sort == CHOICE)
    order = len(ORDER) if far else ORDER.index(word.sort)
    return order, behind, word.id.startswith("record_"), word.id != OUTCOME


def _parts(name: str) -> set[str]:
    """The name of a stage, its longer words, and of four signs of Chinese each half."""
    words = {word for word in name.split() if len(word) >= SHORTEST_PART} if name.isascii() else set()
    halves = {name[:2], name[2:]} if len(name) == 4 and not name.isascii() else set()
    return {name} | words | halves


def _joined(whose: str, what: str, language: str) -> Iterator[str]:
    said = say("asking.word.linked", language, whose=whose, what=what).split("|")
    yield from (each for each in said if not each.casefold().startswith(OF_KIND))


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
    own += [(PERIOD, key) for key in PERIODS] + [(COMPARE, key) for key in (*COMPARES, *COMPARED_DAYS)]
    for sort, id in own:
        words = synonyms(f"{sort}.{id}" if id else sort, sort, id, label=Label.of(""))
        yield from (replace(word, label=Label.of(word.text)) for word in words)


def _labelled(label: Label, sort: str, id: str, value: str = "") -> Iterator[Word]:
    for text in dict(label.texts).values():
        yield Word(text, sort, id, value, label)
