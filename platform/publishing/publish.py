"""Draft → check → plan → publish → roll back: the one place where a configuration takes effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from definitions import DefinitionError, Refused
from records import apply_changes, outbox, revisions

from .differences import Difference, differences
from .plan import Plan, make_plan
from .stale import changed_calendars, forms_to_follow_up, forms_to_recompute, forms_to_regrade
from .workspace import Workspace


@dataclass(frozen=True)
class Published:
    """The revision that stands now; the same number as before when nothing changed."""

    revision: int
    plan: Plan


def plan(workspace: Workspace, files: Mapping[str, str]) -> Plan:
    """What publishing `files` as the whole configuration would do; nothing is written."""
    with workspace.database.reading() as connection:
        return make_plan(connection, workspace.catalog(connection), files)


def publish(
    workspace: Workspace,
    files: Mapping[str, str],
    *,
    author: int | None,
    message: str,
    now: datetime,
    base: int | None = None,
) -> Published:
    """Publishes `files` as the whole configuration, in one transaction with the table changes.

    Raises DefinitionError with every problem when something is wrong, and Refused when `base` is given and
    somebody else published in the meantime; the running revision is then untouched.
    """
    with workspace.database.transaction() as connection:
        revisions.wait_for_turn(connection)
        current = workspace.catalog(connection)
        if base is not None and base != current.revision:
            raise Refused("publishing.moved_on", base=base, revision=current.revision)
        made = make_plan(connection, current, files)
        if made.errors:
            raise DefinitionError(made.problems)
        if made.is_empty and dict(files) == dict(current.files):
            return Published(current.revision, made)
        return Published(_take_effect(connection, made, author=author, message=message, now=now), made)


def rollback(workspace: Workspace, number: int, *, author: int | None, now: datetime) -> Published:
    """Publishes revision `number` again, as a new revision."""
    with workspace.database.reading() as connection:
        files = files_of(connection, number)
    return publish(workspace, files, author=author, message=f"↩ {number}", now=now)


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


def _take_effect(connection: Connection, made: Plan, *, author: int | None, message: str, now: datetime) -> int:
    apply_changes(connection, made.tables, now)
    number = revisions.publish(connection, made.files, author=author, message=message, now=now)
    for form in sorted(forms_to_recompute(made.catalog, made.changes)):
        outbox.put(connection, "recompute", {"form": form}, now, key=f"recompute:{form}:{number}")
    for form in sorted(forms_to_regrade(made.catalog, made.changes)):
        outbox.put(connection, "regrade", {"form": form}, now, key=f"regrade:{form}:{number}")
    for form in sorted(forms_to_follow_up(made.catalog, made.changes)):
        outbox.put(connection, "rhythm", {"form": form}, now, key=f"rhythm:{form}:{number}")
    if calendars := changed_calendars(made.changes):
        outbox.put(connection, "retime", {"calendars": calendars}, now, key=f"retime:{number}")
    return number
