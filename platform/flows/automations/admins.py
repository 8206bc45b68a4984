"""Those who configure are told what went wrong with an automation: once a day for each, and why."""

from __future__ import annotations

from accounts import Work
from definitions import Label, Reason
from records import RunRow

from ..crew import Crew
from ..sending.notices import Notice, tell
from ..stored import house_env


def tell_admins(work: Work, run: RunRow, kind: str, why: Reason) -> None:
    """A notice with the record at hand; further ones of the same day and automation are in the run log alone."""
    automation = work.catalog.find("automation", run.automation)
    label = automation.label if automation else Label.of(run.automation)
    day = house_env(work).day_of(house_env(work).moment)
    tell(
        work,
        [
            Notice(person, kind, run.form, run.record, f"{kind}:{run.automation}:{day}:{person}", why=why,
                   params={"automation": label.as_written()})
            for person in _admins(work)
        ],
    )  # fmt: skip


def _admins(work: Work) -> list[int]:
    roles = {role.id for role in work.catalog.all("role") if role.configure}
    return [person.id for person in Crew(work).roster.people if person.role in roles]
