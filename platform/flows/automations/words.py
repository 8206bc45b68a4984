"""What an automation waits for and asks, and what began a run, in words for people who read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from definitions import LANGUAGES, Catalog, Duration, Label, Reason, say, texts_of
from forms import form_of, scope_of, system_label
from rules import Expression, RuleError, Scope, words

from ..record_story.timeline import event_label
from ..steps import Place
from .definition import BEFORE, DAY, Automation, Moment, Schedule, scope_for
from .occasions import NO, YES, Occasion
from .schema import WEEKDAYS

# Words that are ours and have a text; what is the configuration's has a label there.
OUR_WORDS = {"outcome": ("flows.outcome", "forms.outcome"), "way": ("flows.way",), "channel": ("forms.channel",)}


def occasions_in_words(catalog: Catalog, automation: Automation) -> Iterator[Reason]:
    """Each thing that begins it."""
    for occasion in automation.occasions:
        yield _event(catalog, automation.form, occasion)
    for moment in automation.moments:
        yield _moment(catalog, automation.form, moment)
    for schedule in automation.schedules:
        yield schedule_in_words(schedule)
    if automation.is_only_called:
        yield Reason("automation.waits.call")


def condition_in_words(catalog: Catalog, automation: Automation, language: str) -> str:
    """The condition as a sentence; its text where it cannot be said."""
    return _rule_in_words(automation.when, scope_for(catalog, automation), language)


def steps_in_words(
    catalog: Catalog, automation: Automation, branch: str, language: str
) -> Iterator[tuple[Reason, str]]:
    """Each step of a branch, with the condition that stands beside it."""
    scope = scope_for(catalog, automation)
    for number, step in enumerate(automation.steps(branch)):
        place = Place(catalog, automation, (branch, number), automation.form, scope, automation.has_record)
        yield step.action.words(place), _rule_in_words(step.when, scope, language)


def _rule_in_words(rule: Expression | None, scope: Scope, language: str) -> str:
    if rule is None:
        return ""
    try:
        return words(rule, scope, language)
    except RuleError:
        return rule.text


def began_in_words(catalog: Catalog, form: str, occasion: Mapping[str, Any]) -> Reason:
    """What a run was begun by."""
    what = occasion.get("what", "hand")
    if what in ("event", "many"):
        return Reason(f"automation.began.{what}", {"event": event_label(occasion["event"])})
    if what == "moment":
        return Reason("automation.began.moment", {"field": _name(catalog, form, occasion["field"])})
    return Reason(f"automation.began.{what}")


def _event(catalog: Catalog, form: str, occasion: Occasion) -> Reason:
    asked = [_asked(catalog, form, name, said) for name, said in occasion.wanted]
    label = event_label(occasion.event)
    return Reason("automation.waits.event_with", {"event": label, "asked": asked}) if asked else Reason(
        "automation.waits.event", {"event": label}
    )  # fmt: skip


def _asked(catalog: Catalog, form: str, name: str, said: tuple[str, ...]) -> Label:
    shown = [_word(catalog, form, name, word) for word in said]
    key = f"automation.asked.{name}"
    texts = {}
    for language in LANGUAGES:
        between = "、" if language == "zh" else ", "
        texts[language] = say(key, language, words=between.join(one.text(language) for one in shown))
    return Label.of(texts)


def _word(catalog: Catalog, form: str, name: str, word: str) -> Label:
    """A word of a filter by its label: a field, a stage, a task, an answer."""
    if word in (YES, NO):
        return Label.of({language: say(f"automation.word.{word}", language) for language in LANGUAGES})
    if name == "fields":
        return _name(catalog, form, word)
    for area in OUR_WORDS.get(name, ()):
        if f"{area}.{word}" in texts_of("en"):
            return _texts(f"{area}.{word}")
    lines = catalog.of_form("pipeline", form)
    stages = {stage.id: stage.label for line in lines for stage in line.stages}
    tasks = {task.id: task.label for line in lines for stage in line.stages for task in stage.tasks}
    done = {one.id: one.label for trail in catalog.of_form("trail", form) for one in trail.behaviours}
    scripts = {script.id: script.label for script in catalog.of_form("call_script", form)}
    labels = {"stage": stages, "from": stages, "task": tasks, "behaviour": done, "script": scripts}
    known = labels.get(name, {})
    return known.get(word) or Label.of(word)


def _moment(catalog: Catalog, form: str, moment: Moment) -> Reason:
    field = _name(catalog, form, moment.field)
    at = moment.at.strftime("%H:%M") if moment.at else ""
    if moment.by is None:
        return Reason("automation.waits.moment", {"field": field, "at": at})
    side = "before" if moment.side == BEFORE else "after"
    return Reason(f"automation.waits.{side}", {"by": _duration(moment.by), "field": field, "at": at})


def schedule_in_words(schedule: Schedule) -> Reason:
    """When a clock strikes."""
    days = [_day(schedule, day) for day in schedule.days]
    key = "day" if schedule.every == DAY else "days"
    working = _texts("automation.waits.working") if schedule.working else Label.of("")
    return Reason(f"automation.waits.{key}", {"days": days, "at": schedule.at.strftime("%H:%M"), "working": working})


def _day(schedule: Schedule, day: int) -> Label:
    if schedule.every == "week":
        return _texts(f"automation.weekday.{WEEKDAYS[day]}")
    if day == -1:
        return _texts("automation.month_day.last")
    return Label.of({language: say("automation.month_day", language, day=day) for language in LANGUAGES})


def _name(catalog: Catalog, form: str, name: str) -> Label:
    field = form_of(catalog, form).find(name)
    if field is not None:
        return field.label
    return Label.of(scope_of(catalog, form).names[name].label or system_label(name))


def _duration(by: Duration) -> Label:
    return Label.of({language: by.words(language) for language in LANGUAGES})


def _texts(key: str) -> Label:
    return Label.of({language: say(key, language) for language in LANGUAGES})
