"""How the history tells of records that were opened for one another, as far as the reader may know of the other one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import allowed
from definitions import Label, Reason
from forms import titles_seen

from ..record_story.timeline import LATE, Teller, reads, tells

OF_THE_OTHER = ("other", "number", "stage")
OF_ITS_FORM = ("other_form", "form_label")
KINDS = ("record_opened", "opened_for", "record_not_opened", "not_brought", "outcome_refused", "outcome_gone")
ABOUT_IT = frozenset((*KINDS, "task_completed"))


@tells("record_opened", "opened_for")
def _opened(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return _as_seen(teller, data, kind, {"label": _label(data)})


@tells("record_not_opened", tone=LATE)
def _not_opened(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    said = {"label": _label(data), "why": data.get("why") or "–"}
    return Reason(f"linking.event.{kind}" + ("" if _sees_form(teller, data) else "_unseen"), {**_other(data), **said})


@tells("not_brought", tone=LATE)
def _not_brought(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("linking.event.not_brought", {"label": _label(data), "why": data.get("why") or "–"})


@tells("outcome_refused", tone=LATE)
def _refused(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return _as_seen(teller, data, kind, {"label": _label(data), "stage": Label.of(data.get("stage") or "–")})


@tells("outcome_gone", tone=LATE)
def _gone(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return _as_seen(teller, data, kind, {"label": _label(data)})


@reads(*KINDS, "task_completed")
def _readable(teller: Teller, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Nothing of a record that is out of the reader's sight, nor which form it is of where they see none of it."""
    if not data.keys() & {"other", "other_form", "number"}:
        return data
    hidden = () if _sees(teller, data) else OF_THE_OTHER if _sees_form(teller, data) else (*OF_THE_OTHER, *OF_ITS_FORM)
    return {name: value for name, value in data.items() if name not in hidden}


def _as_seen(teller: Teller, data: Mapping[str, Any], kind: str, said: Mapping[str, Any]) -> Reason:
    seen = _sees(teller, data)
    return Reason(f"linking.event.{kind}" if seen else f"linking.event.{kind}_unseen", {**_other(data), **said})


def _sees(teller: Teller, data: Mapping[str, Any]) -> bool:
    """Whether the reader sees the other record; looked up once for all that the page names."""
    form, record, known = data.get("other_form"), data.get("other"), teller.titles
    if record is None or not _sees_form(teller, data):
        return False
    if (form, record) not in known:
        page = (one.data for one in teller.page if one.kind in ABOUT_IT and one.data.get("other_form") == form)
        wanted = {record, *(one["other"] for one in page if one.get("other") is not None)}
        found = titles_seen(teller.work, form, wanted)
        known.update(((form, one), found.get(one)) for one in wanted)
    return known[form, record] is not None


def _sees_form(teller: Teller, data: Mapping[str, Any]) -> bool:
    form = data.get("other_form")
    return teller.work.catalog.find("form", form) is not None and allowed(teller.work.actor, "see", form)


def _other(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"form": Label.of(data.get("form_label") or "–"), "number": data.get("number") or "–"}


def _label(data: Mapping[str, Any]) -> Label:
    return Label.of(data.get("label") or data.get("task") or "–")
