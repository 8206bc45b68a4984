"""Every alert in a few lines: what it looks at, what it found last, what is open of it, whether it is heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import reports
from accounts import Work, people
from definitions import Label, Reason
from flows import automations
from records import Reading

from .. import moments
from ..languages import language, t

TONES = {"breached": "late", "well": "good", "unknown": "soon", "waiting": ""}


@dataclass(frozen=True)
class OpenReview:
    """One review that is open of an alert."""

    href: str
    finding: str


@dataclass(frozen=True)
class AlertLine:
    """One alert."""

    id: str
    title: str
    about: str
    report: str
    report_href: str
    rule: str
    plan: str
    state: str
    tone: str
    last: tuple[str, ...]
    last_at: str
    owner: str
    open: tuple[OpenReview, ...]
    muted: str
    may_mute: bool
    definition_href: str


def alert_lines(work: Work) -> tuple[AlertLine, ...]:
    """Those that the reader may see."""
    found = reports.alerts.standings(work)
    names = people.names(work.connection, {one.muted.by for one in found if one.muted and one.muted.by})
    return tuple(_line(work, each, names) for each in found)


def _line(work: Work, one: reports.alerts.Standing, names: Mapping[int, str]) -> AlertLine:
    alert, report = one.alert, one.report
    opens = report is not None and reports.may_open(work, report)
    configures = work.actor.role is not None and work.actor.role.configure
    return AlertLine(
        id=alert.id,
        title=alert.label.text(language()),
        about=alert.about.text(language()) if alert.about else "",
        report=report.label.text(language()) if report else alert.report,
        report_href=f"/reports/{report.id}" if opens else "",
        rule=_rule(work, one),
        plan=_plan(one),
        state=t(f"alerts.state.{one.state}"),
        tone=TONES[one.state],
        last=tuple(_read(each) for each in one.readings if _is_told(one, each)),
        last_at=moments.shown(one.readings[-1].at) if one.readings else "",
        owner=_owner(work, alert.owner),
        open=tuple(OpenReview(f"/reviews/{row.id}", Label.of(row.finding).text(language())) for row in one.open),
        muted=_muted(one, names),
        may_mute=reports.alerts.may_mute(work, alert),
        definition_href=f"/studio/definitions/alert/{alert.id}" if configures else "",
    )


def _is_told(one: reports.alerts.Standing, reading: Reading) -> bool:
    """Of several parts those that are too bad are told, or all where none is."""
    return reading.breached or not any(each.breached for each in one.readings)


def _read(reading: Reading) -> str:
    """What was read, and of which part."""
    why = Reason.from_json(reading.why)
    name, said = why.params.get("name"), why.text(language())
    part = Label.of(name).text(language()) if name else ""
    return t("alerts.part", name=part, said=said) if part else said


def _rule(work: Work, one: reports.alerts.Standing) -> str:
    """What is too bad: 赢单率 比上期下降 20% 及以上."""
    way, alert = one.alert.when.way, one.alert
    bound = reports.alerts.threshold_said(work, alert, language())
    said = t(f"alerts.when.{way}", measure=one.measure_said, bound=bound)
    return t("alerts.when.rows", said=said, n=alert.rows) if alert.rows else said


def _plan(one: reports.alerts.Standing) -> str:
    said = automations.words.schedule_in_words(one.alert.schedule).text(language())
    return t("alerts.next", plan=said, at=moments.shown(one.next)) if one.next else said


def _owner(work: Work, role: str) -> str:
    """Whoever will look after what it finds, with their role."""
    found, known = reports.reviews.owner_of(work, role), work.catalog.find("role", role)
    label = known.label.text(language()) if known else role
    return t("alerts.owner", name=found.name, role=label) if found else t("alerts.nobody", role=label)


def _muted(one: reports.alerts.Standing, names: Mapping[int, str]) -> str:
    if one.muted is None:
        return ""
    return t("alerts.muted", until=moments.shown(one.muted.until), name=names.get(one.muted.by or 0, "–"))
