"""Which records a rule names: looked for now and then, planned with a date, shown, and held by whoever knows better."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Table, and_, select

from accounts import Work, require, seen
from definitions import NotFound
from forms import form_of, table_of
from records import Planned, duplicates, outbox
from records import retention as kept

from ..happenings import event, happened
from .definition import RetentionRule

ERRAND = "retention"
MOST = 500


@dataclass(frozen=True, slots=True)
class Coming:
    """One record that a rule names, with the rule's words."""

    plan: Planned
    title: str
    rule: RetentionRule | None


def look(work: Work) -> int:
    """Plan for the records that rules name now; what is due is left to be done. How many are new."""
    new = sum(_plan(work, rule) for rule in work.catalog.all("retention"))
    if kept.due(work.connection, work.now, limit=1):
        outbox.put(work.connection, ERRAND, {}, work.now, key=f"{ERRAND}:{work.now:%Y%m%d%H}")
    return new


def names(rule: RetentionRule, table: Table, now: datetime) -> ColumnElement[bool]:
    """The records that a rule names; those that became part of others are no trash."""
    before = now - timedelta(seconds=rule.after.seconds)
    if rule.trash:
        return and_(table.c.trashed_at <= before, table.c.id.not_in(duplicates.merged_away(rule.form)))
    return and_(table.c.trashed_at.is_(None), table.c.outcome.in_(sorted(rule.outcomes)), table.c.closed_at <= before)


def coming(work: Work, form_id: str) -> tuple[Coming, ...]:
    """What will be done, for those who may throw records away."""
    require(work, "trash", form_id)
    table, title = table_of(work.catalog, form_id), form_of(work.catalog, form_id).title
    mine = seen(work.actor, form_id, table)
    plans = kept.coming(work.connection, form_id, select(table.c.id).where(mine))
    named = (table.c.id.in_([one.subject for one in plans]), mine)
    titles = dict(work.connection.execute(select(table.c.id, table.c[f"f_{title}"]).where(*named)).all())
    return tuple(
        Coming(one, str(titles[one.subject] or one.number), work.catalog.find("retention", one.rule))
        for one in plans
        if one.subject in titles
    )


def hold(work: Work, form_id: str, id: int) -> None:
    """Keep the record; the rule passes over it until somebody lets it."""
    _change(work, form_id, id, kept.HELD, "kept_by_hand")


def release(work: Work, form_id: str, id: int) -> None:
    """Let the rule have it, with the same notice again."""
    _change(work, form_id, id, kept.PLANNED, None)


def _change(work: Work, form_id: str, id: int, state: str, why: str | None) -> None:
    require(work, "trash", form_id)
    plan = next((one for one in coming(work, form_id) if one.plan.id == id), None)
    if plan is None:
        raise NotFound
    notice = plan.rule.notice.seconds if plan.rule else 0
    due_at = work.now + timedelta(seconds=notice) if state == kept.PLANNED else plan.plan.due_at
    kept.change(work.connection, id, state=state, why=why, actor=work.actor.person_id, due_at=due_at)
    kind = "retention_held" if state == kept.HELD else "retention_planned"
    happened(work, event(work, form_id, plan.plan.subject, kind, rule=plan.plan.rule))


def _plan(work: Work, rule: RetentionRule) -> int:
    table = table_of(work.catalog, rule.form)
    fresh = and_(names(rule, table, work.now), table.c.id.not_in(kept.known(rule.form, rule.id)))
    found = select(table.c.id, table.c.number).where(fresh).order_by(table.c.id).limit(MOST)
    rows = work.connection.execute(found).all()
    due_at, revision = work.now + timedelta(seconds=rule.notice.seconds), work.catalog.revision
    wanted = [
        Planned(rule.form, id, number, rule.id, rule.do, work.now, due_at, revision=revision) for id, number in rows
    ]
    new = kept.plan(work.connection, wanted)  # told once, however many look at the same time
    happened(work, *(event(work, rule.form, one.subject, "retention_planned", rule=rule.id) for one in new))
    return len(new)
