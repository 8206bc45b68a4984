"""What a sensitive field may be, may be asked, and what of it is shown."""

from __future__ import annotations

import pytest

from definitions import load_files
from forms import form_of
from records import Sealed

FORM = """kind: form
id: client
title: {title}
fields:
  - {{id: name, type: text}}
  - {{id: age, type: integer}}
  - {{id: code, type: {type}, sensitive: true{more}}}
{rest}
"""


def problems(rest="", *, title="name", type="text", more="", **files):
    """(place, sentence) of every error."""
    text = FORM.format(title=title, type=type, more=more, rest=rest)
    named = {f"{name.replace('__', '/')}.yaml": each for name, each in files.items()}
    loaded = load_files({"forms/client.yaml": text, **named})
    return [(problem.path, problem.text("en")) for problem in loaded.problems if problem.is_error]


def told(found, place, *words):
    return any(path == place and all(word in text for word in words) for path, text in found)


def test_text_phone_mail_and_address_can_be_sensitive():
    assert [problems(type=kind) for kind in ("text", "long_text", "phone", "email", "url")] == [[]] * 5


@pytest.mark.parametrize("kind", ["integer", "date", "yes_no", "address", "attachment", "signature"])
def test_what_the_database_must_read_cannot(kind):
    assert told(problems(type=kind), "fields.code.sensitive", kind, "reckoned with")


@pytest.mark.parametrize(
    ("more", "place", "why"),
    [
        (", search: true", "fields.code.search", "searched text is plain"),
        (", formula: \"name\"", "fields.code.formula", "formula or a default"),
        (", default: abcdef", "fields.code.default", "formula or a default"),
    ],
)  # fmt: skip
def test_settings_that_would_tell_it_are_refused(more, place, why):
    assert told(problems(more=more), place, why)


def test_record_is_not_named_by_it():
    assert told(problems(title="code"), "title", "name records")
    assert told(problems("subtitle: [code]"), "subtitle[0]", "name records")


def test_likeness_needs_plain_text_and_equality_does_not():
    alike = "duplicates: [{{id: d, alike: [{{field: code, as: {}}}]}}]"
    assert told(problems(alike.format("text")), "duplicates.d.alike[0]", "equal")
    assert problems(alike.format("exact")) == []
    assert problems("duplicates: [{id: d, match: [code]}]") == []


def test_views_do_not_order_by_it():
    view = "kind: view\nid: v\nform: client\ncolumns: [name, code]\nsort: [-code]\ngroup: code\n"
    found = problems(views__v=view)
    assert told(found, "sort[0]", "order means nothing") and told(found, "group", "order means nothing")


@pytest.mark.parametrize("rule", ["code = 'x'", "code contains 'x'", "len(code) > 1", "code > 'a'", "code in ['x']"])
def test_rules_ask_only_whether_there_is_one(rule):
    found = problems(f'checks: [{{when: "{rule}", message: no}}]')
    assert any("only whether it is filled" in text for _, text in found)
    assert problems('checks: [{when: "filled(code) and not empty(code)", message: no}]') == []


def test_masks_by_type(catalog_of):
    text = FORM.format(title="name", type="email", more="", rest="")
    more = "  - {id: mobile, type: phone, sensitive: true}\n  - {id: card, type: text, sensitive: {reason: true}}\n"
    form = form_of(catalog_of(**{"forms/client": text + more}), "client")
    shown = {"code": "lin@example.com", "mobile": "13800571234", "card": "321002X"}
    values = {name: form.field(name).type.read(raw) for name, raw in shown.items()}
    assert all(isinstance(value, Sealed) for value in values.values())
    masked = {name: form.field(name).type.display(value) for name, value in values.items()}
    assert masked == {"code": "l***@example.com", "mobile": "138****1234", "card": "3***X"}
    assert form.field("card").type.asks_reason and not form.field("mobile").type.asks_reason


def test_roles_unmask_what_is_sensitive():
    role = "kind: role\nid: r\nlabel: R\nforms: {client: {see: all, unmask: [name], hide: [age]}}\n"
    assert told(problems(roles__r=role), "forms.client.unmask", "not sensitive")
