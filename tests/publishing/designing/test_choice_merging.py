"""Choices that go into others, become several, and come back; and whatever else of the configuration names them."""

from pathlib import Path

import pytest

from definitions import Refused, parse_document, plain
from publishing import designing

PACK = Path(__file__).resolve().parents[3] / "configs/b2b-leads"
LEAD = (PACK / "forms/lead.yaml").read_text("utf-8")
FAIR = {"id": "fair", "label": {"zh": "展会", "en": "Trade fair"}}
RULE = "source = 'fair' or source in ['web_form', \"fair\"]"
POINTS = {("contract", "lead"): "lead"}


def choices_in(text, field="source"):
    data = plain(parse_document("form.yaml", text).data)
    return next(one for one in data["fields"] if one["id"] == field)["choices"]


def followed(file, renaming):
    return designing.with_choice(file, renaming, lambda form, field: POINTS.get((form, field)))


def test_a_merged_choice_leaves_the_list_and_is_taken_over():
    merged = choices_in(designing.act(LEAD, designing.MergeChoice("source", "fair", "partner")))
    assert "fair" not in [one["id"] for one in merged]
    assert next(one for one in merged if one["id"] == "partner")["from"] == ["fair"]


def test_what_went_into_a_choice_goes_along_with_it():
    twice = (designing.MergeChoice("source", "fair", "partner"), designing.MergeChoice("source", "partner", "shop"))
    assert next(one for one in choices_in(designing.act(LEAD, *twice)) if one["id"] == "shop")["from"] == [
        "fair",
        "partner",
    ]


def test_rules_and_defaults_of_the_form_name_the_taker():
    ruled = designing.act(LEAD, designing.ChangeField("phone", {"visible_when": RULE}))
    ruled = designing.act(ruled, designing.ChangeField("source", {"default": "fair"}))
    merged = designing.act(ruled, designing.MergeChoice("source", "fair", "web_form"))
    assert "source = 'web_form' or source in ['web_form']" in merged and "default: web_form" in merged


def test_a_merge_that_is_taken_back_leaves_the_file_as_it_was():
    before = designing.act(LEAD, designing.ChangeField("phone", {"visible_when": "source = 'fair'"}))
    merged = designing.act(before, designing.MergeChoice("source", "fair", "partner"))
    assert designing.act(merged, designing.UnmergeChoice("source", FAIR, 4, before)) == before


def test_of_two_merges_one_can_be_taken_back():
    rule = "source in ['fair', 'shop']"
    before = designing.act(LEAD, designing.ChangeField("phone", {"visible_when": rule}))
    both = (designing.MergeChoice("source", "fair", "partner"), designing.MergeChoice("source", "shop", "partner"))
    merged = designing.act(before, *both)
    assert "source in ['partner']" in merged
    back = designing.act(merged, designing.UnmergeChoice("source", FAIR, 4, before))
    assert back == designing.act(before, both[1])


def test_a_list_of_defaults_comes_back_whole():
    was = choices_in(LEAD, "signals")[2]
    default = ["asks_trial", "asks_visit"]
    before = designing.act(LEAD, designing.ChangeField("signals", {"default": default}))
    merged = designing.act(before, designing.MergeChoice("signals", "asks_trial", "asks_visit"))
    assert "default: [asks_visit]" in merged or "default:\n      - asks_visit\n" in merged
    assert designing.act(merged, designing.UnmergeChoice("signals", was, 2, before)) == before


def test_a_choice_never_goes_into_itself():
    with pytest.raises(Refused):
        designing.act(LEAD, designing.MergeChoice("source", "fair", "fair"))


def test_the_parts_of_a_choice_stand_in_its_place():
    parts = ({"id": "spring", "label": "Spring"}, {"id": "autumn", "label": "Autumn"})
    split = choices_in(designing.act(LEAD, designing.SplitChoice("source", "fair", parts)))
    assert split[4:6] == [{**part, "from": ["fair"]} for part in parts] and len(split) == 12


