"""How often rules hold: over the records and assignments there are, with the reader's own rights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from accounts import Work
from definitions import Refused
from forms import Invalid, ListQuery, count, table_of
from records import assignments, table_exists
from rules import Expression

RECENT = timedelta(days=30)


def shares(work: Work, form: str, rules: Iterable[Expression | None]) -> dict[str, str]:
    """`38%` by the text of each rule, of the records that are there; nothing where a rule cannot be counted."""
    whole = _count(work, form, "")
    if not whole:
        return {}
    texts = dict.fromkeys(rule.text for rule in rules if rule is not None)
    counted = ((text, _count(work, form, text)) for text in texts)
    return {text: f"{round(100 * n / whole)}%" for text, n in counted if n is not None}


def band_counts(work: Work, form: str, bands: Iterable[str]) -> dict[str, int]:
    """How many records have each grade now."""
    return {band: _count(work, form, f"grade = '{band}'") or 0 for band in bands}


def hits_and_misses(work: Work, form: str, rules: Sequence[str]) -> dict[str | None, tuple[int, int]]:
    """On how many records each rule decided in the last 30 days, and how many went on to a later one; None: the end."""
    counted = assignments.count_by_rule(work.connection, form, since=work.now - RECENT)
    found, later = {}, 0
    for rule in (None, *reversed(rules)):
        found[rule] = (counted.get(rule, 0), later)
        later += counted.get(rule, 0)
    return found


def _count(work: Work, form: str, where: str) -> int | None:
    if work.catalog.find("form", form) is None or not table_exists(work.connection, table_of(work.catalog, form)):
        return None
    try:
        return count(work, ListQuery(form, view="", where=where)).n
    except (Invalid, Refused):
        return None


def records_of(work: Work, form: str) -> int:
    """How many records of a form there are, as far as the reader may see them."""
    return _count(work, form, "") or 0
