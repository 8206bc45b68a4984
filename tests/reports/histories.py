"""Random histories of orders, written as rows of the tables and kept as plain Python beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from accounts import SYSTEM, NewPerson, NewTeam, Work, actor_of, people, teams
from definitions import Catalog, DefinitionError, Loaded, load_files, read_folder
from forms import spec_of, table_of
from records import Database, StageVisit, TaskRow, apply_changes, plan_tables, store, tables, tasks, visits, ways
from reports import ReportDefinition, ReportTable, run

CONFIG = Path(__file__).parents[1] / "configs" / "reports" / "orders"
PATH = ("touch", "need", "quote", "won")
ENDS = {"won": "won", "lost": "lost", "parked": "parked"}
HEAD = "kind: report\nid: asked\nform: order\nlabel: {zh: 问题, en: Question}\n"


def load(report: str = "", **files: str) -> Loaded:
    """The orders configuration with one report more."""
    asked = {"reports/asked.yaml": HEAD + report} if report else {}
    return load_files({**read_folder(CONFIG), **asked, **files})


@cache
def catalog_with(report: str = "") -> Catalog:
    loaded = load(report)
    if loaded.catalog is None:
        raise DefinitionError(loaded.errors)
    return loaded.catalog.at_revision(7)


@dataclass
class Company:
    """A database with orders, and the same orders as dicts."""

    database: Database
    now: datetime
    catalog: Catalog = field(default_factory=catalog_with)
    orders: list[dict[str, Any]] = field(default_factory=list)
    stays: list[dict[str, Any]] = field(default_factory=list)
    jobs: list[dict[str, Any]] = field(default_factory=list)
    handed: list[dict[str, Any]] = field(default_factory=list)
    talks: list[dict[str, Any]] = field(default_factory=list)
    scores: list[dict[str, Any]] = field(default_factory=list)
    limits: list[dict[str, Any]] = field(default_factory=list)
    accounts: dict[int, dict[str, Any]] = field(default_factory=dict)
    staff: dict[str, int] = field(default_factory=dict)

    def open(self) -> Company:
        with self.at() as work:
            specs = [spec_of(form) for form in self.catalog.all("form")]
            apply_changes(work.connection, plan_tables(work.connection, specs), self.now)
            east, west = (teams.add(work, NewTeam(key, key)).id for key in ("east", "west"))
            self.staff["wang"] = people.add(work, NewPerson("wang", "王", "manager", team=east)).id
            teams.set_superior(work, east, self.staff["wang"])
            self.staff["lin"] = people.add(work, NewPerson("lin", "林", "rep", team=east)).id
            self.staff["zhao"] = people.add(work, NewPerson("zhao", "赵", "rep", team=west)).id
            self.staff["xu"] = people.add(work, NewPerson("xu", "徐", "chief")).id
            self.staff["guo"] = people.add(work, NewPerson("guo", "郭", "guest")).id
        return self

    @contextmanager
    def at(self, login: str | None = None) -> Iterator[Work]:
        with self.database.transaction() as connection:
            actor = actor_of(connection, self.catalog, self.staff[login]) if login else SYSTEM
            yield Work(connection, self.catalog, actor, self.now)

    def asking(self, report: str) -> ReportDefinition:
        """Take the configuration with this report in it, and return the report."""
        self.catalog = catalog_with(report)
        return self.catalog.get("report", "asked")

    def ask(self, report: str, login: str | None = None, **params: Any) -> ReportTable:
        definition = self.asking(report)
        with self.at(login) as work:
            return run(work, definition, params)

    def happen(self, seed: int, n: int = 40) -> Company:
        """Let a history happen."""
        chance = Random(seed)
        with self.at() as work:
            table = table_of(self.catalog, "order")
            self._found_accounts(chance, work)
            made = [self._order(chance, number) for number in range(n)]
            keys = ("customer", "source", "amount", "cost", "units", "paid", "wanted_on", "buyer", "tags", "account")
            rows = [{(f"f_{name}" if name in keys else name): value for name, value in each.items()} for each in made]
            for id, order in zip(store.insert_many(work.connection, table, rows), made, strict=True):
                self.orders.append({**order, "id": id})
            for order in self.orders:
                self._walk(chance, order)
                stands = {"stage": order["stage"], "outcome": order["outcome"]}
                store.update_unversioned(work.connection, table, order["id"], stands)
            entered = visits.enter_many(work.connection, [StageVisit("order", **each) for each in self.stays])
            tasks.open_many(work.connection, [TaskRow("order", **each) for each in self.jobs])
            rows = [{"form": "order", "decision": {}, "revision": 0, **each} for each in self.handed]
            store.insert_many(work.connection, tables.assignment, rows)
            told = [{"form": "order", "kind": "contact_logged", "revision": 0, **each} for each in self.talks]
            store.insert_many(work.connection, tables.event, told)
            visits.keep_whether_acted(work.connection, self._left(entered))
            ways.keep(work.connection, table, "order", [order["id"] for order in self.orders])
            scored = [{"form": "order", "scorecard": "card", "reasons": [], **each} for each in self.scores]
            store.insert_many(work.connection, tables.grade, scored)
            set_ = [{"form": "order", "data": {}, "key": str(n), **each} for n, each in enumerate(self.limits)]
            store.insert_many(work.connection, tables.timer, set_)
        return self

    def _left(self, entered: Iterable[int]) -> list[int]:
        """The stays that are over, by their ids."""
        return [id for id, stay in zip(entered, self.stays, strict=True) if stay["left_at"] is not None]

    def _found_accounts(self, chance: Random, work: Work) -> None:
        """Three accounts: two of one region, one of none; the first is 林's, the others are 赵's."""
        table, at = table_of(self.catalog, "account"), {"version": 1, "created_at": self.now, "updated_at": self.now}
        for number, region in enumerate(("east", "east", None)):
            account = {"region": region, "revenue": Decimal(chance.randrange(1, 9)) * 1000}
            owner = self.staff["lin" if number == 0 else "zhao"]
            fields = {f"f_{name}": value for name, value in account.items()}
            row = {"number": f"AC-{number}", "owner": owner, "f_name": f"客户 {number}", **at, **fields}
            self.accounts[store.insert(work.connection, table, row)] = {**account, "owner": owner}

    def _order(self, chance: Random, number: int) -> dict[str, Any]:
        created = self.now - timedelta(seconds=chance.randrange(0, 300 * 86400), microseconds=chance.randrange(10**6))
        touched = created + timedelta(seconds=chance.randrange(86400 * 3), microseconds=chance.randrange(10**6))

        def some(value: Any, often: float = 0.8) -> Any:
            return value if chance.random() < often else None

        return {
            "number": f"OR-{number:06}", "version": 1, "created_at": created, "updated_at": created,
            "trashed_at": some(self.now, 0.1), "customer": some(f"客户{chance.randrange(5)}"),
            "source": some(chance.choice(["web", "fair", "ads"])),
            "amount": some(Decimal(chance.randrange(0, 10**6)) / 100), "cost": some(Decimal(chance.randrange(100))),
            "units": some(chance.randrange(-3, 6)), "paid": some(chance.random() < 0.5),
            "wanted_on": some(date(2026, 1, 1) + timedelta(days=chance.randrange(400))),
            "buyer": some(chance.choice(list(self.staff.values())), 0.5),
            "tags": some(chance.choice([("rush",), ("big",), ("rush", "big")]), 0.7),
            "account": some(chance.choice(list(self.accounts)), 0.7),
            "owner": some(chance.choice([self.staff["lin"], self.staff["zhao"]])),
            "first_contact_at": some(touched), "pipeline": some("order_path", 0.95), "stage": None, "outcome": None,
        }  # fmt: skip

    def _walk(self, chance: Random, order: dict[str, Any]) -> None:
        """Through the stages, forwards, back and out, sometimes twice through the same one."""
        at, stage = order["created_at"], "touch"
        for _ in range(chance.randrange(1, 6)):
            until = at + timedelta(hours=chance.randrange(1, 99))
            self._stay(chance, order, stage, (at, until))
            if stage == "won":
                break
            at, stage = until, chance.choice([*PATH, "lost", "parked"])
        own = [stay for stay in self.stays if stay["record"] == order["id"]]
        for stay, following in pairwise(own):
            stay["left_to"] = following["stage"]
        last = self.stays[-1]
        last["left_at"] = None
        order["stage"], order["outcome"] = last["stage"], ENDS.get(last["stage"], "open")

    def _stay(self, chance: Random, order: dict[str, Any], stage: str, span: tuple[datetime, datetime]) -> None:
        self.stays.append(
            {
                "record": order["id"], "pipeline": "order_path", "stage": stage, "entered_at": span[0],
                "outcome": ENDS.get(stage, "open"), "owner": order["owner"], "left_at": span[1],
                "how": chance.choice(["entered", "skipped"]),
            }
        )  # fmt: skip
        state = chance.choice(["open", "done", "skipped"])
        self.jobs.append(
            {
                "record": order["id"], "task": chance.choice(["call", "wake"]), "stage": stage, "opened_at": span[0],
                "pipeline": "order_path", "state": state, "assignee": order["owner"], "must": chance.random() < 0.5,
                "ended_at": None if state == "open" else span[1],
            }
        )  # fmt: skip
        if chance.random() < 0.5:
            self._promise(chance, order, span)
        self._say(chance, order, span)
        self.handed.append(
            {
                "record": order["id"],
                "how": "routed",
                "at": span[0],
                "owner": chance.choice(list(self.staff.values())),
                "rule": chance.choice(["a", "b", None]),
                "accepted_at": chance.choice([span[1], None]),
            }
        )

    def _promise(self, chance: Random, order: dict[str, Any], span: tuple[datetime, datetime]) -> None:
        """A next step of somebody's own, in words that others use as well."""
        title = chance.choice(["Technical review", "technical review ", "Send samples"])
        at = span[0] + (span[1] - span[0]) * chance.random()
        own = {"task": "next_step", "stage": None, "pipeline": None, "title": title, "must": True, "ended_at": None}
        self.jobs.append({"record": order["id"], "opened_at": at, "state": "open", "assignee": order["owner"], **own})

    def _say(self, chance: Random, order: dict[str, Any], span: tuple[datetime, datetime]) -> None:
        """Some talks during a stay, each with a score and a limit set."""
        for _ in range(chance.randrange(3)):
            at = span[0] + (span[1] - span[0]) * chance.random()
            said = {"way": chance.choice(["call", "visit"]), "outcome": chance.choice(["reached", "no_answer"])}
            ours = {"record": order["id"], "at": at}
            self.talks.append({**ours, "actor": chance.choice([*self.staff.values()]), "data": said})
            score = float(chance.randrange(0, 100))
            self.scores.append({**ours, "score": score, "band": "A" if score >= 80 else "B", "urgent": score > 95})
            due = at + timedelta(hours=chance.randrange(1, 9))
            fired = chance.choice([due, None])
            limit = {"record": order["id"], "kind": chance.choice(["accept", "silence"]), "attempts": 0}
            self.limits.append({**limit, "started_at": at, "due_at": due, "fired_at": fired})

    @property
    def live(self) -> list[dict[str, Any]]:
        """The orders that are not in the trash."""
        return [order for order in self.orders if order["trashed_at"] is None]
