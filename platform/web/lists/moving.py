"""A card that is put into another lane: what is asked before, and what a move that was refused still wants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from accounts import Work
from definitions import Refused
from flows import PossibleMove, RecordPage, look, record_page
from forms import BoundField, Invalid, bind, readable_columns

from ..languages import language, t
from ..record.verb_form import Option, VerbField, VerbForm
from ..record.verbs import skip_fields


@dataclass(frozen=True)
class Put:
    """A record that is to stand in another lane."""

    form: str
    record: int
    lanes: str
    to: str
    was: str
    action: str
    back: str


@dataclass(frozen=True)
class LaneAsk:
    """Why a card did not move, with the fields that would let it, or the reason that would."""

    record: int
    to: str
    was: str
    title: str
    said: str
    action: str
    href: str
    back: str
    fill: tuple[BoundField, ...] = ()
    skip: tuple[VerbField, ...] = ()
    skip_do: str = ""


def lane_form(work: Work, put: Put, title: str, current: str) -> VerbForm:
    """Where the card is to stand."""
    column = readable_columns(work, put.form)[put.lanes]
    line = look(work, put.form, put.record).pipeline if put.lanes == "stage" else None
    options = tuple(
        Option(choice.id, choice.label.text(work.language), "", choice.id == put.to)
        for choice in column.type.choices
        if choice.id != current and not choice.retired and (line is None or line.stage(choice.id))
    )
    return VerbForm(
        title=t("list.move_title", name=title),
        action=put.action,
        submit=t("list.move_do"),
        back=put.back,
        hidden=(("was", current),),
        fields=(VerbField("to", t("list.move_to"), "choice", options, required=True),),
        target="#board",
    )


def lane_ask(work: Work, put: Put, refused: Refused, typed: Mapping[str, Any]) -> LaneAsk:
    """What is shown in the lane where the card was dropped."""
    page = record_page.of(work, put.form, put.record)
    label = _label(work, put)
    ask = LaneAsk(
        record=put.record,
        to=put.to,
        was=put.was,
        title=t("list.not_yet" if put.lanes == "stage" else "list.not_moved", to=label),
        said=_said(refused),
        action=put.action,
        href=f"/records/{put.form}/{put.record}",
        back=put.back,
    )
    if put.lanes != "stage":
        wanted = [error.field for error in _errors(refused) if error.field != put.lanes]
        return replace(ask, fill=_fields(work, page, wanted, typed, refused))
    move = next((each for each in page.moves if each.stage.id == put.to and each.allowed), None)
    return ask if move is None else _of_move(work, page, move, ask, typed, refused)


def _of_move(
    work: Work, page: RecordPage, move: PossibleMove, ask: LaneAsk, typed: Mapping[str, Any], refused: Refused
) -> LaneAsk:
    """Fields fill a gate that waits for nothing else; a reason goes around it where that is allowed."""
    filled = [name for one in move.gate.missing for name in one.fields]
    if not move.jumps and all(one.fields for one in move.gate.missing):
        ask = replace(ask, fill=_fields(work, page, (*filled, *move.asked), typed, refused))
    if move.needs_reason:
        asked = _fields(work, page, move.asked, typed, refused)
        skip = tuple(skip_fields(work, page, typed))
        ask = replace(ask, skip=skip, skip_do=t("verb.skip_do", to=move.stage.label), fill=ask.fill or asked)
    return ask


def _fields(
    work: Work, page: RecordPage, names: Iterable[str], typed: Mapping[str, Any], refused: Refused
) -> tuple[BoundField, ...]:
    wanted = [name for name in dict.fromkeys(names) if name in page.subject.form.by_id]
    if not wanted:
        return ()
    raw = {name: value for name, value in typed.items() if name in wanted}
    errors = [error for error in _errors(refused) if error.field in raw]
    bound = bind(page.subject.form, work, page.subject.row, raw or None, errors=errors, only=wanted)
    return tuple(bound.only(wanted))


def _errors(refused: Refused) -> tuple[Any, ...]:
    return tuple(refused.errors) if isinstance(refused, Invalid) else ()


def _said(refused: Refused) -> str:
    errors = _errors(refused)
    return " ".join(error.message(language()) for error in errors) if errors else refused.text(language())


def _label(work: Work, put: Put) -> str:
    choices = readable_columns(work, put.form)[put.lanes].type.choices
    return next((choice.label.text(work.language) for choice in choices if choice.id == put.to), put.to)
