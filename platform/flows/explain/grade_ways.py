"""What would make it a better grade: points that are lacking, or what a row of the table still asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from definitions import say
from forms import scope_of
from rules import Env, Scope, matches
from rules import explain as trace_of
from rules import words as words_of

from ..grading import Grade, NextBand, Scorecard, ways_up
from .rows import Reader, number


def ways_in_words(reader: Reader, scorecard: Scorecard, found: Grade, env: Env) -> tuple[str, ...]:
    """The way to each better grade, the nearest first; nothing that rests on what the reader may not see."""
    if scorecard.table is not None:
        return tuple(_by_table(reader, scorecard, found, env))
    return tuple(_by_points(reader, scorecard, way) for way in ways_up(scorecard, found, env))


def _by_points(reader: Reader, scorecard: Scorecard, up: NextBand) -> str:
    language = reader.work.language
    params: Mapping[str, Any] = {"band": scorecard.band(up.band).label, "lacking": number(up.lacking)}
    if not up.reached:
        return say("grading.next_band_unreachable", language, **params)
    written = {(row.group, row.id): row for row in scorecard.rows()}
    more = ((written[lift.group, lift.row], lift) for lift in up.rows)
    rows = [
        say("grading.next_row", language, reason=reader.reason(row.reason, row.names), gain=number(lift.gain))
        for row, lift in more
    ]
    return say("grading.next_band", language, rows=say("routing.why.list", language).join(rows), **params)


@dataclass(frozen=True)
class _Way:
    """What a row of the table still asks for, and what must end, so that no row above it decides."""

    wanted: tuple[str, ...]
    ending: tuple[str, ...]

    @property
    def length(self) -> int:
        return len(self.wanted) + len(self.ending)


def _by_table(reader: Reader, scorecard: Scorecard, found: Grade, env: Env) -> Iterator[str]:
    read = {name for row in scorecard.table.rows if row.when is not None for name in row.when.names}
    if not reader.may_know(read):
        return
    scope, language = scope_of(reader.work.catalog, reader.form_id), reader.work.language
    own = dict(zip(("score", "fit_score", "behaviour_score"), (found.score, found.fit, found.behaviour), strict=True))
    values = {**found.seen, **own}
    band = scorecard.band_above(scorecard.band(found.band))
    while band is not None:
        places = [place for place, row in enumerate(scorecard.table.rows) if row.grade == band.id]
        ways = [_way(scorecard, place, values, env, scope=scope, language=language) for place in places]
        if ways:
            yield _said(min(ways, key=lambda way: way.length), band.label, language)
        band = scorecard.band_above(band)


def _way(scorecard: Scorecard, place: int, values: Mapping[str, Any], env: Env, *, scope: Scope, language: str) -> _Way:
    rows = scorecard.table.rows
    holding = [row.when for row in rows[:place] if row.when is not None and matches(row.when, values, env)]
    when = rows[place].when
    wanted = trace_of(when, values, env, scope, language).missing if when is not None else ()
    return _Way(tuple(wanted), tuple(words_of(rule, scope, language) for rule in holding))


def _said(way: _Way, band: Any, language: str) -> str:
    comma = say("routing.why.list", language)
    parts = [say("grading.way.wanted", language, parts=comma.join(way.wanted))] if way.wanted else []
    parts += [say("grading.way.ending", language, parts=comma.join(way.ending))] if way.ending else []
    return say("grading.way", language, band=band, parts=comma.join(parts))
