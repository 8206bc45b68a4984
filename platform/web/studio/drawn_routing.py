"""A routing as people read it: rules in their order, to whom, how, within what; the last line is never silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from accounts import Work, people, teams
from definitions import Catalog
from flows import explain
from flows import routing as routings
from forms import scope_of
from rules import Expression, RuleError, Scope, words

from ..languages import language, t
from .draft import Draft
from .hits import hits_and_misses
from .marks import Marks, marks_of


@dataclass(frozen=True)
class RuleRow:
    """One rule, in words."""

    number: int
    label: str
    when: str
    who: str
    how: str
    limits: str
    otherwise: str
    mark: str
    warning: str
    hits: int
    misses: int
    at: str = ""


@dataclass(frozen=True)
class PoolRow:
    """A pool, and who may take from it."""

    label: str
    who: str
    limits: str
    at: str = ""


@dataclass(frozen=True)
class RecycleRow:
    """What goes back into a pool by itself."""

    label: str
    when: str
    rule: str
    at: str = ""


@dataclass(frozen=True)
class RoutingDrawing:
    """All rules, the fallback, acceptance, notice and pools."""

    label: str
    form: str
    form_label: str
    rules: tuple[RuleRow, ...]
    otherwise: str
    ends: int
    accept: str
    notify: str
    pools: tuple[PoolRow, ...]
    recycled: tuple[RecycleRow, ...]


def draw(work: Work, draft: Draft, catalog: Catalog, id: str) -> RoutingDrawing:
    """Draws a routing of `catalog`, with the assignments of the last 30 days counted."""
    routing = catalog.get("routing", id)
    pen = _Pen(work, catalog, routing, marks_of(draft, "routing", id), _warnings(draft, catalog, id))
    counted = hits_and_misses(work, routing.form, [rule.id for rule in routing.rules])
    return RoutingDrawing(
        label=routing.label.text(language()),
        form=routing.form,
        form_label=catalog.get("form", routing.form).label.text(language()),
        rules=tuple(pen.rule(rule, number, counted[rule.id]) for number, rule in enumerate(routing.rules, 1)),
        otherwise=pen.destination(routing.otherwise),
        ends=counted[None][0],
        accept=pen.accept(),
        notify=pen.notify(),
        pools=tuple(pen.pool(pool) for pool in routing.pools),
        recycled=tuple(pen.recycled(rule) for rule in routing.recycle),
    )


class _Pen:
    """Says the parts of one routing."""

    def __init__(
        self, work: Work, catalog: Catalog, routing: routings.Routing, marks: Marks, warnings: Mapping[str, str]
    ) -> None:
        self.work, self.catalog, self.routing, self.marks, self.warnings = work, catalog, routing, marks, warnings
        self.scope = scope_of(catalog, routing.form)
        self.teams = teams.tree(work.connection)

    def rule(self, rule: routings.RoutingRule, number: int, counted: tuple[int, int]) -> RuleRow:
        return RuleRow(
            number=number,
            label=rule.label.text(language()),
            when=self._said(rule.when, self.scope) or t("studio.every_record"),
            who=self._who(rule.who),
            how=self._how(rule.how),
            limits=self._limits(rule.limits, at_work=rule.available == "at_work"),
            otherwise=self.destination(rule.otherwise),
            mark=self.marks.of(f"rules.{rule.id}"),
            warning=self.warnings.get(rule.id, ""),
            hits=counted[0],
            misses=counted[1],
            at=f"rules/{rule.id}",
        )

    def pool(self, pool: routings.Pool) -> PoolRow:
        limits = self._limits(routings.Limits(pool.open, pool.per_day))
        rules = t("studio.comma").join(part for part in (limits, self._former(pool)) if part)
        return PoolRow(pool.label.text(language()), self._who(pool.who), rules, f"pools/{pool.id}")

    def recycled(self, rule: routings.Recycle) -> RecycleRow:
        pool = self.routing.pool(rule.to)
        where, what = pool.label if pool else rule.to, t(f"studio.counts_{rule.counts}")
        told = t("studio.recycle_rule", time=rule.idle.words(language()), what=what, pool=where)
        warn = t("studio.recycle_warn", time=rule.warn.words(language())) if rule.warn else ""
        when = self._said(rule.when, self.scope) or t("studio.every_record")
        words = t("studio.comma").join(filter(None, (told, warn)))
        return RecycleRow(rule.label.text(language()), when, words, f"recycle/{rule.id}")

    def _former(self, pool: routings.Pool) -> str:
        if pool.former_owner == routings.AT_ONCE:
            return ""
        if pool.former_owner == routings.NEVER_AGAIN:
            return t("studio.former_owner_never")
        return t("studio.former_owner_after", time=pool.former_owner.words(language()))

    def destination(self, to: routings.Destination) -> str:
        """Where a record goes when nobody was found."""
        if to.to == "next":
            return t("studio.to_next")
        if to.to == "wait":
            then = self.destination(to.at_last)
            return t("studio.to_wait", wait=to.wait.words(language()), n=to.wait.times, then=then)
        if to.to == "pool":
            pool = self.routing.pool(to.value)
            return t("studio.to_pool", name=pool.label if pool else to.value)
        if to.to == "superior":
            return t("studio.to_superior")
        if to.to == "superior_of":
            return t("studio.to_superior_of", name=self._team(to.value))
        person = people.find_by_login(self.work.connection, to.value or "")
        return t("studio.to_person", name=person.name if person else to.value)

    def accept(self) -> str:
        """How soon an assignment is to be accepted."""
        if self.routing.accept is None:
            return ""
        within = self.routing.accept.within.words(language())
        return t("studio.accept_within", within=within, then=self.destination(self.routing.accept.then))

    def notify(self) -> str:
        """Which message the new owner gets."""
        notify = self.routing.notify
        if notify is None:
            return ""
        message = self.catalog.find("message", notify.message)
        name = message.label if message else notify.message
        if notify.within is None:
            return t("studio.tells_owner", message=name)
        return t("studio.tells_owner_within", message=name, within=notify.within.words(language()))

    def _who(self, who: routings.Who) -> str:
        parts = [self._team(who.team) if who.team else "", self._role(who.role) if who.role else ""]
        known = (people.find_by_login(self.work.connection, login) for login in who.people)
        names = [person.name if person else login for person, login in zip(known, who.people, strict=True)]
        parts.append(t("studio.people_named", names=names) if names else "")
        if who.owner_of is not None:
            parts.append(self._kin(who.owner_of))
        if who.match is not None:
            parts.append(self._said(who.match, routings.with_person(self.scope, who.match, self.routing.called)))
        return t("studio.comma").join(part for part in parts if part) or t("studio.everybody")

    def _kin(self, kinship: routings.Kinship) -> str:
        form = self.catalog.get("form", self.routing.form)
        labels = [field.label if (field := form.find(name)) else name for name in kinship.names]
        way = "duplicate" if kinship.is_likeness else "link" if kinship.link else "same"
        owner = t(f"studio.owner_of_{way}", fields=labels)
        return t("studio.superior_of_owner", owner=owner) if kinship.superior else owner

    def _how(self, how: routings.How) -> str:
        said = t(f"studio.how_{how.strategy}") if _known(how.strategy) else how.strategy
        criteria = how.options.all if isinstance(how.options, routings.Criteria) else ()
        named = ((explain.measure_words(one, self.routing.attributes, language()), one.weight) for one in criteria)
        parts = (t("studio.criterion", measure=measure, weight=weight) for measure, weight in named)
        return t("studio.colon", what=said, parts=t("studio.comma").join(parts)) if criteria else said

    def _limits(self, limits: routings.Limits, *, at_work: bool = False) -> str:
        parts = [
            t("studio.at_most_open", n=limits.open) if limits.open else "",
            t("studio.at_most_a_day", n=limits.per_day) if limits.per_day else "",
            t("studio.at_most_an_hour", n=limits.per_hour) if limits.per_hour else "",
            t("studio.only_at_work") if at_work else "",
        ]
        return t("studio.comma").join(part for part in parts if part)

    def _team(self, key: str | None) -> str:
        team = self.teams.by_key(key or "")
        return team.label.text(language()) if team else key or ""

    def _role(self, id: str) -> str:
        role = self.catalog.find("role", id)
        return role.label.text(language()) if role else id

    def _said(self, expression: Expression | None, scope: Scope) -> str:
        if expression is None:
            return ""
        try:
            return words(expression, scope, language())
        except RuleError:
            return expression.text


def _warnings(draft: Draft, catalog: Catalog, id: str) -> dict[str, str]:
    """What is odd about rules, by their ids: one that an earlier rule hides, one that can never hold."""
    path, found = catalog.file_of("routing", id), {}
    for problem in draft.warnings:
        inside, _, rest = problem.path.partition(".")
        if problem.location.file == path and inside == "rules":
            found.setdefault(rest.partition(".")[0], problem.sentence(language()))
    return found


def _known(strategy: str) -> bool:
    key = f"studio.how_{strategy}"
    return t(key) != key
