"""What was posted becomes a report's text, and the text becomes the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import reports
from accounts import Work
from definitions import Refused
from forms import Invalid

from ..languages import language, t
from ..report_asked import BUILDER, AskLine
from ..reporting import PAGE_SECONDS
from ..studio.editing import digest_of_text
from ..studio.problem_rows import problem_rows
from .changing import changed
from .posted import Posted
from .saving import path_of
from .shelf import shelf_of
from .view_model import Answer, BuilderPage, Option

BUILT = "/reports/built"


@dataclass(frozen=True)
class Built:
    """The report as it is now, and what could not be added to it."""

    written: reports.Written
    posted: Posted
    refused: Invalid | None = None
    note: str = ""
    unfinished: str = ""

    def require_whole(self, work: Work) -> None:
        """A condition that was begun is finished or taken away before the report is kept: it is never lost silently."""
        if self.unfinished:
            draft = self.written.draft
            offers = reports.offers(work, draft.over, draft.form) if draft else {}
            name = offers[self.unfinished].label if self.unfinished in offers else self.unfinished
            raise Refused("builder.unfinished", name=name)


def built(work: Work, form: Any) -> Built:
    """The text if somebody changed it; else the text with what the controls say."""
    posted = Posted(form)
    text = str(form.get("text", "")).replace("\r\n", "\n")
    written = reports.read_written(work.catalog, text)
    reports.require_seen(work, written)
    if digest_of_text(text.strip()) != posted.one("was") or not _has_shelf(work, written):
        return Built(written, Posted(type(form)()))
    made = changed(work, written.data, posted)
    if made.data != written.data:
        written = reports.write(work.catalog, made.data)
    return Built(written, Posted(type(form)()) if made.added else posted, made.refused, made.note, made.unfinished)


def posted_page(work: Work, form: Any, *, note: str = "") -> BuilderPage:
    """The page after something was chosen."""
    made = built(work, form)
    as_posted = Posted(form)
    also = {"id": as_posted.one("id"), "unfolded": tuple(as_posted.one("unfolded").split())}
    also["placed"] = t(made.note) if made.note else ""
    return page_of(work, made.written, made.posted, refused=made.refused, note=note, **also)


def page_of(work: Work, written: reports.Written, posted: Posted, **also: Any) -> BuilderPage:
    """The page of a text."""
    reports.require_seen(work, written)
    configures = work.actor.role is not None and work.actor.role.configure
    refused = also.pop("refused", None)
    return BuilderPage(
        id=also.get("id", ""),
        ask=also.get("ask", AskLine(BUILDER)),
        shelf=shelf_of(work, written, posted, refused=refused) if _has_shelf(work, written) else None,
        text=written.text,
        was=digest_of_text(written.text.strip()),
        problems=problem_rows(written.problems, {reports.FILE: written.text}, language(), here=reports.FILE),
        answer=_answer(work, written),
        may_configure=configures,
        mine=bool(also.get("id")),
        boards=tuple(_boards(work)),
        draft_path=path_of(work, str(written.data.get("id", ""))) if configures else "",
        note=also.get("note", ""),
        unfolded=also.get("unfolded", ()),
        placed=also.get("placed", ""),
    )


def _boards(work: Work) -> Iterator[Option]:
    """One's own dashboards, on which it can be put, and a new one."""
    for kept, board in reports.boards.my_dashboards(work):
        if board.dashboard is not None:
            yield Option(kept.id, board.dashboard.label.text(language()))
    yield Option("new", t("builder.new_board"))


def _has_shelf(work: Work, written: reports.Written) -> bool:
    return written.draft is not None and reports.sees_form(work, written.draft.form)


def _answer(work: Work, written: reports.Written) -> Answer:
    """The answer now; a report that is wrong has none, and its problems stand beside the text."""
    if written.report is None:
        return Answer()
    try:
        table = reports.run(work, written.report, within=PAGE_SECONDS)
    except Refused as refused:
        return Answer(error=refused.text(language()))
    chart, href = written.report.chart, _href(written)
    pictured = table.rows and chart is not None and chart.type != "table"
    return Answer(
        finding=table.finding.text(language()),
        drawing=reports.draw(table, language(), href=href) if pictured else None,
        table=reports.draw(table, language(), href=href, chart="table") if table.rows else None,
        empty=not table.rows,
    )


def _href(written: reports.Written) -> Callable[[reports.CellRef], str] | None:
    """Where each number goes: nothing is kept, so the address takes the report along; None for one too long."""
    packed = reports.pack(written.data)
    return (lambda ref: f"{BUILT}/records?{urlencode({'of': packed, 'cell': str(ref)})}") if packed else None
