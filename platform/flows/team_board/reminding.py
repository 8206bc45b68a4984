"""The owners of records that stand still are told, by whoever looks at the board, that these wait."""

from __future__ import annotations

from collections.abc import Collection

from accounts import Work, people
from definitions import say
from records import Notification, notifications

from .. import telling
from .board import WatchRow, board_of


def remind(work: Work, team: int, watch: str, picked: Collection[tuple[str, int]] = ()) -> int:
    """Of these records, or of the whole watch; how many have somebody to be told."""
    rows = board_of(work, team).watch(watch).rows
    told = [row for row in rows if row.owner and (not picked or (row.form, row.record) in picked)]
    for row in told:
        _tell(work, row)
    return len(told)


def _tell(work: Work, row: WatchRow) -> None:
    """In the language of whoever reads it."""

    def words(reads: str) -> dict[str, str]:
        title = say("board.reminder", reads, name=work.actor.name, title=row.title)
        return {"title": title, "body": row.why.text(reads)}

    said = telling.worded(people.get(work.connection, row.owner).language, words)
    new = Notification(row.owner, "reminder", work.now, form=row.form, record=row.record, data=said)
    notifications.notify(work.connection, new)
