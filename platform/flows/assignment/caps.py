"""How many open records a person may hold: the most that any rule lets them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from accounts import Work
from rules import Env

from ..routing import PERSON_PREFIX, Candidate, CompiledRule, Router, Staff
from ..stored import house_env
from .staff import routing_of, staff_of


def caps_of(work: Work, forms: Iterable[str]) -> dict[int, int | None]:
    """By person, over these forms together; None where a rule has no limit, and who is meant by none is left out."""
    routers = [routing.router for form in forms if (routing := routing_of(work, form)) is not None]
    return limits_of(routers, staff_of(work), house_env(work))


def limits_of(routers: Sequence[Router], staff: Staff, env: Env) -> dict[int, int | None]:
    """The same for routers that are at hand."""
    found: dict[int, int | None] = {}
    for person in staff.people:
        limits = [limit for router in routers for limit in _limits(router, person, env)]
        if limits:
            found[person.id] = None if None in limits else max(limits)
    return found


def _limits(router: Router, person: Candidate, env: Env) -> list[int | None]:
    return [
        rule.definition.limits.open
        for rule in router.rules
        # Whoever has one of a customer's records gets the others, however many they hold.
        if rule.kinship is None and rule.asked.means(person) and _could_fit(rule, person, env)
    ]


def _could_fit(rule: CompiledRule, person: Candidate, env: Env) -> bool:
    """Whether some record could go to them: a match that asks for the person alone is answered here."""
    match = rule.definition.who.match
    if match is None or any(not name.startswith(PERSON_PREFIX) for name in match.names):
        return True
    return rule.asked.fits(person, {}, env) is True
