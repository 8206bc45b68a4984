"""Automations are read in words: what they wait for, ask and do, in both languages."""

import pytest

from definitions import texts_of
from flows import automations
from flows.automations import known_events, words
from flows.automations.occasions import FILTERS
from tests.flows.automations.test_definitions import GOOD


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_event_and_filter_has_words(language):
    texts = texts_of(language)
    assert [kind for kind in known_events() if f"flows.kind.{kind}" not in texts] == []
    names = {name for filters in FILTERS.values() for name in filters}
    assert [name for name in names if f"automation.asked.{name}" not in texts] == []


@pytest.mark.parametrize("what", GOOD)
def test_occasions_are_said_in_words(works, what):
    world = works(one=GOOD[what])
    one = world.catalog.get("automation", "one")
    for language in ("zh", "en"):
        said = [each.text(language) for each in words.occasions_in_words(world.catalog, one)]
        assert said and not any("automation." in each or "{" in each for each in said)


def test_occasion_uses_the_labels_of_the_form(works):
    world = works(one='on: {event: edited, fields: [amount, wake_on]}\nif: "amount > 5"\ndo: [{set: {hook: x}}]')
    one = world.catalog.get("automation", "one")
    [said] = words.occasions_in_words(world.catalog, one)
    assert said.text("zh") == "被修改时：涉及金额、唤醒日"
    assert words.condition_in_words(world.catalog, one, "en") == "Amount is above 5"


def test_a_contact_that_is_asked_for_says_what_does_it(works):
    world = works(one="on: submitted\ndo: [{task: {title: Call, contact: true}}, {task: {title: Post}}]")
    one = world.catalog.get("automation", "one")
    said = [each.text("en") for each, _ in words.steps_in_words(world.catalog, one, "do", "en")]
    assert said == ["Open the task “Call”, done by any contact", "Open the task “Post”"]


def test_overview_counts_what_became_of_runs(works):
    world = works(one="on: submitted\ndo: [{set: {hook: x}}]", two="on: edited\ndo: [{stage: {to: quote}}]")
    world.submit()
    world.deliver_all()
    with world.work(world.manager) as work:
        automations.pause(work, "two", "too loud")
        first, second = automations.log.overview(work)
    assert first.counts == {"done": 1}
    assert second.counts == {"failed": 1}
    assert (second.pause.words, second.paused_by) == ("too loud", "王主管")


def test_log_names_the_record_and_what_began_it(works):
    world = works(one="on: submitted\ndo: [{set: {hook: x}}]")
    record = world.submit()
    world.deliver_all()
    with world.work(world.manager) as work:
        [view] = automations.log.listing(work, record=record)
        detail = automations.log.detail(work, view.row.id)
    assert (view.title, view.began.text("en")) == ("润扬轴承", "when it comes in")
    assert [step.said.text("zh") for step in detail.steps] == ["填写了由头"]


def test_log_is_for_those_who_configure(works):
    from definitions import NotAllowed

    world = works(one="on: submitted\ndo: [{set: {hook: x}}]")
    for look in (automations.log.overview, automations.log.listing):
        with pytest.raises(NotAllowed), world.work(world.lin) as work:
            look(work)
