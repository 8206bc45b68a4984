"""Taking an import back: a small one while the person waits, a large one as an errand."""

from __future__ import annotations

from accounts import Work, actor_of
from definitions import AlreadyDone, NotFound, Refused
from records import ImportRun, imports, outbox

from .imports import Undone, undo

UNDO = "import_undo"
AT_ONCE = 300


def take_back(work: Work, run: ImportRun) -> Undone | None:
    """Bring back what stood before; None when that is left to be done."""
    run = imports.get(work.connection, run.id, lock=True)
    if run.state == "undone":
        raise AlreadyDone("records.import_undone", number=run.id)
    if run.state not in ("done", "failed"):
        raise Refused("flows.refused.import_not_done", number=run.id)
    if sum(run.counts.values()) <= AT_ONCE:
        return undo_run(work, run)
    imports.change(work.connection, run.id, state="undoing")
    outbox.put(work.connection, UNDO, {"run": run.id, "by": work.actor.person_id}, work.now, key=f"{UNDO}:{run.id}")
    return None


def undo_run(work: Work, run: ImportRun, *, by: int | None = None) -> Undone:
    """The undo itself, by whoever asked for it, and what it came to kept with the import."""
    done = undo(work if by is None else _in_name_of(work, by), run.id)
    kept = {"trashed": done.trashed, "restored": done.restored, "left": list(done.left)}
    imports.change(work.connection, run.id, problem={"undone": kept})
    return done


def _in_name_of(work: Work, person: int) -> Work:
    """Of whoever asked for it; it was asked for rightly, so it is done in the house's name once they have left."""
    try:
        return work.as_actor(actor_of(work.connection, work.catalog, person))
    except NotFound:
        return work
