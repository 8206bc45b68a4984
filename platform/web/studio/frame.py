"""What stands around every page of the studio: its own navigation and the revision bar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import g, request

from definitions import KINDS
from publishing import know_all_kinds

from ..languages import t
from ..shell import NavGroup, NavItem
from .draft import Draft
from .kinds import GROUPS, ICONS, PAGES
from .listing import kind_of, plural_of

RULES = ("scorecard", "pipeline")  # under which records stand already


@dataclass(frozen=True)
class Step:
    """One step of the revision bar."""

    label: str
    value: str
    detail: str = ""
    href: str = ""
    state: str = ""


@dataclass(frozen=True)
class Frame:
    """The revision bar, whether publishing is open, and the studio's navigation."""

    steps: tuple[Step, ...]
    nav: tuple[NavGroup, ...]
    dirty: bool
    next_revision: int
    may_publish: bool
    why_not: str


def frame_of(draft: Draft, *, seen: bool = False) -> Frame:
    """The frame for a draft; `seen` says that this admin has looked at the impact of exactly this draft."""
    nav = tuple(_nav(draft))
    return Frame(
        tuple(_steps(draft, seen)), nav, not draft.is_empty, draft.base + 1, draft.may_publish, _why_not(draft)
    )


def impact_words(draft: Draft) -> str:
    """How many stored values a publish would touch, and how many records it computes again; empty when none."""
    moved = sum(move.rows for move in draft.plan.choices if move.takers) + sum(one.rows for one in draft.plan.returns)
    touched, again = moved + sum(change.rows for change in draft.plan.tables), sum(draft.plan.stale.values())
    parts = [t("studio.values_touched", n=touched) if touched else "", t("studio.done_again", n=again) if again else ""]
    return " · ".join(filter(None, parts))


def _steps(draft: Draft, seen: bool) -> Iterator[Step]:
    n = len(draft.files)
    authors = dict.fromkeys(filter(None, (draft.author_of(file) for file in draft.files)))
    who = t("studio.by_on", names=list(authors), n=draft.base) if authors else t("studio.on", n=draft.base)
    state = "bad" if draft.clashes else "ok" if n else ""
    changes = t("studio.clashes", n=len(draft.clashes)) if draft.clashes else t("studio.changes", n=n)
    yield Step(t("studio.draft"), changes if n else t("studio.no_changes"), who, "/studio/draft", state)
    yield _check_step(draft)
    yield _impact_step(draft, seen)
    back = t("studio.can_go_back", n=draft.base) if draft.base else t("studio.first_one")
    yield Step(t("studio.publish"), t("studio.revision", n=draft.base + 1), back, "/studio/revisions")


def _check_step(draft: Draft) -> Step:
    errors, warnings = len(draft.errors), len(draft.warnings)
    if not errors and not warnings:
        return Step(
            t("studio.check"),
            t("studio.no_problems"),
            t("studio.all_files", n=len(draft.merged)),
            "/studio/problems",
            "ok",
        )
    counts = {"errors": t("studio.n_errors", n=errors), "warnings": t("studio.n_warnings", n=warnings)}
    words = t("studio.problem_counts", **counts)
    detail = t("studio.hold_publish") if errors else t("studio.do_not_hold")
    return Step(t("studio.check"), words, detail, "/studio/problems", "bad" if errors else "warn")


def _impact_step(draft: Draft, seen: bool) -> Step:
    if draft.is_empty:
        return Step(t("studio.impact"), t("studio.none_yet"), t("studio.live_data"), "/studio/plan")
    if draft.errors:
        return Step(t("studio.impact"), t("studio.after_check"), t("studio.live_data"))
    if asked := _unanswered(draft):
        return Step(t("studio.impact"), t("in_flight.to_say", n=asked), t("in_flight.say_there"), "/studio/plan", "on")
    words = impact_words(draft)
    if seen:
        return Step(
            t("studio.impact"), words or t("studio.nothing_touched"), t("studio.looked_at"), "/studio/plan", "ok"
        )
    if words or _meets_records(draft):
        said = words or t("studio.meets_records")
        return Step(t("studio.impact"), said, t("studio.look_first"), "/studio/plan", "on")
    return Step(t("studio.impact"), t("studio.nothing_touched"), t("studio.no_need_to_look"), "/studio/plan", "ok")


