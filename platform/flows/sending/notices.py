"""What a person should know of: left in the outbox by whoever causes it, made a notification by the errand `notify`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from accounts import Work
from definitions import Reason
from records import outbox

# More than this for one person out of one cause is a storm, and told as one notice with a count.
STORM = 5
STORM_KIND = "storm"
# Told to people beside the record, and only as long as they may see it.
ONLY_WHO_SEES = frozenset({"mentioned", "commented", "watched"})


@dataclass(frozen=True)
class Notice:
    """What happened, to which record, why this person is told, and until when they should act."""

    person: int
    kind: str
    form: str
    record: int
    key: str
    message: str | None = None
    why: Reason | None = None
    until: datetime | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    cause: str | None = None  # what many notices may come from at once

    def as_json(self) -> dict[str, Any]:
        """The outbox payload."""
        return {
            "person": self.person,
            "kind": self.kind,
            "form": self.form,
            "record": self.record,
            "key": self.key,
            "message": self.message,
            "why": self.why.as_json() if self.why else None,
            "until": self.until.isoformat() if self.until else None,
            "params": dict(self.params),
            "cause": self.cause,
        }

    @classmethod
    def from_json(cls, payload: Mapping[str, Any]) -> Notice:
        """Reads back what `as_json` wrote."""
        why, until = payload.get("why"), payload.get("until")
        return cls(
            person=payload["person"],
            kind=payload["kind"],
            form=payload["form"],
            record=payload["record"],
            key=payload["key"],
            message=payload.get("message"),
            why=Reason.from_json(why) if why else None,
            until=datetime.fromisoformat(until) if until else None,
            params=payload.get("params") or {},
            cause=payload.get("cause"),
        )


def tell(work: Work, notices: Iterable[Notice]) -> None:
    """Leave notices in the outbox, in the transaction of their cause; a key is told once."""
    for notice in notices:
        outbox.put(work.connection, "notify", notice.as_json(), work.now, key=f"notify:{notice.key}")


def tell_portion(work: Work, notices: Sequence[Notice]) -> None:
    """The same for notices of one cause: beyond the first few, each person's become one that counts them."""
    told: list[Notice] = []
    for theirs in _by_person(notices).values():
        told += theirs[:STORM]
        told += [_counted(theirs[STORM:])] if len(theirs) > STORM else []
    items = [outbox.Item("notify", notice.as_json(), f"notify:{notice.key}") for notice in told]
    outbox.put_many(work.connection, items, work.now)


def _counted(notices: Sequence[Notice]) -> Notice:
    """One that stands for several, with the keys of all, so that each is counted once."""
    first, keys = notices[0], [notice.key for notice in notices]
    return replace(first, kind=STORM_KIND, message=None, why=None, until=None, params={"keys": keys})


def tell_grouped(work: Work, notices: Sequence[Notice], cause: str) -> None:
    """The same for a batch that has keys of its own: whoever would get more than a few gets one that counts them."""
    told: list[Notice] = []
    for person, theirs in _by_person(notices).items():
        told += theirs if len(theirs) <= STORM else [_storm(person, theirs, cause)]
    if len(told) == 1:
        tell(work, told)
        return
    items = [outbox.Item("notify", notice.as_json(), f"notify:{notice.key}") for notice in told]
    outbox.put_many(work.connection, items, work.now)


def _by_person(notices: Sequence[Notice]) -> dict[int, list[Notice]]:
    grouped: dict[int, list[Notice]] = defaultdict(list)
    for notice in notices:
        grouped[notice.person].append(notice)
    return grouped


def _storm(person: int, notices: list[Notice], cause: str) -> Notice:
    first = notices[0]
    records = list(dict.fromkeys((notice.form, notice.record) for notice in notices))
    return Notice(
        person,
        "storm",
        first.form,
        first.record,
        key=f"storm:{cause}:{person}:{first.key}",
        params={"n": len(notices), "records": [list(record) for record in records[:50]]},
    )
