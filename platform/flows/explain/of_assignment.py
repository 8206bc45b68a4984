"""Why a record lies with whom it lies: the rule, the candidates, who was left out and for what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from accounts import Work, people
from definitions import Catalog, Label, Reason, say
from forms import scope_of
from records import AssignmentRow, assignments
from rules import words as words_of

from ..routing import WAITING, Ranked, Routing, RoutingDecision, RoutingRule, with_person
from ..stored import catalog_of, house_env, restored
from ..subject import look
from .of_match import MatchTeller
from .rows import Reader, WhyRow, seen_words

NOT_MET = "not_met"


@dataclass(frozen=True)
class WhyAssignment:
    """One assignment, told: a sentence, the candidates and who was left out, and the rules that did not decide."""

    sentence: str
    rows: tuple[WhyRow, ...]
    left_out: tuple[WhyRow, ...]
    passed_rules: tuple[WhyRow, ...]
    runner_up: str
    warnings: tuple[str, ...]
    how: str
    owner: int | None
    pool: str | None
    at: datetime
    revision: int
    decision: Mapping[str, Any] = field(default_factory=dict)


def assignment(work: Work, form_id: str, record: int) -> WhyAssignment | None:
    """Why the record is where it is now; None when nobody ever handed it out."""
    look(work, form_id, record)
    current = assignments.current(work.connection, form_id, record)
    return _Teller(work, form_id, current).why() if current is not None else None


def assignment_history(work: Work, form_id: str, record: int) -> tuple[WhyAssignment, ...]:
    """Everybody who had it and why, the newest first."""
    look(work, form_id, record)
    rows = assignments.history(work.connection, form_id, record)
    return tuple(_Teller(work, form_id, row).why() for row in reversed(rows))


def decided(work: Work, catalog: Catalog, form_id: str, record: int, decision: RoutingDecision) -> WhyAssignment:
    """A decision that nobody kept, told as if it had been; `catalog` has the rules that made it."""
    row = AssignmentRow(
        form_id, record, "routed", work.now, owner=decision.owner, pool=decision.pool, routing=decision.routing,
        rule=decision.rule, strategy=decision.strategy, decision=decision.as_json(), revision=catalog.revision,
    )  # fmt: skip
    return _Teller(work, form_id, row, catalog).why()


class _Teller:
    """Tells one assignment to one reader."""

    def __init__(self, work: Work, form_id: str, row: AssignmentRow, catalog: Catalog | None = None) -> None:
        self.work = work
        self.form_id = form_id
        self.row = row
        self.decision: Mapping[str, Any] = row.decision or {}
        self.catalog: Catalog = catalog or catalog_of(work, row.revision)
        self.routing: Routing | None = self.catalog.find("routing", row.routing) if row.routing else None
        self.scope = scope_of(self.catalog, form_id)
        self.seen = restored(self.decision.get("seen") or {}, self.scope)
        self.names = people.names(work.connection, self._people())

    def why(self) -> WhyAssignment:
        runner_up = self.decision.get("runner_up")
        return WhyAssignment(
            sentence=self._sentence(),
            rows=tuple(self._candidates()),
            left_out=tuple(self._left_out()),
            passed_rules=tuple(self._passed_rules()),
            runner_up=self._say("runner_up", name=self._name(runner_up)) if runner_up is not None else "",
            warnings=tuple(self._text(Reason.from_json(one)) for one in self.decision.get("warnings") or ()),
            how=self.row.how,
            owner=self.row.owner,
            pool=self.row.pool,
            at=self.row.at,
            revision=self.row.revision,
            decision=self.decision,
        )

    def _sentence(self) -> str:
        why = self._why()
        if self.row.owner is not None:
            if self.row.owner == self.work.actor.person_id:
                return self._say("sentence.yours", why=why)
            return self._say("sentence.owner", name=self._name(self.row.owner), why=why)
        if self.row.pool is not None:
            return self._say("sentence.pool", pool=self._pool(self.row.pool), why=why)
        if self.decision.get("to") == WAITING:
            return self._say("sentence.waiting", until=self._moment(self.decision["until"]), why=why)
        return self._say("sentence.nobody", why=why)

    def _why(self) -> str:
        told = [self._cause(), self._by_hand(), self._by_rule(), self._by_reason()]
        first, *others = [words for words in told if words] or [self._say(f"how.{self.row.how}", name="")]
        for other in others:
            first = self._say("why.join", first=first, second=other)
        return first

    def _cause(self) -> str:
        """What happened before: somebody refused, or let the time run out."""
        cause = self.decision.get("cause")
        if not cause:
            return ""
        told = {"words": cause.get("words") or "", "time": cause.get("time") or ""}
        return self._say(f"why.{cause['what']}", name=self._name(cause["person"]), **told)

    def _by_hand(self) -> str:
        by, words = self._name(self.row.actor), self.decision.get("words") or ""
        if self.row.how == "manual":
            return self._say("why.manual_words" if words else "why.manual", name=by, words=words)
        if self.row.how == "named":
            return self._say("why.named", name=by)
        if self.row.how == "undone":
            return self._say("why.undone", name=by)
        if self.row.how == "claimed":
            return self._say("why.claimed", pool=self._pool(self.decision.get("from_pool")))
        return self._say("why.released", name=by, words=words) if self.row.how == "released" else ""

    def _by_rule(self) -> str:
        if self.row.strategy is None:
            return ""
        rule = self._rule(self.row.rule)
        first, second = [*self._ranked()[:2], None, None][:2]
        load = self._holds(first) if first else ""
        label = rule.label if rule else self._say("rule_gone")
        if (kin := self.decision.get("kin")) is not None:
            yours = ".yours" if self.row.owner == self.work.actor.person_id else ""
            yours = (".above" if kin.get("above") and self.row.owner != kin["owner"] else "") + yours
            params = {"number": kin["number"], "name": self._name(kin["owner"]), "load": load}
            return self._say(f"why.kin{yours}", rule=label, **params)
        strategy = self._say(f"strategy.{self.row.strategy}")
        if first and (match := self._match()) is not None:
            yours = first.person == self.work.actor.person_id
            strategy = match.tipped(first, second, yours=yours) or strategy
        return self._say("why.rule", rule=label, strategy=strategy, load=load)

    def _ranked(self) -> list[Ranked]:
        return [Ranked(*stored) for stored in self.decision.get("candidates") or ()]

    def _match(self) -> MatchTeller | None:
        """Who tells the parts of a score, where there was one."""
        rule = self._rule(self.row.rule)
        if rule is None or self.row.strategy != "best_match" or rule.how.strategy != "best_match":
            return None
        return MatchTeller(rule, self.routing.attributes, self.work.language)

    def _by_reason(self) -> str:
        reason = self.decision.get("reason")
        if self.row.how in ("recycled", "released"):
            return ""  # the cause says it, or the words of who gave it back, who may have chosen from reasons
        if reason and self.decision.get("to") == WAITING:
            return self._say("why.waiting")
        return self._text(Reason.from_json(reason)) if reason else ""

    def _candidates(self) -> Iterator[WhyRow]:
        match = self._match()
        for place, one in enumerate(self._ranked()):
            data = {"person": one.person, "place": place + 1, **one._asdict()}
            held, parts = self._holds(one), match.parts(one) if match else ""
            detail = self._say("why.join", first=held, second=parts) if parts else held
            points = match.points(one) if match else str(place + 1)
            yield WhyRow(self._name(one.person), detail, points, counted=place == 0, data=data)

    def _left_out(self) -> Iterator[WhyRow]:
        for person, stored, rule in self.decision.get("excluded") or ():
            reason = Reason.from_json(stored)
            name, words = self._name(person), self._excluded(reason, rule)
            sentence = self._say("left_out", name=name, reason=words)
            data = {"person": person, "rule": rule, "code": reason.code, "params": reason.params}
            yield WhyRow(name, words, "—", counted=False, sentence=sentence, data=data)
        more = self.decision.get("more_excluded") or 0
        if more:
            yield WhyRow(self._say("more_excluded", n=more), points="—", counted=False, data={"more": more})

    def _passed_rules(self) -> Iterator[WhyRow]:
        for id, why in self.decision.get("passed_rules") or ():
            rule = self._rule(id)
            label = rule.label.text(self.work.language) if rule else self._say("rule_gone")
            yield WhyRow(label, self._passed(rule, why), counted=False, data={"rule": id, "why": why})

    def _passed(self, rule: RoutingRule | None, why: str) -> str:
        if why != NOT_MET or rule is None or rule.when is None or self._is_untold(rule.when.names):
            return self._say(why)
        told = self._say("not_met_seen", condition=words_of(rule.when, self.scope, self.work.language))
        seen = seen_words(self.work, self.form_id, self.seen, rule.when.names)
        return self._say("why.join", first=told, second=seen) if seen else told

    def _excluded(self, reason: Reason, rule_id: str | None) -> str:
        if reason.code.endswith(".on_leave"):
            return self._away(datetime.fromisoformat(reason.params["until"]))
        if reason.code.endswith(".off_duty"):
            return self._say("excluded.off_duty", back=self._moment(reason.params["back"]))
        if reason.code.endswith(".no_match"):
            rule = self._rule(rule_id)
            if rule is None or rule.who.match is None or self._is_untold(rule.who.match.names):
                return self._say("excluded.no_match.plain")
            scope = with_person(self.scope, rule.who.match, self.routing.called) if self.routing else self.scope
            told = self._say("excluded.no_match", condition=words_of(rule.who.match, scope, self.work.language))
            asked = [name for name in rule.who.match.names if not name.startswith("person.")]
            seen = seen_words(self.work, self.form_id, self.seen, asked)
            return self._say("why.join", first=told, second=seen) if seen else told
        return self._text(reason)

    def _is_untold(self, names: Iterable[str]) -> bool:
        return not Reader(self.work, self.form_id).may_know(names)

    def _away(self, until: datetime) -> str:
        """Away for that day only, or until which day."""
        zone = house_env(self.work).zone
        last_day = (until - timedelta(seconds=1)).astimezone(zone).date()
        if last_day <= self.row.at.astimezone(zone).date():
            return self._say("excluded.on_leave_today")
        day = f"{last_day.month}月{last_day.day}日" if self.work.language == "zh" else f"{last_day.day} {last_day:%b}"
        return self._say("excluded.on_leave", until=day)

    def _moment(self, written: str) -> str:
        """A clock time on that day, with the day otherwise."""
        zone = house_env(self.work).zone
        moment, given = datetime.fromisoformat(written).astimezone(zone), self.row.at.astimezone(zone)
        if moment.date() == given.date():
            return f"{moment:%H:%M}"
        day = f"{moment.month}月{moment.day}日" if self.work.language == "zh" else f"{moment.day} {moment:%b}"
        return f"{day} {moment:%H:%M}"

    def _holds(self, one: Ranked) -> str:
        limit = (self.decision.get("limits") or {}).get("open")
        key = "holds_open" if limit is None else "holds"
        return self._say(key, open=one.open, limit=limit)

    def _people(self) -> set[int | None]:
        told = [self.row.owner, self.row.actor, self.decision.get("runner_up")]
        told += [stored[0] for stored in self.decision.get("candidates") or ()]
        told += [stored[0] for stored in self.decision.get("excluded") or ()]
        told += [(self.decision.get("kin") or {}).get("owner")]
        return {*told, (self.decision.get("cause") or {}).get("person")}

    def _name(self, person: int | None) -> str:
        return self._say("system") if person is None else self.names.get(person) or self._say("somebody")

    def _rule(self, id: str | None) -> RoutingRule | None:
        return self.routing.rule(id) if self.routing is not None else None

    def _pool(self, id: str | None) -> Label | str:
        pool = self.routing.pool(id) if self.routing is not None else None
        return pool.label if pool is not None else id or ""

    def _text(self, reason: Reason) -> str:
        return reason.text(self.work.language)

    def _say(self, key: str, **params: Any) -> str:
        return say(f"routing.{key}", self.work.language, **params)
