"""Texts of a configuration can be read, and names fit where they stand."""

import pytest

from definitions import load_files

SOUP = "kind: recipe\nid: soup\nlabel: {{zh: 汤, en: {}}}\nsteps: [{{id: boil}}]\n"


def loaded(label):
    return load_files({"soup.yaml": SOUP.format(label)})


@pytest.mark.parametrize(("sign", "name"), [("\\x07", "U+0007"), ("\\u202E", "U+202E"), ("\\0", "U+0000")])
def test_signs_that_nobody_sees_are_told_with_their_place(sign, name):
    problem = loaded(f'"ab{sign}c"').problems[0]
    assert problem.text("en").startswith("soup.yaml:3:20 label.en: character 3 is an invisible")
    assert name in problem.sentence("zh") and name in problem.sentence("en")


def test_a_name_of_ten_thousand_signs_is_refused():
    said = loaded("x" * 10_000).problems[0]
    assert (
        said.text("en")
        == "soup.yaml:3:20 label.en: this text has 10000 characters; 200 are the most here, so shorten it"
    )
    assert "最多 200 个" in said.sentence("zh")


def test_a_name_as_long_as_its_place_is_taken():
    assert loaded("x" * 200).problems == ()


def test_what_was_published_before_stays_readable():
    found = loaded("x" * 201)
    assert found.catalog is None and found.readable.get("recipe", "soup").label.text("en") == "x" * 201
