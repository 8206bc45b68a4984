"""Files on their way in: sent, sorted into fields, looked at, imported in the background, taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import IO, Any

from flask import Response, request, stream_with_context

from accounts import Work, people, require
from definitions import Refused
from flows import importing
from forms import FieldError, form_of
from records import ImportRun

from .. import import_json
from ..blueprint import v1
from ..bodies import NotJson, read_body
from ..desk import reading
from ..idempotency import change
from ..inputs import LARGEST_ID, InputError, Shape, arguments, refuse, said, unknown, whole_number
from ..lists import ASKED, listed
from ..places import form_at, id_at, person_of
from ..replies import Reply
from ..shapes import IMPORT_MAPPING, IMPORT_WORDS

LARGEST = 64 * 1024 * 1024
PER_PAGE, LARGEST_PAGE = 100, 1000
# Which part of a mapping is meant where all of it is refused.
ABOUT = {
    "import_no_map": "map", "missing_columns": "map", "import_no_key": "key", "import_key_unread": "key",
    "import_fixed_long": "fixed", "import_nobody_called": "owner",
}  # fmt: skip


@v1.get("/records/<form>/imports")
def list_imports(form: str) -> Response:
    """The imports of a form that the caller may see, the newest first."""
    arguments()
    with reading() as work:
        form_at(work, form)
        return Reply({"imports": import_json.heads(work, importing.runs_of(work, form))}).response()


@v1.post("/records/<form>/imports")
def send_file(form: str) -> Response:
    """Take a file in: the body is the content. With `map`, its lines are looked at by a published map at once."""
    given = arguments("name", "map")
    name = given.get("name", "").strip()
    if not name:
        refuse(InputError("name", "no_name"))
    with reading() as work:
        form_at(work, form)
        require(work, "import", form)
    if request.mimetype == "multipart/form-data":
        raise NotJson("api.not_a_form")
    request.max_content_length = LARGEST
    digest = hashlib.sha256()
    source, rows = importing.read_sent(_Counted(request.stream, digest.update), name)

    def receive(work: Work) -> Reply:
        number = importing.receive(work, form, source, rows)
        if "map" in given:
            _choose(work, importing.the_run(work, form, number), {"map": given["map"]})
        return Reply(import_json.in_full(work, importing.the_run(work, form, number)), 201)

    return change(receive, {"sha256": digest.hexdigest()})


@v1.get("/records/<form>/imports/<run>")
def read_import(form: str, run: str) -> Response:
    """How far one is, how its columns are sorted, and what it comes to."""
    arguments()
    with reading() as work:
        return Reply(import_json.in_full(work, _run(work, form, run))).response()


@v1.post("/records/<form>/imports/<run>/mapping")
def sort_columns(form: str, run: str) -> Response:
    """Say which column fills which field, or which published map reads the file, and have the lines looked at."""
    body = IMPORT_MAPPING.read(read_body())
    beside = [name for name in body if name != "map"] if "map" in body else []
    if beside:
        refuse(*(InputError(name, "not_with", {"name": "map"}) for name in beside))
    return _changed(form, run, body, lambda work, found: _choose(work, found, body))


@v1.post("/records/<form>/imports/<run>/words")
def say_words(form: str, run: str) -> Response:
    """Say what words of the file mean, for all its lines and for files to come."""
    body = IMPORT_WORDS.read(read_body())

    def say(work: Work, found: ImportRun) -> None:
        columns = importing.Mapping.of(found).columns
        wrong = [name for name in body["words"] if name not in columns]
        if wrong:
            refuse(*(unknown(name, columns) for name in wrong[:20]))
        importing.say(work, found, body["words"])
        importing.look_at_once(work, found)

    return _changed(form, run, body, say)


@v1.get("/records/<form>/imports/<run>/preview")
def preview_import(form: str, run: str) -> Response:
    """The first good lines as they will be saved, and the words that mean nothing yet."""
    arguments()
    with reading() as work:
        found = _run(work, form, run)
        if found.state != "checked":
            raise Refused("flows.refused.import_not_checked", number=found.id)
        return Reply(import_json.preview(work, found)).response()


@v1.get("/records/<form>/imports/<run>/lines")
def list_lines(form: str, run: str) -> Response:
    """Each line with what became of it or is foreseen; `state=refused` has all problems."""
    given = arguments("state", "after", "limit")
    state = given.get("state")
    if state is not None and state not in import_json.STATES:
        refuse(InputError("state", "not_among", {"names": ", ".join(import_json.STATES)}))
    limit = whole_number(given, "limit", PER_PAGE, most=LARGEST_PAGE)
    after = whole_number(given, "after", 0, most=LARGEST_ID)
    with reading() as work:
        found = _run(work, form, run)
        fates = importing.fates_of(work, found, state=state, after=after, limit=limit)
        told = import_json.lines(work, found, fates)
    return Reply({"lines": told, "next": told[-1]["line"] if len(told) == limit else None}).response()


@v1.get("/records/<form>/imports/<run>/records")
def list_imported(form: str, run: str) -> Response:
    """The records that the lines are about, as a list."""
    given = arguments(*ASKED)
    with reading() as work:
        return Reply(listed(work, form, given, within=importing.imported(work, _run(work, form, run)))).response()


@v1.get("/records/<form>/imports/<run>/report.csv")
def download_report(form: str, run: str) -> Response:
    """The same as a file, each line with its cells as they were sent: to be mended and sent again."""
    arguments()
    with reading() as work:
        id = _run(work, form, run).id

    def written() -> Any:
        with reading() as work:
            yield from importing.report_csv(work, importing.the_run(work, form, id))

    headers = {"Content-Disposition": f'attachment; filename="import-{form}-{id}.csv"'}
    return Response(stream_with_context(written()), content_type="text/csv; charset=utf-8", headers=headers)


@v1.post("/records/<form>/imports/<run>/start")
def start_import(form: str, run: str) -> Response:
    """Let the lines in, in the background."""
    return _changed(form, run, Shape({}).read(read_body()), importing.begin, status=202)


@v1.post("/records/<form>/imports/<run>/going-on")
def go_on_with_import(form: str, run: str) -> Response:
    """After something stopped it: from the line on where it stopped."""
    return _changed(form, run, Shape({}).read(read_body()), importing.go_on, status=202)


@v1.post("/records/<form>/imports/<run>/undoing")
def undo_import(form: str, run: str) -> Response:
    """Bring back what stood before; a large one in the background."""
    return _changed(form, run, Shape({}).read(read_body()), importing.take_back)


@v1.delete("/records/<form>/imports/<run>")
def drop_import(form: str, run: str) -> Response:
    """Forget a file of which nothing came in."""

    def drop(work: Work) -> Reply:
        found = _run(work, form, run)
        importing.drop(work, found)
        return Reply({"id": found.id})

    return change(drop, {})


class _Counted:
    """A stream that tells what is read of it."""

    def __init__(self, stream: IO[bytes], tell: Callable[[bytes], None]) -> None:
        self.stream, self.tell = stream, tell

    def read(self, most: int = -1) -> bytes:
        """The next bytes."""
        found = self.stream.read(most)
        self.tell(found)
        return found


def _run(work: Work, form: str, run: str) -> ImportRun:
    form_at(work, form)
    return importing.the_run(work, form, id_at(run))


def _changed(
    form: str, run: str, body: Mapping[str, Any], do: Callable[[Work, ImportRun], Any], *, status: int = 200
) -> Response:
    """The verb's effect, answered with the import as it is then."""

    def act(work: Work) -> Reply:
        found = _run(work, form, run)
        do(work, found)
        return Reply(import_json.in_full(work, importing.the_run(work, form, found.id)), status)

    return change(act, dict(body))


