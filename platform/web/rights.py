"""Rights of whole pages, said once for the page and for the link that leads there."""

from __future__ import annotations

from accounts import Work, allowed
from forms import FormDefinition


def forms_for(work: Work, verb: str = "see") -> tuple[FormDefinition, ...]:
    """The forms whose records the person may see, create …; in the order of the navigation."""
    forms = sorted(work.catalog.all("form"), key=lambda form: (form.order, form.id))
    return tuple(form for form in forms if allowed(work.actor, verb, form.id))
