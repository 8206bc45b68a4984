"""What happens to a record changes what others compute from it."""

from __future__ import annotations

from collections import defaultdict

from accounts import Work
from definitions import Catalog
from forms import SYSTEM_TYPES, dependents_of, rolled_up_in
from records import Event, outbox

from ..happenings import FOLLOWERS, OF_OTHERS, Told
from ..recomputing.linked import Moved
from ..recomputing.recompute import spread

CHANGES = ("edited", "recomputed")
CAME_OR_WENT = ("submitted", "trashed", "restored", "import_undone", "merged_away", "merge_undone", "erased")
WORTH = frozenset({"score", "grade", "fit_score", "behaviour_score", "rule_grade", "urgent"})
SYSTEM = frozenset(SYSTEM_TYPES)


@FOLLOWERS.register("linked")
def keep_up(work: Work, told: Told) -> None:
    """Asks the database nothing where no form computes anything from such records."""
    moved: dict[str, list[Moved]] = defaultdict(list)
    read = {form for form in {event.form for event in told.events} if _is_read(work.catalog, form)}
    for event, id in zip(told.events, told.ids, strict=True):
        if event.record:
            if event.form in read and event.kind not in OF_OTHERS:
                moved[event.form].append(_moved(event))
        elif event.kind == "regraded":
            _grades_moved(work, event, id)
    for form, several in moved.items():
        spread(work, form, several, key=str(told.ids[0]))


def _is_read(catalog: Catalog, form: str) -> bool:
    """Whether any form computes something from records of this one."""
    return bool(dependents_of(catalog, form) or rolled_up_in(catalog, form))


def _moved(event: Event) -> Moved:
    if event.kind in CAME_OR_WENT:
        return Moved(event.record, None, event.data.get("links", {}), is_new=event.kind == "submitted")
    if event.kind in CHANGES:
        changes = event.data.get("changes", {})
        return Moved(event.record, frozenset(changes), {name: pair[0] for name, pair in changes.items()})
    return Moved(event.record, SYSTEM)


def _grades_moved(work: Work, event: Event, id: int) -> None:
    """A form that was graded anew tells no event for each record: what rolls grades up is computed as a whole."""
    forms = {each.form for each in rolled_up_in(work.catalog, event.form) if not WORTH.isdisjoint(each.reads)}
    for form in sorted(forms):
        outbox.put(work.connection, "recompute", {"form": form}, work.now, key=f"recompute:{form}:{id}")
