"""A question of a verb: no answer stands there that nobody gave."""

from web.record.verb_form import Option, VerbField

MANY = tuple(Option(f"r{n}", f"原因 {n}") for n in range(13))


def test_a_needed_choice_is_left_to_whoever_answers():
    assert VerbField("reason", "原因", "choice", MANY, required=True).unchosen
    assert VerbField("reason", "原因", "choice", MANY, needed=True).unchosen


def test_what_was_chosen_or_may_be_empty_stays():
    assert not VerbField("to", "给谁", "choice", MANY).unchosen
    assert not VerbField("to", "给谁", "choice", (*MANY, Option("x", "我", selected=True)), required=True).unchosen
    assert not VerbField("task", "任务", "choice", (*MANY, Option("", "自己写")), required=True).unchosen
