"""How the events that every record has are said: how it came in, its grades, hand-overs, stages and clocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from definitions import LANGUAGES, Label, Reason, say
from forms import FormDefinition, Lookups

from .timeline import CUSTOMER, HUMAN, LATE, QUIET, Sentence, Teller, tells

_TONES = {
    "contact_logged": HUMAN, "task_skipped": HUMAN, "refused": HUMAN, "released": HUMAN,
    "grade_set": HUMAN,
    "submitted": CUSTOMER, "behaved": CUSTOMER,
    "task_overdue": LATE, "response_overdue": LATE, "stage_overdue": LATE, "escalated": LATE, "fell_silent": LATE,
    "left_untouched": LATE, "at_risk": LATE, "not_accepted": LATE, "left_unassigned": LATE, "recycled": LATE,
}  # fmt: skip


def _submitted(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("flows.event.submitted", {"channel": _word("forms.channel", data.get("channel"))})


def _edited(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    fields = [_field_label(teller.form, name) for name in data.get("changes", {}) if name in teller.seen]
    return Reason("flows.event.edited", {"fields": fields}) if fields else Reason("flows.event.edited_unseen", {})


def _recomputed(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    fields = [_field_label(teller.form, name) for name in data.get("changes", {}) if name in teller.seen]
    return Reason("flows.event.recomputed", {"fields": fields}) if fields else Reason("flows.event.recomputed_unseen")


def _duplicate(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """Which records it looks like, of those the reader may know of."""
    lookups, found = Lookups(teller.work), data.get("of", [])
    lookups.expect_titles(teller.form.id, [one.get("record") for one in found])
    known = [one["number"] for one in found if _is_known(lookups, teller.form.id, one.get("record"))]
    return (
        Reason("flows.event.duplicate_found", {"numbers": known})
        if known
        else Reason("flows.event.duplicate_unseen", {})
    )


def _is_known(lookups: Lookups, form: str, record: int | None) -> bool:
    return record is not None and lookups.record_title(form, record) is not None


def _graded(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    key = "graded_again" if data.get("hand_ended") else "graded"
    return Reason(f"flows.event.{key}", {"score": f"{data.get('score') or 0:g}", "grade": data.get("grade")})


def _at_risk(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    percents = {name: round(float(data.get(name) or 0) * 100) for name in ("before", "chance")}
    return Reason("flows.event.at_risk", percents)


def _reviewed(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """What it was asked about, as the card had it then."""
    reason = data.get("reason")
    return Reason("flows.event.reviewed_for", {"reason": Label.of(reason)}) if reason else _plain(teller, data, kind)


def _by_hand(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    until = data.get("until")
    params = {"grade": data.get("grade"), "until": teller.moment(until)}
    return Reason("flows.event.grade_set_until" if until else "flows.event.grade_set", params)


def _behaved(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    """What somebody did, in the words that the trail has for it today."""
    trail = next(iter(teller.work.catalog.of_form("trail", teller.form.id)), None)
    known = trail.find(data.get("behaviour")) if trail else None
    return Reason("flows.event.behaved", {"label": known.label if known else Label.of(data.get("behaviour") or "–")})


def _assigned(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason(f"flows.event.{kind}", {"owner": teller.person(data.get("owner"))})


def _collaborator(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason(f"flows.event.{kind}", {"person": teller.person(data.get("person"))})


def _worded(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason(f"flows.event.{kind}", {"words": data.get("words") or "–"})


def _waiting(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("flows.event.kept_waiting", {"until": teller.moment(data.get("until"))})


def _plain(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason(f"flows.event.{kind}")


def _stage(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    how, to = data.get("how"), teller.stage(data.get("to"))
    if how == "skipped":
        reason = teller.pipeline.skip_reason(data.get("reason")) if teller.pipeline else None
        why = reason.label if reason else Label.of(data.get("reason") or "–")
        return Reason("flows.event.stage_skipped", {"to": to, "reason": why})
    if how == "rejected":
        label = Label.of(data.get("label") or data.get("reason") or "–")
        return Reason("approving.event.stage_rejected", {"to": to, "label": label})
    if how == "automatic":
        why = data.get("why") or data.get("time") or "–"
        return Reason("flows.event.stage_automatic", {"to": to, "why": why})
    if how == "parked":
        return Reason("flows.event.stage_parked", {"wake": data.get("wake") or "–"})
    return Reason(f"flows.event.stage_{how if how in ('returned', 'woken') else 'entered'}", {"to": to})


def _woken(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason("flows.event.woken", {"hook": data.get("hook") or "–"})


def _task(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    reason = teller.pipeline.skip_reason(data.get("reason")) if teller.pipeline and data.get("reason") else None
    params = {
        "label": Label.of(data.get("label") or data.get("task") or data.get("stage")),
        "reason": reason.label if reason else data.get("reason") or data.get("words") or "–",
        "until": teller.moment(data.get("until")),
    }
    return Reason(f"flows.event.{kind}", params)


def _escalated(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    if "label" not in data:  # an assignment that went up, which tells its new owner
        return Reason("flows.event.assigned", {"owner": teller.person(data.get("owner"))})
    to = [teller.person(id) for id in data.get("to", [])]
    return Reason("flows.event.escalated", {"label": Label.of(data["label"]), "to": to})


def _contact(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    params = {
        "way": _word("flows.way", data.get("way")),
        "outcome": _word("flows.outcome", data.get("outcome")),
        "content": data.get("content") or "",
    }
    return Reason("flows.event.contact_logged", params)


def _import(teller: Teller, data: Mapping[str, Any], kind: str) -> Reason:
    return Reason(f"flows.event.{kind}", {"run": data.get("run")})


def _field_label(form: FormDefinition, name: str) -> Label:
    found = form.find(name)
    return found.label if found else Label.of(name)


def _word(area: str, name: str | None) -> dict[str, str]:
    """A word of ours in every language; what is not ours is shown as it is."""
    texts = {language: say(f"{area}.{name}", language) for language in LANGUAGES}
    return {language: name or "–" if text == f"{area}.{name}" else text for language, text in texts.items()}


_SAID: dict[str, Sentence] = {
    "submitted": _submitted,
    "edited": _edited,
    "recomputed": _recomputed,
    "duplicate_found": _duplicate,
    "graded": _graded,
    "behaved": _behaved,
    "grade_set": _by_hand,
    "grade_given_back": _plain,
    "reviewed": _reviewed,
    "at_risk": _at_risk,
    "assigned": _assigned,
    "claimed": _assigned,
    "released": _worded,
    "refused": _worded,
    "pooled": _plain,
    "recycled": _plain,
    "left_unassigned": _plain,
    "kept_waiting": _waiting,
    "collaborator_joined": _collaborator,
    "task_handed_on": _assigned,
    "collaborator_left": _collaborator,
    "accepted": _plain,
    "not_accepted": _plain,
    "stage_entered": _stage,
    "woken": _woken,
    "task_skipped": _task,
    "task_snoozed": _task,
    "task_taken_back": _task,
    "task_overdue": _task,
    "stage_overdue": _task,
    "response_overdue": _plain,
    "left_untouched": _plain,
    "fell_silent": _plain,
    "escalated": _escalated,
    "contact_logged": _contact,
    "imported": _import,
    "import_undone": _import,
    "bulk_undone": _plain,
    "trashed": _plain,
    "restored": _plain,
}
for _kind, _sentence in _SAID.items():
    tells(_kind, tone=_TONES.get(_kind, QUIET))(_sentence)
