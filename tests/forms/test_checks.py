"""A broken form: every problem at once, each at its place, with a way out."""

import pytest

from definitions import LANGUAGES, load_files
from tests.forms.conftest import CONFIGS

FORM = """kind: form
id: lead
title: company
fields:
  - {id: company, type: text, required: true}
  - {id: phone, type: phone}
  - {id: budget, type: money, min: 0}
  - {id: state, type: choice, choices: [open, done], visible_when: "filled(budget)"}
  - {id: net, type: money, formula: "budget * 2"}
layout:
  - {id: all, fields: [company, phone, budget, state, net]}
duplicates:
  - {id: same, match: [phone]}
"""
VIEW = """kind: view
id: all
form: lead
where: "budget > 1"
columns: [company, stage]
sort: [-budget]
roles: [rep]
"""
PUBLIC = """kind: public_form
id: demo
form: lead
fields: [company, phone]
values: {state: open}
from_link: {b: budget}
"""
ROLE = "kind: role\nid: rep\nforms: {lead: {see: all}}\nconfigure: true\npeople: true\n"
FILES = {"forms/lead.yaml": FORM, "views/all.yaml": VIEW, "public/demo.yaml": PUBLIC, "roles/rep.yaml": ROLE}


def problems(path="", old="", new=""):
    files = dict(FILES)
    if path:
        assert old in files[path]
        files[path] = files[path].replace(old, new, 1)
    return load_files(files).problems


def test_whole_form_has_no_problem():
    assert problems() == ()


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("type: phone}", "type: fone}", "6:23", "phone"),
        ("type: phone}", "type: phone, requird: true}", "6:30", "did you mean required?"),
        ("type: phone}", "type: phone, choices: [a]}", "6:30", "choices"),
        ("type: phone}", "type: choice}", "6:5", "choices"),
        ("min: 0}", "min: 5, max: 1}", "7:36", "5"),
        ("min: 0}", "min: low}", "7:36", "a number"),
        ("choices: [open, done]", "choices: [open, open]", "8:40", "open"),
        ("filled(budget)", "filled(budgt)", "8:68", "did you mean budget?"),
        ("filled(budget)", "budget + 1", "8:68", "yes/no"),
        ("filled(budget)", "filled(budget", "8:68", "character 14"),
        ("filled(budget)", "filled(state)", "8:5", "state"),
        ("budget * 2", "net * 2", "9:5", "net → net"),
        ("budget * 2", "company", "9:37", "number"),
        ('"budget * 2"', '"budget * 2", required: true', "9:37", "required"),
        ("title: company", "title: compny", "3:8", "did you mean company?"),
        ("title: company\n", "", "1:1", "title"),
        ("[company, phone, budget, state, net]", "[company, phne, budget, state, net]", "11:33", "did you mean phone?"),
        ("[company, phone, budget, state, net]", "[company, phone, company]", "11:23", "twice"),
        ("match: [phone]", "match: [fax]", "13:24", "fax"),
        ("id: phone,", "id: company,", "6:10", "company"),
        ("id: phone,", "id: stage,", "6:10", "stage"),
        ("id: phone,", "id: and,", "6:10", "and"),
        ("id: phone,", "id: Phone,", "6:10", "Phone"),
        ("type: phone}", "type: phone, default: x}", "6:39", "phone"),
        ("type: phone}", "type: record_link, form: custmer}", "6:42", "custmer"),
        ("type: phone}", "type: person, role: repp}", "6:37", "did you mean rep?"),
    ],
)
def test_each_mistake_is_found_at_its_place(old, new, place, words):
    found = problems("forms/lead.yaml", old, new)
    texts = [problem.text("en") for problem in found]
    assert any(
        text.startswith((f"forms/lead.yaml:{place} ", f"forms/lead.yaml:{place}:")) and words in text for text in texts
    ), texts


@pytest.mark.parametrize(
    ("path", "old", "new", "place", "words"),
    [
        ("views/all.yaml", "form: lead", "form: led", "3:7", "did you mean lead?"),
        ("views/all.yaml", "[company, stage]", "[company, stge]", "5:20", "did you mean stage?"),
        ("views/all.yaml", "-budget", "-budgt", "6:8", "did you mean budget?"),
        ("views/all.yaml", "budget > 1", "budgt > 1", "4:8", "did you mean budget?"),
        ("views/all.yaml", "budget > 1", "state = 'opn'", "4:8", "did you mean open?"),
        ("views/all.yaml", "[rep]", "[reb]", "7:9", "did you mean rep?"),
        ("views/all.yaml", "form: lead", "form: lead\nkanban: compny", "4:9", "did you mean company?"),
        ("views/all.yaml", "form: lead", "form: lead\nkanban: company", "4:9", "cannot make the lanes"),
        ("views/all.yaml", "form: lead", "form: lead\ncalendar: stage", "4:11", "goes by a date"),
        ("views/all.yaml", "form: lead", "form: lead\nlayout: kanbn", "4:9", "kanban"),
        ("public/demo.yaml", "[company, phone]", "[phone]", "3:7", "company"),
        ("public/demo.yaml", "[company, phone]", "[company, net]", "4:19", "net"),
        ("public/demo.yaml", "state: open", "state: opn", "5:17", "state"),
        ("public/demo.yaml", "b: budget", "b: budgt", "6:16", "did you mean budget?"),
        ("public/demo.yaml", "fields: [company, phone]\n", "", "1:1", "fields"),
    ],
)
def test_views_and_public_forms_are_held_against_the_form(path, old, new, place, words):
    texts = [problem.text("en") for problem in problems(path, old, new)]
    assert any(text.startswith((f"{path}:{place} ", f"{path}:{place}:")) and words in text for text in texts), texts


def test_all_problems_come_at_once():
    broken = FORM.replace("title: company", "title: a").replace("match: [phone]", "match: [b]")
    found = load_files({**FILES, "forms/lead.yaml": broken}).problems
    assert len(found) == 2


def test_second_default_view_is_refused():
    second = VIEW.replace("id: all", "id: more") + "default: true\n"
    files = {**FILES, "views/all.yaml": VIEW + "default: true\n", "views/more.yaml": second}
    assert [problem.key for problem in load_files(files).problems] == ["forms.problem.second_default"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_problems_are_sentences_in_both_languages(language):
    for old, new in (("title: company", "title: a"), ("id: phone,", "id: stage,"), ("budget * 2", "net")):
        for problem in problems("forms/lead.yaml", old, new):
            assert problem.key not in problem.text(language)
            assert "{" not in problem.text(language)


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_small_config_loads(path):
    around = (CONFIGS / "area.yaml", CONFIGS / "every_type.yaml")
    files = {each.name: each.read_text("utf-8") for each in {path, *around}}
    assert load_files({**files, "roles/rep.yaml": ROLE.replace("lead:", '"*":')}).errors == ()
