"""Many notices out of one cause, such as a tick after a day of downtime, become one that counts them."""

from __future__ import annotations

from sqlalchemy import func, select, update

from accounts import Work, people
from definitions import as_kept, fill
from records import Notification, notifications, tables

from ..sending.every_language import worded
from ..sending.notices import Notice

MOST_REMEMBERED = 1000


def cause_key(notice: Notice) -> str:
    """How the keys of a person's notifications out of one cause begin."""
    return f"{notice.cause}:{notice.person}:"


def already_told(work: Work, notice: Notice) -> int:
    """How many notices the person got out of this cause one by one."""
    table = tables.notification
    theirs = (table.c.person == notice.person, table.c.key.startswith(cause_key(notice), autoescape=True))
    return work.connection.execute(select(func.count()).select_from(table).where(*theirs)).scalar_one()


def add_to_storm(work: Work, notice: Notice) -> str:
    """Count one more, or all that it stands for; told twice, each is counted once. Returns the counting one's key."""
    table, key = tables.notification, f"storm {cause_key(notice)}"
    row = work.connection.execute(select(table).where(table.c.key == key).with_for_update()).first()
    told = list(row.data["keys"]) if row is not None else []
    known = set(told)
    fresh = [each for each in notice.params.get("keys", [notice.key]) if each not in known]
    if not fresh:
        return key
    told = [*told, *fresh][-MOST_REMEMBERED:]
    data = _data(work, notice, told, n=(row.data["n"] if row is not None else 0) + len(fresh))
    if row is None:
        new = Notification(notice.person, "storm", work.now, notice.form, notice.record, data, key)
        notifications.notify(work.connection, new)
    else:
        work.connection.execute(update(table).where(table.c.id == row.id).values(data=data, read_at=None))
    return key


def _data(work: Work, notice: Notice, told: list[str], *, n: int) -> dict:
    def words(language: str) -> dict[str, str]:
        texts = {part: as_kept(f"flows.notice.storm.{part}", language) for part in ("title", "body")}
        return {part: fill(text, {"n": str(n)}) for part, text in texts.items()}

    said = worded(people.get(work.connection, notice.person).language, words)
    return {**said, "n": n, "keys": told, "params": {"n": n}}
