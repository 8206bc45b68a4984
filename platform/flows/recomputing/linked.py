"""What changes of some records mean for others: rollups at once, formulas along links in the outbox.

It comes to an end: no field of any form may be computed from itself, not even by way of others (`forms.dependents`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accounts import Work
from forms import RolledUp, dependents_of, field_of, form_of, linked_from, rolled_up_in
from records import outbox

ERRAND = "linked"
PORTION = 500


@dataclass(frozen=True)
class Moved:
    """A record and the names whose values are others now; None where it came, went, or may be another altogether."""

    record: int
    names: frozenset[str] | None = None
    was: Mapping[str, Any] = field(default_factory=dict)  # by link field, the ids it held before
    is_new: bool = False

    def touches(self, reads: Collection[str]) -> bool:
        """Whether what reads these names gives something else now."""
        if self.names is None:
            return True
        return any(name in self.names or field_of(name) in self.names for name in reads)

    def linked_before(self, name: str) -> Iterator[int]:
        """The records that one of its fields pointed at."""
        was = self.was.get(name)
        for id in was if isinstance(was, list | tuple) else (was,):
            if id is not None:
                yield int(id)


def rolling(work: Work, form: str, moved: Sequence[Moved]) -> Mapping[str, set[int]]:
    """By form, the records in which these records are rolled up, or were before."""
    targets: dict[str, set[int]] = defaultdict(set)
    for rollup in rolled_up_in(work.catalog, form):
        targets[rollup.form].update(_targets(work, form, rollup, moved))
    return {target: records for target, records in targets.items() if records}


def _targets(work: Work, form: str, rollup: RolledUp, moved: Sequence[Moved]) -> set[int]:
    """The records whose rollup may be another one: those linked now, and those linked before."""
    touching = [one for one in moved if one.touches(rollup.reads)]
    through = form_of(work.catalog, form).field(rollup.field.type.through)
    before = {id for one in touching for id in one.linked_before(through.id)}
    return before.union(linked_from(work, form, through, [one.record for one in touching]))


def leave(work: Work, form: str, moved: Sequence[Moved], *, key: str) -> None:
    """Formulas that read these records along a link: there may be many, so nobody waits for them."""
    for dependent in dependents_of(work.catalog, form):
        records = [one.record for one in moved if not one.is_new and one.touches(dependent.reads)]
        for start in range(0, len(records), PORTION):
            name = f"{ERRAND}:{dependent.form}:{dependent.link.id}:{key}:{start}"
            payload = {"form": dependent.form, "link": dependent.link.id, "to": records[start : start + PORTION]}
            outbox.put(work.connection, ERRAND, payload, work.now, key=name)
