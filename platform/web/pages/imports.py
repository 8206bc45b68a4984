"""Importing a file: sent, its columns sorted, looked at, let in, reported, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, request, stream_with_context

from accounts import Work, require
from definitions import Refused
from flows import importing
from forms import UnreadableFile, form_of
from records import ImportRun

from .. import desk
from ..htmx import go, page, wants_part
from ..importing import MappingContext, RunLine, chosen_mapping, mapping_page, run_lines, run_page, said_words
from ..languages import language, t
from ..lists import those
from ..shell import toast

blueprint = Blueprint("imports", __name__, url_prefix="/records/<form>/imports")


@dataclass(frozen=True)
class ImportsContext:
    """Where a file is sent, and what came in before."""

    title: str
    action: str
    back: str
    runs: tuple[RunLine, ...]
    error: str = ""


@blueprint.get("")
def listing(form: str):
    """The box for a file, and the imports so far."""
    return _listing(form)


@blueprint.post("")
def send(form: str):
    """Takes a file as it is; nothing of it is a record yet."""
    with desk.reading() as work:
        require(work, "import", form)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _listing(form, t("imports.no_file"), 422)
    try:
        source, rows = importing.read_sent(sent.stream, sent.filename)
        with desk.writing() as work:
            number = importing.receive(work, form, source, rows)
    except UnreadableFile as refused:
        return _listing(form, refused.text(language()), refused.status)
    return go(f"/records/{form}/imports/{number}")


@blueprint.get("/<int:id>")
def show(form: str, id: int):
    """The step that an import has come to; `?sort` goes back to its columns."""
    with desk.reading() as work:
        run = importing.the_run(work, form, id)
        if run.state == "read" or (run.state == "checked" and "sort" in request.args):
            return _sorting(mapping_page(work, run))
        return _shown(work, run)


@blueprint.post("/<int:id>/mapping")
def sort(form: str, id: int):
    """Keeps which column fills which field, and has the lines looked at."""
    with desk.reading() as work:
        run = importing.the_run(work, form, id)
        chosen = chosen_mapping(run, request.form)
    try:
        with desk.writing() as work:
            importing.choose(work, run := importing.the_run(work, form, id), chosen)
            importing.look_at_once(work, run)
    except Refused as refused:
        with desk.reading() as work:
            return _sorting(mapping_page(work, run, chosen, error=refused.text(language())), 422)
    return go(f"/records/{form}/imports/{id}")


@blueprint.post("/<int:id>/words")
def words(form: str, id: int):
    """Keeps what words mean, for these lines and for files to come, and has the lines looked at again."""
    with desk.writing() as work:
        importing.say(work, run := importing.the_run(work, form, id), said_words(request.form))
        importing.look_at_once(work, run)
    return go(f"/records/{form}/imports/{id}")


@blueprint.post("/<int:id>/start")
def start(form: str, id: int):
    """Lets the lines in, in the background."""
    with desk.writing() as work:
        importing.begin(work, importing.the_run(work, form, id))
    return go(f"/records/{form}/imports/{id}")


@blueprint.post("/<int:id>/going-on")
def go_on(form: str, id: int):
    """After something stopped it: from the line on where it stopped."""
    with desk.writing() as work:
        importing.go_on(work, importing.the_run(work, form, id))
    return go(f"/records/{form}/imports/{id}")


@blueprint.post("/<int:id>/undoing")
def undo(form: str, id: int):
    """Brings back what stood before."""
    with desk.writing() as work:
        done = importing.take_back(work, importing.the_run(work, form, id))
    if done is not None:
        said = "imports.undone" if not done.left else "imports.undone_but"
        toast(t(said, trashed=done.trashed, restored=done.restored, left=len(done.left)))
    return go(f"/records/{form}/imports/{id}")


@blueprint.post("/<int:id>/dropping")
def drop(form: str, id: int):
    """Forgets a file of which nothing came in."""
    with desk.writing() as work:
        importing.drop(work, importing.the_run(work, form, id))
    toast(t("imports.dropped"))
    return go(f"/records/{form}/imports")


@blueprint.get("/<int:id>/report.csv")
def report(form: str, id: int):
    """Each line with what became of it."""
    with desk.reading() as work:
        importing.the_run(work, form, id)

    def lines() -> Iterator[str]:
        with desk.reading() as work:
            yield from importing.report_csv(work, importing.the_run(work, form, id))

    headers = {"Content-Disposition": f'attachment; filename="import-{form}-{id}.csv"'}
    return Response(stream_with_context(lines()), content_type="text/csv; charset=utf-8", headers=headers)


@blueprint.get("/<int:id>/records")
def records(form: str, id: int):
    """The records of an import, as a list that can be acted on."""
    with desk.reading() as work:
        run, place = importing.the_run(work, form, id), f"/records/{form}/imports/{id}/records"
        label = form_of(work.catalog, form).plural.text(work.language)
        args = {name: value for name, value in request.args.items() if name not in ("page", "part", "lang")}
        return those.answer(
            those.Those(
                title=t("imports.records_of", form=label),
                words=run.file,
                back=f"/records/{form}/imports/{id}",
                back_words=t("imports.back_to_run"),
                nothing=t("imports.no_records"),
                list=those.list_of(work, _chosen(work, form, id), place, args),
                here=those.address(place, args),
            )
        )


@blueprint.get("/<int:id>/records/export.<any(csv, xlsx):kind>")
def export(form: str, id: int, kind: str):
    """The same as a file."""
    return those.as_file(form, kind, lambda work: _chosen(work, form, id))


def _chosen(work: Work, form: str, id: int) -> those.Chosen:
    return those.Chosen(those.asked_of(work, form), importing.imported(work, importing.the_run(work, form, id)))


def _listing(form: str, error: str = "", status: int = 200) -> Response:
    with desk.reading() as work:
        runs = importing.runs_of(work, form)
        label = form_of(work.catalog, form).plural.inside(work.language)
        title, action = t("imports.of", form=label), f"/records/{form}/imports"
        context = ImportsContext(title, action, f"/records/{form}", run_lines(work, runs), error)
        return page("pages/imports/listing.html", context, status=status)


def _sorting(context: MappingContext, status: int = 200) -> Response:
    return page("pages/imports/sorting.html", context, status=status)


def _shown(work: Work, run: ImportRun) -> Response:
    context = run_page(work, run)
    if wants_part() and not context.moving:
        return go(context.href)  # it has ended: the whole page has more to say
    return page("pages/imports/show.html", context, part="partials/imports/progress.html")
