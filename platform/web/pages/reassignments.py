"""What was given on in one act: to whom, how many, which records; and taking it back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from flask import Blueprint

from accounts import Work, people
from definitions import NotFound, Refused
from flows import assignment, look_many
from records import AssignmentRow, Reassignment, reassignments

from .. import desk
from ..due import ago
from ..htmx import back, go, page
from ..languages import language, t
from ..reassigning import LeftRow, ShareRow, share_rows
from ..shell import toast

blueprint = Blueprint("reassignments", __name__, url_prefix="/reassignments/<int:id>")
SHOWN = 200


@dataclass(frozen=True, slots=True)
class MovedRow:
    """One record that was given on, and who has it now."""

    title: str
    href: str
    to: str
    now: str


@dataclass(frozen=True)
class ReassignmentPage:
    """One act."""

    id: int
    title: str
    when: str
    words: str
    shares: tuple[ShareRow, ...]
    rows: tuple[MovedRow, ...]
    more: int
    undone: str
    may_undo: bool
    strayed: bool = False
    gone: str = ""
    gone_href: str = ""
    left: tuple[LeftRow, ...] = ()
    error: str = ""


@blueprint.get("")
def show(id: int):
    """Who gave on what, and where it is now."""
    with desk.reading() as work:
        return page("pages/reassignments/show.html", _page(work, assignment.act_of(work, id)))


@blueprint.post("/undoing")
def undo(id: int):
    """Everything that nobody touched since goes back to where it was."""
    try:
        with desk.writing() as work:
            done, left = assignment.take_back(work, id)
    except NotFound:
        raise
    except Refused as refused:
        toast(refused.text(language()))
        return go(f"/reassignments/{id}")
    toast(t("reassign.undone_n", n=done) if not left else t("reassign.undone_but", n=done, left=len(left)))
    return go(back(f"/reassignments/{id}") if not left else f"/reassignments/{id}")


def _page(work: Work, act: Reassignment) -> ReassignmentPage:
    moved = reassignments.moved(work.connection, act.id)
    names = people.names(work.connection, {act.actor, act.person, act.undone_by, *(row.owner for row in moved)})
    rows = [row for form in dict.fromkeys(row.form for row in moved) for row in _rows(work, form, moved, names)]
    who = names.get(act.actor, t("routing.system"))
    key = "reassign.title_of" if act.person else "reassign.title"
    gone = _gone(work, act)
    back = {"who": names.get(act.undone_by, "–"), "when": ago(act.undone_at)}
    return ReassignmentPage(
        id=act.id,
        title=t(key, name=names.get(act.person, "–"), n=act.records),
        when=t("reassign.by", who=who, when=ago(act.at)),
        words=act.words,
        shares=_shares(work, moved),
        rows=tuple(rows[:SHOWN]),
        strayed=any(row.to != row.now for row in rows),
        more=max(0, act.records - SHOWN),
        undone=t("reassign.was_undone", **back) if act.undone_at else "",
        may_undo=act.undone_at is None and act.records > 0 and not gone,
        gone=t("reassign.gone", name=gone) if gone else "",
        gone_href=f"/people/{act.person}",
    )


def _gone(work: Work, act: Reassignment) -> str:
    """The name of whom it could go back to, where they have left since: nothing goes back to who is not here."""
    if act.person is None or act.undone_at is not None:
        return ""
    person = people.get(work.connection, act.person)
    return "" if person.active else person.name


def _shares(work: Work, moved: tuple[AssignmentRow, ...]) -> tuple[ShareRow, ...]:
    counted = Counter((row.form, row.owner, row.pool) for row in moved)
    found = [(form, assignment.Share(owner, pool, n)) for (form, owner, pool), n in counted.most_common()]
    rows = (row for form, share in found for row in share_rows(work, form, [share]))
    return tuple(ShareRow(row.badge, row.label, row.n, "", False) for row in rows)


def _rows(work: Work, form: str, moved: tuple[AssignmentRow, ...], names: dict[int, str]) -> list[MovedRow]:
    theirs = [row for row in moved if row.form == form][:SHOWN]
    if work.catalog.find("form", form) is None:
        return []
    there = look_many(work, form, [row.record for row in theirs])
    now = people.names(work.connection, [subject.owner for subject in there.values()])
    return [
        MovedRow(
            there[row.record].title,
            f"/records/{form}/{row.record}",
            names.get(row.owner) or _pool(work, form, row.pool),
            now.get(there[row.record].owner) or t("ui.nobody"),
        )
        for row in theirs
        if row.record in there
    ]


def _pool(work: Work, form: str, pool: str | None) -> str:
    [row] = share_rows(work, form, [assignment.Share(None, pool, 1)])
    return row.label
