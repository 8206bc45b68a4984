"""Firms, the contacts that point at them, and notes that point at contacts or firms; three teams' worth of people."""

from functools import lru_cache

import pytest

from accounts import NewPerson, NewTeam, actor_of, people, teams
from definitions import DefinitionError, load_files
from flows import intake
from tests.world import World

FILES = {
    "forms/firm.yaml": """kind: form
id: firm
title: name
fields:
  - {id: name, type: text, search: true}
related:
  - {form: contact, by: firm, columns: [phone]}
""",
    "forms/contact.yaml": """kind: form
id: contact
title: name
label: {zh: 联系人, en: Contact}
fields:
  - {id: name, type: text, label: {zh: 姓名, en: Name}, search: true}
  - {id: phone, type: text, label: {zh: 电话, en: Phone}}
  - {id: firm, type: record_link, form: firm, label: {zh: 公司, en: Firm}, index: true}
  - {id: papers, type: attachment}
duplicates:
  - {id: same_phone, match: [phone], do: flag}
""",
    "forms/note.yaml": """kind: form
id: note
title: name
fields:
  - {id: name, type: text}
  - {id: contact, type: record_link, form: contact}
  - {id: firm, type: record_link, form: firm}
""",
    "roles/rep.yaml": """kind: role
id: rep
label: Rep
reports: own
forms:
  firm: {see: own, do: [create, edit, trash]}
  contact: {see: {through: [firm]}, do: [create, edit, trash]}
  note: {see: {through: [contact, firm]}, do: [create, edit]}
""",
    "roles/manager.yaml": """kind: role
id: manager
label: Manager
reports: team
configure: true
people: true
forms:
  firm: {see: team, do: all}
  contact: {see: {through: [firm]}, do: all}
  note: {see: {through: [contact, firm]}, do: all}
""",
    "roles/desk.yaml": """kind: role
id: desk
label: Desk
reports: all
forms:
  firm: {see: all}
  contact: {see: {through: [firm]}}
  note: {see: {through: [contact, firm]}}
""",
}


def catalog_of(**changed):
    """The configuration, with files by their last name written otherwise: `rep="…"`."""
    files = {path: changed.get(path.split("/")[1].removesuffix(".yaml"), text) for path, text in FILES.items()}
    return _catalog_of(tuple(files.items()))


@lru_cache(maxsize=64)
def _catalog_of(files):
    loaded = load_files(dict(files))
    if loaded.catalog is None:
        raise DefinitionError(loaded.errors)
    return loaded.catalog


class Bureau(World):
    """Two teams with a manager each, two reps in the first and one in the second, and a desk that sees all firms."""

    form = "firm"

    def _hire(self):
        with self.work() as work:
            bosses = {name: people.add(work, NewPerson(login, login, "manager")).id
                      for name, login in (("east", "wang"), ("west", "chen"))}  # fmt: skip
            self.wang, self.chen = bosses.values()
            east, west = (teams.add(work, NewTeam(name, name, superior=boss)) for name, boss in bosses.items())
            people.move(work, self.wang, east.id)
            people.move(work, self.chen, west.id)
            wanted = (
                ("lin", "rep", east), ("zhao", "rep", east), ("sun", "rep", west), ("gu", "desk", None),
            )  # fmt: skip
            for login, role, team in wanted:
                person = people.add(work, NewPerson(login, login.title(), role, team=team.id if team else None)).id
                setattr(self, login, person)

    @property
    def everybody(self):
        return [self.wang, self.lin, self.zhao, self.chen, self.sun, self.gu]

    def make(self, form, person=None, **values):
        """A record that somebody lets in."""
        with self.work(person) as work:
            return intake.submit(work, form, {"name": form, **values}, channel="page").record_id

    def actor(self, work, person):
        return actor_of(work.connection, self.catalog, person)


@pytest.fixture
def bureau(database, now):
    return Bureau(database, now, catalog_of())
