"""The last acts of this person on a form, kept in their session: as many as a cookie holds."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import session

from accounts import Work
from definitions import Refused
from publishing import designing

from ..studio.editing import save, text_now
from .saving import Changes

KEPT = "designed"
LONGEST = 1800  # of the four thousand signs that a browser keeps for all of the session


Steps = dict[str, designing.Step]  # of one act, by the path of each file that it changed


@dataclass(frozen=True)
class Trail:
    """What can be taken back, the newest last, and what was taken back and can be done again."""

    path: str
    back: tuple[Steps, ...] = ()
    forth: tuple[Steps, ...] = ()


def trail_of(path: str) -> Trail:
    """The acts on a form; those on another one are forgotten with the first act."""
    try:
        packed = urlsafe_b64decode(session.get(KEPT, ""))
        kept_path, back, forth = json.loads(zlib.decompress(packed))
    except (ValueError, zlib.error):
        return Trail(path)
    if kept_path != path:
        return Trail(path)
    return Trail(path, tuple(map(_read, back)), tuple(map(_read, forth)))


def remember(path: str, changes: Changes) -> None:
    """One more act; what was taken back before it is gone."""
    if changes:
        steps = {each: designing.Step.between(*texts) for each, texts in changes.items()}
        _keep(Trail(path, (*trail_of(path).back, steps)))


def go_back(work: Work, path: str) -> None:
    """Takes the last act back; Refused when one of its files changed in another way since."""
    trail = trail_of(path)
    _move(work, trail.back[-1:], "taken_back")
    _keep(Trail(path, trail.back[:-1], (*trail.forth, trail.back[-1])))


def go_forth(work: Work, path: str) -> None:
    """Does again what was taken back last."""
    trail = trail_of(path)
    _move(work, trail.forth[-1:], "again")
    _keep(Trail(path, (*trail.back, trail.forth[-1]), trail.forth[:-1]))


def can_go(path: str, files: Mapping[str, str]) -> tuple[bool, bool]:
    """Whether there is a step back and one forth from these files."""
    trail = trail_of(path)
    return _fits(trail.back[-1:], "taken_back", files), _fits(trail.forth[-1:], "again", files)


def same_field(before: str, after: str, field: str) -> str:
    """What is selected after a step, which may have called the selected field otherwise."""
    try:
        was, now = ([*designing.Sheet(text).ids()] for text in (before, after))
    except Refused:
        return field
    return now[was.index(field)] if field in was and field not in now and len(was) == len(now) else field


def _fits(last: Sequence[Steps], way: str, files: Mapping[str, str]) -> bool:
    moved = (getattr(step, way)(files.get(each, "")) for steps in last for each, step in steps.items())
    return bool(last) and all(text is not None for text in moved)


def _move(work: Work, last: Sequence[Steps], way: str) -> None:
    moved = {each: getattr(step, way)(text_now(work, each) or "") for steps in last for each, step in steps.items()}
    if not moved or None in moved.values():
        raise Refused("designer.no_step")
    for each, text in moved.items():
        save(work, each, text)


def _keep(trail: Trail) -> None:
    """The oldest acts go where they would not fit."""
    back, forth = list(trail.back), list(trail.forth)
    packed = _packed(trail.path, back, forth)
    while len(packed) > LONGEST and (back or forth):
        (back or forth).pop(0)
        packed = _packed(trail.path, back, forth)
    session[KEPT] = packed


def _packed(path: str, back: Sequence[Steps], forth: Sequence[Steps]) -> str:
    written = json.dumps([path, *([_written(steps) for steps in trail] for trail in (back, forth))])
    return urlsafe_b64encode(zlib.compress(written.encode(), 9)).decode()


def _written(steps: Steps) -> dict[str, list]:
    return {path: step.as_json() for path, step in steps.items()}


def _read(kept: Mapping[str, list]) -> Steps:
    return {path: designing.Step.from_json(step) for path, step in kept.items()}
