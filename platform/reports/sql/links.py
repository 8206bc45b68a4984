"""What a row points at: a person's team and role, the fields of another record; joined only where they are named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy import Alias, ColumnElement, FromClause

from accounts import Actor, visible
from definitions import LANGUAGES, Catalog, Label, say
from forms import RecordColumn, columns_in, field_types, table_of
from records import tables
from rules import Name, Type

from .names import Known, choosing, names_of_form

PERSON, RECORD = "person", "record"


@dataclass(frozen=True, eq=False)
class Link:
    """One way from a row to another: the column that names it, the other's table under a name of its own."""

    id: str
    column: ColumnElement
    other: Alias
    form: str | None = None

    def joined(self, source: FromClause, actor: Actor) -> FromClause:
        """The source with the other row beside it; a record that the reader may not see is not there."""
        meets = self.other.c.id == self.column
        if self.form is not None:
            meets = sa.and_(meets, visible(actor, self.form, self.other))
        return source.outerjoin(self.other, meets)


def links_of(names: Iterable[str]) -> list[str]:
    """The links that names with a dot follow, each once."""
    return list(dict.fromkeys(name.partition(".")[0] for name in sorted(names) if "." in name))


def linked(catalog: Catalog, names: Mapping[str, Known]) -> tuple[dict[str, Link], dict[str, Known]]:
    """Every link of the names, and every name behind a link: `owner.team`, `account.region`."""
    links = {id: link for id, known in names.items() if (link := _link(catalog, id, known))}
    behind = {
        f"{id}.{name}": _behind(names[id], link, name, found)
        for id, link in links.items()
        for name, found in (_of_person(catalog, link) if link.form is None else _of_record(catalog, link))
    }
    return links, behind


def _link(catalog: Catalog, id: str, known: Known) -> Link | None:
    kind = known.shown.type
    if known.name.type is not Type.LINK:
        return None
    if kind.refers == PERSON:
        return Link(id, known.column, _person(f"{id}_person"))
    if kind.refers == RECORD and catalog.find("form", kind.form):
        other = catalog.derived(("alias", kind.form, id), lambda: table_of(catalog, kind.form).alias(f"{id}_record"))
        return Link(id, known.column, other, kind.form)
    return None


@lru_cache(maxsize=256)
def _person(name: str) -> Alias:
    return tables.person.alias(name)


def _behind(by: Known, link: Link, name: str, found: Known) -> Known:
    """A name at the other end, called by the link and by itself."""
    label = _part(by.label, found.label)
    shown = replace(found.shown, name=f"{link.id}.{name}", label=label)
    rule_name = replace(found.name, label=label)
    return replace(found, name=rule_name, shown=shown, whose=f"{by.whose}.{link.id}")


def _of_person(catalog: Catalog, link: Link) -> Iterator[tuple[str, Known]]:
    team, role = _said("team"), _said("role")
    yield (
        "team",
        Known(
            Name(Type.LINK, team), link.other.c.team, RecordColumn("team", team, field_types.get("team")(), own=False)
        ),
    )
    labels = {one.id: one.label for one in catalog.all("role")}
    shown = choosing("role", role, labels)
    yield "role", Known(Name(Type.CHOICE, role, labels), link.other.c.role, shown, tuple(labels))


def _of_record(catalog: Catalog, link: Link) -> Iterator[tuple[str, Known]]:
    """A name has one dot: the pieces of the other record's fields have one already."""
    found = names_of_form(catalog, link.form, columns_in(catalog, link.form, link.other))
    return ((name, known) for name, known in found if "." not in name)


@lru_cache(maxsize=16)
def _said(key: str) -> Label:
    return Label.of({language: say(f"reports.person.{key}", language) for language in LANGUAGES})


def _part(whole: Label, part: Label) -> Label:
    """What a name behind a link is called."""
    return Label.of(
        {
            language: say("reports.part", language, whole=whole.text(language), part=part.text(language))
            for language in LANGUAGES
        }
    )
