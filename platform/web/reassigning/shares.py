"""What each person or pool would get, or got, in words: the cap and leave are read before anything is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accounts import Work, people
from flows import assignment

from .. import moments
from ..languages import t
from ..shell import PersonBadge, badge

SPREAD, POOL = "spread", "pool:"


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One line of the preview."""

    badge: PersonBadge | None
    label: str
    n: int
    note: str
    late: bool


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A record that stays where it is, and why."""

    title: str
    href: str
    why: str


def target_of(written: str) -> assignment.Target | None:
    """`7`, `pool:waiting` or `spread`; None for anything else."""
    if written == SPREAD:
        return assignment.Target()
    if written.startswith(POOL):
        return assignment.Target(pool=written.removeprefix(POOL))
    return assignment.Target(person=int(written)) if written.isdecimal() and len(written) < 12 else None


def share_rows(work: Work, form: str, shares: Sequence[assignment.Share]) -> tuple[ShareRow, ...]:
    """The shares as they are read."""
    names = people.names(work.connection, [share.person for share in shares])
    return tuple(_row(work, form, share, names) for share in shares)


def left_rows(work: Work, left: Sequence[assignment.Left]) -> tuple[LeftRow, ...]:
    """What stays."""
    return tuple(LeftRow(one.title, f"/records/{one.form}/{one.record}", one.why.text(work.language)) for one in left)


def _row(work: Work, form: str, share: assignment.Share, names: dict[int, str]) -> ShareRow:
    if share.person is None:
        return ShareRow(None, _pool(work, form, share.pool), share.n, "", False)
    name = names.get(share.person, "–")
    note = t("reassign.held_of" if share.cap else "reassign.held", open=share.open, after=share.after, cap=share.cap)
    more = [
        t("verb.away", until=moments.shown(share.away_until)) if share.away_until else "",
        t("board.paused") if share.paused else "",
        t("board.over") if share.is_over else "",
    ]
    said = t("studio.comma").join(filter(None, (note, *more)))
    return ShareRow(badge(share.person, name), name, share.n, said, share.is_over or share.away_until is not None)


def _pool(work: Work, form: str, pool: str | None) -> str:
    if pool is None:
        return t("reassign.nobody")
    routing = assignment.routing_of(work, form)
    found = routing.pool(pool) if routing else None
    return found.label.text(work.language) if found else pool
