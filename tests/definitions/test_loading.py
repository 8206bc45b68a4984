"""Files become a catalog, or every problem at once, each with its place."""

from __future__ import annotations

import pytest

from definitions import NotFound, load_files

SOUP = "kind: recipe\nid: soup\nlabel: {zh: 汤, en: Soup}\nsteps:\n  - {id: boil, heat: high}\n"


def told(files: dict[str, str], language: str = "en") -> list[str]:
    return [problem.text(language) for problem in load_files(files).problems]


def test_good_file_becomes_a_definition():
    catalog = load_files({"soup.yaml": SOUP}).catalog
    assert catalog.get("recipe", "soup").steps == ("boil",)
    assert catalog.get("recipe", "soup").label.text("zh") == "汤"


def test_unknown_definition_is_not_found():
    with pytest.raises(NotFound):
        load_files({"soup.yaml": SOUP}).catalog.get("recipe", "stew")


def test_every_problem_is_told_at_once():
    text = "kind: recipe\nid: soup\nsteps:\n  - {id: boil, heat: hihg}\n  - id: serve\n    minuts: 3\n    minutes: 0\n"
    assert told({"soup.yaml": text}) == [
        "soup.yaml:4:22 steps.boil.heat: “hihg” is not one of low, high; did you mean high?",
        "soup.yaml:6:5 steps.serve.minuts: unknown setting “minuts”; did you mean minutes?",
        "soup.yaml:7:14 steps.serve.minutes: 0 is too small; the least is 1",
    ]


def test_problems_speak_chinese_too():
    assert told({"a.yaml": "kind: recip\nid: x\n"}, "zh") == ["a.yaml:1:7 kind: 没有「recip」这种配置，是不是 recipe？"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("id: x\n", "kind is missing"),
        ("- a\n", "a file starts with kind and id"),
        ("a: &x 1\nb: *x\n", "anchors and aliases"),
        ("kind: recipe\nkind: recipe\n", "stands twice"),
        ("kind: recipe\nid: [\n", "not valid YAML"),
        ("kind: recipe\nid: Soup\nsteps: [{id: a}]\n", "must start with a small letter"),
        ('kind: recipe\nid: "soup\\n"\nsteps: [{id: a}]\n', "must start with a small letter"),
        ("kind: recipe\nid: soup\n", "“steps” is missing"),
        ("kind: recipe\nid: soup\nsteps: no\n", "must be a list"),
        ("a: " + "[" * 60 + "]" * 60, "nested deeper than 40"),
        ("a: " + "{a: " * 500 + "1" + "}" * 500, "nested deeper than 40"),
        ("a:\n" + "".join(" " * n + "a:\n" for n in range(1, 60)), "nested deeper than 40"),
        ("a:\n  " + "- " * 60 + "x\n", "nested deeper than 40"),
        ("a: " + "x" * 1_000_001, "larger than 1,000,000 bytes"),
        ("a: !!python/object/apply:os.system [ls]\n", "kind is missing"),
    ],
)
def test_unusable_file_says_what_is_wrong(text, sentence):
    problems = told({"bad.yaml": text})
    assert len(problems) == 1 and sentence in problems[0]


def test_two_files_cannot_share_an_id():
    assert "already a recipe “soup” in a.yaml" in told({"a.yaml": SOUP, "b.yaml": SOUP})[0]


def test_one_broken_file_leaves_no_catalog():
    loaded = load_files({"a.yaml": SOUP, "b.yaml": "kind: recipe\n"})
    assert loaded.catalog is None and len(loaded.errors) == 1


def test_catalog_builds_derived_things_once():
    catalog, built = load_files({"a.yaml": SOUP}).catalog, []
    for _ in range(2):
        catalog.derived("x", lambda: built.append(1) or "made")
    assert built == [1]
