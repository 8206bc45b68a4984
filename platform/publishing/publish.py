"""Draft → check → plan → publish → roll back: the one place where a configuration takes effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from accounts import SYSTEM, Actor, Work
from definitions import Catalog, DefinitionError, Refused
from flows import in_flight as flights
from records import apply_changes, outbox, revisions

from . import origins
from .ahead import ConvertedFirst, Watch, prepare, prepare_in_background, require_prepared, unwatched
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
    came: Mapping[str, Mapping[str, str]] | None = None,
    watch: Watch = unwatched,
    wait: bool = True,
) -> Published:
    """Publishes `files` as the whole configuration, in one transaction with the table changes.

    What only has to be read is read before it, and new types of very many values are prepared: `watch` sees how far.
    Who does not `wait` has the workers prepare them, and is told so by ConvertedFirst until they have.

    `in_flight` says what becomes of records whose stage changes. `back_to` is the revision whose files these are:
    what later ones migrated and has not moved since goes back first. `came` are packs as they came, by id: against
    that their next upgrade holds what has been made of them.

    Raises DefinitionError with every problem when something is wrong, and Refused when `base` is given and
    somebody else published in the meantime; the running revision is then untouched.
    """
    publication = _Publication(workspace, files, author, message, now, base, tuple(in_flight), back_to, came or {})
    known = publication.look()
    if wait:
        prepare(workspace.database, known, now, watch)
    elif left := publication.leave_to_workers(known):
        raise ConvertedFirst("publishing.converted_first", n=left)
    return publication.take_effect(known)


def rollback(
    workspace: Workspace,
    number: int,
    *,
    author: int | None,
    now: datetime,
    base: int | None = None,
    in_flight: Sequence[flights.Answer] = (),
    watch: Watch = unwatched,
    wait: bool = True,
) -> Published:
    """Publishes revision `number` again, as a new revision; with `base`, only over that one."""
    with workspace.database.reading() as connection:
        files = files_of(connection, number)
    said = {"author": author, "message": f"{origins.BACK_TO}{number}", "now": now, "base": base}
    return publish(workspace, files, **said, in_flight=in_flight, back_to=number, watch=watch, wait=wait)


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


@dataclass(frozen=True)
class _Publication:
    """What is to be published, by whom and on what."""

    workspace: Workspace
    files: Mapping[str, str]
    author: int | None
    message: str
    now: datetime
    base: int | None
    answers: tuple[flights.Answer, ...]
    back_to: int | None
    came: Mapping[str, Mapping[str, str]]

    def look(self) -> Plan:
        """The plan, while everybody else goes on; where somebody publishes meanwhile it was for nothing."""
        with self.workspace.database.reading() as connection:
            return make_plan(connection, self._current(connection), self.files, self.answers, back_to=self.back_to)

    def leave_to_workers(self, known: Plan) -> int:
        """How many values the workers have to convert first."""
        if known.errors:
            return 0
        with self.workspace.database.transaction() as connection:
            current = self._current(connection)
            return prepare_in_background(Work(connection, current, self._actor(current), self.now), known)

    def take_effect(self, known: Plan) -> Published:
        """All of it, in one transaction."""
        with self.workspace.database.transaction() as connection:
            revisions.wait_for_turn(connection)
            current = self._current(connection)
            acting = Work(connection, current, self._actor(current), self.now)
            if self.back_to is not None:
                flights.undo_since(acting, self.back_to)
            made = make_plan(connection, current, self.files, self.answers, known=known)
            if made.errors:
                raise DefinitionError(made.problems)
            if made.is_empty and dict(self.files) == dict(current.files):
                origins.keep(connection, self.came, revision=current.revision, now=self.now)
                return Published(current.revision, made)
            require_prepared(connection, made)
            number = _take_effect(connection, made, author=self.author, message=self.message, now=self.now)
            self._keep_origins(connection, number)
            acting = replace(acting, catalog=made.catalog.at_revision(number))
            flights.carry_out(acting, made.in_flight, current.revision)
            carry_out(acting, current, made.choices)
            return Published(number, made)

    def _keep_origins(self, connection: Connection, number: int) -> None:
        """What packs are measured against from now on; after a way back, what they were then."""
        if self.back_to:  # 0 is the empty configuration, which has none
            origins.keep_those_of(connection, self.back_to, revision=number, now=self.now)
        origins.keep(connection, self.came, revision=number, now=self.now)

    def _current(self, connection: Connection) -> Catalog:
        current = self.workspace.catalog(connection)
        if self.base is not None and self.base != current.revision:
            raise Refused("publishing.moved_on", base=self.base, revision=current.revision)
        return current

    def _actor(self, catalog: Catalog) -> Actor:
        """Whoever publishes, without the limits of what they may see."""
        return replace(SYSTEM, catalog=catalog, person_id=self.author)


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
        payload = {"form": form, "fields": sorted(fields), "revision": number}
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
