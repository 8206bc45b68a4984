"""What becomes of a record is told in the history of the one on whose page it is listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from accounts import Work
from forms import Pointing, listed_on, table_of
from records import Event, store

from ..happenings import FOLLOWERS, Told, event, happened_to_many
from ..linking.related_story import ADDED, BACK, CHANGED, REMOVED

CAME, EDITED, RECOMPUTED, UNDONE, UNMERGED = "submitted", "edited", "recomputed", "import_undone", "merge_undone"
TOLD = frozenset({CAME, EDITED, RECOMPUTED, UNDONE, UNMERGED, "trashed", "restored", "merged_away"})


@FOLLOWERS.register("related")
def tell_there(work: Work, told: Told) -> None:
    """Asks the database nothing for forms that stand in no list."""
    found: dict[str, list[Event]] = defaultdict(list)
    for one in told.events:
        if one.record and one.kind in TOLD and listed_on(work.catalog, one.form):
            found[one.form].append(one)
    for form, several in found.items():
        stories = list(_stories(work, form, several))
        if stories:
            happened_to_many(work, stories)


def _stories(work: Work, form: str, several: Sequence[Event]) -> Iterator[Event]:
    """By each link on its own: a record may stand in several lists."""
    rows = store.fetch_many(work.connection, table_of(work.catalog, form), {one.record for one in several})
    for one in several:
        row = rows.get(one.record)
        for link in listed_on(work.catalog, form) if row is not None else ():
            for to, kind, more in _told_of(one, row, link):
                yield event(work, link.to, to, kind, of=form, other=one.record, number=row.number, **more)


def _told_of(one: Event, row: Any, link: Pointing) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """(record, kind, what else) of what the record at the other end of a link is told."""
    there = getattr(row, f"f_{link.by}", None)
    changes = one.data.get("changes", {})
    if one.kind == EDITED or (one.kind == RECOMPUTED and link.by in changes):
        yield from _edited(changes, there, link)
    elif one.kind == RECOMPUTED:
        return  # follows from something that is told
    elif one.kind == UNDONE and row.trashed_at is None:
        yield from _given_back(one.data.get("links", {}).get(link.by), there)
    elif one.kind == UNMERGED and not one.data.get("back"):
        return  # it was there all the time
    elif there is not None:
        back = REMOVED if row.trashed_at is not None else BACK
        yield there, ADDED if one.kind == CAME else back, {}


def _given_back(before: Any, there: int | None) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Values that an import changed and that are back; the link may be one of them."""
    if before is not None and before == there:
        yield there, CHANGED, {}
        return
    yield from _moved(before, there)


def _edited(changes: dict[str, Any], there: int | None, link: Pointing) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """A link that was changed took the record from one page to another."""
    if link.by not in changes:
        if there is not None and changes:
            yield there, CHANGED, {"fields": list(changes)}
        return
    yield from _moved(changes[link.by][0], there)


def _moved(before: Any, there: int | None) -> Iterator[tuple[int, str, dict[str, Any]]]:
    if before is not None:
        yield int(before), REMOVED, {}
    if there is not None:
        yield there, ADDED, {}
