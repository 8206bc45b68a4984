"""A record page from what flows and forms know of the record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode

from accounts import Work, allowed, people
from definitions import Label, NotFound
from flows import (
    RecordPage,
    Subject,
    cadences,
    contacts,
    duplicates,
    explain,
    look,
    milestones,
    prediction,
    record_page,
    talk,
)
from forms import BoundForm, Context, ListQuery, Lookups, bind, default_view, matching_ids, readable_columns

from .. import moments
from ..cadences.drawing import enrolment_line
from ..due import ago, due
from ..languages import t
from ..next_step import next_step
from ..shell import badge
from . import linked, mail, merging, outside, pausing, steps, texts
from .calls import call_cards
from .contacting import log_does
from .milestones import milestone_lines
from .related import related_cards
from .story import story, story_tabs
from .trail import trail_lines
from .view_model import Answer, Banner, Neighbours, RecordView, Section, Talk

FOLLOW_UP = "follow_up"  # goes by the rhythm, and is no step of the stage
# How far the list that a record was opened from is followed.
FOLLOWED = 500


def record_view(
    work: Work, form_id: str, id: int, args: Any, *, announce: str = "", log: Any = None, said: Any = None
) -> RecordView:
    """The page of a record the actor may see."""
    page = record_page.of(work, form_id, id)
    subject, row = page.subject, page.subject.row
    href, which = f"/records/{form_id}/{id}", args.get("tl", "all")
    bound = bind(subject.form, work, row)
    grade = explain.grade(work, form_id, id)
    reached = milestones.of_record(work, subject)
    told, earlier = story(work, subject, href, which=which)
    return RecordView(
        form=subject.form,
        id=id,
        version=row.version,
        number=row.number,
        title=subject.title,
        href=href,
        list_href=_list_href(form_id, args),
        list_title=subject.form.plural.text(work.language),
        grade=row.grade or "",
        grade_label=grade.band if grade else "",
        urgent=grade.urgent if grade and row.urgent and row.outcome == "open" else (),
        owner=badge(row.owner, page.owner_name or "") if row.owner else None,
        owned=_is_owned(work, page),
        beside=tuple(one.name for one in page.collaborators),
        may_host=page.may_host,
        meta=tuple(_meta(work, page, bound)),
        phone_href=_phone(bound),
        banners=tuple(_banners(work, page, href)),
        answer=_answer(page),
        path=steps.path(work, page, reached),
        three=steps.three(work, page) if subject.pipeline else (),
        tasks=steps.task_lines(work, page),
        tasks_done=_done(page),
        may_add_tasks="complete" in page.verbs and subject.stage is not None and row.outcome != "parked",
        gate=steps.gate(work, page, href),
        jumps=steps.jumps(work, page, href),
        exits=steps.exits(work, page, href),
        story=told,
        story_tabs=story_tabs(work, subject, which, href),
        earlier_href=earlier,
        linked=tuple(linked.link_lines(work, page)),
        related=tuple(related_cards(work, subject)),
        paused=page.paused is not None,
        milestones=tuple(milestone_lines(work, reached)),
        enrolments=tuple(map(enrolment_line, cadences.of_record(work, form_id, id))),
        cadence_choices=_cadence_choices(work, page),
        outside=tuple(outside.sources(work, subject, href)),
        origins=outside.origins(work, subject),
        calls=call_cards(work, subject),
        sections=tuple(_sections(bound, href, "edit" in page.verbs)),
        why_grade=grade,
        why_owner=explain.assignment(work, form_id, id),
        can=_can(work, page),
        in_pool=row.pool or "",
        ways=tuple((way, t(f"flows.way.{way}")) for way in contacts.WAYS),
        outcomes=tuple((outcome, t(f"flows.outcome.{outcome}")) for outcome in contacts.OUTCOMES),
        open_for_log="log" in page.verbs,
        next=next_step(work, subject),
        neighbours=_neighbours(work, form_id, id, args),
        announce=announce,
        log=log,
        talk=_talk(work, form_id, id, said),
        log_does=log_does(work, page, log.typed if log else {}) if "log" in page.verbs else None,
        mine=row.owner is not None and row.owner == work.actor.person_id,
        by_hand=row.hand_grade or "",
        by_hand_until=moments.shown(row.hand_until) if row.hand_grade and row.hand_until else "",
        trail=trail_lines(work, form_id, id),
        prediction=prediction.why_prediction(work, form_id, id) if row.chance is not None else None,
    )


def _is_owned(work: Work, page: RecordPage) -> bool:
    """Where nothing hands records out and no path asks for work, nobody has to own them."""
    handed_out = work.catalog.of_form("routing", page.subject.form.id) or page.subject.pipeline is not None
    return page.subject.owner is not None or bool(handed_out)


def _talk(work: Work, form: str, id: int, said: Any) -> Talk:
    watching = talk.watchers_of(work, form, id)
    typed, errors = (said.typed, said.errors) if said is not None else ("", ())
    return Talk(tuple(watching.values()), work.actor.person_id in watching, typed, errors)


def _meta(work: Work, page: RecordPage, bound: BoundForm) -> Iterator[str]:
    """Who it is, when and how it came, the first amount, the last contact."""
    row, form = page.subject.row, page.subject.form
    names = [bound[name].shown for name in form.subtitle if name in bound.fields and bound[name].shown]
    if names:
        yield " · ".join(names)
    came = _origin(work, row, form.id)
    yield t("record.came", when=ago(row.created_at), how=came)
    yield from _amount(work, form.id, bound)
    yield t("record.last_contact", when=ago(row.last_contact_at)) if row.last_contact_at else t("record.no_contact")


def _amount(work: Work, form: str, bound: BoundForm) -> Iterator[str]:
    """The amount that people know the record by: the one its list shows, where its list shows any."""
    money = [field for field in bound if field.type == "money"]
    view = default_view(work, form)
    listed = [field for field in money if view is not None and field.name in view.columns]
    yield from [f"{field.label} {field.shown}" for field in listed or money if field.shown][:1]


def _origin(work: Work, row: Any, form: str) -> str:
    """The form's own `source`, if it has one, and the door it came through."""
    columns = readable_columns(work, form)
    context = Context(work.language, work.timezone, Lookups(work))
    door = columns["channel"].type.display(row.channel, context) if row.channel else ""
    source = columns.get("source")
    said = source.type.display(row._mapping.get("f_source"), context) if source is not None and source.own else ""
    return " → ".join(dict.fromkeys(part for part in (said, door) if part))


