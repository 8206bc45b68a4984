"""A record page from what flows and forms know of the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from accounts import Work, allowed, people
from definitions import Label, NotFound
from flows import (
    RecordPage,
    Subject,
    assignment,
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
from forms import (
    KANBAN,
    BoundForm,
    Context,
    FormDefinition,
    ListQuery,
    Lookups,
    bind,
    board_ids,
    default_view,
    matching_ids,
    readable_columns,
    shape_of,
)

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


@dataclass(frozen=True)
class Sight:
    """A record as whoever looks may see it, and what several parts of its page are made of."""

    work: Work
    page: RecordPage
    bound: BoundForm
    href: str
    reached: Any
    grade: Any

    @property
    def subject(self) -> Subject:
        return self.page.subject

    @property
    def row(self) -> Any:
        return self.page.subject.row

    @property
    def place(self) -> tuple[str, int]:
        """The form and the record's id."""
        return self.subject.form.id, self.subject.id


def record_view(
    work: Work, form_id: str, id: int, args: Any, *, announce: str = "", log: Any = None, said: Any = None
) -> RecordView:
    """The page of a record the actor may see."""
    page = record_page.of(work, form_id, id)
    bound = bind(page.subject.form, work, page.subject.row)
    reached = milestones.of_record(work, page.subject)
    sight = Sight(work, page, bound, f"/records/{form_id}/{id}", reached, explain.grade(work, form_id, id))
    view = _head(sight, args)
    for part in (_work_on_it, _values, _around):
        view = part(sight, view)
    view = _logging(sight, _story(sight, view, args.get("tl", "all")), log)
    return replace(
        view, neighbours=_neighbours(work, form_id, id, args), announce=announce, talk=_talk(work, form_id, id, said)
    )


def _head(sight: Sight, args: Any) -> RecordView:
    """What it is, whose, and what is to be known before anything else."""
    work, page, row, grade = sight.work, sight.page, sight.row, sight.grade
    form = sight.subject.form
    return RecordView(
        form=form,
        id=sight.subject.id,
        version=row.version,
        number=row.number,
        title=sight.subject.title,
        href=sight.href,
        list_href=_list_href(form.id, args),
        list_title=form.plural.text(work.language),
        grade=row.grade or "",
        grade_label=grade.band if grade else "",
        urgent=grade.urgent if grade and row.urgent and row.outcome == "open" else (),
        owner=badge(row.owner, page.owner_name or "") if row.owner else None,
        owned=_is_owned(work, page),
        beside=tuple(one.name for one in page.collaborators),
        may_host=page.may_host,
        meta=tuple(_meta(work, page, sight.bound)),
        phone_href=_phone(sight.bound),
        banners=tuple(_banners(work, page, sight.href)),
        mine=row.owner is not None and row.owner == work.actor.person_id,
    )


def _work_on_it(sight: Sight, view: RecordView) -> RecordView:
    """Where it stands, what is to be done, and the ways on."""
    work, page, subject, href = sight.work, sight.page, sight.subject, sight.href
    may_add = "complete" in page.verbs and subject.stage is not None and sight.row.outcome != "parked"
    return replace(
        view,
        answer=_answer(page),
        path=steps.path(work, page, sight.reached),
        three=steps.three(work, page) if subject.pipeline else (),
        tasks=steps.task_lines(work, page),
        tasks_done=_done(page),
        may_add_tasks=may_add,
        gate=steps.gate(work, page, href),
        jumps=steps.jumps(work, page, href),
        exits=steps.exits(work, page, href),
        can=_can(work, page),
        in_pool=sight.row.pool or "",
        paused=page.paused is not None,
        next=next_step(work, subject),
    )


def _values(sight: Sight, view: RecordView) -> RecordView:
    """The fields, and why it is graded and given as it is."""
    work, row = sight.work, sight.row
    by_hand = row.hand_grade or ""
    return replace(
        view,
        sections=tuple(_sections(sight.bound, sight.href, "edit" in sight.page.verbs)),
        why_grade=sight.grade,
        why_owner=explain.assignment(work, *sight.place),
        by_hand=by_hand,
        by_hand_until=moments.shown(row.hand_until) if by_hand and row.hand_until else "",
        prediction=prediction.why_prediction(work, *sight.place) if row.chance is not None else None,
        outside=tuple(outside.sources(work, sight.subject, sight.href)),
        origins=outside.origins(work, sight.subject),
    )


def _around(sight: Sight, view: RecordView) -> RecordView:
    """What belongs to it: links, milestones, cadences, calls, the trail."""
    work, page, subject = sight.work, sight.page, sight.subject
    return replace(
        view,
        linked=tuple(linked.link_lines(work, page)),
        related=tuple(related_cards(work, subject)),
        milestones=tuple(milestone_lines(work, sight.reached)),
        enrolments=tuple(map(enrolment_line, cadences.of_record(work, *sight.place))),
        cadence_choices=_cadence_choices(work, page),
        calls=call_cards(work, subject),
        trail=trail_lines(work, *sight.place),
    )


def _story(sight: Sight, view: RecordView, which: str) -> RecordView:
    """What happened, as far back as it is shown."""
    told, earlier = story(sight.work, sight.subject, sight.href, which=which)
    tabs = story_tabs(sight.work, sight.subject, which, sight.href)
    return replace(view, story=told, story_tabs=tabs, earlier_href=earlier)


def _logging(sight: Sight, view: RecordView, log: Any) -> RecordView:
    """The box for a contact, with what was typed."""
    may_log = "log" in sight.page.verbs
    return replace(
        view,
        ways=tuple((way, t(f"flows.way.{way}")) for way in contacts.WAYS),
        outcomes=tuple((outcome, t(f"flows.outcome.{outcome}")) for outcome in contacts.OUTCOMES),
        open_for_log=may_log,
        log=log,
        log_does=log_does(sight.work, sight.page, log.typed if log else {}) if may_log else None,
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
    yield from _amount(work, form, bound)
    if row.last_contact_at:
        yield t("record.last_contact", when=ago(row.last_contact_at))
    elif page.subject.pipeline is not None:
        yield t("record.no_contact")


def _amount(work: Work, form: FormDefinition, bound: BoundForm) -> Iterator[str]:
    """The amount that people know the record by: the one its list shows, where it shows any and no name is one."""
    money = [field for field in bound if field.type == "money"]
    if any(field.name in form.subtitle for field in money):
        return
    view = default_view(work, form.id)
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
    if assignment.may_transfer(work, page.subject):
        verbs.add("assign")
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
    on_board = shape_of(work, query).layout == KANBAN
    found = (board_ids if on_board else matching_ids)(work, query, limit=FOLLOWED)
    if id not in found:
        return None
    place = found.index(id)
    tail = "?" + urlencode({"list": asked})
    before = f"/records/{form}/{found[place - 1]}{tail}" if place else ""
    after = f"/records/{form}/{found[place + 1]}{tail}" if place + 1 < len(found) else ""
    many = f"{len(found)}+" if len(found) == FOLLOWED else str(len(found))
    return Neighbours(t("record.place", n=place + 1, of=many), before, after)
