"""When two records are one: names without what everybody's has, ways of comparing, points, and how well that finds."""

import os
import sys
from itertools import combinations
from subprocess import check_output

import pytest

from definitions import load_files
from forms import form_of, keys_of_values, score
from forms.sameness import WAYS, places
from forms.sameness.company_names import core, likeness
from forms.sameness.rule import read_rule
from tests.forms.labelled_names import labelled

RULE = read_rule(
    {
        "id": "same_company",
        "enough": 70,
        "alike": [
            {"field": "company", "as": "company", "points": 90, "least": 90},
            {"field": "phone", "points": 80, "against": 10},
            {"field": "email", "as": "domain", "points": 40, "against": 30},
            {"field": "city", "as": "place", "against": 30},
        ],
    }
)


@pytest.mark.parametrize(
    ("written", "own"),
    [
        ("苏州恒锐精密机械有限公司", "恒锐精密机械"),
        ("恒锐精密机械（中国）股份有限公司", "恒锐精密机械"),
        ("江苏省苏州市恒锐精密机械厂", "恒锐精密机械"),
        ("Acme Tools Co., Ltd.", "acme tools"),
        ("ACME TOOLS GmbH & Co. KG", "acme tools"),
        ("中国公司", "中国"),
        ("上海", "上海"),
    ],
)
def test_own_part_of_a_name_is_found(written, own):
    assert core(written) == own


def test_legal_suffix_and_place_do_not_tell_companies_apart():
    assert likeness("苏州恒锐机械有限公司", "恒锐机械") == 1
    assert likeness("Acme Tools Inc.", "ACME Tools, LLC") == 1


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("上海恒锐机械有限公司", "北京恒锐机械有限公司", True),
        ("上海恒锐机械有限公司", "恒锐机械（苏州）有限公司", True),
        ("Acme Tools (Shanghai) Co., Ltd.", "Acme Tools (Beijing) Co., Ltd.", True),
        ("江苏恒锐机械有限公司", "苏州恒锐机械有限公司", False),
        ("江苏省苏州市恒锐机械有限公司", "昆山恒锐机械有限公司", False),
        ("上海恒锐机械有限公司", "恒锐机械（中国）有限公司", False),
        ("上海恒锐机械有限公司", "恒锐机械", False),
    ],
)
def test_places_that_both_names_tell_set_companies_apart(one, other, two):
    assert (likeness(one, other) < 0.8) is two
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("Taizhou Hengrui Ltd.", "台州恒锐有限公司", False),
        ("Taizhou Hengrui Ltd.", "泰州恒锐有限公司", False),
        ("Taizhou Hengrui Ltd.", "杭州恒锐有限公司", True),
        ("Shanxi Hengrui Ltd.", "西安恒锐有限公司", False),
        ("Shanxi Hengrui Ltd.", "太原恒锐有限公司", False),
        ("Shaanxi Hengrui Ltd.", "西安恒锐有限公司", False),
        ("Shaanxi Hengrui Ltd.", "太原恒锐有限公司", True),
    ],
)
def test_spelling_of_several_places_means_each(one, other, two):
    assert places.apart(one, other) is two


def test_places_are_the_same_in_every_process():
    asked = "from forms.sameness.places import NAMES, told_in; "
    asked += "print(NAMES, *(sorted(told_in(name)) for name in ('Taizhou Ltd', 'Shanxi Ltd', 'Shaanxi Ltd')))"
    told = {check_output([sys.executable, "-c", asked], env={**os.environ, "PYTHONHASHSEED": seed}) for seed in "0123"}
    assert len(told) == 1


@pytest.mark.parametrize("elsewhere", [{"city": "北京"}, {"email": "li@else.example.com"}])
def test_what_differs_speaks_against_one_company(elsewhere):
    here = {"company": "恒锐机械有限公司", "city": "上海", "email": "wang@hengrui.example.com"}
    assert score(RULE, here, {**here, "email": None}).is_enough
    assert not score(RULE, {**here, "email": None} | elsewhere, here).is_enough


