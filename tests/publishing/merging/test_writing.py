"""A text that says something else keeps its comments, its layout and its order."""

import json

from hypothesis import given

from definitions import as_yaml, parse_document, plain
from publishing.merging import rewritten, same

from .test_values import FILES

FORM = """# our own form
kind: form
id: lead
label: {zh: 线索, en: Lead}
fields:
  # who it is
  - {id: name, type: text}   # as they sign

  - id: phone
    type: phone
    choices:
      - {id: a, label: A}
      - {id: b, label: B}
title: name
"""


def said(text):
    return plain(parse_document("lead.yaml", text).data)


@given(FILES, FILES)
def test_a_text_says_what_it_is_told_to(before, after):
    assert same(said(rewritten("lead.yaml", as_yaml(before), after)), after)


@given(FILES, FILES)
def test_json_stays_json(before, after):
    assert json.loads(rewritten("lead.json", json.dumps(before), after)) == after


def test_what_is_the_same_stays_to_the_byte():
    assert rewritten("lead.yaml", FORM, said(FORM)) == FORM


def test_only_what_changes_is_written():
    goal = said(FORM)
    goal["fields"][1]["required"] = True
    goal["fields"].insert(1, {"id": "city", "type": "text"})
    goal["fields"][2]["choices"].append({"id": "c", "label": "C"})
    assert rewritten("lead.yaml", FORM, goal) == (
        FORM.replace("as they sign\n", "as they sign\n  - {id: city, type: text}\n")
        .replace("label: B}\n", "label: B}\n      - {id: c, label: C}\n    required: true\n")
    )  # fmt: skip


def test_a_list_of_settings_stays_a_list_over_lines():
    text = FORM + "related:\n  - {show: 1}\n  - {show: 2}\n"
    goal = {**said(text), "related": [{"show": 3}, {"show": 4}, {"show": 5}]}
    assert rewritten("lead.yaml", text, goal).endswith("related:\n  - {show: 3}\n  - {show: 4}\n  - {show: 5}\n")
