"""The words that choices of rows have: those of the form's definitions, else our own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from definitions import LANGUAGES, Catalog, Label, say, texts_of
from flows import own_tasks
from flows import pipelines as lines

from .entity import Words

Worded = Iterator[tuple[str, Label]]


def said(prefix: str) -> Words:
    """Our own words: `said("reports.value.state")` takes every text that begins with it."""

    def words(catalog: Catalog, form: str) -> Worded:
        return iter(_ours(f"{prefix}."))

    return words


@lru_cache(maxsize=64)
def _ours(head: str) -> tuple[tuple[str, Label], ...]:
    return tuple(
        (key.removeprefix(head), Label.of({language: say(key, language) for language in LANGUAGES}))
        for key in texts_of("en")
        if key.startswith(head)
    )


def stages(catalog: Catalog, form: str) -> Worded:
    """The stages of the form's pipelines, as one path."""
    return ((stage.id, stage.label) for stage in lines.stages_in_order(catalog.of_form("pipeline", form)))


def pipelines(catalog: Catalog, form: str) -> Worded:
    """The form's pipelines."""
    return ((one.id, one.label) for one in catalog.of_form("pipeline", form))


def tasks(catalog: Catalog, form: str) -> Worded:
    """The tasks of all stages, those that automations and cadences open, and those that no definition describes."""
    for pipeline in catalog.of_form("pipeline", form):
        for stage in pipeline.stages:
            yield from ((task.id, task.label) for task in stage.tasks)
    yield from own_tasks(catalog, form)
    yield from said("reports.value.task")(catalog, form)


def reasons(catalog: Catalog, form: str) -> Worded:
    """Why something may be skipped."""
    return ((why.id, why.label) for one in catalog.of_form("pipeline", form) for why in one.skip_reasons)


def scorecards(catalog: Catalog, form: str) -> Worded:
    """The form's scorecards."""
    return ((card.id, card.label) for card in catalog.of_form("scorecard", form))


def bands(catalog: Catalog, form: str) -> Worded:
    """The bands of the form's scorecards."""
    return ((band.id, band.label) for card in catalog.of_form("scorecard", form) for band in card.bands)


def roles(catalog: Catalog, form: str) -> Worded:
    """The roles of the house."""
    return ((role.id, role.label) for role in catalog.all("role"))


def routings(catalog: Catalog, form: str) -> Worded:
    """The form's routings."""
    return ((one.id, one.label) for one in catalog.of_form("routing", form))


def routing_rules(catalog: Catalog, form: str) -> Worded:
    """The rules of the form's routings."""
    return ((rule.id, rule.label) for one in catalog.of_form("routing", form) for rule in one.rules)


def behaviours(catalog: Catalog, form: str) -> Worded:
    """What may be noticed of the form's records."""
    return ((one.id, one.label) for trail in catalog.of_form("trail", form) for one in trail.behaviours)


def call_scripts(catalog: Catalog, form: str) -> Worded:
    """The form's call scripts."""
    return ((one.id, one.label) for one in catalog.of_form("call_script", form))


def call_points(catalog: Catalog, form: str) -> Worded:
    """The points of the form's call scripts; an id that two of them use is the first one's."""
    found = {point.id: point.label for one in reversed(catalog.of_form("call_script", form)) for point in one.points}
    yield from found.items()


def automations(catalog: Catalog, form: str) -> Worded:
    """The form's automations."""
    return ((one.id, one.label) for one in catalog.of_form("automation", form))


def pools(catalog: Catalog, form: str) -> Worded:
    """The pools of the form's routings."""
    return ((pool.id, pool.label) for one in catalog.of_form("routing", form) for pool in one.pools)


# The names that every record has, whose values are choices.
OF_RECORDS: dict[str, Words] = {
    "stage": stages,
    "pipeline": pipelines,
    "grade": bands,
    "pool": pools,
    "outcome": said("reports.value.outcome"),
}
