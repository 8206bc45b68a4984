"""From everybody to those who can take this record: who is meant, who fits, who is there, who is not full."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from definitions import Reason
from rules import Env

from .decision import Excluded
from .definition import Limits
from .kin import Relative
from .load import Standing, Workload
from .people import Candidate, Staff
from .router import CompiledRule

MOST_REMEMBERED = 2000
NO_LIMIT = float("inf")
NO_MATCH = Reason("routing.excluded.no_match", {})
UNUSABLE = Reason("routing.excluded.unusable_attribute", {})
REFUSED = Reason("routing.excluded.refused_before", {})
INACTIVE = Reason("routing.excluded.inactive", {})
NOT_MEANT = Reason("routing.excluded.not_meant", {})
PAUSED = Reason("routing.excluded.paused", {})
OFF_DUTY, ON_LEAVE = "routing.excluded.off_duty", "routing.excluded.on_leave"


class Narrowed(NamedTuple):
    """Who remains, in no order, and who was left out."""

    fit: tuple[Candidate, ...]
    excluded: tuple[Excluded, ...]
    kin: Relative | None = None


NO_KIN = Narrowed((), ())


class Narrowing:
    """Narrows for one moment; what depends on few values of a record is found once for each set of them."""

    def __init__(self, staff: Staff, standing: Standing, env: Env) -> None:
        self._staff = staff
        self._workload = standing.workload
        self._duty = standing.duty
        self._kin = standing.kin
        self._env = env
        self._present: dict[Any, Narrowed] = {}

    def candidates(self, rule: CompiledRule, values: Mapping[str, Any], refused: Collection[int]) -> Narrowed:
        """Who could take the record by this rule."""
        if rule.kinship is None:
            return self._now(rule, self._matching(rule, values), refused)
        kin = self._kin.owner_of(rule.kinship, values)
        if kin is None:
            return NO_KIN
        meant = self._staff.superior_of(kin.owner) if rule.kinship.superior else None
        meant_id = meant.id if meant is not None else kin.owner
        return self._now(rule, self._matching(rule, values, meant_id), refused)._replace(kin=kin)

    def _now(self, rule: CompiledRule, present: Narrowed, refused: Collection[int]) -> Narrowed:
        limits = rule.definition.limits
        fit = self._with_room(present.fit, limits, refused)
        if len(fit) == len(present.fit):
            return present
        takes = {person.id for person in fit}
        full = [
            Excluded(person.id, over(limits, self._workload, person.id) or REFUSED, rule.id)
            for person in present.fit
            if person.id not in takes
        ]
        return Narrowed(tuple(fit), (*full, *present.excluded))

    def _with_room(self, people: tuple[Candidate, ...], limits: Limits, refused: Collection[int]) -> list[Candidate]:
        opens, todays, hours = self._workload.opens.get, self._workload.todays.get, self._workload.hours.get
        most, a_day, an_hour = limits.open or NO_LIMIT, limits.per_day or NO_LIMIT, limits.per_hour or NO_LIMIT
        return [
            person
            for person in people
            if opens(person.id, 0) < most
            and todays(person.id, 0) < a_day
            and hours(person.id, 0) < an_hour
            and person.id not in refused
        ]

    def _matching(self, rule: CompiledRule, values: Mapping[str, Any], only: int | None = None) -> Narrowed:
        key = (rule, only, *[_hashable(values.get(name)) for name in rule.asked.of_record])
        found = self._present.get(key)
        if found is None:
            found = self._present[key] = self._remembered(rule, key, values, only)
            self._workload.know(person.id for person in found.fit)
        return found

    def _remembered(self, rule: CompiledRule, key: Any, values: Mapping[str, Any], only: int | None) -> Narrowed:
        """What was found for these people before, in whatever transaction, if the moment makes no difference."""
        known = self._staff.narrowed
        found = known.get(key) if rule.is_timeless else None
        if found is None:
            found = self._look(rule, values, only)
            if rule.is_timeless:
                if len(known) >= MOST_REMEMBERED:
                    known.clear()
                known[key] = found
        return found

    def _look(self, rule: CompiledRule, values: Mapping[str, Any], only: int | None) -> Narrowed:
        fit: list[Candidate] = []
        away, unfit, gone = [], [], []
        asked, name = rule.asked, rule.id
        for person in self._staff.people if only is None else filter(None, [self._staff.by_id.get(only)]):
            if not asked.means(person):
                if only is not None:
                    unfit.append(Excluded(person.id, NOT_MEANT, name))
                continue
            fits = asked.fits(person, values, self._env) if person.active else None
            if not person.active:
                gone.append(Excluded(person.id, INACTIVE, name))
            elif fits is not True:
                unfit.append(Excluded(person.id, UNUSABLE if fits is None else NO_MATCH, name))
            elif not person.is_there:
                away.append(Excluded(person.id, absence(person), name))
            elif rule.at_work and (back := self._duty.back(person.id)) is not None:
                away.append(Excluded(person.id, Reason(OFF_DUTY, {"back": back.isoformat()}), name))
            else:
                fit.append(person)
        return Narrowed(tuple(fit), (*away, *unfit, *gone))


def over(limits: Limits, workload: Workload, person: int) -> Reason | None:
    """Which limit a person has reached, if one."""
    if limits.open is not None and workload.open(person) >= limits.open:
        return Reason("routing.excluded.open_limit", {"open": workload.open(person), "limit": limits.open})
    if limits.per_day is not None and workload.today(person) >= limits.per_day:
        return Reason("routing.excluded.day_limit", {"today": workload.today(person), "limit": limits.per_day})
    if limits.per_hour is not None and workload.hour(person) >= limits.per_hour:
        return Reason("routing.excluded.hour_limit", {"hour": workload.hour(person), "limit": limits.per_hour})
    return None


def back_at(excluded: Collection[Excluded]) -> list[datetime]:
    """When those are back who would take the record and are not at work."""
    found = [one.reason.params.get("back") or one.reason.params.get("until") for one in excluded if _is_away(one)]
    return [datetime.fromisoformat(moment) for moment in found]


def _is_away(one: Excluded) -> bool:
    return one.reason.code in (OFF_DUTY, ON_LEAVE)


def absence(person: Candidate) -> Reason:
    """Why somebody who works here takes nothing now."""
    if person.away_until is None:
        return PAUSED
    return Reason(ON_LEAVE, {"until": person.away_until.isoformat()})


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, (list, set)) else value