def _phone(bound: BoundForm) -> str:
    return next((field.href for field in bound if field.type == "phone" and field.href), "")


def _banners(work: Work, page: RecordPage, href: str) -> Iterator[Banner]:
    row = page.subject.row
    if row.trashed_at is not None:
        yield Banner("late", t("record.trashed", when=ago(row.trashed_at)))
    if page.parked is not None:
        until = moments.day(page.parked.wake_on) if page.parked.wake_on else "–"
        to = page.parked.to.label.text(work.language) if page.parked.to else ""
        yield Banner(
            "rest", t("record.parked", until=until, hook=page.parked.hook or "–", to=to), t("record.parked_title")
        )
    yield from pausing.banners(page, href)
    yield from mail.banners(work, page.subject)
    yield from texts.banners(work, page, href)
    if row.duplicate_of:
        yield _duplicate(work, page.subject, row.duplicate_of)
    yield from merging.banners(work, page.subject)
    if row.outcome == "open" and row.owner is None and row.pool:
        yield Banner("soon", t("record.in_pool", pool=_pool(work, page.subject.form.id, row.pool)))


def _duplicate(work: Work, subject: Subject, other: int) -> Banner:
    """Another record looks the same; what it is called is told to those who may see it, and merged by who may."""
    form = subject.form.id
    try:
        found = look(work, form, other)
    except NotFound:
        return Banner("soon", t("record.duplicate_unseen"), t("record.duplicate_title"))
    owner = people.names(work.connection, [found.owner]).get(found.owner) or t("ui.nobody")
    stage = found.stage.label.text(work.language) if found.stage else ""
    words = t("record.duplicate", number=found.number, owner=owner, stage=stage)
    if duplicates.can_merge(work, form):
        between = f"/records/{form}/duplicates/{other}/{subject.id}"
        return Banner("soon", words, t("record.duplicate_title"), between, t("duplicates.compare"))
    return Banner("soon", words, t("record.duplicate_title"), f"/records/{form}/{other}", t("ui.open"))