def _choose(work: Work, run: ImportRun, body: Mapping[str, Any]) -> None:
    chosen = None if "map" in body else _mapping(work, run, body)
    try:
        if chosen is None:
            importing.choose_published(work, run, body["map"])
        else:
            importing.choose(work, run, chosen)
    except Refused as refused:
        if refused.status in (403, 404) or refused.code == "import_begun":
            raise
        refuse(said(ABOUT.get(refused.code, "columns"), refused))
    importing.look_at_once(work, run)


def _mapping(work: Work, run: ImportRun, body: Mapping[str, Any]) -> importing.Mapping:
    """What was sent, if the file has such columns and the form such fields."""
    form = form_of(work.catalog, run.form)
    fields, columns = {one.id for one in importing.fillable(work, form)}, [name for name in run.header or () if name]
    sent = (*body["columns"], *body.get("units", ()))
    wrong = [unknown(name, columns) for name in dict.fromkeys(sent) if name not in columns]
    named = {"columns": body["columns"].values(), "key": body.get("key", ()), "fixed": body.get("fixed", ())}
    for part, names in named.items():
        wrong += [unknown(name, fields, at=part) for name in names if name not in fields]
    if wrong:
        refuse(*wrong[:20])
    owner = body.get("owner", importing.RULES)
    if owner != importing.RULES:
        require(work, "assign", run.form)
    if owner not in (importing.RULES, importing.LATER):
        owner = _owner(work, run.form, owner)
    said_of = {name: dict(body.get(name, {})) for name in ("fixed", "units")}
    mode, key = body.get("mode", importing.CREATE), tuple(body.get("key", ()))
    return importing.Mapping(dict(body["columns"]), mode, key, owner=owner, **said_of)


def _owner(work: Work, form: str, owner: int | str) -> str:
    person = person_of(work, owner, "owner")
    if person not in {one.id for one in importing.possible_owners(work, form)}:
        name = people.names(work.connection, [person]).get(person, "")
        refuse(FieldError("owner", "not_for_them", {"value": name}))
    return str(person)
