"""What leads leave behind in a year: stays, tasks, assignments, talks, calls, visits to pages; five events each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, Table

from records import tables

from .filling import Side
from .leads import FUNNEL

Row = dict[str, Any]
ENDS = {"won": "signed", "lost": "lost", "parked": "parked", "invalid": "invalid"}
LOST, INVALID = ("price", "rival", "no_budget", "no_decision"), ("wrong_number", "not_target", "duplicate")
TASKS = ("call", "confirm_need", "send_paper", "visit", "follow_up")
PROMISED = ("约技术交流", "寄样品", "请老板吃饭")  # what people plan for themselves
KINDS = ("page_viewed", "paper_downloaded", "mail_opened", "mail_clicked")
POINTS = ("greeting", "reason", "time", "need", "decision", "budget", "next_step", "promise", "rivals")
BANDS = ((75, "A"), (50, "B"), (25, "C"), (0, "D"))
ACTED = """UPDATE stage_visit SET acted = id IN (
    SELECT v.id FROM stage_visit AS v JOIN task AS t ON t.record = v.record
    WHERE t.state = 'done' AND t.ended_at >= v.entered_at AND t.ended_at <= v.left_at
    UNION ALL
    SELECT v.id FROM stage_visit AS v JOIN event AS e ON e.record = v.record
    WHERE e.kind = 'contact_logged' AND e.at >= v.entered_at AND e.at <= v.left_at
) WHERE left_at IS NOT NULL"""


def keep_whether_acted(connection: Connection) -> None:
    """What leaving a stage keeps of it, for all stays at once."""
    connection.exec_driver_sql(ACTED)


class History:
    """Makes the past of each lead; the same seed makes the same one."""

    def __init__(self, people: list[int], seed: int = 20261124) -> None:
        self._random, self._people = Random(seed), people
        self._called: list[int] = []  # the record of each call

    def with_past(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The leads with what became of them in their own columns."""
        for row in rows:
            pick, chance = self._random.choice, self._random.random
            score, outcome = self._random.randint(0, 100), row["outcome"]
            closed = row["created_at"] + timedelta(days=self._random.randint(5, 60))
            contacted = row["created_at"] + timedelta(minutes=self._random.expovariate(1 / 180))
            yield {
                **row,
                "score": score,
                "grade": next(band for least, band in BANDS if score >= least),
                "first_contact_at": contacted if chance() < 0.9 else None,
                "closed_at": closed if outcome in ENDS and outcome != "parked" else None,
                "f_cost": self._random.randint(20, 600),
                "f_contract_amount": self._random.randint(5, 90) * 10_000 if outcome == "won" else None,
                "f_lost_reason": pick(LOST) if outcome == "lost" else None,
                "f_invalid_reason": pick(INVALID) if outcome == "invalid" else None,
            }

    @property
    def sides(self) -> tuple[Side, ...]:
        """The tables beside that of the leads, each with its rows for one lead."""
        named = tables.metadata.tables
        known: dict[str, Any] = {
            "stage_visit": self._stays, "task": self._tasks, "assignment": self._assignments, "event": self._events,
            "behaviour": self._behaviours, "call": self._calls, "call_point": self._call_points,
        }  # fmt: skip
        return tuple(Side(_table(named, name), rows) for name, rows in known.items())

    def _stays(self, row: Row, record: int) -> Iterator[Row]:
        """A few days in each stage to where it went, and where it stands in the end."""
        reached = FUNNEL.index(row["stage"]) if row["stage"] in FUNNEL else self._random.randint(0, 3)
        path, at = [*FUNNEL[: reached + 1]], row["created_at"]
        if 2 < len(path) < len(FUNNEL) and self._random.random() < 0.06:
            path += path[-2:]  # back once, and on again
        if row["stage"] not in FUNNEL:
            path.append(row["stage"])
        for place, stage in enumerate(path):
            left = at + timedelta(days=self._random.expovariate(1 / 4)) if place + 1 < len(path) else None
            ended = row["outcome"] if left is None else "open"
            yield {
                "form": "lead", "record": record, "pipeline": "lead_pipeline", "stage": stage, "entered_at": at,
                "outcome": ended, "owner": row["owner"], "revision": 1, "due_at": at + timedelta(days=5),
                "left_at": left, "left_to": path[place + 1] if left else None,
                "how": self._random.choices(("advanced", "skipped", "woken"), (90, 6, 4))[0] if place else "entered",
                "reason": "known_customer" if place and self._random.random() < 0.05 else None,
            }  # fmt: skip
            at = left or at

    def _tasks(self, row: Row, record: int) -> Iterator[Row]:
        for number in range(3):
            opened = row["created_at"] + timedelta(days=number)
            due, state = opened + timedelta(hours=4), self._random.choices(("done", "skipped", "open"), (8, 1, 1))[0]
            if state == "open" and row["outcome"] != "open":
                state = "closed"  # an end closes what is open
            ended = opened + timedelta(hours=self._random.expovariate(1 / 3))
            promised = self._random.choice(PROMISED) if self._random.random() < 0.05 else None
            yield {
                "form": "lead", "record": record, "pipeline": "lead_pipeline", "stage": FUNNEL[number],
                "task": "next_step" if promised else self._random.choice(TASKS), "title": promised,
                "assignee": row["owner"], "must": number < 2, "state": state,
                "opened_at": opened, "due_at": due, "overdue_at": due if ended > due else None,
                "ended_at": ended if state != "open" else None, "ended_by": row["owner"] if state != "open" else None,
                "revision": 1,
            }  # fmt: skip

    def _assignments(self, row: Row, record: int) -> Iterator[Row]:
        at = row["created_at"]
        yield {
            "form": "lead", "record": record, "owner": row["owner"], "how": "routed", "routing": "lead_routing",
            "rule": self._random.choice(("large", "small", "partner")), "strategy": "rotation", "decision": {},
            "revision": 1, "at": at, "accepted_at": at + timedelta(minutes=self._random.expovariate(1 / 40)),
            "contacted_at": row["first_contact_at"], "grade": row["grade"],
            "answer_wall_seconds": 2400, "answer_working_seconds": 2400,
            "response_wall_seconds": 9000, "response_working_seconds": 7200,
        }  # fmt: skip

    def _events(self, row: Row, record: int) -> Iterator[Row]:
        at, shared = row["created_at"], {"form": "lead", "record": record, "actor": row["owner"], "revision": 1}
        for kind in ("created", "assigned", "graded"):
            yield {**shared, "kind": kind, "at": at, "data": {}}
        for number in range(self._random.randint(0, 4)):
            said = {"way": "phone", "outcome": "talked", "content": "谈了现场的情况", "next_step": "约现场演示"}
            yield {**shared, "kind": "contact_logged", "at": at + timedelta(days=number), "data": said}

    def _behaviours(self, row: Row, record: int) -> Iterator[Row]:
        for number in range(self._random.randint(0, 3)):
            at = row["created_at"] + timedelta(hours=7 * number)
            yield {
                "form": "lead", "record": record, "kind": self._random.choice(KINDS), "at": at, "noticed_at": at,
                "moment": int(at.timestamp() * 1_000_000), "data": {},
            }  # fmt: skip

    def _calls(self, row: Row, record: int) -> Iterator[Row]:
        """One in five was called by the script."""
        if self._random.random() < 0.2:
            self._called.append(record)
            at, score = row["created_at"] + timedelta(hours=2), self._random.randint(0, 100)
            yield {
                "form": "lead", "record": record, "script": "first_call", "person": row["owner"], "at": at,
                "taken_at": at, "seconds": self._random.randint(20, 900), "score": score, "passed": score >= 60,
                "turns": [],
            }  # fmt: skip

    def _call_points(self, row: Row, record: int) -> Iterator[Row]:
        place = bisect_left(self._called, record)
        if self._called[place : place + 1] == [record]:
            for point in POINTS:
                yield {
                    "form": "lead", "record": record, "call": place + 1, "script": "first_call", "point": point,
                    "person": row["owner"], "at": row["created_at"] + timedelta(hours=2), "weight": 1.0, "reason": {},
                    "met": self._random.random() < 0.7, "forbidden": point in ("promise", "rivals"), "must": True,
                }  # fmt: skip


def _table(named: Any, name: str) -> Table:
    return named[name]
