"""The rows of a grade in words: what counted with what was seen, and what would lift the score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from definitions import say
from records import Done
from rules import Env

from ..grading import Grade, Lift, PointReason, Scorecard, ScoreRow, lifts
from ..stored import house_env
from .rows import Reader, WhyRow, number, signed


def grade_rows(
    reader: Reader, scorecard: Scorecard, found: Grade, env: Env, *, done: Mapping[str, Done]
) -> tuple[WhyRow, ...]:
    """What counted, the most first; then what would lift the score, the most first. `done` is the trail up to then.

    What would lift it by a field that the reader may not see is left out: they could do nothing about it.
    """
    written = {(row.group, row.id): row for row in scorecard.rows()}
    teller = _Teller(reader, scorecard, found, done)
    met = sorted((reason for reason in found.reasons if reason.met), key=lambda one: -abs(one.counted))
    counted = [teller.counted(written[reason.group, reason.row], reason) for reason in met]
    more = ((written[lift.group, lift.row], lift) for lift in lifts(scorecard, found, env))
    missing = [teller.missing(row, lift) for row, lift in more if reader.may_know(row.names)]
    return (*counted, *missing)


class _Teller:
    """Tells the rows of one grade to one reader."""

    def __init__(self, reader: Reader, scorecard: Scorecard, found: Grade, done: Mapping[str, Done]) -> None:
        self.reader, self.work = reader, reader.work
        self.scorecard, self.found, self.done = scorecard, found, done

    def counted(self, row: ScoreRow, reason: PointReason) -> WhyRow:
        """A row that is met."""
        details = [*self._seen(row), self._faded(row), self._capped(row, reason)]
        data = {"group": row.group, "counted": reason.counted, "worth": reason.worth}
        data |= {"row": row.id} if self.reader.may_know(row.names) else {}
        words, text = self._list(detail for detail in details if detail), self.reader.reason(row.reason, row.names)
        return WhyRow(text, words, signed(reason.counted), counted=reason.counted != 0, data=data)

    def missing(self, row: ScoreRow, lift: Lift) -> WhyRow:
        """A row that would lift the score."""
        again = row.behaviour is not None and bool(self.found.sums.get(row.key))
        head = "again" if again else "missing"
        key = f"grading.{head}" if lift.band == self.found.band else f"grading.{head}_band"
        detail = self._say(key, score=number(lift.score), band=self.scorecard.band(lift.band).label)
        data = {"row": lift.row, "group": lift.group, "counted": 0, "gain": lift.gain, "would_reach": lift.score}
        return WhyRow(row.reason.text(self.work.language), detail, "0", counted=False, data=data)

    def _seen(self, row: ScoreRow) -> Iterator[str]:
        """The values that the row read; of a behaviour how often and when last."""
        yield self.reader.seen(self.found.seen, row.names)
        done = self.done.get(row.behaviour) if row.behaviour is not None else None
        if done is not None:
            day = done.last_at.astimezone(house_env(self.work).zone)
            yield self._say("grading.times", n=done.times, last=f"{day:%Y-%m-%d}")

    def _faded(self, row: ScoreRow) -> str:
        if row.fade is None:
            return ""
        key = "half_life" if row.fade.halves else "fades_over"
        return self._say(f"grading.{key}", length=row.fade.length.words(self.work.language))

    def _capped(self, row: ScoreRow, reason: PointReason) -> str:
        if abs(reason.counted) >= abs(reason.worth):
            return ""
        cap = next(group.cap for group in self.scorecard.groups if group.id == row.group)
        params = {"worth": number(reason.worth), "counted": number(reason.counted)}
        return self._say("grading.capped", cap=number(cap or 0), **params)

    def _list(self, parts: Iterator[str]) -> str:
        return say("routing.why.list", self.work.language).join(parts)

    def _say(self, key: str, **params: object) -> str:
        return say(key, self.work.language, **params)
