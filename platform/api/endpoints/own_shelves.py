"""Reports and dashboards of one's own: kept as the text a file has, and checked as one that is published."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Response

import reports
from accounts import Work, require
from definitions import DefinitionError, as_yaml, say
from records import PersonalReport

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..idempotency import change as once
from ..inputs import arguments
from ..problems import told_problems, wrong_text
from ..record_json import stamp
from ..replies import Reply
from ..shapes import NEW_OWN, OWN_CHANGE

Written = reports.Written | reports.boards.WrittenBoard


@dataclass(frozen=True)
class Shelf:
    """One of the two, by the verbs that its pages have."""

    untitled: str
    mine: Callable[[Work], Iterable[tuple[PersonalReport, Any]]]
    find: Callable[[Work, str], PersonalReport]
    read: Callable[[Work, str], Any]
    copy: Callable[[Work, str], dict[str, Any]]
    keep: Callable[..., str]
    remove: Callable[..., None]


def _read_report(work: Work, text: str) -> reports.Written:
    written = reports.read_written(work.catalog, text)
    reports.require_seen(work, written)
    return written


SHELVES = {
    "reports": Shelf(
        untitled="builder.untitled",
        mine=reports.personal.my_reports,
        find=reports.personal.personal_of,
        read=_read_report,
        copy=reports.copy_of_report,
        keep=reports.personal.keep,
        remove=reports.personal.remove,
    ),
    "dashboards": Shelf(
        untitled="boards.untitled",
        mine=reports.boards.my_dashboards,
        find=reports.boards.board_of,
        read=reports.boards.read_board,
        copy=reports.copy_of_dashboard,
        keep=reports.boards.keep,
        remove=reports.boards.remove,
    ),
}


@v1.get("/reports/mine", defaults={"shelf": "reports"})
@v1.get("/dashboards/mine", defaults={"shelf": "dashboards"})
def list_own(shelf: str) -> Response:
    """The caller's own, the oldest first; one that no longer fits what is published is told so."""
    arguments()
    with reading() as work:
        require(work, "report")
        there = SHELVES[shelf]
        return Reply({shelf: [_head(work, there, kept, written) for kept, written in there.mine(work)]}).response()


@v1.get("/reports/mine/<one>", defaults={"shelf": "reports"})
@v1.get("/dashboards/mine/<one>", defaults={"shelf": "dashboards"})
def read_own(shelf: str, one: str) -> Response:
    """Its text with what is wrong with it; whoever knows the id of another person's reads that, too."""
    arguments()
    with reading() as work:
        return Reply(_told(work, SHELVES[shelf], one)).response()


@v1.post("/reports/mine", defaults={"shelf": "reports"})
@v1.post("/dashboards/mine", defaults={"shelf": "dashboards"})
def keep_own(shelf: str) -> Response:
    """Keep a text, or a copy of another one, among one's own; nothing that is wrong is kept."""
    body = NEW_OWN.read(read_body())

    def keep(work: Work) -> Reply:
        require(work, "report")
        there = SHELVES[shelf]
        text = body["text"] if "text" in body else as_yaml(there.copy(work, body["copy_of"]))
        return Reply(_told(work, there, _kept(work, there, text)), 201)

    return _once(keep, body)


@v1.patch("/reports/mine/<one>", defaults={"shelf": "reports"})
@v1.patch("/dashboards/mine/<one>", defaults={"shelf": "dashboards"})
def change_own(shelf: str, one: str) -> Response:
    """Another text in its place, or another name in the text that is there."""
    body = OWN_CHANGE.read(read_body())

    def change(work: Work) -> Reply:
        there = SHELVES[shelf]
        kept = there.find(work, one)
        text = body["text"] if "text" in body else _renamed(work, there, kept, body["label"])
        return Reply(_told(work, there, _kept(work, there, text, one)))

    return _once(change, body)


@v1.delete("/reports/mine/<one>", defaults={"shelf": "reports"})
@v1.delete("/dashboards/mine/<one>", defaults={"shelf": "dashboards"})
def remove_own(shelf: str, one: str) -> Response:
    """Take it from the shelf; it can be put back."""

    def remove(work: Work) -> Reply:
        SHELVES[shelf].remove(work, one)
        return Reply({"id": one})

    return once(remove, {})


@v1.post("/reports/mine/<one>/restoration", defaults={"shelf": "reports"})
@v1.post("/dashboards/mine/<one>/restoration", defaults={"shelf": "dashboards"})
def restore_own(shelf: str, one: str) -> Response:
    """Put back what was taken from the shelf."""

    def restore(work: Work) -> Reply:
        SHELVES[shelf].remove(work, one, back=True)
        return Reply(_told(work, SHELVES[shelf], one))

    return once(restore, {})


def _once(do: Callable[[Work], Reply], body: dict[str, Any]) -> Response:
    try:
        return once(do, body)
    except DefinitionError as wrong:
        return wrong_text(wrong).response()


def _kept(work: Work, there: Shelf, text: str, one: str = "") -> str:
    """Kept under its id, unless anything is wrong with it; then all of it is said."""
    written = there.read(work, text.replace("\r\n", "\n"))
    if not _fits(written):
        raise DefinitionError(written.problems)
    return there.keep(work, written, one)


def _renamed(work: Work, there: Shelf, kept: PersonalReport, label: Any) -> str:
    return as_yaml({**there.read(work, kept.text).data, "label": label})


def _fits(written: Written) -> bool:
    return not any(problem.is_error for problem in written.problems)


def _head(work: Work, there: Shelf, kept: PersonalReport, written: Written) -> dict[str, Any]:
    return {
        "id": kept.id,
        "label": reports.title_of(written.data, say(there.untitled, work.language)).text(work.language),
        "fits": _fits(written),
        "made_at": stamp(kept.made_at),
        "changed_at": stamp(kept.changed_at),
    }


def _told(work: Work, there: Shelf, one: str) -> dict[str, Any]:
    kept = there.find(work, one)
    written = there.read(work, kept.text)
    whose = {"mine": kept.person == work.actor.person_id, "removed": kept.removed_at is not None}
    problems = told_problems(written.problems)
    return {**_head(work, there, kept, written), **whose, "text": kept.text, "problems": problems}
