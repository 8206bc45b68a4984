"""Duplicates: the pairs to look at, two records side by side, one made of them, and two again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, request

from accounts import Work, people
from definitions import Refused
from flows import Subject, duplicates
from forms import FieldDefinition, context_of, form_of, readable_columns
from records import Scan
from records import duplicates as kept_duplicates

from .. import desk, moments
from ..due import ago
from ..htmx import go, page, wants_part
from ..languages import language, t
from ..numbers import whole
from ..shell import toast

REACHES = ("phone",)  # by which one knows people again

blueprint = Blueprint("duplicates", __name__, url_prefix="/records/<form>/duplicates")


@dataclass(frozen=True, slots=True)
class PairSide:
    """One of the two: what it is called, how it stands, who has it, how to reach it, since when it is there."""

    title: str
    href: str
    note: str
    owner: str
    reach: str
    came: str


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two records that may be one."""

    one: PairSide
    other: PairSide
    points: int
    why: str
    href: str
    action: str


@dataclass(frozen=True)
class QueueContext:
    """The pairs nobody has decided on."""

    title: str
    action: str
    back: str
    pairs: tuple[PairLine, ...]
    total: int
    scanning: bool
    scanned: str
    progress: str
    percent: int


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One field in which the two differ."""

    name: str
    label: str
    one: str
    other: str
    chosen: str
    may_both: bool


@dataclass(frozen=True)
class MergeContext:
    """Two records side by side."""

    title: str
    one: str
    other: str
    one_href: str
    other_href: str
    why: str
    choices: tuple[ChoiceRow, ...]
    same: tuple[tuple[str, str], ...]
    action: str
    swap_href: str
    different_action: str
    back: str
    error: str = ""


@blueprint.get("")
def queue(form: str):
    """The pairs, the most alike first; to a page that waits for the end of a look, how far it is."""
    with desk.reading() as work:
        scan = kept_duplicates.last_scan(work.connection, form)
        scanning = scan is not None and scan.ended_at is None
        if wants_part() and not scanning:
            return go(f"/records/{form}/duplicates")  # it has ended: the whole page has more to say
        pairs = duplicates.pairs_of(work, form)
        base = f"/records/{form}"
        context = QueueContext(
            title=t("duplicates.title", form=form_of(work.catalog, form).plural.text(work.language)),
            action=f"{base}/duplicates/scans",
            back=base,
            pairs=_lines(work, form, pairs),
            total=duplicates.count_of(work, form),
            scanning=scanning,
            percent=duplicates.percent_done(work, scan) if scanning else 100,
            scanned=_scanned(scan),
            progress=t("duplicates.progress", looked=scan.looked, found=scan.found) if scan else "",
        )
        return page("pages/duplicates/queue.html", context, part="partials/duplicates/looking.html")


@blueprint.post("/scans")
def scan(form: str):
    """Looks through all records, in the background."""
    try:
        with desk.writing() as work:
            duplicates.begin_scan(work, form)
    except Refused as refused:
        toast(refused.text(language()))
    return go(f"/records/{form}/duplicates")


@blueprint.get("/<int:one>/<int:other>")
def compare(form: str, one: int, other: int):
    """The two side by side; the first one stays."""
    return _compare(form, one, other)


@blueprint.post("/<int:one>/<int:other>/merging")
def merge(form: str, one: int, other: int):
    """Makes one of the two, with the values that were chosen."""
    chosen = {name: value for name, value in request.form.items() if value in ("one", "other", "both")}
    try:
        with desk.writing() as work:
            number = duplicates.merge(work, form, one, other, chosen)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _compare(form, one, other, refused.text(language()), refused.status)
    toast(t("duplicates.merged"), undo_action=f"/records/{form}/duplicates/undoing", merge=number)
    return go(f"/records/{form}/{one}")


@blueprint.post("/<int:one>/<int:other>/difference")
def differ(form: str, one: int, other: int):
    """They are two."""
    with desk.writing() as work:
        duplicates.call_different(work, form, one, other)
    toast(t("duplicates.kept_apart"))
    return go(f"/records/{form}/duplicates")


@blueprint.post("/undoing")
def undo(form: str):
    """Brings both back."""
    try:
        with desk.writing() as work:
            done = duplicates.unmerge(work, request.form.get("merge", type=whole) or 0, form)
            found = (form_of(work.catalog, form).find(name) for name in done.left)
            labels = [field.label.text(work.language) for field in found if field is not None]
    except Refused as refused:
        if refused.status == 404:
            raise
        toast(refused.text(language()))
        return go(f"/records/{form}")
    toast(t("duplicates.undone_but", fields=labels) if labels else t("duplicates.undone"))
    return go(f"/records/{form}/{done.gone}")


def _compare(form: str, one: int, other: int, error: str = "", status: int = 200):
    with desk.writing() as work:
        plan = duplicates.plan_merge(work, form, one, other)
        pair = kept_duplicates.pair_of(work.connection, form, one, other)
        base = f"/records/{form}"
        between = f"{base}/duplicates/{one}/{other}"
        context = MergeContext(
            title=t("duplicates.merge_title"),
            one=_name(plan.kept),
            other=_name(plan.gone),
            one_href=f"{base}/{one}",
            other_href=f"{base}/{other}",
            why=_why(work, duplicates.why_of(plan.kept.form, pair.why)) if pair else "",
            choices=tuple(_choice(work, each) for each in plan.choices),
            same=tuple((_label(work, field), shown) for field, shown in plan.same),
            action=f"{between}/merging",
            swap_href=f"{base}/duplicates/{other}/{one}",
            different_action=f"{between}/difference" if pair and pair.state == kept_duplicates.OPEN else "",
            back=f"{base}/duplicates",
            error=error,
        )
        return page("pages/duplicates/compare.html", context, status=status)


def _choice(work: Work, each: duplicates.Choice) -> ChoiceRow:
    label = _label(work, each.field)
    return ChoiceRow(each.field.id, label, each.one or "–", each.other or "–", each.chosen, each.may_both)


def _label(work: Work, field: FieldDefinition) -> str:
    return field.label.text(work.language)


def _name(subject: Subject) -> str:
    return f"{subject.title} · {subject.number}"


def _lines(work: Work, form: str, rows: Sequence[duplicates.PairRow]) -> tuple[PairLine, ...]:
    owners = people.names(work.connection, {side.owner for row in rows for side in (row.one, row.other)} - {None})
    return tuple(_line(work, form, row, owners) for row in rows)


def _line(work: Work, form: str, row: duplicates.PairRow, owners: Mapping[int, str]) -> PairLine:
    between = f"/records/{form}/duplicates/{row.pair.one}/{row.pair.other}"
    one, other = (_side(work, subject, owners) for subject in (row.one, row.other))
    return PairLine(one, other, row.pair.points, _why(work, row.why), between, f"{between}/difference")


def _side(work: Work, subject: Subject, owners: Mapping[int, str]) -> PairSide:
    stage = subject.stage.label.text(work.language) if subject.stage else ""
    return PairSide(
        title=subject.title,
        href=f"/records/{subject.form.id}/{subject.id}",
        note=" · ".join(filter(None, (subject.number, stage))),
        owner=owners.get(subject.owner) or t("ui.nobody"),
        reach=" · ".join(_reach(work, subject)),
        came=t("duplicates.came", when=moments.day(moments.local(subject.row.created_at).date())),
    )


def _reach(work: Work, subject: Subject) -> Iterator[str]:
    """The phones, where one may see them, masked as in a list."""
    columns = readable_columns(work, subject.form.id, stage=subject.row.stage)
    context = context_of(work)
    for field in subject.form.fields:
        value = subject.values.get(field.id)
        if field.type.name in REACHES and field.id in columns and value:
            mask = getattr(columns[field.id].type, "masked", None)
            yield mask(value) if mask else columns[field.id].shown(value, context)


def _why(work: Work, reasons) -> str:
    return t("studio.comma").join(reason.text(work.language) for reason in reasons)


def _scanned(scan: Scan | None) -> str:
    if scan is None:
        return t("duplicates.never")
    if scan.ended_at is None:
        return t("duplicates.scanning")
    return t("duplicates.scanned", when=ago(scan.ended_at), looked=scan.looked)