def test_free_mail_and_gaps_do_not_speak_against():
    here = {"company": "恒锐机械有限公司", "city": "上海", "email": "wang@hengrui.example.com"}
    assert score(RULE, here, {"company": "恒锐机械", "city": None, "email": "li@qq.com"}).points == 90


def test_field_that_only_speaks_against_is_nothing_to_look_under():
    assert {place for place, _ in keys_of_values([RULE], {"city": "上海", "phone": "1"})} == {"same_company.phone"}


def test_what_a_company_is_called_by_counts_most():
    assert likeness("恒锐精密机械有限公司", "恒锐精机械") > 0.9
    assert likeness("恒锐精密机械有限公司", "博华精密机械有限公司") < 0.8


def test_domain_of_free_mail_says_nothing():
    domain = WAYS.get("domain")
    assert domain.likeness("wang@hengrui.cn", "https://www.hengrui.cn/contact") == 1
    assert domain.likeness("wang@qq.com", "li@qq.com") == 0
    assert domain.keys("wang@qq.com") == frozenset()


def test_points_say_which_field_gave_them():
    found = score(RULE, {"company": "恒锐机械", "phone": "1"}, {"company": "苏州恒锐机械有限公司", "phone": "2"})
    assert (found.points, found.is_enough) == (80, True)
    assert [(part.field, part.points) for part in found.parts] == [("company", 90), ("phone", -10)]


def test_gap_is_like_nothing():
    assert score(RULE, {"company": None, "phone": ""}, {"company": None, "phone": ""}).points == 0


def test_precision_and_recall_hold_on_the_labelled_set():
    """The pairs are looked for by their keys, as a scan does it."""
    known = labelled(700)
    by_key = {}
    for place, record in enumerate(known.records):
        for key in keys_of_values([RULE], record):
            by_key.setdefault(key, []).append(place)
    looked_at = {pair for places in by_key.values() if len(places) <= 60 for pair in combinations(sorted(places), 2)}
    found = {pair for pair in looked_at if score(RULE, known.records[pair[0]], known.records[pair[1]]).is_enough}
    right = len(found & known.same)
    assert right / len(found) >= 0.98, sorted(found - known.same)[:5]
    assert right / len(known.same) >= 0.98
    assert len(looked_at) < 40 * len(known.records)


FORM = """
kind: form
id: buyer
title: company
fields:
  - {id: company, type: text}
  - {id: phone, type: phone}
duplicates:
  - id: same_company
    enough: 90
    do: {public: merge, page: refuse, else: flag}
    alike: [{field: company, as: company, points: 100}, {field: phone, points: 40}]
"""


def test_rule_has_an_id_that_links_can_keep():
    def wrong(id):
        found = load_files({"buyer.yaml": FORM.replace("same_company", id)}).problems
        return [str(problem.path) for problem in found if problem.is_error]

    assert (wrong("a" * 48), wrong(longer := "a" * 49)) == ([], [f"duplicates.{longer}.id"])


def test_rule_says_what_it_does_by_channel():
    form = form_of(load_files({"buyer.yaml": FORM}).catalog, "buyer")
    [rule] = form.duplicates
    assert [rule.does(channel) for channel in ("public", "page", "api", "import")] == [
        "merge",
        "refuse",
        "flag",
        "flag",
    ]
    assert (rule.fields, rule.enough) == (("company", "phone"), 90)


def test_field_that_is_not_there_is_a_located_problem():
    found = load_files({"buyer.yaml": FORM.replace("field: phone", "field: fone")}).errors
    assert [(problem.path, problem.key.rsplit(".", 1)[-1]) for problem in found] == [
        ("duplicates.same_company.alike[1].field", "unknown_field")
    ]


def test_long_hosts_have_keys_that_fit_the_index():
    assert {len(key) for key in WAYS.get("domain").keys(f"https://{'a' * 250}.example")} == {120}
