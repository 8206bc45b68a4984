"""Notices about what is no record, such as a review or an answer that is ready: inside, and by every chosen way."""

from __future__ import annotations

from dataclasses import dataclass

from accounts import Person, Work
from definitions import Label, as_kept, fill
from records import Notification, notifications

from ..sending.every_language import worded
from .spreading import spread


@dataclass(frozen=True)
class Apart:
    """What happened, where it is looked at, and its name; a key is told once."""

    kind: str
    href: str
    about: Label | str
    key: str


def tell_apart(work: Work, person: Person, notice: Apart) -> bool:
    """Tell a person in their language; False when they were told under this key before."""

    def words(language: str) -> dict[str, str]:
        about = {"title": Label.of(notice.about).text(language)}
        texts = {part: as_kept(f"flows.notice.{notice.kind}.{part}", language) or "" for part in ("title", "body")}
        return {part: fill(text, about) for part, text in texts.items()}

    data = {**worded(person.language, words), "href": notice.href, "why": None, "until": None, "params": {}}
    new = Notification(person.id, notice.kind, work.now, data=data, key=notice.key)
    if not notifications.notify(work.connection, new):
        return False
    told = notifications.by_key(work.connection, notice.key)
    if told is not None:
        spread(work, person, told)
    return True
