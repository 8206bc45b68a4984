"""Rights of whole pages, said once for the page and for the link that leads there."""

from __future__ import annotations

from accounts import Work, allowed, sight_of
from forms import FormDefinition

OTHERS = frozenset({"team", "all"})


def watches_team(work: Work) -> bool:
    """Whoever hands out records of others has a team board; a rep has none."""
    role = work.actor.role
    if role is None:
        return False
    forms = (pipeline.form for pipeline in work.catalog.all("pipeline"))
    hands_out = (
        allowed(work.actor, "assign", form) and not OTHERS.isdisjoint(sight_of(work.catalog, role, form))
        for form in forms
    )
    return role.home == "board" or any(hands_out)


def forms_for(work: Work, verb: str = "see") -> tuple[FormDefinition, ...]:
    """The forms whose records the person may see, create …; in the order of the navigation."""
    forms = sorted(work.catalog.all("form"), key=lambda form: (form.order, form.id))
    return tuple(form for form in forms if allowed(work.actor, verb, form.id))
