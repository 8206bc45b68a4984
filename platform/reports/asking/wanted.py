"""The measures that a line asks for: each under an id of its own, with the bounds of its groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from definitions import LANGUAGES, Duration, Label, say
from forms import form_of
from rules import RuleError, Type, check, parse

from ..building.naming import measure_named
from ..building.offers import Offer, ReadyMeasure, once_for
from ..entities import RECORDS
from ..sql.vocabulary import report_scope
from .lexicon import Lexicon
from .scanning import Token

COUNT, LONGEST_ID = "number", 48
SIGNS = {"over": ">", "at_least": "≥", "under": "<", "at_most": "≤"}
COUNTS = ("count", "distinct")
# What a measure's own unit is called, and how many seconds it has.
SECONDS = {"h": 3600, "hour": 3600, "d": 86400, "day": 86400, "min": 60, "minute": 60}


@dataclass
class Wanted:
    """The measures so far; `subject` is the one that a bound behind it is about."""

    lexicon: Lexicon
    written: dict[str, dict[str, Any]] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    subject: str = ""
    added: list[tuple[str, list[str]]] = field(default_factory=list)

    def take(self, ready: ReadyMeasure) -> None:
        """A measure with all that it is made of; the same id of another report is another number."""
        names: dict[str, str] = {}
        new = []
        for each in ready.written:
            made = _renamed(dict(each), names)
            id = self._free(made)
            if id not in self.written:
                self.written[id] = {**made, "id": id}
                new.append(id)
            names[each["id"]] = id
        self._want(id, new)

    def make(self, kind: str, offer: Offer) -> None:
        """A measure of a kind over a name."""
        label = measure_named(kind, offer.label)
        id = f"{kind}_{offer.id.replace('.', '_')}"[:LONGEST_ID]
        once = once_for(kind, offer.whose, self.lexicon.over)
        self._add({"id": id, "label": label, kind: offer.id, **({"once": once} if once else {})})

    def count(self, *, where: str = "", label: Mapping[str, str] | None = None, id: str = COUNT) -> None:
        """How many; of some kind only, where a condition says of which."""
        said = label or {language: self._number_of(language) for language in LANGUAGES}
        self._add({"id": id, "label": dict(said), "count": where or "all"})

    def take_back(self) -> None:
        """What was wanted last is not wanted after all."""
        id, new = self.added.pop()
        self.ids.remove(id)
        for each in new:
            self.written.pop(each, None)
        self.subject = ""

    def call_after(self, report: Label) -> None:
        """The measure that was taken last says of which report it is, where its own name says too little: average."""
        measure = self.written[self.subject]
        label, whose = Label.of(measure.get("label"), self.subject), dict(report.texts)
        said = {each: (label.text(each), report.text(each)) for each in LANGUAGES}
        if whose and all(own not in of and of not in own for own, of in said.values()):
            measure["label"] = {
                each: say("asking.of_report", each, report=of, measure=own) for each, (own, of) in said.items()
            }

    def bound_said(self, id: str) -> Iterator[tuple[str, str]]:
        """Its bounds, each with its sign and the unit that it is counted in."""
        unit = self.written[id].get("unit")
        said = f" {Label.of(unit).text(self.lexicon.work.language)}" if unit else ""
        for way, amount in self.written[id].get("bounds", {}).items():
            yield SIGNS[way], f"{amount}{said}"

    def bound(self, way: str, token: Token) -> bool:
        """Bounds of the groups, in what the measure is counted in; False where it is counted in something else."""
        measure = self.written[self.subject]
        amount = self._length(measure, token) if token.length else self._amount(measure, token)
        if amount is None:
            return False
        measure["bounds"] = {**measure.get("bounds", {}), way: amount}
        return True

    def label(self, id: str) -> str:
        """What a measure is called."""
        return Label.of(self.written[id].get("label"), id).text(self.lexicon.work.language)

    def is_count(self, id: str) -> bool:
        """Whether it says how many."""
        return any(kind in self.written[id] for kind in COUNTS)

    def is_share(self, id: str) -> bool:
        """Whether it is a part of something."""
        measure = self.written[id]
        if "ratio" in measure and "format" not in measure:
            return all(any(kind in self.written[part] for kind in COUNTS) for part in measure["ratio"])
        return measure.get("format") == "percent" or "rate" in measure

    def _number_of(self, language: str) -> str:
        """Their number by name, or merely how many where rows have no name of their own."""
        if self.lexicon.over != RECORDS:
            return say("builder.named.count", language)
        form = form_of(self.lexicon.work.catalog, self.lexicon.form)
        return say("asking.number_of", language, name=(form.plural or form.label).text(language))

    def _add(self, made: dict[str, Any]) -> None:
        new = [] if made["id"] in self.written else [made["id"]]
        self.written.setdefault(made["id"], made)
        self._want(made["id"], new)

    def _want(self, id: str, new: list[str]) -> None:
        if id not in self.ids:
            self.ids.append(id)
            self.added.append((id, new))
        self.subject = id

    def _free(self, made: dict[str, Any]) -> str:
        """The id as it is; with a number behind it where another measure has it."""
        head, id, number = str(made["id"])[: LONGEST_ID - 3], str(made["id"]), 1
        while id in self.written and _plain(self.written[id]) != _plain(made):
            number += 1
            id = f"{head}_{number}"
        return id

    def _amount(self, measure: Mapping[str, Any], token: Token) -> float | int | str | None:
        if self._is_time(measure):
            return None
        if self.is_share(str(measure["id"])):
            percent = token.number * 100 if token.is_share else token.number if token.number > 1 else token.number * 100
            return f"{percent:.10g}%"
        return None if token.is_share else int(token.number) if token.number.is_integer() else token.number

    def _length(self, measure: Mapping[str, Any], token: Token) -> str | float | int | None:
        """A length of time in the measure's own unit; as it is where the measure is one itself."""
        if self._is_time(measure):
            return token.length
        unit = str(Label.of(measure["unit"]).text("en")).casefold().removesuffix("s") if "unit" in measure else ""
        seconds = SECONDS.get(unit)
        if seconds is None:
            return None
        amount = Duration.parse(token.length).seconds / seconds
        return int(amount) if amount == int(amount) else round(amount, 6)

    def _is_time(self, measure: Mapping[str, Any]) -> bool:
        of = next((measure[kind] for kind in measure if kind in _OF_VALUES), None)
        scope = report_scope(self.lexicon.work.catalog, self.lexicon.over, self.lexicon.form)
        try:
            return of is not None and check(parse(str(of)), scope) is Type.DURATION
        except RuleError:
            return False


_OF_VALUES = ("sum", "average", "min", "max", "p10", "p25", "median", "p75", "p90", "p95", "p99")


def _plain(measure: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in measure.items() if key not in ("id", "bounds", "words")}


def _renamed(measure: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """What is made of measures names them as they are called now."""
    if "ratio" in measure:
        measure["ratio"] = [names.get(part, part) for part in measure["ratio"]]
    if "formula" in measure:
        found = re.sub(r"[A-Za-z_]\w*", lambda each: names.get(each[0], each[0]), str(measure["formula"]))
        measure["formula"] = found
    return measure
