"""The values of a report, of what was gathered from a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from definitions import say
from forms import Context, Filter, Invalid, Lookups, read_filter

from ..entities import ENTITIES, RECORDS
from ..period import period_label
from ..sql.conjuncts import all_of
from .gathering import Gathering

END, ENDED = "closed_at", ("won", "lost", "invalid")


@dataclass(frozen=True)
class AskedReport:
    """What a line asks for, once all of it was read."""

    read: Gathering

    def data(self, line: str) -> dict[str, Any]:
        """The values of a report."""
        self.read.settle()
        over = {} if self.read.lexicon.over == RECORDS else {"over": self.read.lexicon.over}
        if not self.read.measures:
            self.read.count()
        self._as_reported()
        self._only_open()
        if self.read.top and not self.read.groups:
            self.read.unknown.append(f"{self.read.top}")  # of what, nobody said
        self.read.period = self.read.period or ("this_month" if self.read.compare else "")
        found = {
            "kind": "report", "id": "asked", "form": self.read.lexicon.form, **over, "label": line,
            "where": self._where(), "dimensions": self._top_set(), "measures": list(self.read.measures.values()),
            "chart": self._picture(),
        }  # fmt: skip
        if self.read.period:
            found["period"] = {"by": self._moment(), "default": self.read.period, "compare": self.read.compare}
            found["period"] = {key: value for key, value in found["period"].items() if value}
        if self.read.groups and not self._over_time():
            found["sort"] = [f"{'' if self.read.least else '-'}{self.read.wanted[0]}"]
            found["limit"] = self.read.top if self.read.least else None
        return {key: value for key, value in found.items() if value}

    def _as_reported(self) -> None:
        """The groups of the report that was named, as it has them."""
        if self.read.report and not self.read.groups:
            written = self.read.lexicon.work.catalog.written("report", self.read.report)
            self.read.groups = [dict(each) for each in written.get("dimensions", ())]

    def _only_open(self) -> None:
        """What still goes on goes on with open ones, unless the line says with which."""
        outcome = self.read.lexicon.offers.get("outcome")
        if self.read.open_only and outcome is not None and all(each.field != outcome.id for each in self.read.filters):
            self.read.filters.append(Filter(outcome.id, "any_of", ("open",)))
            known = next(each for each in outcome.column.type.choices if each.id == "open")
            self.read.understood.append(known.label.text(self.read.lexicon.work.language))

    def _moment(self) -> str:
        """Which moment the days are about: the one that was named; of what is late, when it was due; of what has ended,
        its end; else the beginning."""
        ended = [each for each in self.read.filters if each.field == "outcome" and set(each.values) <= set(ENDED)]
        entity = ENTITIES.get(self.read.lexicon.over)
        own = entity.due if self.read.late else END if ended and END in self.read.lexicon.offers else entity.time
        moment = self.read.lexicon.offers.get(self.read.period_by or own)
        if moment is None:
            return own
        language = self.read.lexicon.work.language
        days = period_label(self.read.period).text(language)
        said = say("asking.days_of", language, days=days, moment=moment.label.text(language))
        self.read.understood = [said if each == days else each for each in self.read.understood]
        return moment.id

    def _where(self) -> str:
        work = self.read.lexicon.work
        context = Context(work.language, work.timezone, Lookups(work))
        columns = {id: offer.column for id, offer in self.read.lexicon.offers.items()}
        rules = []
        for each in self.read.filters:
            try:
                one = Filter(each.field, "is", each.values) if len(each.values) == 1 and each.op == "any_of" else each
                known = one.op in columns[one.field].type.operators
                rules.append(read_filter(one if known else each, columns, context).rule)
            except Invalid:
                self.read.unknown.extend(each.values)
        return all_of((*rules, *dict.fromkeys(self.read.rules)))

    def _top_set(self) -> list[dict[str, Any]]:
        groups = [{key: value for key, value in each.items() if key != "said"} for each in self.read.groups]
        if self.read.top and groups and not self.read.least:
            groups[0] = {**groups[0], "top": self.read.top}
        return groups

    def _over_time(self) -> bool:
        return bool(self.read.groups) and "grain" in self.read.groups[0]

    def _picture(self) -> dict[str, Any]:
        kind = self.read.chart or ("number" if not self.read.groups else "line" if self._over_time() else "bar")
        if kind == "line" and len(self.read.groups) > 2:
            kind = "table"
        return {"type": kind, "y": self.read.wanted[:1]}
