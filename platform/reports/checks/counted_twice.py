"""Measures that would add one value up several times: a record's over its rows, another one's over those that link."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import Problem

from ..entities import RECORDS
from ..parts import Measure
from ..reading.part_schemas import PERCENTILES
from ..sql.names import RECORD, ROW
from .checked import Checked, Path

# What changes when a value is met twice; a least, a greatest and a number of different values do not.
ADDING = ("sum", "average", *PERCENTILES)


def counted_twice(checked: Checked, measure: Measure, path: Path) -> Iterator[Problem]:
    """Refused with the reason and the way out, unless the measure says what counts once."""
    if measure.once is not None:
        yield from _once_problems(checked, measure, (*path, "once"))
    elif measure.kind in ADDING and (whose := _owners(checked, measure)) and not whose & {ROW, _row_of(checked)}:
        yield _told(checked, measure, sorted(whose)[0], (*path, measure.kind))


def _owners(checked: Checked, measure: Measure) -> set[str]:
    """Whose values the measure reads; none for a formula of params and constants alone."""
    names = measure.of.names if measure.of is not None else ()
    return {checked.names[name].whose for name in names if name in checked.names}


def _row_of(checked: Checked) -> str:
    """What one row is: over records, the record itself."""
    return RECORD if checked.report.over == RECORDS else ROW


def _told(checked: Checked, measure: Measure, whose: str, path: Path) -> Problem:
    _, _, link = whose.partition(".")
    name = next(iter(sorted(measure.of.names)))
    if not link:
        return checked.problem(path, "record_counted_twice", name=name, over=checked.report.over)
    return checked.problem(path, "linked_counted_twice", name=name, link=link)


def _once_problems(checked: Checked, measure: Measure, path: Path) -> Iterator[Problem]:
    """What counts once must settle every value that is added."""
    links = {known.whose.partition(".")[2] for known in checked.names.values() if "." in known.whose}
    if measure.once != RECORD and measure.once not in links:
        yield checked.unknown(path, "once", measure.once, (RECORD, *sorted(links)))
        return
    if measure.kind == "count":
        return
    for whose in sorted(_owners(checked, measure)):
        if not _is_settled(whose, measure.once):
            yield checked.problem(path, "once_does_not_settle", once=measure.once, name=sorted(measure.of.names)[0])
            return


def _is_settled(whose: str, once: str) -> bool:
    """A record settles its values and those it links to; a link settles what is behind it."""
    owner, _, link = whose.partition(".")
    return owner == RECORD if once == RECORD else link == once
