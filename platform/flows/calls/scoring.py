"""The score of a call: which points were said, in which words, in time and in order; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from definitions import Reason

from .definition import AGENT, ANYBODY, CUSTOMER, CallScript, Point
from .likeness import Heard, Plain, heard
from .transcript import Turn

QUESTIONS = ("?", "？", "吗", "呢", "么")


@dataclass(frozen=True)
class Found:
    """One point: met or not and why, with the words, the turn and how alike they are."""

    point: str
    met: bool
    forbidden: bool
    must: bool
    weight: float
    reason: Reason
    quote: str | None = None
    turn: int | None = None
    likeness: float | None = None


@dataclass(frozen=True)
class Compliance:
    """A call's score of 100, whether it passes, every point, and a few plain measures of the talk."""

    score: float
    passed: bool
    found: tuple[Found, ...]
    agent_share: float | None
    questions: int
    turns: int


def compliance(script: CallScript, turns: Sequence[Turn]) -> Compliance:
    """Hold a transcript against a script."""
    texts = [Plain.of(turn.text) for turn in turns]
    said = {point.id: _said(point, script, turns, texts) for point in script.points}
    found = tuple(_judged(point, said, script) for point in script.points)
    wanted = sum(one.weight for one in found if not one.forbidden)
    points = sum(one.weight for one in found if one.met and not one.forbidden)
    minus = sum(one.weight for one in found if one.forbidden and not one.met)
    score = round(max(0.0, 100 * points / wanted - minus), 1)
    passed = score >= script.passes_at and all(one.met for one in found if one.must)
    return Compliance(score, passed, found, _share(turns), _questions(turns), len(turns))


@dataclass(frozen=True)
class _Place:
    """Where something was said."""

    turn: int
    heard: Heard


def _said(point: Point, script: CallScript, turns: Sequence[Turn], texts: Sequence[Plain]) -> list[_Place]:
    """Every turn in which the point was said, in order, each in the words that are most alike."""
    places = []
    for number, (turn, text) in enumerate(zip(turns, texts, strict=True)):
        if point.by != ANYBODY and turn.speaker not in (point.by, None):
            continue
        best = max(
            filter(None, (heard(phrase, text, script.tolerance) for phrase in point.says)),
            key=lambda one: one.likeness,
            default=None,
        )
        if best is not None:
            places.append(_Place(number, best))
    return places


def _judged(point: Point, said: dict[str, list[_Place]], script: CallScript) -> Found:
    places = said[point.id]
    if point.forbidden:
        return _forbidden(point, places)
    if not places:
        return _found(point, False, Reason("calls.why.not_said"))
    in_time = [place for place in places if point.within is None or place.turn < point.within]
    if not in_time:
        return _found(point, False, Reason("calls.why.too_late", {"n": point.within}), places[0])
    in_order = [place for place in in_time if _is_after(place, point, said)]
    if not in_order:
        before = script.point(point.after)
        return _found(point, False, Reason("calls.why.too_early", {"point": before.label}), in_time[0])
    place = max(in_order, key=lambda one: one.heard.likeness)
    code = "calls.why.said" if place.heard.likeness == 100 else "calls.why.nearly_said"
    return _found(point, True, Reason(code, {"n": place.heard.likeness}), place)


def _is_after(place: _Place, point: Point, said: dict[str, list[_Place]]) -> bool:
    """Whether the point that has to come first came first; one that never came holds nothing up."""
    before = said.get(point.after) if point.after else None
    return not before or place.turn >= before[0].turn


def _forbidden(point: Point, places: list[_Place]) -> Found:
    if not places:
        return _found(point, True, Reason("calls.why.kept_out"))
    return _found(point, False, Reason("calls.why.forbidden"), max(places, key=lambda one: one.heard.likeness))


def _found(point: Point, met: bool, reason: Reason, place: _Place | None = None) -> Found:
    at: dict[str, Any] = {}
    if place is not None:
        at = {"quote": place.heard.quote, "turn": place.turn, "likeness": place.heard.likeness}
    return Found(point.id, met, point.forbidden, point.must, float(point.weight), reason, **at)


def _share(turns: Sequence[Turn]) -> float | None:
    """How much of the talk is the agent's; nobody's where nobody knows who speaks."""
    spoken = {who: sum(len(turn.text) for turn in turns if turn.speaker == who) for who in (AGENT, CUSTOMER)}
    whole = sum(spoken.values())
    return round(spoken[AGENT] / whole, 3) if whole else None


def _questions(turns: Sequence[Turn]) -> int:
    return sum(turn.speaker != CUSTOMER and any(sign in turn.text for sign in QUESTIONS) for turn in turns)
