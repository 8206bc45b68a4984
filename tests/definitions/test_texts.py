"""What the product says, in each language."""

from __future__ import annotations

from definitions import Label, Reason, as_kept, say


def test_says_the_sentence_in_the_language_asked():
    assert say("problem.missing_key", "zh", name="id") == "缺少「id」"
    assert say("problem.missing_key", "en-GB", name="id") == "“id” is missing"


def test_unknown_key_is_shown_as_itself():
    assert say("nothing.here", "en") == "nothing.here"


def test_reason_survives_being_stored():
    reason = Reason("problem.missing_key", {"name": Label.of({"zh": "预算", "en": "Budget"})})
    stored = Reason.from_json(reason.as_json())
    assert stored.text("zh") == "缺少「预算」" and stored.text("en") == "“Budget” is missing"


def test_label_falls_back_to_another_language():
    assert Label.of({"zh": "线索"}).text("en") == "线索"
    assert Label.of("Lead").text("zh") == "Lead"


def test_texts_for_a_records_values_keep_their_braces():
    assert as_kept("flows.notice.woken.title", "zh-CN") == "{{ title }} 醒了"


def test_braces_that_are_meant_are_shown_once():
    assert '{"company"' in say("forms.error.not_an_object", "en")
