"""Many records at once: the same steps in the same order as one by one, each table written once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from accounts import Work, require
from definitions import Refused
from forms import Cleaned, FormDefinition, Invalid, clean_many, form_of, table_of
from records import store

from ..assignment.named import Named
from .admission import Admitted, Newcomer, admit, in_batch, try_out
from .collecting import collecting_later
from .filling_in import Filling, merged_into, to_merge_into
from .foreseeing import Foreseen, foresee
from .matching import Match, Matcher, is_refused, refusal

Sorted = Newcomer | Filling | Invalid | tuple[Match, ...]


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
    trial: bool = False,
    named: Sequence[Named | None] = (),
) -> list[Outcome]:
    """Let many records in, in the order given; a row that is refused does not hold up the others.

    A `trial` tells what would become of them and writes the bare rows, for a transaction that is taken back.
    `named` says, row by row, whose a new record is where no rule shall be asked.
    """
    form = form_of(work.catalog, form_id)
    if only is None:
        require(work, "import" if channel == "import" else "create", form_id)
    with collecting_later():
        cleaned = list(clean_many(form, rows, work, channel=channel, only=only))
        came = list(zip(cleaned, named or [None] * len(cleaned), strict=True))
        sorted_out = _sorted_out(work, form, came, Newcomer({}, channel, note=source_note))
        _hold(work, form, sorted_out)
        newcomers = [one for one in sorted_out if isinstance(one, Newcomer)]
        admitted = try_out(work, form, newcomers) if trial else admit(work, form, newcomers)
        return _outcomes(work, form, sorted_out, admitted, channel)


def foresee_many(
    work: Work, form_id: str, rows: Sequence[Any], *, channel: str = "import", named: Sequence[Named | None] = ()
) -> list[Foreseen]:
    """What the same rows would become if they came in now, one after the other; nothing is written."""
    form = form_of(work.catalog, form_id)
    cleaned = list(clean_many(form, rows, work, channel=channel))
    came = list(zip(cleaned, named or [None] * len(cleaned), strict=True))
    sorted_out = _sorted_out(work, form, came, Newcomer({}, channel))
    coming = iter(foresee(work, form, [one for one in sorted_out if isinstance(one, Newcomer)]))
    return [
        next(coming) if isinstance(one, Newcomer) else Foreseen(clean.values)
        for clean, one in zip(cleaned, sorted_out, strict=True)
    ]


def _sorted_out(
    work: Work, form: FormDefinition, came: Sequence[tuple[Cleaned, Named | None]], like: Newcomer
) -> list[Sorted]:
    """What each is, beside what is there and what comes before it; newcomers come as `like` does."""
    matcher = Matcher(work, form, like.channel)
    matcher.expect(one.values for one, _ in came if not one.errors)
    newcomers, sorted_out = 0, list[Sorted]()
    for one, named in came:
        sorted_out.append(_sort_out(one, matcher, replace(like, named=named)))
        if isinstance(sorted_out[-1], Newcomer):
            matcher.remember(one.values, "", newcomers)
            newcomers += 1
    return sorted_out


def _hold(work: Work, form: FormDefinition, sorted_out: Sequence[Any]) -> None:
    """The records that are filled in, in the order of their ids, so that no two batches wait in a circle."""
    into = {to_merge_into(one.matches).record for one in sorted_out if isinstance(one, Filling)}
    there = sorted(record for record in into if record is not None)
    store.fetch_many(work.connection, table_of(work.catalog, form.id), there, lock=True)


def _sort_out(one: Cleaned, matcher: Matcher, like: Newcomer) -> Sorted:
    """A newcomer, its errors, or what it may not stand beside."""
    if one.errors:
        return Invalid(one.errors)
    matches = matcher.find(one.values)
    if is_refused(matches):
        return matches
    return Filling(one.values, matches) if to_merge_into(matches) else replace(like, values=one.values, matches=matches)


def _outcomes(
    work: Work, form: FormDefinition, sorted_out: Sequence[Any], admitted: Sequence[Admitted], channel: str
) -> list[Outcome]:
    """In the order given; a refusal is worded last, when records of the same batch have numbers and owners."""
    coming = iter(admitted)
    found = []
    for one in sorted_out:
        if isinstance(one, Newcomer):
            found.append(_outcome(next(coming)))
        elif isinstance(one, Invalid):
            found.append(Outcome(refused=one))
        elif isinstance(one, Filling):
            found.append(_filled(work, form, one, admitted, channel))
        else:
            found.append(Outcome(refused=refusal(work, form, [in_batch(match, admitted) for match in one])))
    return found


def _outcome(one: Admitted) -> Outcome:
    return Outcome(one.id, one.number, one.matches)


def _filled(work: Work, form: FormDefinition, one: Filling, admitted: Sequence[Admitted], channel: str) -> Outcome:
    """Put into the record that was there, or that came in before it with the same batch."""
    into = in_batch(to_merge_into(one.matches), admitted)
    merged_into(work, form, into, one.values, channel)
    return Outcome(into.record, into.number, one.matches)
