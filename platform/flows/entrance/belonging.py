"""What comes in and belongs to a record that is there is linked with it: two records, each of which shows the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from accounts import Work
from definitions import Reason
from forms import FormDefinition, Lookups
from records import Event, LinkRow, links

from ..happenings import event
from ..record_story.timeline import Teller, tells
from .matching import Match

LINKED = "duplicate_linked"


def doubtful(matches: Sequence[Match]) -> tuple[Match, ...]:
    """Those with which the record may be one; what is linked is known to be another one."""
    return tuple(match for match in matches if match.do != "link")


def link(work: Work, form: FormDefinition, came: Mapping[int, tuple[str, Sequence[Match]]]) -> list[Event]:
    """Keep the links of records by id, each with its number and matches, once; what both histories tell of it."""
    wanted = {row.key: row for record, (_, matches) in came.items() for row in _rows(work, form, record, matches)}
    made = links.made(work.connection, wanted)
    new = [row for key, row in wanted.items() if key not in made]
    links.add_new(work.connection, new)  # both may be edited at once, and neither sees the other's link
    return [told for row in new for told in _told(work, form, row, came[row.record])]


def _rows(work: Work, form: FormDefinition, record: int, matches: Sequence[Match]) -> Iterator[LinkRow]:
    for match in matches:
        if match.do == "link" and match.record not in (None, record):
            one, other = sorted((record, match.record))
            key, by = f"{links.SAME}:{form.id}:{one}:{other}", work.actor.person_id
            yield LinkRow(
                form.id, record, links.SAME, match.rule.id, form.id, match.record, key, work.now, None, True, by,
                work.catalog.revision,
            )  # fmt: skip


def _told(work: Work, form: FormDefinition, row: LinkRow, came: tuple[str, Sequence[Match]]) -> Iterator[Event]:
    number, matches = came
    match = next(one for one in matches if one.record == row.other_record and one.do == "link")
    back = match.as_json() | {"record": row.record, "number": number}
    yield event(work, form.id, row.record, LINKED, of=[match.as_json()])
    yield event(work, form.id, row.other_record, LINKED, of=[back])


@tells(LINKED)
def _linked(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """With which records, of those that the reader may know of."""
    lookups, found = Lookups(teller.work), data.get("of", [])
    lookups.expect_titles(teller.form.id, [one.get("record") for one in found])
    known = [one["number"] for one in found if lookups.record_title(teller.form.id, one["record"]) is not None]
    return Reason(f"flows.event.{LINKED}", {"numbers": known}) if known else Reason(f"flows.event.{LINKED}_unseen", {})
