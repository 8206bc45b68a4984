"""A record's values stay in their places of the question: none climbs the path, adds an argument or a header."""

from hypothesis import given
from hypothesis import strategies as st

from flows.enriching.definition import Ask, EnrichmentDefinition
from flows.enriching.question import question_of

LABEL = None


def ask(values, address="https://api.example/v2?app=1", key="k&y", **written):
    definition = EnrichmentDefinition("r", LABEL, "client", "a", "k", Ask(**written))
    return question_of(definition, 1, values, address=address, key=key)


def test_address_path_and_arguments_are_put_together():
    found = ask({"name": "a b"}, path="/c/{{ name }}", query={"key": "{{ key }}", "n": "{{ name }}"})
    assert found.url == "https://api.example/v2/c/a%20b?app=1&key=k%26y&n=a+b"


def test_a_bare_address_has_a_path():
    assert ask({}, address="https://api.example").url == "https://api.example/"


@given(st.text(max_size=30))
def test_no_value_leaves_its_place(value):
    found = ask({"name": value}, path="/c/{{ name }}/x", query={"n": "{{ name }}"})
    path, _, query = found.url.removeprefix("https://api.example").partition("?")
    assert path.count("/") == 4 and ".." not in path
    assert query.count("&") == 1


def test_a_header_has_one_line():
    assert ask({"name": "a\r\nX: 1"}, headers={"Q": "{{ name }}"}).headers["Q"] == "a X: 1"


def test_a_body_stays_json():
    assert ask({"name": 'a"b'}, method="POST", body={"q": ["{{ name }}"]}).body == b'{"q": ["a\\"b"]}'


def test_the_key_is_no_part_of_the_question():
    same = [ask({"name": "a"}, key=key, query={"n": "{{ name }}", "k": "{{ key }}"}).digest for key in ("1", "2")]
    assert same[0] == same[1]
    assert same[0] != ask({"name": "b"}, key="1", query={"n": "{{ name }}", "k": "{{ key }}"}).digest
