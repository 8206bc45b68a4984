"""Pages of admins, opened by others: said before anything is looked up, so that no address tells what there is."""

from __future__ import annotations

from accounts import Work, people
from definitions import LANGUAGES, NotAllowed, say

MOST_NAMED = 3


def barred(work: Work, right: str) -> NotAllowed:
    """Whose page it is, which right is missing, and who could give it."""
    verb = {language: say(f"accounts.verb.{right}", language) for language in LANGUAGES}
    role = work.actor.role.label if work.actor.role is not None else ""
    who = _who_may(work)
    if not role:
        return NotAllowed("refused.page_of_admins_no_role", verb=verb, who=who)
    return NotAllowed("refused.page_of_admins", verb=verb, role=role, who=who)


def _who_may(work: Work) -> list[str]:
    """Some of those who hand out roles."""
    roles = [role.id for role in work.catalog.all("role") if role.people]
    found = [one.name for role in roles for one in people.listing(work.connection, role=role)]
    return found[:MOST_NAMED]
