"""The studio's home: what the draft holds, what is wrong with it, what was published before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Blueprint, request

from accounts import people
from definitions import KINDS, NotFound
from publishing import kind_word, know_all_kinds
from records import revisions

from .. import desk
from ..htmx import go, page
from ..languages import language, t
from ..sessions import needs
from ..studio.draft import Draft, draft_of
from ..studio.editing import create, text_now
from ..studio.frame import Frame, frame_of
from ..studio.impact import impact_seen
from ..studio.listing import FileRow, KindGroup, groups_of, plural_of, row_of
from ..studio.problem_places import told_problems
from ..studio.revision_rows import RevisionRow, revision_rows
from ..studio.starters import folder_of, starter
from ..studio.told_problem import ToldProblem

blueprint = Blueprint("studio", __name__, url_prefix="/studio")

RECENT = 5
SHOWN_PROBLEMS = 5


@dataclass(frozen=True)
class SetUpStep:
    """One thing a new installation needs, and whether it is there."""

    label: str
    detail: str
    href: str
    done: bool


@dataclass(frozen=True)
class HomePage:
    """The draft, its problems, the newest revisions and what is still to be set up."""

    studio: Frame
    changed: tuple[FileRow, ...]
    problems: tuple[ToldProblem, ...]
    more_problems: int
    revisions: tuple[RevisionRow, ...]
    steps: tuple[SetUpStep, ...]


@dataclass(frozen=True)
class FilesPage:
    """The files, by kind."""

    studio: Frame
    title: str
    kind: str
    groups: tuple[KindGroup, ...]
    total: int


@dataclass(frozen=True)
class NewFilePage:
    """Which kind, under which name, in which pack, for which form."""

    studio: Frame
    kind: str
    kind_label: str
    kinds: tuple[tuple[str, str], ...]
    packs: tuple[str, ...]
    forms: tuple[tuple[str, str], ...]
    id: str
    pack: str
    form: str
    error: str


@dataclass(frozen=True)
class ProblemsPage:
    """Everything that is wrong, errors first."""

    studio: Frame
    problems: tuple[ToldProblem, ...]


@blueprint.get("")
@needs("configure")
def home():
    """What stands, what changes, what hinders."""
    with desk.reading() as work:
        draft = draft_of(work)
        problems = told_problems(draft.plan.problems, draft.merged, language())
        context = HomePage(
            studio=frame_of(draft, seen=impact_seen(draft)),
            changed=tuple(row_of(draft, file.path) for file in draft.files),
            problems=problems[:SHOWN_PROBLEMS],
            more_problems=max(0, len(problems) - SHOWN_PROBLEMS),
            revisions=revision_rows(work, revisions.listing(work.connection, limit=RECENT)),
            steps=_steps(work, draft),
        )
        return page("pages/studio/home.html", context)


@blueprint.get("/files")
@needs("configure")
def files():
    """Every file, or those of one kind."""
    kind = request.args.get("kind", "")
    with desk.reading() as work:
        draft = draft_of(work)
        groups = groups_of(draft, kind)
        title = plural_of(kind) if _known(kind) else t("studio.all")
        total = sum(len(group.rows) for group in groups)
        return page(
            "pages/studio/files.html", FilesPage(frame_of(draft, seen=impact_seen(draft)), title, kind, groups, total)
        )


@blueprint.get("/files/new")
@needs("configure")
def new():
    """A new file: its kind and its name; the text begins with a starter."""
    with desk.reading() as work:
        return page("pages/studio/new.html", _new_file(draft_of(work), request.args))


@blueprint.post("/files")
@needs("configure")
def add():
    """Puts a starter into the draft and opens it."""
    kind, id, pack, form = (request.form.get(name, "").strip() for name in ("kind", "id", "pack", "form"))
    with desk.writing() as work:
        draft = draft_of(work)
        path = f"{pack}/{folder_of(kind)}{id}.yaml" if _known(kind) else ""
        error = _why_not(work, path, kind=kind, id=id, pack=pack)
        if error:
            return page("pages/studio/new.html", _new_file(draft, request.form, error), status=422)
        create(work, path, starter(kind, id, form, draft.plan.catalog or work.catalog))
    return go(f"/studio/files/{path}?face=yaml")


@blueprint.get("/problems")
@needs("configure")
def problems():
    """Everything that is wrong with the configuration as the draft has it."""
    with desk.reading() as work:
        draft = draft_of(work)
        rows = told_problems(draft.plan.problems, draft.merged, language())
        return page("pages/studio/problems.html", ProblemsPage(frame_of(draft, seen=impact_seen(draft)), rows))


@blueprint.get("/definitions/<kind>/<id>")
@needs("configure")
def definition(kind: str, id: str):
    """The file in which a definition stands."""
    with desk.reading() as work:
        if work.catalog.find(kind, id) is None:
            raise NotFound
        return go(f"/studio/files/{work.catalog.file_of(kind, id)}")


def _known(kind: str) -> bool:
    know_all_kinds()
    return KINDS.find(kind) is not None


def _new_file(draft: Draft, given, error: str = "") -> NewFilePage:
    know_all_kinds()
    kind = given.get("kind", "")
    catalog = draft.plan.catalog
    forms = catalog.all("form") if catalog else ()
    return NewFilePage(
        studio=frame_of(draft, seen=impact_seen(draft)),
        kind=kind,
        kind_label=kind_word(kind, language()) if _known(kind) else "",
        kinds=tuple((name, kind_word(name, language())) for name in KINDS.names() if name != "pack"),
        packs=tuple(dict.fromkeys([*sorted({path.split("/")[0] for path in draft.merged}), "local"])),
        forms=tuple((form.id, form.label.text(language())) for form in forms),
        id=given.get("id", ""),
        pack=given.get("pack", ""),
        form=given.get("form", ""),
        error=error,
    )


def _why_not(work, path: str, *, kind: str, id: str, pack: str) -> str:
    """Why no file can be begun like this; empty when it can."""

    if not _known(kind):
        return t("studio.choose_kind")
    if not re.fullmatch(KINDS.get(kind).id_pattern, id):
        return t("studio.bad_id", id=id)
    if not re.fullmatch(r"[a-z0-9][\w-]{0,47}", pack):
        return t("studio.bad_path", path=pack)
    if kind == "alert" and not work.catalog.all("report"):
        return t("studio.needs_report")
    taken = text_now(work, path) is not None or work.catalog.find(kind, id) is not None
    return t("studio.file_exists", path=path) if taken else ""


def _steps(work, draft: Draft) -> tuple[SetUpStep, ...]:
    """The six steps of a new installation."""
    catalog = work.catalog
    named = (
        ("people", "/people", len(people.listing(work.connection)) > 1),
        ("form", "/studio/packs", bool(catalog.all("form"))),
        ("scorecard", "/studio/files?kind=scorecard", bool(catalog.all("scorecard"))),
        ("routing", "/studio/files?kind=routing", bool(catalog.all("routing"))),
        ("pipeline", "/studio/files?kind=pipeline", bool(catalog.all("pipeline"))),
        ("public_form", "/studio/files?kind=public_form", bool(catalog.all("public_form"))),
    )
    steps = (
        SetUpStep(t(f"studio.step_{name}"), t(f"studio.step_{name}_why"), href, done) for name, href, done in named
    )
    return tuple(steps)
