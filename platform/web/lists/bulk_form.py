"""What is asked before many records are changed, and what the preview says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from accounts import Work, writable_fields
from flows import assignment, bulk
from forms import BoundField, bind, form_of

from ..languages import t
from ..reassigning import LeftRow, ShareRow, left_rows, share_rows, targets
from ..record.verb_form import Option, VerbField

LEFT_SHOWN = 50
NOT_AT_ONCE = ("child_table", "attachment", "image", "signature")


@dataclass(frozen=True)
class Preview:
    """What an act would come to, in words."""

    lines: tuple[str, ...] = ()
    left: tuple[LeftRow, ...] = ()
    more_left: int = 0
    shares: tuple[ShareRow, ...] = ()
    idle: bool = False  # nothing at all would change, so that there is nothing to do


def settable(work: Work, form: str, chosen: str) -> tuple[Option, ...]:
    """The fields that many records can be given at once."""
    definition, may = form_of(work.catalog, form), writable_fields(work.actor, form_of(work.catalog, form))
    fields = (f for f in definition.fields if f.id in may and f.type.name not in NOT_AT_ONCE)
    fields = (f for f in fields if not (f.computed or f.sensitive))
    return tuple(Option(f.id, f.label.text(work.language), "", f.id == chosen) for f in fields)


def value_field(work: Work, form: str, name: str, raw: Any) -> tuple[BoundField, ...]:
    """The control for the value."""
    bound = bind(form_of(work.catalog, form), work, None, raw, only=[name])
    return tuple(bound.only([name]))


def verb_fields(work: Work, form: str, verb: str, values: Any) -> tuple[VerbField, ...]:
    """What is asked beside the records themselves."""
    chosen, words = values.get("to", ""), values.get("words", "")
    said = VerbField("words", t("verb.words_next" if verb == "assignment" else "verb.words"), "long", value=words)
    if verb == "assignment":
        return (VerbField("to", t("verb.to"), "cards", targets(work, form, chosen), required=True), said)
    if verb == "edit":
        return ()
    why = tuple(_reasons(work, form, values.get("skip_reason", "")))
    reasons = (VerbField("skip_reason", t("bulk.skip_reason"), "choice", why, needed=True),) if why else ()
    where = tuple(_stages(work, form, chosen))
    return (VerbField("to", t("bulk.to_stage"), "choice", where, required=True), *reasons, said)


def preview(work: Work, foreseen: bulk.Foreseen) -> Preview:
    """Of an edit, or of moves."""
    left = [LeftRow(one.title, f"#{one.record}", one.told(work.language)) for one in foreseen.left[:LEFT_SHOWN]]
    lines = [t("bulk.will_change", n=foreseen.changes)]
    lines += [t("bulk.is_so", n=foreseen.same)] if foreseen.same else []
    lines += [t("bulk.will_stay", n=len(foreseen.left))] if foreseen.left else []
    lines += [t("bulk.looked_at", n=foreseen.looked_at)] if foreseen.looked_at < foreseen.asked else []
    more, idle = max(0, len(foreseen.left) - LEFT_SHOWN), not foreseen.changes and foreseen.looked_at >= foreseen.asked
    return Preview(tuple(lines), tuple(left), more, idle=idle)


def assignment_preview(work: Work, form: str, foreseen: assignment.Foreseen) -> Preview:
    """Who would get how many."""
    left: Sequence[LeftRow] = left_rows(work, foreseen.left[:LEFT_SHOWN])
    return Preview(
        shares=share_rows(work, form, foreseen.shares),
        left=tuple(left),
        more_left=max(0, len(foreseen.left) - LEFT_SHOWN),
    )


def _stages(work: Work, form: str, chosen: str) -> Iterator[Option]:
    lines = work.catalog.of_form("pipeline", form)
    return _once(work, (stage for line in lines for stage in line.stages if not stage.ask), chosen)


def _reasons(work: Work, form: str, chosen: str) -> Iterator[Option]:
    lines = work.catalog.of_form("pipeline", form)
    return _once(work, (reason for line in lines for reason in line.reasons_to_jump), chosen)


def _once(work: Work, several: Iterable[Any], chosen: str) -> Iterator[Option]:
    """What several pipelines call alike is one choice."""
    by_id: dict[str, Any] = {}
    for each in several:
        by_id.setdefault(each.id, each)
    return (Option(id, each.label.text(work.language), "", id == chosen) for id, each in by_id.items())
