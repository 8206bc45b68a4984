"""A backtest as a page shows it: each person as it was beside as it would have been, and what went elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accounts import Work, people
from flows import backtest as backtests
from flows import routing as routings

from .. import moments
from ..languages import language, t

SHOWN = 200


@dataclass(frozen=True)
class Pair:
    """A figure as it was and as it would have been."""

    was: str
    would: str
    change: str = ""


@dataclass(frozen=True)
class PersonLine:
    """One person; `key` names them in the address that shows only their records."""

    key: str
    name: str
    n: Pair
    grades: Pair
    response: Pair
    win_rate: Pair
    peak: str
    full: bool
    is_shown: bool = False


@dataclass(frozen=True)
class ElsewhereLine:
    """A record that would have gone to somebody else."""

    title: str
    href: str
    at: str
    was: str
    would: str
    rule: str
    grade: str
    by_draft: bool


@dataclass(frozen=True)
class BacktestView:
    """The whole answer."""

    sentence: str
    rows: tuple[PersonLine, ...]
    total: PersonLine
    rules: tuple[tuple[str, int], ...]
    waited: int
    elsewhere: tuple[ElsewhereLine, ...]
    moved: int
    of_whom: str


def view_of(work: Work, routing: routings.Routing, found: backtests.Backtest, who: str) -> BacktestView:
    """The backtest in words; `who` is whose records alone are listed."""
    asked = [row.person for row in found.rows]
    moved = [one for one in found.elsewhere if not who or who in (_key(one.was_owner), _key(one.owner))]
    moved.sort(key=lambda one: not one.by_draft)
    names = people.names(work.connection, {*asked, *(one.was_owner for one in moved), *(one.owner for one in moved)})
    pen = _Pen(work, routing, names)
    total = backtests.PersonRow(None, found.was, found.would)
    return BacktestView(
        sentence=backtests.sentence(found, language()),
        rows=tuple(pen.person(row, who) for row in found.rows),
        total=pen.person(total, ""),
        rules=tuple(pen.rules(found.by_rule)),
        waited=found.waited,
        elsewhere=tuple(pen.elsewhere(found.form, one) for one in moved[:SHOWN]),
        moved=len(moved),
        of_whom=next((backtests.name_of(row, names, language()) for row in found.rows if _key(row.person) == who), ""),
    )


class _Pen:
    """Says the parts of one backtest."""

    def __init__(self, work: Work, routing: routings.Routing, names: Mapping[int, str]) -> None:
        self.work, self.routing, self.names = work, routing, names

    def person(self, row: backtests.PersonRow, who: str) -> PersonLine:
        was, would, lang = row.was, row.would, language()
        return PersonLine(
            key=_key(row.person),
            name=backtests.name_of(row, self.names, lang),
            n=Pair(str(was.n), str(would.n), _signed(would.n - was.n)),
            grades=Pair(backtests.mix(was), backtests.mix(would)),
            response=Pair(backtests.minutes(was, lang), backtests.minutes(would, lang)),
            win_rate=Pair(backtests.rate(was), backtests.rate(would), _points(was.win_rate, would.win_rate)),
            peak="" if row.person is None else f"{row.peak} / {row.cap}" if row.cap else str(row.peak),
            full=bool(row.cap and row.peak >= row.cap),
            is_shown=bool(who) and who == _key(row.person),
        )

    def rules(self, counted: Mapping[str | None, int]) -> Iterable[tuple[str, int]]:
        for rule in self.routing.rules:
            yield rule.label.text(language()), counted.get(rule.id, 0)
        yield t("studio.nobody_fits"), counted.get(None, 0)

    def elsewhere(self, form: str, one: backtests.Elsewhere) -> ElsewhereLine:
        rule = self.routing.rule(one.rule)
        return ElsewhereLine(
            title=one.title,
            href=f"/records/{form}/{one.record}",
            at=moments.shown(one.at),
            was=self._whose(one.was_owner, one.was_pool),
            would=self._whose(one.owner, one.pool),
            rule=rule.label.text(language()) if rule else t("studio.nobody_fits"),
            grade=one.grade or "" if one.grade == one.grade_was else f"{one.grade_was or '–'} → {one.grade or '–'}",
            by_draft=one.by_draft,
        )

    def _whose(self, owner: int | None, pool: str | None) -> str:
        if owner is not None:
            return self.names.get(owner, "–")
        found = self.routing.pool(pool)
        return found.label.text(language()) if found else pool or t("routing_pages.nobody")


def _key(person: int | None) -> str:
    return "nobody" if person is None else str(person)


def _signed(change: int) -> str:
    return "" if not change else f"+{change}" if change > 0 else f"−{-change}"


def _points(was: float | None, would: float | None) -> str:
    if was is None or would is None:
        return ""
    return _signed(round(100 * (would - was)))
