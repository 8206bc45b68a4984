"""What is tried before it is published: a routing, and the scorecard that makes the grades."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from accounts import Work, default_calendar
from definitions import Catalog, NotFound, Refused
from forms import scope_of

from ..grading import Scorecard
from ..noticed import is_fact
from ..routing import Routing

A_QUARTER = timedelta(days=91)


@dataclass(frozen=True)
class Draft:
    """What is tried: a routing, and the scorecard that makes the grades, where they shall be made anew."""

    routing: Routing
    scorecard: Scorecard | None = None

    @classmethod
    def of(cls, catalog: Catalog, form: str, *, regrade: bool = False) -> Draft:
        """The routing of a form in a catalog, and its scorecard where records are to be graded again."""
        routing = next(iter(catalog.of_form("routing", form)), None)
        card = next(iter(catalog.of_form("scorecard", form)), None)
        if routing is None:
            raise NotFound("routing.refused.no_routing", form=form)
        if regrade and card is None:
            raise NotFound("routing.refused.no_scorecard", form=form)
        return cls(routing, card if regrade else None)

    def names(self) -> Iterator[str]:
        """What of a record is asked for."""
        yield from self.routing.router.names
        yield from self.scorecard.reads if self.scorecard is not None else ()


def require_fields(work: Work, form: str, names: Iterable[str]) -> None:
    """Refuses a draft that asks for fields that no record has yet: they are published first."""
    if work.catalog.find("form", form) is None:
        raise Refused("routing.refused.form_not_published", form=form)
    known = scope_of(work.catalog, form).names
    new = sorted(name for name in set(names) if name not in known and not is_fact(name) and "(" not in name)
    if new:
        raise Refused("routing.refused.fields_not_published", names=new)


def period_of(work: Work, since: date | None = None, until: date | None = None) -> tuple[datetime, datetime]:
    """From the first day to the day after the last, in the house's zone; of what is not said, 13 weeks to today."""
    zone = default_calendar(work.catalog).zone
    last = until or work.now.astimezone(zone).date() + timedelta(days=1)
    first = since or last - A_QUARTER
    return datetime.combine(first, time.min, zone), datetime.combine(last, time.min, zone)
