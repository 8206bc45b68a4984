"""Writing a record step by step: on when what was asked so far is right, back at any time, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

from accounts import Work
from forms import STEPS, FieldError, FormDefinition, Invalid, bind, clean

from .draft import Draft, Entry, Typed, entry_of

BACK = "back"


def walk(work: Work, form: FormDefinition, typed: Typed) -> Entry | None:
    """The step to show next; None where the whole is sent. Invalid where something asked so far is wrong."""
    if form.show != STEPS:
        return None
    here = entry_of(work, Draft(form, typed=typed))
    if typed.going == BACK:
        return entry_of(work, Draft(form, typed=typed, step=here.step - 1))
    if here.step == here.steps:
        return None
    wrong = [*_wrong_so_far(work, form, typed, here.step), *typed.errors]
    if wrong:
        raise Invalid(wrong)
    return entry_of(work, Draft(form, typed=typed, step=here.step + 1))


def _wrong_so_far(work: Work, form: FormDefinition, typed: Typed, step: int) -> Iterator[FieldError]:
    """What is wrong up to here: of the steps that come later, nothing is asked yet."""
    parts = [part for part in bind(form, work, None, typed.raw).sections if part.visible_fields]
    later = {each.name for part in parts[step:] for each in part.fields}
    yield from (error for error in clean(form, typed.raw, work, channel="page").errors if error.field not in later)