def _meets_records(draft: Draft) -> bool:
    """Whether other rules may hold for records that are there; how many, the plan says."""
    plan = draft.plan
    held = any(move.rows for move in plan.choices) or any(one.records for one in plan.in_flight)
    return held or any(change.kind in RULES for change in plan.changes)


def _unanswered(draft: Draft) -> int:
    """How many records stand in stages that go, of which nobody has said what becomes of them."""
    return sum(one.records for one in draft.plan.in_flight if one.is_gone and one.answer is None)


def _why_not(draft: Draft) -> str:
    if draft.is_empty:
        return t("studio.no_changes")
    if draft.errors:
        return t("studio.errors_first", n=len(draft.errors))
    return t("studio.clashes_first", n=len(draft.clashes)) if draft.clashes else ""


def _nav(draft: Draft) -> Iterator[NavGroup]:
    changed = t("studio.n_changed", n=len(draft.files)) if draft.files else ""
    yield NavGroup(
        "",
        (
            _Exact("/studio", t("studio.overview"), "home", go="s"),
            _AllFiles("/studio/files", t("studio.all"), "files", len(draft.merged), note=changed),
            NavItem("/studio/revisions", t("studio.revisions"), "history", draft.base or None),
            NavItem("/studio/in-flight", t("in_flight.page"), "arrows-exchange"),
            NavItem("/studio/runs", t("automations.runs"), "activity"),
        ),
    )
    for name, kinds in _grouped():
        yield NavGroup(t(f"studio.group_{name}"), tuple(_kind_item(draft, kind, icon) for kind, icon in kinds))
    yield NavGroup(t("traffic.group"), tuple(NavItem(*each) for each in _traffic()))
    yield NavGroup(
        t("studio.group_more"),
        (
            NavItem("/studio/packs", t("studio.packs"), "package"),
            NavItem("/studio/patterns", t("studio.patterns"), "template"),
            NavItem("/", t("studio.leave"), "arrow-left"),
        ),
    )


def _traffic() -> Iterator[tuple[str, str, str]]:
    """What goes out and comes in: no definitions, but what became of them."""
    yield "/studio/deliveries", t("traffic.deliveries"), "send"
    yield "/studio/inbound", t("traffic.inbound"), "inbox"


def _grouped() -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    know_all_kinds()
    for name, kinds in GROUPS:
        known = tuple((kind, icon) for kind, icon in kinds if KINDS.find(kind))
        rest = (
            tuple((kind, "file-text") for kind in KINDS.names() if kind not in ICONS) if name == "organisation" else ()
        )
        if known or rest:
            yield name, (*known, *rest)


def _kind_item(draft: Draft, kind: str, icon: str) -> NavItem:
    paths = [path for path in draft.merged if kind_of(draft, path) == kind]
    changed = sum(1 for file in draft.files if kind_of(draft, file.path) == kind)
    note = t("studio.n_changed", n=changed) if changed else ""
    label = plural_of(kind)
    href, label = PAGES.get(kind, f"/studio/files?kind={kind}"), label[:1].upper() + label[1:]
    return _OfKind(href, label, icon, len(paths), note=note)


class _Exact(NavItem):
    """Open only on its own page, not on those below it."""

    @property
    def current(self) -> bool:
        return request.path == self.href


class _OfKind(NavItem):
    """Open on the list of one kind and in the editor of its files."""

    @property
    def current(self) -> bool:
        shown = g.get("studio_kind") or request.args.get("kind")
        return self.href == PAGES.get(shown, f"/studio/files?kind={shown}")


class _AllFiles(NavItem):
    """Open on the whole list, and on a file whose kind is not known."""

    @property
    def current(self) -> bool:
        shown = g.get("studio_kind") or request.args.get("kind")
        return request.path.startswith(self.href) and not shown
