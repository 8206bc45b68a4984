"""Notifications as the page shows them: grouped by record, the newest state of each, with its verbs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from accounts import Work, allowed
from definitions import Reason
from flows import subject
from records import Notification

from .. import moments
from ..due import Due, coming, due
from ..languages import t

ICONS = {
    "assigned": "route", "pooled": "inbox", "woken": "sun", "escalated": "trending-up", "storm": "bolt",
    "silence": "moon", "replied": "mail", "mentioned": "at", "commented": "message-2", "watched": "eye",
    "report_ready": "chart-bar",
}  # fmt: skip
LATE = frozenset(
    {"task_overdue", "first_response", "untouched", "silence", "stage_limit", "escalated", "not_accepted", "storm",
     "unassigned", "review_opened", "review_due", "report_failed", "report_lost"}
)  # fmt: skip
STORM = "storm"


@dataclass(frozen=True, slots=True)
class Verb:
    """Something that can be done here and now: posted at once, or asked on a page of its own."""

    label: str
    href: str
    icon: str = ""
    posts: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """What a record has to say, newest state first."""

    icon: str
    tone: str
    title: str
    href: str
    text: str
    at: str
    shown: str
    more: str
    unread: bool
    verbs: tuple[Verb, ...] = ()
    limit: Due | None = None
    ids: tuple[int, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it wants something done: such a one is not read by being listed."""
        return bool(self.verbs)


def notices_of(work: Work, mine: Iterable[Notification]) -> Iterator[Notice]:
    """A person's notifications, in the order of the newest of each record."""
    groups: dict[tuple, list[Notification]] = {}
    for one in mine:
        groups.setdefault((one.form, one.record) if one.record and one.kind != STORM else (one.id,), []).append(one)
    rows = subject.rows_among(work, (group[0] for group in groups.values() if group[0].kind != STORM))
    return (_notice(work, group, _row(rows, group[0])) for group in groups.values())


def _row(rows: dict[tuple, Any], newest: Notification) -> Any | None:
    """The record it is about; a storm is about many and so about none."""
    return rows.get((newest.form, newest.record)) if newest.kind != STORM else None


def _notice(work: Work, group: list[Notification], row: Any | None) -> Notice:
    newest = group[0]
    waits = row is not None and _waits_for(work, row)
    return Notice(
        icon=ICONS.get(newest.kind, "alert-triangle" if newest.kind in LATE else "bell"),
        tone="late" if newest.kind in LATE else "act" if newest.kind == "assigned" else "",
        title=newest.said("title", work.language),
        href=_href(newest, row),
        text=_text(work, newest),
        at=newest.at.isoformat(),
        shown=coming(newest.at) if (work.now - newest.at).days < 2 else moments.shown(newest.at),
        more=t("notices.more", n=len(group)) if len(group) > 1 else "",
        unread=any(one.read_at is None for one in group),
        verbs=tuple(_verbs(work, newest, row, waits=waits)) if row is not None else (),
        limit=due(row.accept_by) if waits else None,
        ids=tuple(one.id for one in group),
    )


def _href(newest: Notification, row: Any | None) -> str:
    """Where it is; nowhere for what the reader may no longer see."""
    if newest.data.get("href"):
        return newest.data["href"]
    if newest.kind == STORM or not newest.record:
        return "/day"
    return f"/records/{newest.form}/{newest.record}" if row is not None else ""


def _text(work: Work, newest: Notification) -> str:
    """What it says and why it came; the reason stands there once."""
    body = newest.said("body", work.language)
    why = Reason.from_json(newest.data["why"]).text(work.language) if newest.data.get("why") else ""
    why = "" if why in body else why
    zh = work.language == "zh"
    parts = (body, f"（{why}）" if why and zh else f"({why})" if why else "")
    return ("" if zh else " ").join(part for part in parts if part)


def _waits_for(work: Work, row: Any) -> bool:
    """Whether it waits for the reader's yes or no."""
    return row.owner == work.actor.person_id and row.accept_by is not None and row.accepted_at is None


def _verbs(work: Work, newest: Notification, row: Any, *, waits: bool) -> Iterator[Verb]:
    here, back = f"/records/{newest.form}/{newest.record}", "?next=/notifications"
    if row.outcome != "open":
        return
    if waits and allowed(work.actor, "accept", newest.form):
        yield Verb(t("record.accept"), f"{here}/acceptance", "check", posts=True)
        yield Verb(t("record.refuse"), f"{here}/refusal{back}")
        return
    if row.owner is None and row.pool and allowed(work.actor, "claim", newest.form):
        yield Verb(t("pool.claim"), f"{here}/claim", "inbox", posts=True)
    if newest.kind in LATE and allowed(work.actor, "assign", newest.form):
        yield Verb(t("record.assign"), f"{here}/assignment{back}", "route")
    if row.owner == work.actor.person_id and newest.kind in LATE and allowed(work.actor, "log", newest.form):
        yield Verb(t("record.log"), f"{here}/log{back}", "phone-call")
