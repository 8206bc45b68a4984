"""Texts with a record's values filled in, and nothing evaluated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definitions import Label, fill, names_in, stray_in, with_names

TRIAL = "比较中{{#until}}，试用到期 {{ until }}{{/until}}。"


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


def test_sections_are_said_only_with_a_value():
    assert fill(TRIAL, {"until": "11月30日"}) == "比较中，试用到期 11月30日。"
    assert fill(TRIAL, {"until": ""}) == fill(TRIAL, {}) == "比较中。"


def test_inverted_sections_are_said_without_one():
    text = "{{ budget }}{{^budget}}budget open{{/budget}}"
    assert (fill(text, {"budget": "80 万"}), fill(text, {})) == ("80 万", "budget open")


def test_sections_stand_inside_sections():
    text = "{{#a}}A{{#b}}B{{/b}}{{/a}}"
    assert [fill(text, {"a": "1", "b": "1"}), fill(text, {"a": "1"}), fill(text, {"b": "1"})] == ["AB", "A", ""]


def test_names_of_sections_are_found_too():
    assert names_in("{{#a}}{{^ b }}{{ c }}{{/b}}{{/a}}") == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("text", "stray"),
    [
        ("x{% if until %}y{% endif %}", "{% if until %}"),
        ("{{ until | date }}", "{{ until | date }}"),
        ("{{#until}} never closed", "{{#until}}"),
        ("{{#a}}{{/b}}", "{{#a}}"),
        ("half {{ a place", "{{"),
    ],
)
def test_words_of_other_template_languages_are_found(text, stray):
    assert stray_in(Label.of({"zh": "好", "en": text})) == stray


def test_plain_braces_are_no_mistake():
    assert stray_in("{company} 100 % {" + TRIAL) is None


@given(st.text(alphabet="{}#^/% ab", max_size=40), st.text(alphabet="{}#^/ ab", max_size=10))
def test_text_without_stray_braces_holds_values_alone(text, value):
    if stray_in(text) is None and not names_in(text):
        assert fill(text, {"a": value, "b": value}) == text


def test_sections_of_one_name_stand_inside_each_other():
    text = "{{#a}}1{{#a}}2{{/a}}3{{/a}}"
    assert (fill(text, {"a": "x"}), fill(text, {}), stray_in(text)) == ("123", "", None)


def test_sections_that_cross_are_found():
    assert stray_in("{{#a}}{{#b}}{{/a}}{{/b}}") == "{{#b}}"


def test_sections_stand_as_deep_inside_each_other_as_anybody_writes():
    names = [f"a{n}" for n in range(5000)]
    text = "".join(f"{{{{#{name}}}}}" for name in names) + "x" + "".join(f"{{{{/{name}}}}}" for name in names[::-1])
    assert (fill(text, dict.fromkeys(names, "1")), fill(text, {}), stray_in(text)) == ("x", "", None)


def test_a_long_text_of_sections_that_never_end_stays_as_it_is():
    text = "{{#a}}" * 100_000
    assert fill(text, {"a": "1"}) == text


def test_without_a_record_places_say_what_stands_in_them():
    title = Label.of(
        {"zh": "约 {{ contact }} 谈定", "en": "Talk with {{ contact }}{{#need}} about {{ need }}{{/need}}"}
    )
    named = with_names(title, {"contact": Label.of({"zh": "联系人", "en": "Contact"})})
    assert named == Label.of({"zh": "约 [联系人] 谈定", "en": "Talk with [contact] about …"})
