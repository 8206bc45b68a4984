"""What stood still an hour ago, yesterday, last week: kept hour by hour, so that a board can say what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts import Work
from records import watch_counts

from .queries import TeamRecords
from .watched import WATCHES, silent_since, watched_forms

A_DAY, HOUR = timedelta(days=1), timedelta(hours=1)
KEPT = timedelta(days=400)


@dataclass(frozen=True)
class Remembered:
    """What one watch showed at this hour yesterday, and when it last had something; None where nobody looked then."""

    yesterday: int | None = None
    last_seen: datetime | None = None


def remember(work: Work) -> int:
    """Keep this hour, for all teams and forms; returns how many forms were counted."""
    hour, forms = hour_of(work.now), watched_forms(work.catalog)
    for form in forms:
        records, silence = TeamRecords(work, form), silent_since(work, form)
        counts: dict[tuple[str, int | None], int] = {(WATCHES[0], None): 0}  # somebody looked, if at nothing
        for watch in WATCHES:
            condition = records.watched(watch, silence)
            if condition is not None:
                counts |= {(watch, team): n for team, n in records.count_by_team(condition).items()}
        watch_counts.keep(work.connection, hour, form, counts)
    watch_counts.forget(work.connection, work.now - KEPT)
    return len(forms)


def remembered(work: Work, forms: Iterable[str], teams: Iterable[int]) -> dict[str, Remembered]:
    """What is remembered of each watch in these teams."""
    forms, teams, then = tuple(forms), tuple(teams), hour_of(work.now - A_DAY)
    before = watch_counts.at(work.connection, then, forms, teams)
    seen = watch_counts.last_seen(work.connection, forms, teams)
    return {watch: Remembered(before.get(watch, 0) if before else None, seen.get(watch)) for watch in WATCHES}


def hour_of(moment: datetime) -> datetime:
    """The hour that a moment lies in."""
    return moment.replace(minute=0, second=0, microsecond=0)
