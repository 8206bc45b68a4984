"""A small repair shop: one form, people in two teams, and whatever scorecard and routing a test writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import Any

from accounts import SYSTEM, NewPerson, NewTeam, Person, Team, Work, actor_of, people, teams
from definitions import Catalog, DefinitionError, Loaded, load_files
from flows import assignment, grading  # noqa: F401  registers what a workshop needs
from forms import column_values, form_of, record_values, scope_of, spec_of, table_of
from records import BehaviourRow, apply_changes, behaviours, plan_tables, store

NUMBERS = count(1)
FORM = """
kind: form
id: ticket
label: {zh: 工单, en: Ticket}
title: subject
number: "T-{serial:4}"
fields:
  - {id: subject, type: text, label: {zh: 事由, en: Subject}}
  - id: site
    type: choice
    label: {zh: 地点, en: Site}
    choices: [{id: press, label: {zh: 冲压, en: Press shop}}, {id: paint, label: {zh: 涂装, en: Paint shop}}]
  - {id: trade, type: choice, label: {zh: 工种, en: Trade}, choices: [electric, hydraulic]}
  - {id: loss, type: money, label: {zh: 损失, en: Loss}}
  - {id: units, type: integer, label: {zh: 台数, en: Units}}
  - {id: share, type: decimal, decimals: 4, label: {zh: 占比, en: Share}}
  - {id: stopped, type: yes_no, label: {zh: 停机, en: Stopped}}
  - {id: broke_on, type: date, label: {zh: 故障日, en: Broke on}}
  - {id: seen_at, type: datetime, label: {zh: 发现时间, en: Seen at}}
  - {id: signs, type: multi_choice, label: {zh: 迹象, en: Signs}, choices: [noise, smoke, leak]}
"""
ROLES = {
    "fitter": "label: {zh: 技师, en: Fitter}\nforms: {ticket: {see: own, do: [create, edit, accept, claim, release]}}",
    "chief": "label: {zh: 主管, en: Chief}\nforms: {'*': {see: team, do: all}}\nreports: team",
    "admin": "configure: true\npeople: true\nforms: {'*': {see: all, do: all}}\nreports: all",
}
TRAIL = """
kind: trail
id: ticket_trail
form: ticket
behaviours:
  - {id: called, label: {zh: 打来电话, en: Called}}
  - {id: opened, label: {zh: 打开了说明书, en: Opened the manual}}
  - {id: left, label: {zh: 退订, en: Left the list}}
"""
MESSAGE = "kind: message\nid: assigned\ntitle: {zh: '新工单：{{ subject }}', en: 'New ticket: {{ subject }}'}\n"
ROUTING_HEAD = "kind: routing\nid: ticket_routing\nform: ticket\nlabel: {zh: 派工, en: Dispatch}\n"
POOL = """
else: {pool: waiting}
pools: [{id: waiting, label: {zh: 待派池, en: Waiting}, who: {role: fitter}, per_day: 2, watch: {role: chief}}]
"""
CARD_HEAD = "kind: scorecard\nid: priority\nform: ticket\nlabel: {zh: 紧急程度, en: Priority}\n"
BANDS = """
bands:
  - {id: A, label: {zh: A 级, en: grade A}, from: 80, to: 100}
  - {id: B, label: {zh: B 级, en: grade B}, from: 50, to: 80}
  - {id: C, label: {zh: C 级, en: grade C}, from: 0, to: 50}
