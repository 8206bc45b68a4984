"""Rights on fields: what an actor sees, fills and must fill, everywhere or in some stages only.

They come from the role (`hide`, `read_only`) and from the field itself (`rights`). A computed field tells what it is
computed from: where one of those is hidden, it is hidden too, unless the definition says that it may tell it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .actor import Actor
from .role import NO_RIGHTS

HIDDEN, READ_ONLY, REQUIRED = "hidden", "read_only", "required"
SOMEWHERE = "*"  # as a stage: what holds in at least one
EVERYWHERE = "**"  # what holds in every one

Stages = frozenset[str]
NO_STAGES: Stages = frozenset()


@dataclass(frozen=True)
class FieldRight:
    """One line of a field's `rights`: for whom (all where no role is named), in which stages (all), what it is."""

    be: str
    roles: frozenset[str] = frozenset()
    stages: Stages = NO_STAGES

    def is_for(self, role: str | None) -> bool:
        """Whether the line speaks of people of this role."""
        return not self.roles or role in self.roles


@dataclass(frozen=True)
class Closed:
    """Fields that are closed to somebody: always, or while a record is in certain stages."""

    always: frozenset[str] = frozenset()
    in_stages: Mapping[str, Stages] = field(default_factory=dict)

    def at(self, stage: str | None) -> frozenset[str]:
        """Those that are closed in a stage; a stage that is not known is taken as any of them."""
        if stage == SOMEWHERE:
            return self.always
        return self.always | {name for name, stages in self.in_stages.items() if stage == EVERYWHERE or stage in stages}

    def and_also(self, name: str, stages: Stages) -> Closed:
        """One field more; no stages means all of them."""
        if name in self.always:
            return self
        if not stages:
            rest = {other: where for other, where in self.in_stages.items() if other != name}
            return Closed(self.always | {name}, rest)
        return Closed(self.always, {**self.in_stages, name: self.in_stages.get(name, NO_STAGES) | stages})


@dataclass(frozen=True)
class FieldRights:
    """What one actor may do with the fields of one form."""

    names: frozenset[str]
    hidden: Closed = Closed()
    locked: Closed = Closed()
    needed: Closed = Closed()
    sees: bool = True
    fills: bool = True

    def readable(self, stage: str | None = SOMEWHERE) -> frozenset[str]:
        """The fields that may be seen of a record in this stage."""
        return self.names - self.hidden.at(stage) if self.sees else frozenset()

    def writable(self, stage: str | None = SOMEWHERE) -> frozenset[str]:
        """The fields that may be filled of a record in this stage."""
        return self.names - self.hidden.at(stage) - self.locked.at(stage) if self.fills else frozenset()

    def required(self, stage: str | None) -> frozenset[str]:
        """The fields that have to be filled in this stage, beside those that always have to."""
        return self.needed.at(stage) & self.names


def field_rights(actor: Actor, form: Any) -> FieldRights:
    """The rights of an actor on a form's fields; worked out once for a role and a revision."""
    catalog = actor.catalog
    if catalog is None:
        return _rights(actor, form)
    key = ("field rights", actor.kind, actor.role.id if actor.role else None, form.id)
    return catalog.derived(key, lambda: _rights(actor, form))


def _rights(actor: Actor, form: Any) -> FieldRights:
    names = frozenset(each.id for each in form.fields)
    if actor.is_system:
        return FieldRights(names, needed=_lines(form, REQUIRED, None, Closed()))
    role = actor.role
    rights, who = _on(actor, form), role.id if role is not None else None
    return FieldRights(
        names=names,
        hidden=_hidden_by_form(actor, form)[form.id],
        locked=_lines(form, READ_ONLY, who, Closed(rights.read_only)),
        needed=_lines(form, REQUIRED, who, Closed()),
        sees=rights.see != "none",
        fills=bool(rights.do & {"create", "edit", "import"}),
    )


def _on(actor: Actor, form: Any) -> Any:
    return actor.role.on(form.id) if actor.role is not None else NO_RIGHTS


def _lines(form: Any, be: str, role: str | None, closed: Closed) -> Closed:
    for each in form.fields:
        for right in getattr(each, "rights", ()):
            if right.be == be and right.is_for(role):
                closed = closed.and_also(each.id, right.stages)
    return closed


def _hidden_by_form(actor: Actor, form: Any) -> Mapping[str, Closed]:
    """What is hidden in every form: forms compute fields from one another, so it is worked out for all at once."""
    if actor.catalog is None:
        return _with_what_tells(actor, (form,))
    key = ("hidden fields", actor.kind, actor.role.id if actor.role else None)
    return actor.catalog.derived(key, lambda: _with_what_tells(actor, actor.catalog.all("form")))


def _with_what_tells(actor: Actor, forms: Iterable[Any]) -> Mapping[str, Closed]:
    """Hidden fields, computed fields over them, those computed from these, and so on."""
    who = actor.role.id if actor.role is not None else None
    hidden = {form.id: _lines(form, HIDDEN, who, Closed(_on(actor, form).hide)) for form in forms}
    told = [
        (form.id, name, source)
        for form in forms
        for name, sources in getattr(form, "told", {}).items()
        for source in sources
    ]
    while True:
        wider = dict(hidden)
        for form_id, name, source in told:
            for stages in _hides(actor, wider, form_id, source):
                wider[form_id] = wider[form_id].and_also(name, stages)
        if wider == hidden:
            return hidden
        hidden = wider


def _hides(actor: Actor, hidden: Mapping[str, Closed], form: str, source: tuple[str, str]) -> Iterator[Stages]:
    """In which stages a field that something is computed from is hidden; nothing where it never is.

    The stage of a linked record is not known where its value has been taken: hidden in one is hidden here.
    """
    of_form, name = source
    closed = hidden.get(of_form)
    if closed is None:
        return
    if of_form != form:
        unseen = actor.role is None or actor.role.on(of_form).see == "none"
        if unseen or name in closed.always or name in closed.in_stages:
            yield NO_STAGES
    elif name in closed.always:
        yield NO_STAGES
    elif name in closed.in_stages:
        yield closed.in_stages[name]
