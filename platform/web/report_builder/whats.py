"""What a row of a report can be: records first, what happens to them below, other forms' last."""

from __future__ import annotations

from collections.abc import Iterator

import reports
from accounts import Work
from definitions import Label
from forms import form_of

from ..languages import language, t
from .view_model import Choices, Option, What

RECORDS = "records"


def what_of(work: Work, form: str, over: str) -> What:
    """Every sort of rows that the reader may ask about, with the one that is chosen."""
    seen = {each.id: _plural(work, each.id) for each in work.catalog.all("form") if reports.sees_form(work, each.id)}
    chosen = _value(form, over)
    records = tuple(_option(id, RECORDS, said, chosen) for id, said in seen.items())
    others = (_happens(id, said, chosen) for id, said in seen.items() if id != form)
    return What(
        said=_said(over, seen.get(form, "")),
        records=Choices(t("builder.what_records"), records),
        happens=_happens(form, seen.get(form, ""), chosen),
        others=tuple(others),
    )


def _plural(work: Work, form: str) -> str:
    found = form_of(work.catalog, form)
    label: Label = found.plural or found.label
    return label.text(language())


def _happens(form: str, said: str, chosen: str) -> Choices:
    """What records of a form leave behind."""
    return Choices(t("builder.what_happens", form=said), tuple(_left_behind(form, said, chosen)))


def _left_behind(form: str, said: str, chosen: str) -> Iterator[Option]:
    for over in reports.ENTITIES.names():
        if over != RECORDS:
            yield _option(form, over, said, chosen)


def _option(form: str, over: str, said: str, chosen: str) -> Option:
    return Option(_value(form, over), _said(over, said), _value(form, over) == chosen)


def _said(over: str, form: str) -> str:
    return t(f"report.over_{over}", form=form)


def _value(form: str, over: str) -> str:
    return f"{form}|{over}"