"""


def files_of(*, card: str = "", routing: str = "", **more: str) -> dict[str, str]:
    """The files of a workshop."""
    files = {f"roles/{id}.yaml": f"kind: role\nid: {id}\n{rest}\n" for id, rest in ROLES.items()}
    files |= {"forms/ticket.yaml": FORM, "messages/assigned.yaml": MESSAGE, "trails/ticket_trail.yaml": TRAIL}
    if card:
        files["grading/priority.yaml"] = CARD_HEAD + card
    if routing:
        files["routing/ticket_routing.yaml"] = ROUTING_HEAD + routing
    return files | {name.replace("__", "/") + ".yaml": text for name, text in more.items()}


def load(**written: str) -> Loaded:
    """What loading says, good or bad."""
    return load_files(files_of(**written))


def catalog_of(**written: str) -> Catalog:
    """The catalog of these files, which must be right; the same one each time, as nothing in it changes."""
    return _catalog_of(tuple(sorted(written.items())))


@lru_cache(maxsize=64)
def _catalog_of(written: tuple[tuple[str, str], ...]) -> Catalog:
    loaded = load(**dict(written))
    if loaded.catalog is None:
        raise DefinitionError(loaded.errors)
    return loaded.catalog.at_revision(1)


def problems_of(**written: str) -> dict[str, str]:
    """Path → code of everything that loading found."""
    return {problem.path: problem.key.rsplit(".", 1)[-1] for problem in load(**written).problems}


@dataclass
class Workshop:
    """Two teams under one plant: press (chief Fang) and paint (nobody's), and Wen above them all."""

    work: Work
    people: dict[str, Person] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)

    @property
    def connection(self) -> Any:
        return self.work.connection

    @property
    def table(self) -> Any:
        return table_of(self.work.catalog, "ticket")

    @property
    def scope(self) -> Any:
        return scope_of(self.work.catalog, "ticket")

    def hire(self, login: str, role: str = "fitter", team: str | None = "press", **more: Any) -> int:
        """Adds a person and returns their id."""
        team_id = self.teams[team].id if team else None
        attributes = more.pop("attributes", {})
        new = NewPerson(login, more.pop("name", login.capitalize()), role, team=team_id, attributes=attributes, **more)
        self.people[login] = people.add(self.work, new)
        return self.people[login].id

    def id(self, login: str) -> int:
        return self.people[login].id

    def acting(self, login: str, now: datetime | None = None) -> Work:
        """The same work in the name of one of them."""
        actor = actor_of(self.connection, self.work.catalog, self.id(login))
        return replace(self.work, actor=actor, now=now or self.work.now)

    def ticket(self, **values: Any) -> int:
        """Writes a bare record: no grade, no owner."""
        return self.tickets([values])[0]

    def tickets(self, rows: list[Mapping[str, Any]]) -> list[int]:
        return list(store.insert_many(self.connection, self.table, [self._row(each) for each in rows]))

    def did(self, record: int, kind: str, *ago: timedelta) -> None:
        """Keeps that people did something so long ago, as bare rows: nothing is graded."""
        moments = [self.work.now - each for each in ago or (timedelta(),)]
        rows = [BehaviourRow("ticket", record, kind, at, self.work.now) for at in moments]
        behaviours.add_many(self.connection, rows)

    def row(self, record: int) -> Any:
        return store.fetch(self.connection, self.table, record)

    def values(self, record: int) -> dict[str, Any]:
        return record_values(self.row(record))

    def _row(self, values: Mapping[str, Any]) -> dict[str, Any]:
        form = form_of(self.work.catalog, "ticket")
        own = {name: value for name, value in values.items() if name in form.by_id}
        system = {name: value for name, value in values.items() if name not in form.by_id}
        known = {"version": 1, "created_at": self.work.now, "updated_at": self.work.now, "outcome": "open"}
        return {**known, **column_values(form, own), **system, "number": system.get("number", f"T-{next(NUMBERS):06}")}


def open_workshop(connection: Any, catalog: Catalog, now: datetime) -> Workshop:
    """Makes the tables, the teams and their chiefs."""
    specs = [spec_of(form) for form in catalog.all("form")]
    apply_changes(connection, plan_tables(connection, specs), now)
    shop = Workshop(Work(connection, catalog, replace(SYSTEM, catalog=catalog), now))
    shop.teams["plant"] = teams.add(shop.work, NewTeam("plant", {"zh": "工厂", "en": "Plant"}))
    for key in ("press", "paint"):
        shop.teams[key] = teams.add(shop.work, NewTeam(key, key, parent=shop.teams["plant"].id))
    teams.set_superior(shop.work, shop.teams["plant"].id, shop.hire("wen", "chief", "plant", name="文静"))
    teams.set_superior(shop.work, shop.teams["press"].id, shop.hire("fang", "chief", "press", name="方芳"))
    return shop
