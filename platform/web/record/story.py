"""The timeline: what happened, as rows with a sign, and the three ways to look at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from accounts import Work
from definitions import Label
from flows import Subject, TimelineEntry, story_filter, timeline, trail
from records import events

from .. import moments
from ..due import coming
from ..languages import language, t
from ..lists.view_model import Tab
from .trail import icon_of
from .view_model import ChangeLine, CommentLine, Happening

ALL = "all"
PAGE = 30
CHANGES_SHOWN, LONGEST = 6, 120
ICONS = {
    "submitted": "world", "edited": "pencil", "recomputed": "refresh", "duplicate_found": "copy",
    "merged": "git-branch", "duplicate_linked": "link",
    "related_added": "link", "related_changed": "pencil", "related_removed": "x", "related_back": "arrow-back-up",
    "graded": "star", "assigned": "route", "claimed": "inbox",
    "released": "arrow-back-up", "pooled": "inbox", "accepted": "user-check", "refused": "user-x",
    "not_accepted": "hourglass", "left_unassigned": "user-x", "kept_waiting": "clock-pause",
    "recycled": "inbox", "collaborator_joined": "user-plus", "collaborator_left": "user-x",
    "stage_entered": "chevron-right", "milestone_reached": "trophy", "milestone_lost": "arrow-back-up", "woken": "sun",
    "task_opened": "checkbox", "task_completed": "circle-check", "task_skipped": "player-skip-forward",
    "task_snoozed": "clock-pause", "task_missed": "hourglass", "task_sooner": "trending-up",
    "sms_sent": "message-2", "sms_received": "message-2",
    "contact_logged": "phone-call", "call_scored": "microphone", "escalated": "trending-up", "imported": "upload",
    "import_undone": "arrow-back-up", "bulk_undone": "arrow-back-up",
    "task_claimed": "inbox", "task_handed": "arrows-exchange",
    "trashed": "trash", "restored": "arrow-back-up", "fell_silent": "moon",
    "commented": "message-2", "comment_edited": "pencil", "comment_deleted": "trash",
    "grade_set": "star", "grade_given_back": "star", "clocks_paused": "player-pause", "clocks_resumed": "player-play",
}  # fmt: skip
WAYS = {"visit": "building", "meeting": "users", "message": "brand-wechat", "mail": "mail", "other": "note"}
TONES = {"late": "late", "human": "act", "task_completed": "good", "graded": "good", "accepted": "good"}


def story(
    work: Work, subject: Subject, href: str, *, which: str = ALL, before: int | None = None
) -> tuple[tuple[Happening, ...], str]:
    """One page of what happened, and where the earlier part is."""
    only = story_filter.filter_of(subject.form, which.split(","))
    found = timeline.timeline(work, subject, before=before, limit=PAGE + 1, only=only)
    earlier = f"{href}/timeline?tl={which}&before={found[PAGE - 1].id}" if len(found) > PAGE else ""
    told = [list(group) for _, group in groupby(found[:PAGE], key=_repeated)]
    return tuple(_together(work, group, href) for group in told), earlier


def story_tabs(work: Work, subject: Subject, which: str, href: str) -> tuple[Tab, ...]:
    """Everything, and each family that something happened of; a family is added to the others and taken away again."""
    kinds = events.kinds_of(work.connection, subject.form.id, subject.id)
    there = story_filter.families_in(subject.form, kinds)
    chosen = [name for name in which.split(",") if name in story_filter.FAMILIES]
    names = [name for name in story_filter.FAMILIES if name in there or name in chosen]
    everything = Tab(t("record.story_all"), f"{href}?tl={ALL}#rec-timeline", None, not chosen)
    return (everything, *(_tab(name, chosen, href) for name in names))


def _tab(name: str, chosen: list[str], href: str) -> Tab:
    others = [one for one in chosen if one != name] if name in chosen else [*chosen, name]
    asked = ",".join(one for one in story_filter.FAMILIES if one in others) or ALL
    return Tab(t(f"talk.family.{name}"), f"{href}?tl={asked}#rec-timeline", None, name in chosen)


def _repeated(entry: TimelineEntry) -> tuple[object, ...]:
    """The same behaviour several times in a row is told once; everything else stands alone."""
    return (entry.data.get("behaviour"),) if entry.kind == "behaved" else (entry.id,)


def _together(work: Work, entries: list[TimelineEntry], href: str) -> Happening:
    row = _row(work, entries[0], href)
    if len(entries) == 1:
        return row
    bodies = list(dict.fromkeys(entry.words for entry in entries if entry.words))
    times = t("record.trail_times", n=len(entries))
    return replace(row, text=f"{row.text} · {times}", body=t("record.comma").join(bodies[:5]))


def _row(work: Work, entry: TimelineEntry, href: str) -> Happening:
    contact = entry.kind == "contact_logged"
    icon = WAYS.get(entry.data.get("way", ""), "phone-call") if contact else ICONS.get(entry.kind, "point")
    if entry.kind == "behaved":
        known = trail.trail_of(work, href.split("/")[2])
        icon = icon_of(known.find(entry.data.get("behaviour")) if known else None)
    text, body = moments.worded(entry.sentence), entry.words or ""
    if contact:
        text = t(
            "record.contact",
            way=t(f"flows.way.{entry.data.get('way')}"),
            outcome=t(f"flows.outcome.{entry.data.get('outcome')}"),
        )
    elif body and body in text:
        body = ""
    return Happening(
        icon="alert-triangle" if entry.tone == "late" else icon,
        tone=TONES.get(entry.kind) or TONES.get(entry.tone, ""),
        who=entry.actor or ("" if entry.tone == "customer" or entry.because else t("talk.by_itself")),
        text=text,
        body=body,
        foot=_foot(entry),
        at=entry.at.isoformat(),
        shown=coming(entry.at) if (work.now - entry.at).days < 2 else moments.shown(entry.at),
        exact=moments.exact(entry.at),
        quiet=entry.tone == "quiet",
        customer=entry.tone == "customer",
        why_href=_why(entry, href),
        changes=tuple(_changes(entry)),
        answers=entry.answers,
        comment=_comment(work, entry, href),
    )


def _changes(entry: TimelineEntry) -> Iterator[ChangeLine]:
    """Old and new, the first few; long texts only as far as one reads them in passing."""
    for change in entry.changes[:CHANGES_SHOWN]:
        before, after = (_in_passing(value) for value in (change.before, change.after))
        yield ChangeLine(change.label.text(language()), before, after)
    left = len(entry.changes) - CHANGES_SHOWN
    if left > 0:
        yield ChangeLine(t("talk.more_changes", n=left), "", "", more=True)


def _in_passing(value: str | None) -> str:
    text = " ".join((value or "").split())
    return f"{text[: LONGEST - 1]}…" if len(text) > LONGEST else text or t("talk.empty_value")


def _comment(work: Work, entry: TimelineEntry, href: str) -> CommentLine | None:
    if entry.comment is None:
        return None
    at = f"{href}/comments/{entry.comment.id}"
    return CommentLine(at, entry.comment.person == work.actor.person_id, entry.earlier)


def _foot(entry: TimelineEntry) -> str:
    """What comes next, and because of what it happened where no person decided it."""
    because = entry.because.text(language()) if entry.because is not None else ""
    return " · ".join(filter(None, (_settled(entry), _next_step(entry), because)))


def _settled(entry: TimelineEntry) -> str:
    """The promises that a contact kept."""
    names = [Label.of(name).text(language()) for name in entry.data.get("settled", ())]
    return t("record.settled", tasks=t("record.comma").join(names)) if names else ""


def _next_step(entry: TimelineEntry) -> str:
    if not entry.next_step and not entry.data.get("next_at"):
        return ""
    when = entry.data.get("next_at")
    shown = coming(datetime.fromisoformat(when)) if when else ""
    return t("record.next_step", words=" ".join(part for part in (shown, entry.next_step or "") if part))


def _why(entry: TimelineEntry, href: str) -> str:
    if entry.kind == "graded":
        return f"{href}/why/grade"
    return f"{href}/why/assignment" if entry.kind in ("assigned", "claimed", "escalated") else ""
