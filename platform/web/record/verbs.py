"""The forms of the verbs on a record: what each asks, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from accounts import Work, allowed, on_leave, people
from definitions import NotFound
from flows import PossibleMove, RecordPage, assignment, grading
from forms import BoundForm, bind, related_to, run

from .. import moments
from ..languages import t
from .verb_form import Option, VerbField, VerbForm


def assign_form(work: Work, page: RecordPage, href: str, typed: Mapping[str, str]) -> VerbForm:
    """To whom, with what speaks for or against each."""
    form, chosen = page.subject.form.id, typed.get("to", "")
    options = assignees(work, form, chosen, without=page.subject.owner)
    transfers = not allowed(work.actor, "assign", form)
    if transfers:  # what is one's own goes to a colleague; back into the pool there is a way of its own
        options = tuple(one for one in options if one.value.isdecimal())
    return VerbForm(
        title=t("verb.assign", name=page.subject.title),
        action=f"{href}/assignment",
        submit=t("verb.assign_do"),
        back=href,
        intro=t("verb.assign_intro", who=page.owner_name) if page.owner_name else t("verb.assign_intro_nobody"),
        fields=(
            VerbField("to", t("verb.to"), "cards", options, required=True),
            VerbField(
                "words",
                t("verb.why_transfer" if transfers else "verb.words_next"),
                "long",
                value=typed.get("words", ""),
                required=transfers,
                hint=t("verb.transfer_told") if transfers else "",
            ),
        ),
        notes=(t("verb.goes_along", parts=t("record.comma").join(_goes_along(work, page))),),
        crumbs=page.subject.number,
    )


def _goes_along(work: Work, page: RecordPage) -> Iterator[str]:
    """What whoever gets the record has with it: what is still to do, and the records that are seen through it."""
    if left := sum(card.is_open for card in page.tasks):
        yield t("verb.along_tasks", n=left)
    roles = [role for role in work.catalog.all("role") if assignment.may_own(work, role.id, page.subject.form.id)]
    for one in related_to(work, page.subject.form, page.subject.id, most=1):
        if any(one.list.by in role.on(one.form.id).through for role in roles):
            count, label = run(work, one.query).total.n, one.list.label or one.form.plural
            yield from (t("verb.along_records", n=count, label=label.text(work.language)),) if count else ()
    yield t("verb.along_story")


def assignees(work: Work, form: str, chosen: str = "", *, without: int | None = None) -> tuple[Option, ...]:
    """Everybody who may have such a record, with what they hold and whether they are here; then the pools."""
    crew = [
        one for one in people.listing(work.connection) if one.id != without and assignment.may_own(work, one.role, form)
    ]
    load, away = assignment.staff.workload_of(work, form, [one.id for one in crew]), on_leave(work.connection, work.now)
    near = {one.id: one.id not in work.actor.people for one in crew}
    crew.sort(key=lambda one: (near[one.id], one.id in away, load.open(one.id)))
    told = crew if allowed(work.actor, "assign", form) else [one for one in crew if one.id in away or not near[one.id]]
    standing = {one.id: _standing(one.id, load, away) for one in told}  # how much another team holds is not for all
    options = [Option(str(one.id), one.name, standing.get(one.id, ""), str(one.id) == chosen) for one in crew]
    routing = assignment.routing_of(work, form)
    for pool in routing.pools if routing else ():
        value = f"pool:{pool.id}"
        options.append(Option(value, pool.label.text(work.language), t("verb.to_pool"), value == chosen))
    return tuple(options)


def collaborators_form(work: Work, page: RecordPage, href: str) -> VerbForm:
    """Who works along: everybody who may, those who do ticked."""
    form, there = page.subject.form.id, {one.id for one in page.collaborators}
    options = tuple(
        replace(one, selected=int(one.value) in there)
        for one in assignees(work, form, without=page.subject.owner)
        if one.value.isdecimal()
    )
    return VerbForm(
        title=t("verb.collaborators", name=page.subject.title),
        action=f"{href}/collaborators",
        submit=t("verb.collaborators_do"),
        back=href,
        intro=t("verb.collaborators_intro"),
        fields=(VerbField("person", t("verb.who"), "several", options),),
        crumbs=page.subject.number,
    )


def _standing(person: int, load: Any, away: Mapping[int, Any]) -> str:
    if person in away:
        return t("verb.away", until=moments.shown(away[person].ends_at))
    return t("verb.holds", n=load.open(person))


def refuse_form(work: Work, page: RecordPage, href: str, typed: Mapping[str, str]) -> VerbForm:
    """Why not; the next one reads it."""
    routing = assignment.routing_of(work, page.subject.form.id)
    reasons = routing.accept.reasons if routing and routing.accept else ()
    return VerbForm(
        t("verb.refuse", name=page.subject.title), f"{href}/refusal", t("verb.refuse_do"), href,
        intro=t("verb.refuse_intro"), kind="danger", fields=_why_fields(work, reasons, typed),
        crumbs=page.subject.number,
    )  # fmt: skip


def release_form(work: Work, page: RecordPage, href: str, typed: Mapping[str, str]) -> VerbForm:
    """Why it goes back to the pool."""
    routing = assignment.routing_of(work, page.subject.form.id)
    reasons = routing.pools[0].reasons if routing and routing.pools else ()
    return VerbForm(
        t("verb.release", name=page.subject.title), f"{href}/release", t("verb.release_do"), href,
        intro=t("verb.release_intro"), fields=_why_fields(work, reasons, typed), crumbs=page.subject.number,
    )  # fmt: skip


def grade_form(work: Work, page: RecordPage, href: str, typed: Mapping[str, str]) -> VerbForm:
    """Which grade shall outrank the rules, why and until when."""
    card = grading.scorecard_of(work, page.subject.form.id)
    if card is None:
        raise NotFound
    chosen = typed.get("grade", page.subject.row.hand_grade or "")
    options = tuple(Option(one.id, one.label.text(work.language), selected=one.id == chosen) for one in card.bands)
    return VerbForm(
        title=t("verb.grade", name=page.subject.title),
        action=f"{href}/grade",
        submit=t("verb.grade_do"),
        back=href,
        intro=t("verb.grade_intro"),
        fields=(
            VerbField("grade", t("verb.grade_to"), "choice", options, required=True),
            VerbField("words", t("verb.grade_why"), "long", value=typed.get("words", ""), required=True),
            VerbField("until", t("verb.grade_until"), "moment", (), typed.get("until", ""), hint=t("verb.grade_hint")),
        ),
        crumbs=page.subject.number,
    )


def _why_fields(work: Work, reasons: Sequence[Any], typed: Mapping[str, str]) -> tuple[VerbField, ...]:
    """A choice where there are choices, and words; without choices the words are the reason."""
    chosen = typed.get("reason", "")
    options = tuple(Option(one.id, one.label.text(work.language), "", one.id == chosen) for one in reasons)
    choice = (VerbField("reason", t("verb.reason"), "choice", options, required=True),) if options else ()
    return (*choice, VerbField("words", t("verb.why"), "long", value=typed.get("words", ""), required=not options))


def confirm_form(title: str, action: str, submit: str, back: str, *, intro: str) -> VerbForm:
    """A verb that asks nothing, and says what it does."""
    return VerbForm(title, action, submit, back, intro=intro)


def move_form(work: Work, page: RecordPage, move: PossibleMove, href: str, typed: Any) -> VerbForm:
    """What a stage wants to know before a record enters it, and why a step is left out."""
    to, parks = move.stage.label.text(work.language), move.stage.outcome == "parked"
    skipping = not move.is_open
    return VerbForm(
        title=t("verb.park" if parks else "verb.move", name=page.subject.title, to=to),
        action=f"{href}/parking" if parks else f"{href}/stage",
        submit=t("verb.park_do" if parks else "verb.skip_do" if skipping else "verb.move_do", to=to),
        back=href,
        intro=t("verb.park_intro") if parks else _why_held(work, move),
        kind="danger" if move.stage.outcome in ("lost", "invalid") else "go",
        hidden=(("to", move.stage.id),),
        fields=tuple(skip_fields(work, page, typed)) if skipping else (),
        bound=_asked(work, page, move, typed),
        crumbs=page.subject.number,
    )


def _why_held(work: Work, move: PossibleMove) -> str:
    if move.jumps:
        return t("verb.jumps", stages=t("record.comma").join(s.label.text(work.language) for s in move.jumps))
    if move.gate.missing:
        missing = t("record.comma").join(one.text(work.language) for one in move.gate.missing)
        return t("verb.held", missing=missing)
    return ""


def skip_fields(work: Work, page: RecordPage, typed: Any) -> list[VerbField]:
    reasons = page.subject.pipeline.reasons_to_jump
    chosen = typed.get("skip_reason", "")
    options = tuple(Option(one.id, one.label.text(work.language), "", one.id == chosen) for one in reasons)
    return [
        VerbField("skip_reason", t("verb.skip_reason"), "choice", options, required=True),
        VerbField("skip_words", t("verb.words"), "long", value=typed.get("skip_words", "")),
    ]


def _asked(work: Work, page: RecordPage, move: PossibleMove, typed: Any) -> tuple[Any, ...]:
    """The fields to fill on entering; what was typed stays, else what is stored."""
    if not move.asked:
        return ()
    names = [name for name in move.asked if name in page.subject.form.by_id]
    raw = {
        name: typed.getlist(name) if len(typed.getlist(name)) > 1 else typed.get(name)
        for name in names
        if name in typed
    }
    bound: BoundForm = bind(page.subject.form, work, page.subject.row, raw or None, only=names)
    return tuple(replace(field, required=field.name in move.ask or field.required) for field in bound.only(names))
