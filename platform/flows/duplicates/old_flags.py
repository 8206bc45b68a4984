"""Records that were flagged before pairs were kept wait for somebody's look, too: asked about once for each form."""

from __future__ import annotations

from sqlalchemy import select

from accounts import Work
from forms import form_of, table_of
from records import outbox, settings

from ..likeness import keep_alike

OLD_FLAGS = "old_flags"
PORTION = 500


def ask_about_old_flags(work: Work) -> int:
    """Leaves an errand for each form with rules whose flags nobody went through yet; for how many forms."""
    forms = [form.id for form in work.catalog.all("form") if form.duplicates and not _is_done(work, form.id)]
    for form in forms:
        settings.put(work.connection, _setting(form), "done")
        outbox.put(work.connection, OLD_FLAGS, {"form": form}, work.now, key=_setting(form))
    return len(forms)


def keep_portion(work: Work, form_id: str, after: int) -> int | None:
    """Keeps the pairs of the next flags, judged by today's rules; returns where to go on, None at the end."""
    form, table = form_of(work.catalog, form_id), table_of(work.catalog, form_id)
    flagged = (table.c.id > after, table.c.duplicate_of.is_not(None), table.c.trashed_at.is_(None))
    query = select(table.c.id, table.c.duplicate_of).where(*flagged).order_by(table.c.id).limit(PORTION)
    rows = work.connection.execute(query).all()
    keep_alike(work, form, {(min(pair), max(pair)) for pair in map(tuple, rows)})
    return rows[-1].id if len(rows) == PORTION else None


def _is_done(work: Work, form: str) -> bool:
    return settings.get(work.connection, _setting(form)) is not None


def _setting(form: str) -> str:
    return f"{OLD_FLAGS}:{form}"
