"""Many records at once: the same steps in the same order as one by one, each table written once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from accounts import Work, require
from definitions import Refused
from forms import Invalid, clean_many, form_of

from .admission import Newcomer, admit
from .matching import Match, Matcher, refusal


@dataclass(frozen=True)
class Outcome:
    """What became of one of many: a record with its number, or why it was refused."""

    record_id: int | None = None
    number: str | None = None
    duplicates: tuple[Match, ...] = ()
    refused: Refused | None = None


def submit_many(
    work: Work,
    form_id: str,
    rows: Sequence[Any],
    *,
    channel: str = "import",
    source_note: str | None = None,
    only: Iterable[str] | None = None,
) -> list[Outcome]:
    """Let many records in, in the order given; a row that is refused does not hold up the others."""
    form = form_of(work.catalog, form_id)
    if only is None:
        require(work, "import" if channel == "import" else "create", form_id)
    cleaned = list(clean_many(form, rows, work, channel=channel, only=only))
    matcher = Matcher(work, form, channel)
    matcher.expect(one.values for one in cleaned if not one.errors)
    outcomes: list[Outcome | None] = []
    newcomers: list[Newcomer] = []
    for one in cleaned:
        refused, matches = Invalid(one.errors) if one.errors else None, ()
        if refused is None:
            matches = matcher.find(one.values)
            refused = refusal(work, form, matches)
        outcomes.append(Outcome(refused=refused) if refused else None)
        if refused is None:
            matcher.remember(one.values, "", len(newcomers))
            newcomers.append(Newcomer(one.values, channel, matches, source_note))
    return _in_order(outcomes, admit(work, form, newcomers))


def _in_order(outcomes: Sequence[Outcome | None], admitted: Sequence[Any]) -> list[Outcome]:
    coming = iter(admitted)
    return [outcome or _outcome(next(coming)) for outcome in outcomes]


def _outcome(one: Any) -> Outcome:
    return Outcome(one.id, one.number, one.matches)
