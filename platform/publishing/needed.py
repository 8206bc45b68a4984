"""Fields that become required while records are on their way: how many lack a value, and when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import Connection

from accounts import REQUIRED
from definitions import LANGUAGES, WARNING, Catalog, Label, Location, Problem, say
from flows import Pipeline, Stage, pipelines
from forms import FieldDefinition, FormDefinition, stored_table_of
from records import Gap, choice_moves, gaps, table_exists

NEEDED = "publishing.needed"

Places = Mapping[str, frozenset[str]]  # stages by pipeline


@dataclass(frozen=True)
class Need:
    """One field that becomes required, when it will be asked for, and of whom; `rows` records in flight lack it."""

    form: FormDefinition
    field: FieldDefinition
    moment: str
    places: Places
    stages: tuple[Label, ...] = ()
    roles: tuple[Label, ...] = ()
    perhaps: bool = False  # only while a condition holds, which is not counted
    rows: int = 0

    def problem(self, catalog: Catalog) -> Problem:
        """The warning, with the moment in words."""
        when = Label.of({language: self.when(language) for language in LANGUAGES})
        said = {"field": self.field.label, "n": self.rows, "when": when}
        place = Location(catalog.file_of("form", self.form.id))
        return Problem(WARNING, place, f"fields.{self.field.id}", NEEDED, said)

    def when(self, language: str) -> str:
        """The moment at which the value is asked for, and of whom."""
        stages = _named(self.stages, language)
        when = say(f"publishing.needed_on.{self.moment}", language, stages=stages)
        roles = _named(self.roles, language)
        when = say("publishing.needed_of", language, roles=roles, when=when) if roles else when
        return say("publishing.needed_perhaps", language, when=when) if self.perhaps else when


def _named(labels: Sequence[Label], language: str) -> list[str]:
    return [say("diff.name", language, name=label) for label in labels]


def needs_of(connection: Connection, current: Catalog, coming: Catalog) -> tuple[Need, ...]:
    """Every field that becomes required while records in flight lack it; one statement for a form."""
    found = [need for form in coming.all("form") for need in _needs(current, coming, form)]
    by_form = groupby((need for need in found if any(need.places.values())), key=lambda need: need.form.id)
    return tuple(need for id, needs in by_form for need in _counted(connection, current, coming, id, [*needs]))


def _counted(connection: Connection, current: Catalog, coming: Catalog, form: str, needs: list[Need]) -> Iterator[Need]:
    table = stored_table_of(current, form)
    if not table_exists(connection, table):
        return
    asked = [Gap(_stored(connection, current, coming, need), need.places) for need in needs]
    for need, rows in zip(needs, gaps(connection, table, asked), strict=True):
        if rows:
            yield replace(need, rows=rows)


def _stored(connection: Connection, current: Catalog, coming: Catalog, need: Need) -> str | None:
    """Where the value stands now; a field that comes back has its values still, a new one has none."""
    id, known = need.field.id, current.get("form", need.form.id).find(need.field.id)
    if known is not None:
        return None if known.type.virtual else id
    return id if choice_moves.is_there(connection, stored_table_of(coming, need.form.id), id) else None


def _needs(current: Catalog, coming: Catalog, form: FormDefinition) -> Iterator[Need]:
    """What becomes required, before anything is counted; a form that is new has no records."""
    before = current.find("form", form.id)
    paths = _paths(current, coming, form) if before is not None else ()
    for field in form.fields if paths else ():
        if field.computed or field.type.virtual:
            continue
        was = before.find(field.id)
        yield from _by_itself(form, field, was, paths)
        yield from _by_rights(coming, form, field, was, paths)
        for path in paths:
            yield from _on_the_way(form, field, path)


@dataclass(frozen=True)
class Path:
    """A pipeline as it was and as it comes."""

    before: Pipeline
    after: Pipeline

    def up_to(self, last: int) -> frozenset[str]:
        """Open stages, as records stand in them now, that come no later on the path than this place."""
        return frozenset(stage.id for stage in self.before.known_stages if stage.is_open and self._place(stage) <= last)

    def _place(self, stage: Stage) -> int:
        name = self.after.now_called(stage.id)
        return self.after.place(name) if self.after.stage(name) is not None else 0

    def stages(self) -> Iterator[tuple[int, Stage, Stage | None]]:
        """Each stage that comes, with its place and what it was."""
        for place, stage in enumerate(self.after.stages):
            yield place, stage, self.before.stage(stage.id)


def _paths(current: Catalog, coming: Catalog, form: FormDefinition) -> tuple[Path, ...]:
    found = ((current.find("pipeline", one.id), one) for one in coming.all("pipeline") if one.form == form.id)
    return tuple(Path(before, after) for before, after in found if before is not None and before.form == form.id)


def _everywhere(paths: Sequence[Path]) -> Places:
    return {path.before.id: path.up_to(len(path.after.stages)) for path in paths}


def _by_itself(
    form: FormDefinition, field: FieldDefinition, was: FieldDefinition | None, paths: Sequence[Path]
) -> Iterator[Need]:
    always = field.required and not (was is not None and was.required)
    under = field.required_when is not None and not (was is not None and (was.required or was.required_when))
    if always or under:
        perhaps = field.visible_when is not None or not field.required
        yield Need(form, field, "save", _everywhere(paths), perhaps=perhaps)


def _by_rights(
    coming: Catalog, form: FormDefinition, field: FieldDefinition, was: FieldDefinition | None, paths: Sequence[Path]
) -> Iterator[Need]:
    """Lines of the field's rights; without stages they hold in all."""
    had = was.rights if was is not None else ()
    for right in field.rights:
        if right.be != REQUIRED or right in had or field.required:
            continue
        roles = tuple(role.label for role in coming.all("role") if role.id in right.roles)
        held = [(path, place, stage) for path in paths for place, stage, _ in path.stages() if stage.id in right.stages]
        last = {path.before.id: path.up_to(place) for path, place, _ in held}
        places = last if right.stages else _everywhere(paths)
        stages = tuple({stage.id: stage.label for _, _, stage in held}.values())
        perhaps = field.visible_when is not None
        yield Need(form, field, "stay" if stages else "go_on", places, stages, roles, perhaps)


def _on_the_way(form: FormDefinition, field: FieldDefinition, path: Path) -> Iterator[Need]:
    """What a gate waits for, and what is asked on entering; an exit asks everybody why, and holds nobody up."""
    for place, stage, was in path.stages():
        if field.id in pipelines.fields_to_fill(stage) and not (was and field.id in pipelines.fields_to_fill(was)):
            yield Need(form, field, "leave", {path.before.id: path.up_to(place)}, (stage.label,))
        if field.id in stage.ask and not stage.is_exit and not (was and field.id in was.ask):
            yield Need(form, field, "enter", {path.before.id: path.up_to(place - 1)}, (stage.label,))
