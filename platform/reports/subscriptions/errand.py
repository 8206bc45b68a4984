"""A subscription that is due: asked anew for each who gets it, and left to go by its channel; then it waits again.

All in the transaction that marks the errand as done, so that each slot goes once, whoever dies on the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from accounts import Person, Work, actor_of, people
from definitions import Refused
from flows import ERRANDS, delivering
from records import Delivery, Subscription, outbox, subscriptions

from .arranging import ERRAND, wait_until, zone_of
from .composing import Said, compose
from .links import delivery_key, picture_path
from .timing import next_of

ABOUT = "subscription"


@ERRANDS.register(ERRAND)
def perform(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """Send it, and wait for the next time; one that was paused, moved or removed meanwhile is left alone."""
    row = subscriptions.get(work.connection, payload["subscription"], lock=True)
    if row is None:
        return
    if "person" in payload:
        _tell(work, row, payload["person"], payload["slot"])
        return
    by_hand = payload.get("now", False)
    if not by_hand and row.next_at != datetime.fromisoformat(payload["slot"]):
        return
    subscriptions.change(work.connection, row.id, last_at=work.now, trouble=None)
    _to_all(work, replace(row, trouble=None), payload["slot"])
    if not by_hand:
        wait_until(work, row, next_of(work, row, zone_of(work, row), work.now))


def _to_all(work: Work, row: Subscription, slot: str) -> None:
    """To the person at once; for a role an errand each, so that no transaction counts for all of them."""
    if row.role is None:
        _tell(work, row, row.person, slot)
        return
    left = set(row.left_by)
    readers = [each.id for each in people.listing(work.connection, role=row.role) if each.id not in left]
    about = {"subscription": row.id, "slot": slot}
    items = [outbox.Item(ERRAND, {**about, "person": id}, f"{ERRAND}:{row.id}:{slot}:{id}") for id in readers]
    outbox.put_many(work.connection, items, work.now)


def _tell(work: Work, row: Subscription, reader: int | None, slot: str) -> None:
    """What stands in the way is kept for the page that shows subscriptions."""
    person = people.find(work.connection, reader)
    if person is None or not person.active or person.id in row.left_by:
        return
    if (trouble := _send(work, row, person, slot)) is not None:
        said = "\n".join(filter(None, (row.trouble, trouble)))
        subscriptions.change(work.connection, row.id, trouble=said[:2000])


def _send(work: Work, row: Subscription, person: Person, slot: str) -> str | None:
    """In the reader's rights, language and zone; what stands in the way is told, and stops nobody else's."""
    reader = work.as_actor(actor_of(work.connection, work.catalog, person))
    try:
        said = compose(reader, row)
    except Refused as refused:
        return f"{person.name}: {refused.text(person.language)}"
    shown_at = picture_path(row, person.id, slot) if said.picture else ""
    text = {**_text(said), "shown_at": shown_at}
    key = delivery_key(row.id, person.id, slot)
    delivering.leave(work, Delivery(key, row.channel, ABOUT, row.kind, text, work.now, work.now, person=person.id))
    return said.without


def _text(said: Said) -> dict[str, Any]:
    """What the channels say, each in its own way."""
    table = {"heads": list(said.heads), "rows": [list(row) for row in said.rows]}
    words = {"title": said.title, "body": said.body, "verb": said.verb, "path": said.path, "language": said.language}
    return {**words, "leave": said.leave, "table": table, "picture": said.picture}
