"""A message as a mail: values are text and nothing else; only its author writes links."""

from hypothesis import given
from hypothesis import strategies as st

from definitions import Label
from flows.mails import write
from flows.sending.messages import Message


def letter(body, title="Hello", **values):
    return write(Message("m", Label.of("m"), Label.of(title), Label.of(body)), values, "zh")


def test_links_are_numbered_in_order():
    found = letter("See [this](https://a.example/x) and https://b.example/y.")
    assert found.links == ["https://a.example/x", "https://b.example/y"]
    assert found.body == [["See ", ["this", 0], " and ", ["https://b.example/y", 1], "."]]


def test_chinese_signs_end_a_link():
    assert letter("看 https://a.example/x，或者（https://b.example）。").links == [
        "https://a.example/x",
        "https://b.example",
    ]


def test_empty_lines_make_paragraphs():
    assert letter("one\ntwo\n\nthree").body == [["one\ntwo"], ["three"]]


def test_paragraphs_without_a_value_fall_away_with_their_links():
    text = "one\n\n{{#until}}Your trial ends, [stay](https://a.example/stay).{{/until}}\n\nthree"
    assert (letter(text).body, letter(text).links) == ([["one"], ["three"]], [])
    assert letter(text, until="30 Nov").links == ["https://a.example/stay"]


def test_values_in_links_are_escaped():
    assert letter("https://a.example/?q={{ need }}", need="a&b=c d").links == ["https://a.example/?q=a%26b%3Dc%20d"]


def test_no_value_chooses_the_host():
    assert letter("https://{{ need }}/x", need="evil.example").links == []


@given(st.text(max_size=80))
def test_whatever_a_value_holds_stays_text(value):
    found = letter("before {{ need }} after [x](https://a.example)", need=value)
    assert found.links == ["https://a.example"]
    assert found.body[0][0] == f"before {value} after "


def test_a_subject_has_one_line():
    assert letter("x", title="a {{ need }}", need="b\r\nBcc: all@example.com").subject == "a b Bcc: all@example.com"
