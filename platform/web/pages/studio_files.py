"""One file of the configuration: as text with its problems, or drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, request

from accounts import Work
from definitions import Catalog, NotFound, Stale, read_single
from publishing import load

from .. import desk
from ..htmx import go, page
from ..languages import language, t
from ..numbers import whole
from ..parts import Inspector, around_of, inspector, is_sound
from ..sessions import needs
from ..shell import toast
from ..studio import drawn_alert, drawn_pipeline, drawn_role, drawn_routing, drawn_scorecard
from ..studio.draft import Draft, draft_of
from ..studio.editing import digest_of_text, save, text_now
from ..studio.faces import Face, faces_of
from ..studio.frame import Frame, frame_of
from ..studio.impact import impact_seen
from ..studio.lines import DiffLine, diff_lines
from ..studio.listing import FileRow, head_of, row_of
from ..studio.problem_rows import ProblemRow, problem_rows

blueprint = Blueprint("studio_files", __name__, url_prefix="/studio/files")

DRAWN = {
    "alert": drawn_alert.draw,
    "pipeline": drawn_pipeline.draw,
    "role": drawn_role.draw,
    "routing": drawn_routing.draw,
    "scorecard": drawn_scorecard.draw,
}


@dataclass(frozen=True)
class FilePage:
    """A file with its text, its problems, and a drawing where its kind has one."""

    studio: Frame
    file: FileRow
    text: str
    digest: str
    problems: tuple[ProblemRow, ...]
    others: int
    face: str
    faces: tuple[Face, ...]
    drawing: Any
    lines: tuple[DiffLine, ...]
    clash: bool
    removed: bool
    line: int
    panel: Inspector | None = None


@dataclass(frozen=True)
class ProblemsPart:
    """What is wrong with a text that is not saved yet."""

    problems: tuple[ProblemRow, ...]


@dataclass(frozen=True)
class SavedMeanwhilePage:
    """Two admins saved the same file: both texts, and the choice."""

    studio: Frame
    file: FileRow
    message: str
    mine: str
    digest: str
    lines: tuple[DiffLine, ...]


@blueprint.get("/<path:path>")
@needs("configure")
def show(path: str):
    """The file as it stands in the draft."""
    with desk.reading() as work:
        return show_file(work, draft_of(work), path, at=request.args.get("at", ""))


@blueprint.post("/<path:path>")
@needs("configure")
def update(path: str):
    """Keeps the text in the draft, errors or not."""
    text, opened = request.form.get("text", ""), request.form.get("opened")
    try:
        with desk.writing() as work:
            if text_now(work, path) is None and path not in work.catalog.files:
                raise NotFound
            save(work, path, text, opened=opened)
            draft = draft_of(work)
    except Stale as stale:
        return _saved_meanwhile(path, text, stale)
    broken = sum(problem.location.file == path for problem in draft.errors)
    toast(t("studio.saved_with_errors", n=broken) if broken else t("studio.saved"))
    return go(f"/studio/files/{path}?face=yaml")


@blueprint.post("/check")
@needs("configure")
def check():
    """The problems of a text that is being typed; nothing is kept."""
    path, text = request.form.get("path", ""), request.form.get("text", "").replace("\r\n", "\n")
    with desk.reading() as work:
        files = {**draft_of(work).merged, path: text}
        found = [problem for problem in load(files).problems if problem.location.file == path]
        return page("partials/studio/problems.html", ProblemsPart(problem_rows(found, files, language(), here=path)))


def show_file(work: Work, draft: Draft, path: str, *, at: str = "", status: int = 200, **selected: Any):
    """The page of a file; `at` is the part of it that is selected, where it is edited part by part."""
    text = draft.merged.get(path)
    shown = text if text is not None else draft.published.get(path)
    if shown is None:
        raise NotFound
    row = row_of(draft, path)
    g.studio_kind = row.kind
    face, drawing = _face(work, draft, path)
    mine = [problem for problem in draft.plan.problems if problem.location.file == path]
    context = FilePage(
        studio=frame_of(draft, seen=impact_seen(draft)),
        file=row,
        text=shown,
        digest=digest_of_text(text),
        problems=problem_rows(mine, draft.merged, language(), here=path),
        others=len(draft.errors) - row.errors,
        face=face,
        faces=faces_of(draft, path, face),
        drawing=drawing,
        lines=diff_lines(draft.published.get(path), text) if draft.file(path) else (),
        clash=any(clash.path == path for clash in draft.clashes),
        removed=text is None,
        line=request.args.get("line", 0, type=whole),
        panel=inspector(work, draft, path, at, **selected) if face == "drawn" else None,
    )
    return page(f"pages/studio/{_template(context)}.html", context, status=status)


def _template(context: FilePage) -> str:
    if context.face == "yaml":
        return "file"
    return f"drawn_{context.file.kind}" if context.drawing is not None else "parts"


def _face(work: Work, draft: Draft, path: str) -> tuple[str, Any]:
    """`drawn` where the kind is edited on its page; the drawing is missing while something is wrong with the draft."""
    text = draft.merged.get(path)
    kind, id, _, _ = head_of(path, text or "")
    wanted = request.args.get("face") or ("yaml" if request.args.get("line") else "drawn")
    if wanted == "yaml" or text is None or not is_sound(around_of(work, draft, path)):
        return "yaml", None
    catalog = draft.plan.catalog or _beside_published(work, draft, path, (kind, id))
    is_drawn = kind in DRAWN and catalog is not None and catalog.find(kind, id) is not None
    return "drawn", DRAWN[kind](work, draft, catalog, id) if is_drawn else None


def _beside_published(work: Work, draft: Draft, path: str, name: tuple[str, str]) -> Catalog | None:
    """What is published, with this file as the draft has it: while only others in the draft are broken."""
    if draft.published.get(path) == draft.merged[path]:
        return work.catalog
    read = read_single(name[0], draft.merged[path], file=path).definition
    has_form = read is not None and (not hasattr(read, "form") or work.catalog.find("form", read.form) is not None)
    return work.catalog.replacing({name: read}) if has_form and not row_of(draft, path).errors else None


def _saved_meanwhile(path: str, text: str, stale: Stale):
    with desk.reading() as work:
        draft = draft_of(work)
        now = stale.current
        context = SavedMeanwhilePage(
            frame_of(draft),
            row_of(draft, path),
            stale.text(language()),
            text,
            digest_of_text(now),
            diff_lines(now, text),
        )
        return page("pages/studio/saved_meanwhile.html", context, status=409)
