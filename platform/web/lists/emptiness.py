"""Why a list is empty, and what would fill it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from accounts import Work, allowed
from forms import ListPage, ListQuery, ViewDefinition, count, form_of, views_for

from ..languages import t
from .keeping import is_changed, unasked
from .view_model import EmptyList
from .wording import filter_words


def explain_empty(work: Work, query: ListQuery, page: ListPage, links: Callable[[ListQuery], str]) -> EmptyList:
    """Which single condition takes most away; where there is none, how records come here."""
    label = form_of(work.catalog, query.form).plural.inside(work.language)
    if query.is_watched and not is_changed(query, None):
        return EmptyList(t("list.none_watched", form=label))
    elsewhere = _elsewhere(work, query, page) if query.search and page.view else None
    if elsewhere is not None:
        view, n = elsewhere
        href = links(replace(page.query, view=view.id, page=1))
        words = {"form": label, "here": page.view.label, "view": view.label, "n": n}
        return EmptyList(t("list.found_elsewhere", **words), t("list.look_in", view=view.label), href)
    best = _widest(work, query, page, links)
    if best is not None:
        words, n, href = best
        return EmptyList(
            t("list.none_match_without", form=label, words=words, n=n), t("list.without", words=words), href
        )
    if query.filters or query.where or query.groups or query.search:
        return EmptyList(t("list.none_match", form=label), t("list.reset"), links(unasked(query)))
    if page.view is not None and any(
        count(work, ListQuery(query.form, view.id)).n for view in views_for(work, query.form)
    ):
        return EmptyList(t("list.none_in_view", form=label, view=page.view.label.text(work.language)))
    return _none_yet(work, query, label)


def _elsewhere(work: Work, query: ListQuery, page: ListPage) -> tuple[ViewDefinition, int] | None:
    """The view that holds most of what this one does not."""
    others = (view for view in views_for(work, query.form) if view.id != page.view.id)
    counted = [(view, count(work, replace(page.query, view=view.id, page=1)).n) for view in others]
    found = max(counted, key=lambda each: each[1], default=None)
    return found if found and found[1] else None


def _widest(
    work: Work, query: ListQuery, page: ListPage, links: Callable[[ListQuery], str]
) -> tuple[str, int, str] | None:
    wider = [each.without for each in page.filters if each.without is not None]
    if page.query.search:
        wider.insert(0, replace(page.query, search="", page=1))
    words = [" ".join(p for p in (w.field, w.relation, w.value) if p) for w in filter_words(work, page, links)]
    counted = [(count(work, each).n, said, links(each)) for each, said in zip(wider, words, strict=False)]
    n, said, href = max(counted, default=(0, "", ""))
    return (said, n, href) if n else None


def _none_yet(work: Work, query: ListQuery, label: str) -> EmptyList:
    public = next(iter(work.catalog.of_form("public_form", query.form)), None)
    if public is not None:
        return EmptyList(
            t("list.none_yet_link", form=label, address=f"/f/{public.id}"), t("list.open_form"), f"/f/{public.id}"
        )
    if allowed(work.actor, "create", query.form):
        return EmptyList(t("list.none_yet", form=label), t("ui.new"), f"/records/{query.form}/new")
    return EmptyList(t("list.none_yet", form=label))
