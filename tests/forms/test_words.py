"""What else a field is called: a word means one field, and what cannot be a word is told at its place."""

import pytest

from definitions import load_files

FORM = """kind: form
id: deal
title: name
fields:
  - {{id: name, type: text, label: {{zh: 名称, en: Name}}}}
  - {{id: amount, type: decimal, label: {{zh: 合同金额, en: Amount}}, words: [revenue, 成交额]}}
  - {{id: budget, type: decimal, label: {{zh: 预算, en: Budget}}, words: {words}}}
"""


def problems(words):
    """(place, sentence) of every error."""
    loaded = load_files({"forms/deal.yaml": FORM.format(words=words)})
    return [(problem.path, problem.text("en")) for problem in loaded.problems if problem.is_error]


def test_words_of_its_own_are_fine():
    assert problems("[money, 经费, Budget]") == []


@pytest.mark.parametrize("word", ["Revenue", "成交额", "合同金额", "name"])
def test_a_word_of_another_field_is_told_at_its_place(word):
    ((place, said),) = problems(f"[经费, {word}]")
    assert place == "fields.budget.words[1]" and word in said and "means the field" in said


@pytest.mark.parametrize("words", ["[]", "revenue", "[x, x]", "['']", "[7]"])
def test_what_is_no_list_of_words_is_told(words):
    assert any(place.startswith("fields.budget.words") for place, _ in problems(words))
