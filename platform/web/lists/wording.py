"""Filters in words: the field, the relation and the value, set apart so that each can be read at a glance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from accounts import Work
from definitions import say
from forms import ListFilter, ListPage, ListQuery, readable_columns

from ..languages import t
from .view_model import Word

MARK = "\x1f"


def filter_words(work: Work, page: ListPage, links: Callable[[ListQuery], str]) -> tuple[Word, ...]:
    """Every condition that somebody added to the view, and what was searched for."""
    words = [_word(work, page.query.form, each, links) for each in page.filters]
    if page.query.search:
        off = links(replace(page.query, search="", page=1))
        words.insert(0, Word(t("list.search"), t("list.holds"), page.query.search, off))
    return tuple(words)


def relation(op: str, language: str) -> str:
    """`不低于`: what an operator says between field and value."""
    said = say(f"forms.filter.{op}", language, field=MARK, value=MARK)
    return said.replace(MARK, "…" if said.count(MARK) > 1 and not said.endswith(MARK) else "").strip(" …")


def _word(work: Work, form: str, shown: ListFilter, links: Callable[[ListQuery], str]) -> Word:
    off = links(shown.without)
    if shown.filter is None:
        return Word("", "", shown.words, off)
    column = readable_columns(work, form)[shown.filter.field]
    label = column.label.text(work.language)
    before, _, after = say(f"forms.filter.{shown.filter.op}", work.language, field=label, value=MARK).partition(MARK)
    value = shown.words.removeprefix(before).removesuffix(after)
    between = before.removeprefix(label).strip()
    return Word(label, " ".join(part for part in (between, after.strip()) if part), value, off)
