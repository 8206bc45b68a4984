"""Checks of what people ask that reports answer: a question goes to one of them."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import Catalog, Problem, check


@check
def words_mean_one_report(catalog: Catalog) -> Iterator[Problem]:
    """What another report answers, or is called, goes there and not here."""
    called: dict[str, tuple[str, object]] = {}
    for report in catalog.all("report"):
        for text in dict(report.label.texts).values():
            called.setdefault(text.casefold(), (report.id, report.label))
    for report in catalog.all("report"):
        for position, word in enumerate(report.words):
            id, label = called.setdefault(word.casefold(), (report.id, report.label))
            if id != report.id:
                yield catalog.problem(
                    report, ("words", position), "reports.problem.word_taken", word=word, report=label
                )
