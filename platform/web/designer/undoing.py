"""The last acts of this person on a form, kept in their session: as many as a cookie holds."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from flask import session

from accounts import Work
from definitions import NotFound, Refused
from publishing import designing

from ..studio.editing import save, text_now

KEPT = "designed"
LONGEST = 1800  # of the four thousand signs that a browser keeps for all of the session


@dataclass(frozen=True)
class Steps:
    """What can be taken back, the newest last, and what was taken back and can be done again."""

    path: str
    back: tuple[designing.Step, ...] = ()
    forth: tuple[designing.Step, ...] = ()


def steps_of(path: str) -> Steps:
    """The steps of a file; those of another file are forgotten with the first act."""
    try:
        packed = urlsafe_b64decode(session.get(KEPT, ""))
        kept_path, back, forth = json.loads(zlib.decompress(packed))
    except (ValueError, zlib.error):
        return Steps(path)
    if kept_path != path:
        return Steps(path)
    return Steps(path, *(tuple(designing.Step.from_json(each) for each in steps) for steps in (back, forth)))


def remember(path: str, before: str, after: str) -> None:
    """One more act; what was taken back before it is gone."""
    if before != after:
        known = steps_of(path).back
        _keep(Steps(path, (*known, designing.Step.between(before, after))))


def go_back(work: Work, path: str) -> None:
    """Takes the last act back; Refused when the file changed in another way since."""
    steps = steps_of(path)
    text = _moved(work, path, steps.back[-1:], "taken_back")
    save(work, path, text)
    _keep(Steps(path, steps.back[:-1], (*steps.forth, steps.back[-1])))


def go_forth(work: Work, path: str) -> None:
    """Does again what was taken back last."""
    steps = steps_of(path)
    text = _moved(work, path, steps.forth[-1:], "again")
    save(work, path, text)
    _keep(Steps(path, (*steps.back, steps.forth[-1]), steps.forth[:-1]))


def can_go(path: str, text: str) -> tuple[bool, bool]:
    """Whether there is a step back and one forth from this text."""
    steps = steps_of(path)
    back = steps.back[-1].taken_back(text) if steps.back else None
    forth = steps.forth[-1].again(text) if steps.forth else None
    return back is not None, forth is not None


def _moved(work: Work, path: str, last: Sequence[designing.Step], way: str) -> str:
    standing = text_now(work, path)
    if standing is None:
        raise NotFound
    moved = getattr(last[0], way)(standing) if last else None
    if moved is None:
        raise Refused("designer.no_step")
    return moved


def _keep(steps: Steps) -> None:
    """The oldest steps go where they would not fit."""
    back, forth = list(steps.back), list(steps.forth)
    packed = _packed(steps.path, back, forth)
    while len(packed) > LONGEST and (back or forth):
        (back or forth).pop(0)
        packed = _packed(steps.path, back, forth)
    session[KEPT] = packed


def _packed(path: str, back: Sequence[designing.Step], forth: Sequence[designing.Step]) -> str:
    written = json.dumps([path, [each.as_json() for each in back], [each.as_json() for each in forth]])
    return urlsafe_b64encode(zlib.compress(written.encode(), 9)).decode()
