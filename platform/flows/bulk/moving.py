"""Many records go to a stage, each through its own gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accounts import Work
from definitions import Refused
from records import store

from ..importing.state import state_of
from ..stage_moves import stages
from ..subject import Subject, require_claimed


@dataclass(frozen=True)
class Came:
    """What became of one record: refused; or what it was before and is after; or nothing, as it was so already."""

    record: int
    refused: Refused | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


def move(work: Work, form: str, subjects: Mapping[int, Subject], act: Any) -> Iterator[Came]:
    """Each behind its own savepoint: one that refuses holds up none of the others."""
    for subject in subjects.values():
        try:
            before = state_of(work, subject)
            with work.connection.begin_nested():
                stages.advance(work, form, subject.id, act.to, skip_reason=act.reason, skip_words=act.words)
        except Refused as refused:
            yield Came(subject.id, refused)
            continue
        row = store.fetch(work.connection, subject.table, subject.id)
        yield Came(subject.id, before=before, after={"version": row.version, "stage": row.stage})


def unclaimed(work: Work, form: str, subject: Subject) -> Refused | None:
    """What lies in a pool is taken first, as for one record alone."""
    try:
        require_claimed(work, form, subject.row)
    except Refused as refused:
        return refused
    return None