def test_a_new_choice_comes_before_other():
    ids = [one["id"] for one in choices_in(designing.act(LEAD, designing.AddChoice("source", "radio", "电台")))]
    assert ids[-2:] == ["radio", "other"]
    last = [
        one["id"]
        for one in choices_in(designing.act(LEAD, designing.AddChoice("region", "north_east", "东北")), "region")
    ]
    assert last[-1] == "north_east"


@pytest.mark.parametrize(
    ("file", "after"),
    [
        ("kind: view\nform: lead\nwhere: \"source = 'fair'\"\n", "where: \"source = 'shop'\""),
        ("kind: report\nform: lead\nwhere: \"source in ['shop', 'fair']\"\n", "where: \"source in ['shop']\""),
        ("kind: view\nform: contract\nwhere: \"lead.source = 'fair'\"\n", "\"lead.source = 'shop'\""),
        ("kind: inlet\nform: lead\nfields: {source: {choices: {a: fair}, else: fair}}\n", "{a: shop}, else: shop"),
        ("kind: public_form\nform: lead\nvalues: {source: fair}\n", "values: {source: shop}"),
        ("kind: role\nforms:\n  lead: {see: \"source = 'fair'\"}\n", "{see: \"source = 'shop'\"}"),
        ("kind: automation\nform: lead\ndo:\n  - tag: {field: source, add: [fair, shop]}\n", "add: [shop]"),
    ],
    ids=["rule", "list of a rule", "through a link", "words from outside", "values", "rights", "beside the field"],
)  # fmt: skip
def test_other_files_name_the_taker(file, after):
    assert after in followed(file, designing.Renaming("lead", "source", "fair", "shop"))


@pytest.mark.parametrize(
    "file",
    [
        "kind: view\nform: contract\nwhere: \"source = 'fair'\"\n",
        "kind: view\nform: lead\nlabel: \"source = 'fair'\"\n",
        "kind: view\nform: lead\nwhere: \"industry = 'fair'\"\n",
        "kind: pipeline\nform: lead\nstages:\n  - {id: fair, source: fair}\n",
    ],
    ids=["another form", "a label", "another field", "another setting"],
)
def test_what_only_looks_alike_stays(file):
    assert followed(file, designing.Renaming("lead", "source", "fair", "shop")) == file


def test_whatever_the_pack_names_is_followed_and_loads():
    renaming = designing.Renaming("lead", "industry", "moulding", "machining")
    card = (PACK / "grading/lead_scorecard.yaml").read_text("utf-8")
    assert "industry in ['machining', 'electronics', 'new_energy', 'finance']" in followed(card, renaming)


def test_a_choice_never_goes_into_a_retired_one():
    retired = designing.act(LEAD, designing.RetireChoice("source", "partner"))
    with pytest.raises(Refused, match="partner"):
        designing.act(retired, designing.MergeChoice("source", "fair", "partner"))


PARTS = ({"id": "spring", "label": "Spring"}, {"id": "autumn", "label": "Autumn"})


def test_a_split_that_is_taken_back_leaves_the_file_as_it_was():
    before = designing.act(LEAD, designing.ChangeField("source", {"default": "fair"}))
    split = designing.act(before, designing.SplitChoice("source", "fair", PARTS))
    assert designing.act(split, designing.UnmergeChoice("source", FAIR, 4, before)) == before


def test_a_part_that_something_holds_stays():
    split = designing.act(LEAD, designing.SplitChoice("source", "fair", PARTS))
    used = designing.act(split, designing.ChangeField("phone", {"visible_when": "source = 'spring'"}))
    took = designing.act(split, designing.MergeChoice("source", "shop", "spring"))
    for text in (used, took):
        back = choices_in(designing.act(text, designing.UnmergeChoice("source", FAIR, 4, LEAD)))
        ids = [one["id"] for one in back]
        assert ids.index("fair") and "spring" in ids and "autumn" not in ids
