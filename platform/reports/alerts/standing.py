"""How each alert stands: what it read last, what is open of it, whether it is muted, when it looks again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from accounts import Work, allowed, calendar_by_id
from definitions import Label, NotFound, Reason
from flows import automations
from records import Reading, ReviewRow, reviews

from ..answers.lengths import length_of_time
from ..answers.measuring import MeasureShower
from ..answers.showing import Shower
from ..definition import ReportDefinition
from ..sql.question import Question
from .definition import MISSES, AlertDefinition
from .muting import Muted, muted_of

# Too bad, as it should be, asked in vain, or not asked yet.
BREACHED, WELL, UNKNOWN, WAITING = "breached", "well", "unknown", "waiting"


@dataclass(frozen=True)
class Standing:
    """One alert as it stands now."""

    alert: AlertDefinition
    report: ReportDefinition | None
    measure: Label
    readings: tuple[Reading, ...]
    open: tuple[ReviewRow, ...]
    next: datetime | None
    muted: Muted | None = None

    @property
    def measure_said(self) -> Label:
        """What the measure is called; that of a shape as its last reading said it."""
        said = Reason.from_json(self.readings[-1].why).params.get("measure") if self.readings else None
        return Label.of(said) if said else self.measure

    @property
    def state(self) -> str:
        """Of several parts one that is too bad is enough."""
        if not self.readings:
            return WAITING
        if any(each.breached for each in self.readings):
            return BREACHED
        return WELL if any(each.value is not None for each in self.readings) else UNKNOWN


def alerts_for(work: Work) -> tuple[AlertDefinition, ...]:
    """Those whose reviews the actor may see."""
    role = work.actor.role.id if work.actor.role else ""
    everything = allowed(work.actor, "configure")
    return tuple(each for each in work.catalog.all("alert") if everything or (role and role in each.roles))


def alert_of(work: Work, id: str) -> AlertDefinition:
    """One of them; of any other nothing is said."""
    found = next((each for each in alerts_for(work) if each.id == id), None)
    if found is None:
        raise NotFound
    return found


def standings(work: Work) -> tuple[Standing, ...]:
    """All that the actor may see, in order of their files."""
    known = alerts_for(work)
    ids = [each.id for each in known]
    readings, opened = reviews.last_readings(work.connection, ids), reviews.open_of(work.connection, ids)
    quiet = muted_of(work, ids)
    found = (_standing(work, each, readings.get(each.id, ()), opened) for each in known)
    return tuple(replace(one, muted=quiet.get(one.alert.id)) for one in found)


def threshold_said(work: Work, alert: AlertDefinition, language: str) -> str:
    """The bound as its file has it: `80%`, `1,000,000`, `2 h`."""
    if alert.when.way == MISSES:
        return _target_said(work, alert, language)
    written = work.catalog.written("alert", alert.id)["when"][alert.when.way]
    if isinstance(written, str):
        return written if written.strip().endswith("%") else length_of_time(alert.when.amount, language)
    return f"{written:,.12g}"


def _target_said(work: Work, alert: AlertDefinition, language: str) -> str:
    """What the measure should come to, as its report says it."""
    report = work.catalog.find("report", alert.report)
    measure = report.measures_by_id.get(alert.measure) if report else None
    if measure is None:
        return ""
    head = next(MeasureShower(Shower(Question(work, report, ())), measure).columns())
    return head.target_said.text(language) if head.target_said else ""


def _standing(
    work: Work, alert: AlertDefinition, readings: tuple[Reading, ...], opened: Sequence[ReviewRow]
) -> Standing:
    report = work.catalog.find("report", alert.report)
    measure = report.measures_by_id.get(alert.measure) if report else None
    calendar = calendar_by_id(work.catalog, alert.schedule.calendar)
    return Standing(
        alert=alert,
        report=report,
        measure=measure.label if measure else Label.of(alert.measure),
        readings=readings,
        open=tuple(row for row in opened if row.alert == alert.id),
        next=automations.next_slot(alert.schedule, work.now, calendar),
    )