def _pool(work: Work, form: str, pool: str) -> str:
    for routing in work.catalog.of_form("routing", form):
        if routing.pool(pool):
            return routing.pool(pool).label.text(work.language)
    return Label.of(pool).text(work.language)


def _answer(page: RecordPage) -> Answer | None:
    if page.acceptance is None:
        return None
    return Answer(due(page.acceptance.until), page.acceptance.mine and "accept" in page.verbs, page.owner_name or "")


def _done(page: RecordPage) -> str:
    counted = [card for card in page.tasks if card.state not in steps.GONE and card.of_stage]
    done = sum(card.state == "done" for card in counted)
    return t("record.done_of", done=done, n=len(counted)) if counted else ""


def _sections(bound: BoundForm, href: str, editable: bool) -> Iterator[Section]:
    """The fields that hold something, section by section; a section without any is a line to fill it."""
    for section in bound.sections:
        shown = tuple(field for field in section.visible_fields if not field.is_empty)
        edit = f"{href}/edit?section={section.id}" if editable and any(not f.read_only for f in section.fields) else ""
        if shown or edit:
            yield Section(section.id, section.label or t("record.fields"), shown, edit)


def _cadence_choices(work: Work, page: RecordPage) -> tuple[tuple[str, str], ...]:
    """The cadences that whoever looks may let this record into; none where it is in one of their group already."""
    if "edit" not in page.verbs:
        return ()
    form = page.subject.form.id
    inside = {view.row.cadence for view in cadences.of_record(work, form, page.subject.id) if view.row.is_under_way}
    keys = {work.catalog.get("cadence", id).key for id in inside if work.catalog.find("cadence", id)}
    choices = (one for one in work.catalog.of_form("cadence", form) if one.key not in keys)
    return tuple((one.id, one.label.text(work.language)) for one in choices)


def _can(work: Work, page: RecordPage) -> frozenset[str]:
    """Verbs that make sense on this record for this person."""
    row, verbs = page.subject.row, set(page.verbs)
    mine = row.owner == work.actor.person_id
    if row.owner is None or not (mine or "assign" in verbs) or not _has_pool(work, page.subject.form.id):
        verbs.discard("release")
    if not row.pool:
        verbs.discard("claim")
    if page.subject.stage is None or not page.subject.stage.is_open:
        verbs.discard("pause")
    if texts.may_stop(work, page):
        verbs.add("stop_texts")
    if not work.catalog.of_form("scorecard", page.subject.form.id):
        verbs.discard("grade")
    return frozenset(verbs)


def _has_pool(work: Work, form: str) -> bool:
    return any(routing.pools for routing in work.catalog.of_form("routing", form))


def _list_href(form: str, args: Any) -> str:
    asked = args.get("list", "")
    return f"/records/{form}?{asked}" if asked else f"/records/{form}"


def _neighbours(work: Work, form: str, id: int, args: Any) -> Neighbours | None:
    """Before and after in the list the record was opened from."""
    asked = args.get("list")
    if asked is None or not allowed(work.actor, "see", form):
        return None
    query = ListQuery.from_args(form, dict(parse_qsl(asked)) | {"f": [v for k, v in parse_qsl(asked) if k == "f"]})
    found = matching_ids(work, query, limit=FOLLOWED)
    if id not in found:
        return None
    place = found.index(id)
    tail = "?" + urlencode({"list": asked})
    before = f"/records/{form}/{found[place - 1]}{tail}" if place else ""
    after = f"/records/{form}/{found[place + 1]}{tail}" if place + 1 < len(found) else ""
    many = f"{len(found)}+" if len(found) == FOLLOWED else str(len(found))
    return Neighbours(t("record.place", n=place + 1, of=many), before, after)
