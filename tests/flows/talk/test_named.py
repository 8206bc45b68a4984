"""Who is called by name in a text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.talk.named import called_in, spans

CREW = [(1, "林晓雯", "lin"), (2, "林晓", "linxiao"), (3, "Anna Li", "anna")]
PEOPLE = [*CREW, (4, "王伟", "wei1"), (5, "王伟", "wei2")]


def called(text: str) -> tuple[int, ...]:
    return called_in(text, PEOPLE).people


def test_the_longest_name_is_meant():
    assert called("@林晓雯 看一下") == (1,)


def test_names_of_two_words_and_sign_in_names_call_too():
    assert called("thanks @Anna Li, and ＠LINXIAO") == (3, 2)


def test_an_address_calls_nobody():
    assert called("mail a@lin.com, or @linda") == ()


def test_a_name_of_two_people_is_unclear():
    found = called_in("@王伟 @wei2", PEOPLE)
    assert found.unclear == ("王伟",) and found.people == (5,)


@settings(max_examples=60)
@given(st.text(alphabet="@林晓雯王伟 anli.", max_size=40))
def test_the_parts_make_up_the_text(text: str):
    assert "".join(span.text for span in spans(text, PEOPLE)) == text
