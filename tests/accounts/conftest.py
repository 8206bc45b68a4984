"""A small house: roles, a tree of teams and the people in them."""

from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from accounts import SYSTEM, NewPerson, NewTeam, Person, Team, Work, actor_of, people, teams
from definitions import KINDS, Catalog, Document, Label, Source, parse_document

ROLES = {
    "rep": "forms: {ticket: {see: own, do: [create, edit, claim], hide: [margin], read_only: [source]}}",
    "chief": "home: board\nforms: {'*': {see: team, do: all}}\nreports: team",
    "admin": "home: studio\nconfigure: true\npeople: true\nforms: {'*': {see: all, do: all}}\nreports: all",
    "clerk": "forms: {ticket: {see: none, do: [create]}}\nreports: none",
}


@dataclass(frozen=True)
class StandInField:
    """What roles ask of a field."""

    id: str
    label: Label = Label.of("Field")
    required: bool = False
    default: object = None
    points_at: str | None = None


@dataclass(frozen=True)
class StandInForm:
    """What roles ask of a form; the real ones stand a layer above."""

    id: str
    fields: tuple[StandInField, ...]
    label: Label = Label.of("Tickets")
    kind: str = "form"


TICKET = StandInForm("ticket", tuple(StandInField(id) for id in ("subject", "source", "margin")))


def catalog_of(texts: dict[str, str], *forms: StandInForm) -> Catalog:
    """A catalog of these files and forms, unchecked: what the checks say is what some tests ask."""
    definitions, documents = {}, {}
    for form in forms or (TICKET,):
        definitions["form", form.id], documents["form", form.id] = form, Document(f"{form.id}.yaml", "", {})
    for file, text in texts.items():
        document = parse_document(file, text)
        found = KINDS.get(document.data["kind"]).definition.from_source(Source(document))
        definitions[found.kind, found.id], documents[found.kind, found.id] = found, document
    return Catalog(definitions, documents, texts)


def role_files(roles: dict[str, str]) -> dict[str, str]:
    """Role files by id."""
    return {f"{id}.yaml": f"kind: role\nid: {id}\n{rest}\n" for id, rest in roles.items()}


@dataclass(frozen=True)
class House:
    """A region with two teams; Wen answers for the region, Fang for the east, nobody for the west."""

    work: Work
    region: Team
    east: Team
    west: Team
    admin: Person
    wen: Person
    fang: Person
    min: Person
    bo: Person

    def acting(self, person: Person) -> Work:
        """The same work in the name of one of them."""
        return self.work.as_actor(actor_of(self.work.connection, self.work.catalog, person.id))


@pytest.fixture
def catalog() -> Catalog:
    return catalog_of(role_files(ROLES))


@pytest.fixture
def house_of():
    """Makes an unchecked catalog of roles by id, and of forms that stand in for real ones."""
    return lambda roles, *forms: catalog_of(role_files(roles), *forms)


@pytest.fixture
def stand_in():
    """Makes a form, and its fields with `stand_in.field(…)`."""

    def form(id: str, *fields: StandInField) -> StandInForm:
        return StandInForm(id, fields)

    form.field = StandInField
    return form


@pytest.fixture
def work(database, catalog, now: datetime):
    with database.transaction() as connection:
        yield Work(connection, catalog, replace(SYSTEM, catalog=catalog), now)


@pytest.fixture
def house(work) -> House:
    region = teams.add(work, NewTeam("region", {"zh": "华东区", "en": "East China"}))
    east = teams.add(work, NewTeam("east", "East", parent=region.id))
    west = teams.add(work, NewTeam("west", "West", parent=region.id))
    admin = people.add(work, NewPerson("root", "周安", "admin"))
    wen = people.add(work, NewPerson("wen", "文静", "chief", team=region.id))
    fang = people.add(work, NewPerson("fang", "方芳", "chief", team=east.id))
    min_ = people.add(work, NewPerson("min", "闵敏", "rep", team=east.id, phone="138 0013 8000", email="Min@x.cn"))
    bo = people.add(work, NewPerson("bo", "薄博", "rep", team=west.id))
    region = teams.set_superior(work, region.id, wen.id)
    east = teams.set_superior(work, east.id, fang.id)
    return House(work, region, east, west, admin, wen, fang, min_, bo)
