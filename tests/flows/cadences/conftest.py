"""A small company whose orders are nurtured by the cadences that a test writes."""

from datetime import timedelta

import pytest

from records import enrolments, timers
from tests.flows.automations.conftest import Works
from tests.world import CONFIGS, catalog_in

HEAD = "kind: cadence\nform: order\nlabel: {{zh: 培育, en: Nurture}}\nid: {id}\n"
MAILED = """  - {id: mail, type: email, label: {zh: 邮箱, en: Mail}}
  - {id: signs, type: multi_choice, label: {zh: 标签, en: Tags}, choices: [nurture, hot]}
"""


def files(**written: str) -> dict[str, str]:
    """Cadences by id, as files, and a form of orders that has tags."""
    from definitions import read_folder

    form = read_folder(CONFIGS / "orders")["forms/order.yaml"].replace("duplicates:", MAILED + "duplicates:")
    own = {f"cadences/{id}.yaml": HEAD.format(id=id) + text for id, text in written.items()}
    return {"forms/order.yaml": form, **own}


class Nursery(Works):
    """The world, with a look at who is in which cadence and where they stand."""

    def enrolments(self, record: int | None = None):
        """All of them, the oldest first."""
        records = [record] if record else range(1, 40)
        with self.work() as work:
            found = [row for one in records for row in enrolments.of_record(work.connection, "order", one)]
        return sorted(found, key=lambda row: row.id)

    def taken(self, enrolment: int) -> list[str]:
        """The steps that an enrolment took, with their states."""
        with self.work() as work:
            return [f"{step.step} {step.state}" for step in enrolments.steps_of(work.connection, enrolment)]

    def live(self, **time: float) -> None:
        """Let time go by in small steps, and whatever falls due happen at its moment."""
        until = self.now + timedelta(**time)
        while True:
            self.turn()
            with self.work() as work:
                due = timers.next_due_at(work.connection)
            if due is None or due > until:
                break
            self.now = max(self.now, due)
        self.now = until
        self.turn()

    def turn(self) -> None:
        """What is due now, and what it causes."""
        for _ in range(20):
            fired = self.tick().fired
            if not fired and not self.deliver():
                return

    def tick(self):
        from flows import tick

        return tick(self.database, self.catalog, self.now)


@pytest.fixture
def nursery(database, now):
    """Opens the company with these cadences and other files."""

    def open_it(more: dict[str, str] | None = None, **written: str) -> Nursery:
        return Nursery(database, now, catalog_in("orders", **files(**written), **(more or {})))

    return open_it


def problems_of(more: dict[str, str] | None = None, **written: str) -> list[str]:
    """Path and code of everything that loading finds about these cadences."""
    from definitions import load_files, read_folder

    loaded = load_files({**read_folder(CONFIGS / "orders"), **files(**written), **(more or {})})
    return [f"{problem.path} {problem.key.rsplit('.', 1)[-1]}" for problem in loaded.problems]
