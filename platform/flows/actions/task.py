"""Open a task that no stage has, in the day of whoever is meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from definitions import DURATION_SCHEMA, ID_PATTERN, LABEL_SCHEMA, Duration, Label, Problem, Reason

from ..pipelines import Party
from ..pipelines.schema import PARTY_SCHEMA
from ..steps import Hand, Place, Reading, party_problems, text_problems
from ..task_work.in_hand import CONTACT
from ..task_work.missed import OPENED
from ..task_work.opening import OpenedTask, open_own_task
from . import Action, Done, action


@action("task")
@dataclass(frozen=True)
class OpenTask(Action):
    """`task: {id: thank, title: …, who: owner, within: 1 working day}`."""

    title: Label
    id: str
    who: Party
    within: Duration | None = None
    must: bool = True
    contact: bool = False

    @classmethod
    def schema(cls) -> Mapping[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": ["title"],
            "properties": {
                "id": {"type": "string", "pattern": ID_PATTERN, "description": "What occasions and reports call it"},
                "title": LABEL_SCHEMA,
                "who": PARTY_SCHEMA,
                "within": DURATION_SCHEMA,
                "must": {"type": "boolean"},
                "contact": {
                    "type": "boolean",
                    "description": "It asks to get in touch: whichever contact is written down next has done it",
                },
            },
        }

    @classmethod
    def read(cls, written: Any, reading: Reading) -> Self:
        return cls(
            title=Label.of(written["title"]),
            id=written.get("id", "own_task"),
            who=Party.of(written.get("who", "owner")),
            within=reading.duration(written.get("within"), "within"),
            must=written.get("must", True),
            contact=written.get("contact", False),
        )

    def problems(self, place: Place) -> Iterable[Problem]:
        lines = place.catalog.of_form("pipeline", place.form)
        if any(line.task(self.id) for line in lines):
            yield place.problem("automation.problem.task_id_taken", "id", name=self.id)
        yield from party_problems([self.who], place.at("who"))
        yield from text_problems(self.title, place.at("title"))

    def causes(self) -> Iterable[tuple[str, frozenset[str]]]:
        yield "task_opened", frozenset({self.id})

    def input(self, hand: Hand) -> Mapping[str, Any]:
        within = self.within.words("en") if self.within else None
        return {"title": hand.filled(self.title).as_written(), "within": within}

    def perform(self, hand: Hand) -> Done:
        title = hand.filled(self.title)
        assignee = hand.crew.assignee(self.who, hand.subject.owner, hand.subject.number)
        how = CONTACT if self.contact else OPENED
        opened = OpenedTask(self.id, title, assignee, self.within, self.must, how=how)
        id, due_at = open_own_task(hand.work, hand.subject, opened, crew=hand.crew)
        name = hand.crew.person(assignee)
        said = Reason("automation.said.task", {"title": title, "person": name.name if name else "–"})
        return Done(said, {"task": id, "assignee": assignee, "due_at": due_at.isoformat() if due_at else None})

    def words(self, place: Place) -> Reason:
        return Reason("automation.does.contact" if self.contact else "automation.does.task", {"title": self.title})
