"""The values of a report, of what was gathered from a line, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from definitions import say
from flows import pipelines

from ..building.often import names_first
from ..charts import CHARTS
from ..entities import ENTITIES, RECORDS
from ..period import period_label
from .amounts import MOST_TOP
from .ends import END, ENDED, about_ends, of_ends
from .gathering import Gathering

LOST = "lost"
SINGLE_DAYS = ("today", "yesterday")
THIS_MONTH = "this_month"
MOST_PICTURED = 4


@dataclass
class AskedReport:
    """What a line asks for, once all of it was read."""

    read: Gathering
    assumed: tuple[str, ...] = ()

    def data(self, line: str) -> dict[str, Any]:
        """The values of a report."""
        self._end()
        read, over = self.read, self.read.lexicon.over
        where, refused = read.conditions.where()
        read.unknown.extend(refused)
        found = {
            "kind": "report", "id": "asked", "form": read.lexicon.form, "over": "" if over == RECORDS else over,
            "label": line, "where": where, "period": self._days(), "facts": read.conditions.facts,
            "dimensions": self._groups(), "measures": list(read.wanted.written.values()), "chart": self._picture(),
        }  # fmt: skip
        if read.groups.made and not self._over_time:
            found["sort"] = [f"{'' if read.least else '-'}{self._sorted_by}"]
            found["limit"] = read.top if not self._top_by_itself else None
        return {key: value for key, value in found.items() if value}

    def said(self) -> Iterator[str]:
        """What was understood, part by part, as the report will have it."""
        read, language = self.read, self.read.lexicon.work.language
        yield from (read.wanted.label(id) for id in read.wanted.ids)
        yield from read.groups.said()
        yield from read.conditions.said()
        if read.period:
            days, moment = period_label(read.period).text(language), read.lexicon.offers.get(self._moment)
            yield say("asking.days_of", language, days=days, moment=moment.label.text(language) if moment else "")
        if read.compare:
            yield say(f"asking.compared.{read.compare}", language)
        for id in read.wanted.ids:
            for sign, amount in read.wanted.bound_said(id):
                yield say("asking.within", language, name=read.wanted.label(id), sign=sign, amount=amount)
        yield from self._order_said(language)
        yield from (say(f"builder.chart.{word.id}", language) for word in read.charts[-1:])

    def _order_said(self, language: str) -> Iterator[str]:
        read = self.read
        if read.top:
            key = "asking.lowest" if read.least else "asking.top"
            yield say(key, language, n=read.top, name=read.wanted.label(self._sorted_by))
        elif read.groups.made and (read.topped or read.sort) and not self._over_time:
            yield say(
                f"asking.order.{'up' if read.least else 'down'}", language, name=read.wanted.label(self._sorted_by)
            )

    def _end(self) -> None:
        """What waits for nothing any more, and what goes without saying."""
        read = self.read
        if read.waits == "by" and read.waited:
            read.unknown.append(read.waited)
        read.settle()
        read.settle_not()
        self._few()
        self._values_counted()
        if not read.wanted.ids:
            read.wanted.count()
        self._as_reported()
        self._why()
        if read.open_only:
            read.conditions.only_open()
        self._assume_groups()
        self._by_ends()
        read.period = read.period or (THIS_MONTH if read.compare else "")
        if read.period not in SINGLE_DAYS:
            read.groups.go_round()
        read.unknown.extend(word.text for word in read.charts[:-1])

    def _few(self) -> None:
        """3 sources with the lowest win rate."""
        read = self.read
        if read.few and read.topped and not read.top and read.few <= MOST_TOP:
            read.top = read.few
        elif read.few:
            read.unknown.append(str(read.few))

    def _values_counted(self) -> None:
        """赢单数和输单数: of several, each is a number of its own; one alone says which records are meant."""
        read = self.read
        read.counted = read.counted or (read.paired if not read.rows else [])
        if len(read.counted) + len(read.wanted.ids) < 2 or self._held_against_each_other():
            return
        for word in read.counted:
            read.conditions.drop(word)
            label = {each: say("asking.number_of", each, name=word.label.text(each)) for each in ("zh", "en")}
            id = re.sub(r"[^a-z0-9_]", "_", f"n_{word.id}_{word.value}".casefold())[:48]
            read.wanted.count(where=f"{word.id} = '{word.value}'", label=label, id=id)

    def _held_against_each_other(self) -> bool:
        """赢单率 A 级和 B 级: what is no count is told of each of the values."""
        read = self.read
        names = {word.id for word in read.counted}
        offer = read.lexicon.offers.get(next(iter(names), ""))
        several = len(names) == 1 and len(read.counted) > 1 and offer is not None
        if not several or not read.wanted.ids or any(map(read.wanted.is_count, read.wanted.ids)):
            return False
        return read.groups.add(offer)

    def _as_reported(self) -> None:
        """The groups of the report that was named, as it has them; beside others only what it is called after."""
        read = self.read
        if not read.report:
            return
        written = read.lexicon.work.catalog.written("report", read.report)
        groups = [dict(each) for each in written.get("dimensions", ())]
        if read.groups.made:
            offers = (read.lexicon.offers.get(str(each["by"])) for each in groups)
            called = set(dict(read.lexicon.work.catalog.get("report", read.report).label.texts).values())
            named = [each for each in offers if each and called & set(dict(each.label.texts).values())]
            read.groups.add(named[0]) if named else None
            return
        read.groups.made = groups
        read.groups.grained |= {each["id"] for each in groups}

    def _why(self) -> None:
        """By the reason that is asked for where records end so."""
        read = self.read
        if not read.why:
            return
        known, outcome = read.lexicon.offers, next(iter(sorted(read.conditions.ended())), LOST)
        stages = pipelines.stages_in_order(read.lexicon.work.catalog.of_form("pipeline", read.lexicon.form))
        asked = [name for stage in stages if stage.outcome == outcome for name in stage.ask]
        reason = next((known[name] for name in asked if name in known and known[name].is_dimension), None)
        if reason is None or not read.groups.add(reason):
            read.unknown.append(read.why)

    def _assume_groups(self) -> None:
        """The greatest, or bounds, of what nobody said: of people, else of what reports are mostly grouped by."""
        read = self.read
        bounded = any("bounds" in each for each in read.wanted.written.values())
        if read.groups.made or not (read.top or read.topped or read.sort or bounded):
            return
        offers = read.lexicon.offers
        names = names_first(read.lexicon.work, read.lexicon.over, read.lexicon.form, offers)
        first = read.lexicon.person or next((offers[name] for name in names), None)
        if first is None:
            read.unknown.append(read.topped or str(read.top))
            return
        read.groups.add(first)
        language = read.lexicon.work.language
        self.assumed = (say("asking.assumed_group", language, name=first.label.text(language)),)

    def _by_ends(self) -> None:
        """Where only ends are counted, a grain of no moment that was named is one of the moments of ending."""
        read = self.read
        if read.groups.untold and not read.period_by and self._counts_ends:
            read.groups.move(read.groups.untold, END)
            said = say("asking.ended", read.lexicon.work.language)
            read.conditions.rule(f"filled({END})", said)

    @property
    def _counts_ends(self) -> bool:
        """Whether nothing is counted but records that have ended."""
        read = self.read
        lexicon, ended = read.lexicon, read.conditions.ended()
        if lexicon.over != RECORDS or END not in lexicon.offers:
            return False
        asked = bool(ended) and ended <= set(ENDED)
        return asked or all(of_ends(lexicon, read.wanted.written, id) for id in read.wanted.ids)

    @property
    def also_by(self) -> str:
        """The other moment by which these days could be meant: when a record came in, or when it ended."""
        read = self.read
        moments = (ENTITIES.get(read.lexicon.over).time, END)
        concerned = read.period and read.lexicon.over == RECORDS and END in read.lexicon.offers
        if not concerned or not (self._counts_ends or about_ends(read.lexicon, read.wanted.written)):
            return ""
        return next((each for each in moments if each != self._moment), "") if self._moment in moments else ""

    @property
    def _sorted_by(self) -> str:
        return self.read.sort or self.read.wanted.ids[0]

    @property
    def _top_by_itself(self) -> bool:
        """Whether a dimension can tell its greatest: by the first measure, and not the least."""
        read = self.read
        first = next(iter(read.wanted.written), "")
        return not read.least and (first == self._sorted_by or len(read.groups.made) > 1)

    @property
    def _over_time(self) -> bool:
        return bool(self.read.groups.made) and "grain" in self.read.groups.made[0]

    @property
    def _moment(self) -> str:
        """Which moment the days are about: the one that was named; of what is late, when it was due; of what has ended,
        its end; else the beginning."""
        read = self.read
        entity = ENTITIES.get(read.lexicon.over)
        own = END if self._counts_ends else entity.time
        return read.period_by or (entity.due if read.late else own)

    def _days(self) -> dict[str, str]:
        read = self.read
        found = {"by": self._moment, "default": read.period, "compare": read.compare}
        return {key: value for key, value in found.items() if value} if read.period else {}

    def _groups(self) -> list[dict[str, Any]]:
        """The dimensions, under ids that no measure has."""
        read = self.read
        taken = {*read.wanted.written, "period", *(each["id"] for each in read.conditions.facts)}
        made = [{**each, "id": f"{each['id']}_by" if each["id"] in taken else each["id"]} for each in read.groups.made]
        if read.top and made and self._top_by_itself:
            place = next((place for place, each in enumerate(made) if "grain" not in each), 0)
            made[place] = {**made[place], "top": read.top}
        return made

    def _picture(self) -> dict[str, Any]:
        read = self.read
        kind = "number" if not read.groups.made else "line" if self._over_time else "bar"
        if read.charts and not self._fits(read.charts[-1].id):
            read.unknown.append(read.charts.pop().text)
        kind = read.charts[-1].id if read.charts else kind
        if not self._fits(kind):
            kind = "table"
        return {"type": kind, "y": self._pictured(kind)}

    def _pictured(self, kind: str) -> list[str]:
        """The measure that orders the groups; figures side by side, and others that are counted alike."""
        read, first = self.read, self._sorted_by
        shares = read.wanted.is_share(first)
        alike = [
            id for id in read.wanted.ids if read.wanted.is_share(id) == shares and "unit" not in read.wanted.written[id]
        ]
        if kind == "number":
            return read.wanted.ids[:MOST_PICTURED]
        several = kind in ("bar", "line") and len(read.groups.made) < 2 and "unit" not in read.wanted.written[first]
        if CHARTS.get(kind).needs.measures > 1:
            return [first, *(id for id in read.wanted.ids if id != first)][: CHARTS.get(kind).needs.measures]
        return [first, *(id for id in alike if id != first)][:MOST_PICTURED] if several else [first]

    def _fits(self, chart: str) -> bool:
        """Whether a picture can be drawn of so many groups and measures."""
        needs, groups = CHARTS.get(chart).needs, len(self.read.groups.made)
        fewest, most = needs.dimensions
        return fewest <= groups <= most and len(self.read.wanted.ids) >= needs.measures
