"""The conditions that a line asks for, as filters and rules, and as the page tells them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from definitions import LANGUAGES, say
from flows import pipelines
from forms import Context, Filter, Invalid, Lookups, read_filter

from ..building.offers import Offer
from ..sql.conjuncts import all_of
from .lexicon import OUTCOME, Lexicon, Word
from .wanted import SIGNS

ANY, NONE = "any_of", "none_of"
ONE = {ANY: "is", NONE: "is_not"}


@dataclass
class Conditions:
    """Which rows count."""

    lexicon: Lexicon
    filters: list[Filter] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)  # each with what is said of it
    facts: list[dict[str, Any]] = field(default_factory=list)
    called: dict[tuple[str, str], str] = field(default_factory=dict)

    def choose(self, word: Word, *, negated: bool = False) -> Filter:
        """A value; several of one field are alternatives."""
        op = NONE if negated else ANY
        self.called[word.id, word.value] = word.label.text(self._language) or word.text
        values = self._with_below(word)
        same = next((each for each in self.filters if (each.field, each.op) == (word.id, op)), None)
        if same is not None:
            self.filters.remove(same)
        made = Filter(word.id, op, tuple(dict.fromkeys((*(same.values if same else ()), *values))))
        self.filters.append(made)
        return made

    def drop(self, word: Word) -> None:
        """A value that was no condition after all."""
        same = next((each for each in self.filters if each.field == word.id and word.value in each.values), None)
        if same is None:
            return
        self.filters.remove(same)
        rest = tuple(value for value in same.values if value != word.value)
        if rest:
            self.filters.append(Filter(same.field, same.op, rest))

    def bound(self, offer: Offer, way: str, amount: float, text: str) -> None:
        """A number of the row itself."""
        self.filters.append(Filter(offer.id, way, (f"{amount:.15g}",)))
        self.called[offer.id, f"{amount:.15g}"] = text

    def empty(self, offer: Offer) -> None:
        """Without a value."""
        self.filters.append(Filter(offer.id, "empty"))

    def mine(self, offer: Offer) -> None:
        """Those of whoever asks."""
        self.called[offer.id, "me"] = say("list.me", self._language)
        self.filters.append(Filter(offer.id, "is", ("me",)))

    def our_team(self, offer: Offer) -> bool:
        """Those of the teams whose superior asks, else of their own."""
        person, tree = self.lexicon.work.actor.person_id, self.lexicon.teams
        own = [team.id for team in tree if team.id in tree.led_by(person)] if person else []
        ids = own or [team.id for team in tree if team.id == self.lexicon.work.actor.team]
        for id in ids:
            label = tree.get(id).label
            self.choose(Word(label.text(self._language), "choice", offer.id, str(id), label))
        return bool(ids)

    def rule(self, rule: str, said: str) -> None:
        """A condition that no filter can make."""
        self.rules.setdefault(rule, said)

    def reached(self, word: Word) -> None:
        """Records that ever stood in a stage, or in one behind it on the path."""
        stages = pipelines.stages_in_order(self.lexicon.work.catalog.of_form("pipeline", self.lexicon.form))
        place = next(number for number, stage in enumerate(stages) if stage.id == word.id)
        behind = [stage.id for stage in stages[place:] if stage.id == word.id or not stage.outcome]
        id = f"reached_{word.id}"[:40]
        if any(each["id"] == id for each in self.facts):
            return
        label = {each: say("asking.reached", each, stage=word.label.text(each)) for each in LANGUAGES}
        among = ", ".join(f"'{stage}'" for stage in behind)
        self.facts.append({"id": id, "label": label, "of": "stage_visits", "count": f"stage in [{among}]"})
        self.rule(f"{id} > 0", label[self._language] if self._language in label else label["en"])

    def only_open(self) -> None:
        """What still goes on goes on with open ones, unless the line says with which."""
        outcome = self.lexicon.offers.get(OUTCOME)
        if outcome is not None and all(each.field != outcome.id for each in self.filters):
            known = next(each for each in outcome.column.type.choices if each.id == "open")
            self.choose(Word("open", "choice", outcome.id, known.id, known.label))

    def ended(self) -> frozenset[str]:
        """How the records ended that are asked for."""
        return frozenset(
            value for each in self.filters if (each.field, each.op) == (OUTCOME, ANY) for value in each.values
        )

    def where(self) -> tuple[str, tuple[str, ...]]:
        """The condition, and the values that cannot be asked for."""
        work = self.lexicon.work
        context = Context(work.language, work.timezone, Lookups(work))
        columns = {id: offer.column for id, offer in self.lexicon.offers.items()}
        rules, refused = [], []
        for each in self.filters:
            try:
                one = (
                    Filter(each.field, ONE[each.op], each.values) if len(each.values) == 1 and each.op in ONE else each
                )
                known = one.op in columns[one.field].type.operators
                rules.append(read_filter(one if known else each, columns, context).rule)
            except Invalid:
                refused.extend(each.values)
        return all_of((*rules, *self.rules)), tuple(refused)

    def said(self) -> Iterator[str]:
        """Each as it is told: 来源：展会、网站."""
        for each in self.filters:
            name = self.lexicon.offers[each.field].label.text(self._language)
            values = say("asking.or", self._language).join(self._called(each))
            key = {ANY: "is", "is": "is", NONE: "is_not", "empty": "empty"}.get(each.op, "bound")
            yield say(f"asking.{key}", self._language, name=name, values=values, sign=SIGNS.get(each.op, ""))
        yield from self.rules.values()

    @property
    def _language(self) -> str:
        return self.lexicon.work.language

    def _called(self, filter: Filter) -> Iterator[str]:
        return (self.called[filter.field, value] for value in filter.values if (filter.field, value) in self.called)

    def _with_below(self, word: Word) -> tuple[str, ...]:
        """Of a team also those below it; they are not named one by one."""
        team = self.lexicon.team
        if team is None or word.id != team.id:
            return (word.value,)
        below = self.lexicon.teams.subtree(int(word.value))
        return (word.value, *(str(id) for id in sorted(below) if str(id) != word.value))
