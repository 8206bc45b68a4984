"""Every strategy keeps the same contract: words in both languages, a line in the docs, options that are a schema."""

from pathlib import Path

import jsonschema
import pytest

from definitions import LANGUAGES, texts_of
from flows.routing import STRATEGIES, Candidate, Choice, Rotation, Workload

DOCS = Path(__file__).parents[3] / "docs" / "routing.md"
PEOPLE = tuple(Candidate(id, f"p{id}") for id in range(1, 5))

every_strategy = pytest.mark.parametrize("name", STRATEGIES.names())


@every_strategy
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_strategy_can_be_said(name: str, language: str):
    assert f"routing.strategy.{name}" in texts_of(language)


@every_strategy
def test_a_strategy_is_documented(name: str):
    assert f"- `{name}`: " in DOCS.read_text("utf-8")


@every_strategy
def test_options_are_a_schema(name: str):
    jsonschema.Draft202012Validator.check_schema({"properties": dict(STRATEGIES.get(name).options)})


@every_strategy
def test_a_strategy_orders_everybody_once(name: str):
    ranked = STRATEGIES.get(name)().order(Choice(PEOPLE, Rotation(), Workload({1: 3})))
    assert sorted(one.person for one in ranked) == [1, 2, 3, 4]


@every_strategy
def test_a_strategy_goes_round(name: str):
    strategy, rotation, workload = STRATEGIES.get(name)(), Rotation(), Workload()
    got = []
    for _ in PEOPLE:
        first = strategy.order(Choice(PEOPLE, rotation, workload))[0].person
        strategy.give(PEOPLE[first - 1], rotation, {})
        workload.give(first)
        got.append(first)
    assert sorted(got) == [1, 2, 3, 4]
