"""Draft → check → plan → publish → roll back: the one place where a configuration takes effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from accounts import SYSTEM, Work
from definitions import Catalog, DefinitionError, Refused
from flows import in_flight as flights
from records import apply_changes, outbox, revisions

from .choices import carry_out
from .differences import Difference, differences
from .plan import Plan, make_plan
from .stale import changed_calendars, forms_to_follow_up, forms_to_look_at, forms_to_recompute, forms_to_regrade
from .workspace import Workspace


@dataclass(frozen=True)
class Published:
    """The revision that stands now; the same number as before when nothing changed."""

    revision: int
    plan: Plan


def plan(workspace: Workspace, files: Mapping[str, str], answers: Sequence[flights.Answer] = ()) -> Plan:
    """What publishing `files` as the whole configuration would do; nothing is written."""
    with workspace.database.reading() as connection:
        return make_plan(connection, workspace.catalog(connection), files, answers)


def publish(
    workspace: Workspace,
    files: Mapping[str, str],
    *,
    author: int | None,
    message: str,
    now: datetime,
    base: int | None = None,
    in_flight: Sequence[flights.Answer] = (),
    back_to: int | None = None,
) -> Published:
    """Publishes `files` as the whole configuration, in one transaction with the table changes.

    `in_flight` says what becomes of records whose stage changes. `back_to` is the revision whose files these are:
    what later ones migrated and has not moved since goes back first.

    Raises DefinitionError with every problem when something is wrong, and Refused when `base` is given and
    somebody else published in the meantime; the running revision is then untouched.
    """
    with workspace.database.transaction() as connection:
        revisions.wait_for_turn(connection)
        current = workspace.catalog(connection)
        if base is not None and base != current.revision:
            raise Refused("publishing.moved_on", base=base, revision=current.revision)
        acting = _acting(connection, current, author, now)
        if back_to is not None:
            flights.undo_since(acting, back_to)
        made = make_plan(connection, current, files, in_flight)
        if made.errors:
            raise DefinitionError(made.problems)
        if made.is_empty and dict(files) == dict(current.files):
            return Published(current.revision, made)
        number = _take_effect(connection, made, author=author, message=message, now=now)
        acting = replace(acting, catalog=made.catalog.at_revision(number))
        flights.carry_out(acting, made.in_flight, current.revision)
        carry_out(acting, current, made.choices)
        return Published(number, made)


def rollback(
    workspace: Workspace, number: int, *, author: int | None, now: datetime, in_flight: Sequence[flights.Answer] = ()
) -> Published:
    """Publishes revision `number` again, as a new revision."""
    with workspace.database.reading() as connection:
        files = files_of(connection, number)
    said = {"author": author, "message": f"↩ {number}", "now": now}
    return publish(workspace, files, **said, in_flight=in_flight, back_to=number)


def files_of(connection: Connection, number: int) -> dict[str, str]:
    """The files of a revision; Refused when there is no such number."""
    newest = revisions.current_number(connection) or 0
    if number != 0 and not 1 <= number <= newest:
        raise Refused("publishing.no_revision", number=number, newest=newest)
    return dict(revisions.files_of(connection, number)) if number else {}


def compare(workspace: Workspace, before: int, after: int) -> tuple[Difference, ...]:
    """What changed between two revisions; 0 is the empty configuration."""
    with workspace.database.reading() as connection:
        return differences(files_of(connection, before), files_of(connection, after))


def _acting(connection: Connection, catalog: Catalog, author: int | None, now: datetime) -> Work:
    """In the name of whoever publishes, without the limits of what they may see."""
    return Work(connection, catalog, replace(SYSTEM, catalog=catalog, person_id=author), now)


def _take_effect(connection: Connection, made: Plan, *, author: int | None, message: str, now: datetime) -> int:
    apply_changes(connection, made.tables, now)
    number = revisions.publish(connection, made.files, author=author, message=message, now=now)
    for form in sorted(forms_to_recompute(made.catalog, made.changes)):
        outbox.put(connection, "recompute", {"form": form}, now, key=f"recompute:{form}:{number}")
    for form in sorted(forms_to_regrade(made.catalog, made.changes)):
        outbox.put(connection, "regrade", {"form": form}, now, key=f"regrade:{form}:{number}")
    for form in sorted(forms_to_follow_up(made.catalog, made.changes)):
        outbox.put(connection, "rhythm", {"form": form}, now, key=f"rhythm:{form}:{number}")
    for form in sorted(forms_to_look_at(made.catalog, made.changes)):
        outbox.put(connection, "milestones", {"form": form}, now, key=f"milestones:{form}:{number}")
    for form, fields in sorted(_newly_sensitive(made).items()):
        payload = {"form": form, "fields": sorted(fields)}
        outbox.put(connection, "seal_history", payload, now, key=f"seal_history:{form}:{number}")
    if calendars := changed_calendars(made.changes):
        outbox.put(connection, "retime", {"calendars": calendars}, now, key=f"retime:{number}")
    return number


def _newly_sensitive(made: Plan) -> dict[str, set[str]]:
    """By form, the fields whose values were plain until now: history repeats them."""
    found: dict[str, set[str]] = {}
    for change in made.tables:
        if change.kind == "seal_column":
            found.setdefault(change.form, set()).add(change.field)
    return found
