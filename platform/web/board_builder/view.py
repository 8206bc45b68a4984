"""The page on which a dashboard is arranged: its tiles where they will stand, the reports to choose from, the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import reports
from accounts import Work
from definitions import Label

from ..languages import language, t
from ..report_builder.view_model import Choices, Option
from ..studio.editing import digest_of_text
from ..studio.problem_rows import ProblemRow, problem_rows
from .changing import changed, is_sound, is_tile, report_at, size_of


@dataclass(frozen=True)
class TileRow:
    """One tile in its place, with what can be done about it."""

    number: int
    title: str
    place: str
    width: int
    height: int
    src: str
    shows: tuple[Option, ...]
    gone: bool = False


@dataclass(frozen=True)
class BoardBuilder:
    """A dashboard on the bench."""

    id: str
    title: str
    tiles: tuple[TileRow, ...]
    new_tile: tuple[Choices, ...]
    text: str
    was: str
    problems: tuple[ProblemRow, ...]
    may_configure: bool
    draft_id: str
    note: str = ""


def built(work: Work, form: Any) -> reports.boards.WrittenBoard:
    """The text if somebody changed it; else the text with what the page says."""
    text = str(form.get("text", "")).replace("\r\n", "\n")
    written = reports.boards.read_board(work, text)
    if digest_of_text(text.strip()) != form.get("was") or not is_sound(written.data):
        return written
    made = changed(work, written.data, form)
    return reports.boards.write_board(work, made) if made != written.data else written


def page_of(work: Work, written: reports.boards.WrittenBoard, *, id: str = "", note: str = "") -> BoardBuilder:
    """The page of a text."""
    data, file = written.data, reports.boards.FILE
    title = reports.title_of(data, t("boards.untitled"))
    tiles = data.get("tiles") if isinstance(data.get("tiles"), list) else []
    sound = [tile for tile in tiles if is_tile(tile)]
    empty = not tiles
    return BoardBuilder(
        id=id,
        title=title.text(language()),
        tiles=tuple(_row(work, number, tile) for number, tile in enumerate(sound)),
        new_tile=tuple(_choices(work)),
        text=written.text,
        was=digest_of_text(written.text.strip()),
        problems=() if empty else problem_rows(written.problems, {file: written.text}, language(), here=file),
        may_configure=work.actor.role is not None and work.actor.role.configure,
        draft_id=str(data.get("id", "")),
        note=note,
    )


def _row(work: Work, number: int, tile: Mapping[str, Any]) -> TileRow:
    report, (width, height) = report_at(work, tile["report"]), size_of(tile)
    label = Label.of(tile.get("label"), report.label.text(language()) if report else tile["report"])
    chosen = tile.get("number", "")
    measures = report.measures if report else ()
    shows = [Option("", t("boards.picture"), not chosen)]
    shows += [Option(each.id, each.label.text(language()), each.id == chosen) for each in measures]
    return TileRow(
        number=number,
        title=label.text(language()),
        place=f"gw{min(width, reports.GRID)} gh{min(height, 12)}",
        width=width,
        height=height,
        src=f"/reports/{report.id}/finding" if report and not chosen else "",
        shows=tuple(shows),
        gone=report is None,
    )


def _choices(work: Work) -> Iterator[Choices]:
    """One's own reports first, then those of the house by subject."""
    own = [
        Option(kept.id, written.report.label.text(language()))
        for kept, written in reports.personal.my_reports(work)
        if written.report is not None
    ]
    if own:
        yield Choices(t("builder.mine"), tuple(own))
    groups: dict[str, list[Option]] = {}
    for report in reports.reports_for(work):
        subject = report.group.text(language()) if report.group else t("nav.reports")
        groups.setdefault(subject, []).append(Option(report.id, report.label.text(language())))
    yield from (Choices(subject, tuple(options)) for subject, options in groups.items())
