"""Texts with a record's values filled in, and nothing evaluated."""

from definitions import Label
from flows.sending.messages import fill, names_in


def test_names_are_filled_in():
    assert fill("你好 {{ customer }}，{{need}}", {"customer": "润扬", "need": "轴承"}) == "你好 润扬，轴承"


def test_what_is_not_there_leaves_nothing():
    assert fill("[{{ phone }}]", {"phone": None}) == "[]"


def test_nothing_is_evaluated():
    hostile = "{{ customer.__class__ }} {{ 1 + 1 }} {% x %} {customer}"
    assert fill(hostile, {"customer": "x"}) == hostile


def test_filled_values_are_not_filled_again():
    assert fill("{{ a }}", {"a": "{{ b }}", "b": "secret"}) == "{{ b }}"


def test_names_of_all_languages_are_found():
    assert names_in(Label.of({"zh": "{{ a }}", "en": "{{ b }} {{ a }}"})) == {"a", "b"}
