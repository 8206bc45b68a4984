"""Many records at once: the same steps in the same order as one by one, each table written once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from accounts import Work, require
from definitions import Refused
from forms import Cleaned, FormDefinition, Invalid, clean_many, form_of, table_of
from records import store

from .admission import Admitted, Newcomer, admit, in_batch, try_out
from .collecting import collecting_later
from .filling_in import Filling, merged_into, to_merge_into
from .matching import Match, Matcher, is_refused, refusal


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
) -> list[Outcome]:
    """Let many records in, in the order given; a row that is refused does not hold up the others.

    A `trial` tells what would become of them and writes the bare rows, for a transaction that is taken back.
    """
    form = form_of(work.catalog, form_id)
    if only is None:
        require(work, "import" if channel == "import" else "create", form_id)
    with collecting_later():
        cleaned = list(clean_many(form, rows, work, channel=channel, only=only))
        return _submit(work, form, cleaned, channel, source_note, try_out if trial else admit)


def _submit(
    work: Work,
    form: FormDefinition,
    cleaned: Sequence[Cleaned],
    channel: str,
    note: str | None,
    let_in: Callable[[Work, FormDefinition, Sequence[Newcomer]], list[Admitted]],
) -> list[Outcome]:
    matcher = Matcher(work, form, channel)
    matcher.expect(one.values for one in cleaned if not one.errors)
    newcomers: list[Newcomer] = []
    sorted_out: list[Newcomer | Filling | Invalid | tuple[Match, ...]] = []
    for one in cleaned:
        sorted_out.append(_sort_out(one, matcher, channel, note))
        if isinstance(sorted_out[-1], Newcomer):
            matcher.remember(one.values, "", len(newcomers))
            newcomers.append(sorted_out[-1])
    _hold(work, form, sorted_out)
    return _outcomes(work, form, sorted_out, let_in(work, form, newcomers), channel)


def _hold(work: Work, form: FormDefinition, sorted_out: Sequence[Any]) -> None:
    """The records that are filled in, in the order of their ids, so that no two batches wait in a circle."""
    into = {to_merge_into(one.matches).record for one in sorted_out if isinstance(one, Filling)}
    there = sorted(record for record in into if record is not None)
    store.fetch_many(work.connection, table_of(work.catalog, form.id), there, lock=True)


def _sort_out(
    one: Cleaned, matcher: Matcher, channel: str, note: str | None
) -> Newcomer | Filling | Invalid | tuple[Match, ...]:
    """A newcomer, its errors, or what it may not stand beside."""
    if one.errors:
        return Invalid(one.errors)
    matches = matcher.find(one.values)
    if is_refused(matches):
        return matches
    return Filling(one.values, matches) if to_merge_into(matches) else Newcomer(one.values, channel, matches, note)


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
