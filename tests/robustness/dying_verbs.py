"""Does one thing in a process that kills itself at its first statement, then at a later one, until it gets through."""

import base64
import os
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, event, select

from accounts import SYSTEM
from definitions import Label
from flows import intake
from flows.importing.imports import Importer
from flows.taking_over import portions
from forms import ColumnMap, ImportMap, pinyin_of, read_source, table_of
from jobs.outbox_work import drain
from publishing import Settings, Workspace, plan, publish
from records import type_changes
from tests.robustness.firm import lead

NOW = datetime(2026, 11, 24, 2, 18, tzinfo=UTC)
COLUMNS = ("company", "contact", "phone", "source", "region", "need")
STEP = {"submit": 3, "import": 7, "publish": 5, "retype": 31, "seal": 47, "merge": 53}


def submit(workspace: Workspace) -> None:
    with workspace.database.transaction() as connection:
        intake.submit(workspace.work(connection, None, NOW), "lead", lead(1), channel="public")


def bring_in(workspace: Workspace) -> None:
    """Twelve rows in portions of four."""
    rows = [",".join(lead(number).get(name, "") for name in COLUMNS) for number in range(12)]
    file = Path(f"{os.environ.get('TMPDIR', '/tmp')}/leads-{os.getppid()}.csv")
    file.write_text("\n".join([",".join(COLUMNS), *rows]), "utf-8")
    map = ImportMap("rows", Label.of("rows"), "lead", tuple(ColumnMap(name, name) for name in COLUMNS))
    with workspace.database.reading() as connection:
        catalog = workspace.catalog(connection)
    importer = Importer(workspace.database, catalog, replace(SYSTEM, catalog=catalog), NOW)
    importer.run(map, read_source(file), portion=4)


def publish_more(workspace: Workspace) -> None:
    """A form more, and a field more in the form of leads."""
    _change(workspace, "publish")


def retype(workspace: Workspace) -> None:
    """A new type for a field of many values, as if a few were many."""
    type_changes.AT_ONCE, type_changes.PORTION = 3, 3
    _change(workspace, "retype")


def seal(workspace: Workspace) -> None:
    """The same field becomes sensitive, and what that leaves is done."""
    os.environ["LEADWRIGHT_FIELD_KEYS"] = base64.b64encode(bytes(32)).decode()
    type_changes.AT_ONCE, type_changes.PORTION = 3, 3
    _change(workspace, "seal")
    _work(workspace)


def merge(workspace: Workspace) -> None:
    """All places become one of two choices, in portions after publishing."""
    portions.AT_ONCE, portions.PORTION = 3, 7
    _change(workspace, "merge")
    _work(workspace)


def _change(workspace: Workspace, verb: str) -> None:
    publish(workspace, _files(workspace, verb), author=None, message=verb, now=NOW)


def _files(workspace: Workspace, verb: str) -> dict[str, str]:
    """What is to be published."""
    with workspace.database.reading() as connection:
        files = {**workspace.catalog(connection).files, "extra/forms/visit.yaml": CHANGED[verb]}
    if verb == "publish":
        place = next(path for path in files if path.endswith("forms/lead.yaml"))
        files[place] = files[place].replace("fields:\n", f"fields:\n{FAX}", 1)
    return files


def _work(workspace: Workspace) -> None:
    """As a worker does, one piece after the other, hours after the one before died, whose work is free again."""
    while drain(workspace, lambda: NOW + timedelta(hours=Turn.number)):
        pass


class Turn:
    """Which of the processes this one is."""

    number = 0


def all_low_or_high(workspace: Workspace) -> None:
    """Whoever asks finds the old list whole, or the new one."""
    with workspace.database.reading() as connection:
        catalog = workspace.catalog(connection)
        places = connection.scalars(select(table_of(catalog, "visit").c.f_place).order_by("id")).all()
        known = catalog.get("form", "visit").field("place").type.by_id
    workspace.database.dispose()
    assert places and set(places) <= known.keys(), places


def all_old_or_all_new(workspace: Workspace) -> None:
    """What the dead one leaves is as it was before it began, or as it would be after."""
    with workspace.database.reading() as connection:
        catalog = workspace.catalog(connection)
        kind = int if catalog.get("form", "visit").fields[0].type.name == "integer" else str
        places = connection.scalars(select(table_of(catalog, "visit").c.f_place).order_by("id")).all()
    workspace.database.dispose()
    assert [*places] == [kind(n) for n in range(len(places))] and places, places


FORM = "kind: form\nid: visit\nlabel: Visit\ntitle: place\nfields: [{id: place, type: text, label: Place}]\n"
LOW, HIGH = ("[" + ", ".join(f'"{n}"' for n in part) + "]" for part in (range(10), range(10, 20)))
FAX = "  - {id: fax, type: text, label: Fax, index: true}\n"
CHANGED = {
    "publish": FORM,
    "retype": FORM.replace("type: text", "type: integer"),
    "seal": FORM.replace("title: place", "title: who").replace(
        "fields: [{id: place, type: text,", "fields: [{id: who, type: text}, {id: place, type: text, sensitive: true,"
    ),
    "merge": FORM.replace(
        "type: text", f"type: choice, choices: [{{id: low, from: {LOW}}}, {{id: high, from: {HIGH}}}]"
    ),
}
VERBS = {
    "submit": submit, "import": bring_in, "publish": publish_more, "retype": retype, "seal": seal, "merge": merge,
}  # fmt: skip
AFTER_DEATH = {"retype": all_old_or_all_new, "merge": all_low_or_high}


def dies_at(statement: int) -> None:
    """Kill this process just before its n-th statement."""
    statements = count(1)

    @event.listens_for(Engine, "before_cursor_execute")
    def maybe(*_: object) -> None:
        if next(statements) == statement:
            os.kill(os.getpid(), signal.SIGKILL)


def child(workspace: Workspace, verb: str, statement: int) -> int:
    """The exit status of a process that does the verb."""
    process = os.fork()
    if process == 0:
        dies_at(statement)
        Turn.number = statement
        try:
            VERBS[verb](workspace)
        except BaseException as error:
            print(repr(error), file=sys.stderr)
            os._exit(1)
        os._exit(0)
    return os.waitpid(process, 0)[1]


def learn(workspace: Workspace, verb: str) -> None:
    """What each of the processes would find out anew, and forget when it is killed: it changes nothing."""
    pinyin_of("扬州")
    with workspace.database.reading() as connection:
        workspace.catalog(connection)
    if verb in CHANGED:
        plan(workspace, _files(workspace, verb))
    workspace.database.dispose()


def main(url: str, verb: str) -> None:
    workspace = Workspace(Settings(Path(), url))
    learn(workspace, verb)
    killed = 0
    for statement in count(1, STEP[verb]):
        status = child(workspace, verb, statement)
        if status == 0:
            break
        if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
            sys.exit(1)
        killed += 1
        AFTER_DEATH.get(verb, lambda _: None)(workspace)
    print(killed)


main(*sys.argv[1:])
