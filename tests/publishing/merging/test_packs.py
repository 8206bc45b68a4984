"""A pack merged definition by definition: where each stands, whose text it has, and what answers say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definitions import Refused, as_yaml
from publishing.merging import Answers, Side, What, Words, address_of, merge_packs, read_answers

from .test_values import FILES

HEAD = "kind: pack\nid: shop\nlabel: Shop\nversion: {}\n"
TICKET = "# a ticket\nkind: form\nid: ticket\nlabel: Ticket\nfields:\n  - {id: machine, type: text}\n"
VIEW = "kind: view\nid: all\nlabel: All\nform: ticket\n"
WAS = {"shop/pack.yaml": HEAD.format("1.0.0"), "shop/forms/ticket.yaml": TICKET, "shop/views/all.yaml": VIEW}
NEW = {**WAS, "shop/pack.yaml": HEAD.format("1.1.0")}
FORM, PACK = "shop/forms/ticket.yaml", "shop/pack.yaml"
BASE = {"base/pack.yaml": "kind: pack\nid: base\nlabel: Base\nversion: 1.0.0\n"}


def merged(yours, theirs, answers=None):
    return merge_packs("shop", was=WAS, yours={**BASE, **yours}, theirs=theirs, answers=answers)


def changed(files, path, old, new):
    assert old in files[path]
    return {**files, path: files[path].replace(old, new)}


def places(merge, what):
    return [address_of(each.address, point) for each, point in merge.places(what)]


def test_an_untouched_pack_becomes_the_new_one_to_the_byte():
    theirs = changed(NEW, FORM, "# a ticket", "# a ticket, explained")
    theirs = {**theirs, "shop/views/mine.yaml": VIEW.replace("all", "mine")}
    assert merged(WAS, theirs).files == {**BASE, **theirs}


def test_your_changes_stay_beside_theirs():
    yours = changed(WAS, FORM, "label: Ticket", "label: Fault  # our word")
    merge = merged(yours, changed(NEW, FORM, "type: text}", "type: text, required: true}"))
    assert merge.files[FORM] == TICKET.replace("label: Ticket", "label: Fault  # our word").replace(
        "type: text}", "type: text, required: true}"
    )
    assert (places(merge, What.KEPT), merge.left) == (["form/ticket:label"], ())


def test_the_version_is_always_that_of_the_new_pack():
    yours = changed(WAS, PACK, "label: Shop\nversion: 1.0.0", "label: Our shop\nversion: 0.9.0")
    assert merged(yours, NEW).files[PACK] == HEAD.format('"1.1.0"').replace("Shop", "Our shop")


def test_a_head_without_a_version_is_left_to_the_check():
    assert merged(WAS, changed(NEW, PACK, "version: 1.1.0\n", "")).files[PACK] == HEAD.format("1.0.0").replace(
        "version: 1.0.0\n", ""
    )


def test_what_you_added_to_the_pack_stays():
    yours = {**WAS, "shop/views/ours.yaml": VIEW.replace("all", "ours")}
    merge = merged(yours, NEW)
    assert "shop/views/ours.yaml" in merge.files and places(merge, What.KEPT) == ["view/ours"]


def test_what_was_moved_to_local_is_still_known():
    yours = {path: text for path, text in WAS.items() if path != FORM}
    yours["local/forms/ticket.yaml"] = TICKET.replace("label: Ticket", "label: Fault")
    merge = merged(yours, changed(NEW, FORM, "type: text}", "type: text, required: true}"))
    assert FORM not in merge.files
    assert "label: Fault" in merge.files["local/forms/ticket.yaml"]
    assert "required: true" in merge.files["local/forms/ticket.yaml"]


def test_a_file_that_they_moved_moves():
    theirs = {path.replace("forms/", "forms/front/"): text for path, text in NEW.items()}
    merge = merged(changed(WAS, FORM, "label: Ticket", "label: Fault"), theirs)
    assert FORM not in merge.files and "label: Fault" in merge.files["shop/forms/front/ticket.yaml"]


def test_no_file_takes_the_place_of_your_own():
    yours = {**WAS, "shop/views/new.yaml": VIEW.replace("all", "ours")}
    merge = merged(yours, {**NEW, "shop/views/new.yaml": VIEW.replace("all", "new")})
    assert "id: ours" in merge.files["shop/views/new.yaml"] or "id: ours" in merge.files["shop/views/new-2.yaml"]
    assert len(merge.files) == len(BASE) + len(NEW) + 2


def test_what_belongs_to_another_pack_is_left_alone():
    yours = {**WAS, "base/views/new.yaml": VIEW.replace("all", "new")}
    merge = merged(yours, {**NEW, "shop/views/new.yaml": VIEW.replace("all", "new").replace("All", "New")})
    assert merge.files["base/views/new.yaml"] == yours["base/views/new.yaml"]
    assert not merge.left


def test_a_definition_that_they_took_out_goes_where_you_left_it_alone():
    theirs = {path: text for path, text in NEW.items() if path != "shop/views/all.yaml"}
    assert "shop/views/all.yaml" not in merged(WAS, theirs).files
    asked = merged(changed(WAS, "shop/views/all.yaml", "label: All", "label: Every"), theirs)
    assert places(asked, What.ASKED) == ["view/all"] and "shop/views/all.yaml" in asked.files


def test_a_definition_that_you_took_out_is_asked_where_they_changed_it():
    yours = {path: text for path, text in WAS.items() if path != FORM}
    merge = merged(yours, changed(NEW, FORM, "label: Ticket", "label: Fault"))
    assert places(merge, What.ASKED) == ["form/ticket"] and FORM not in merge.files


def test_the_same_definition_from_both_sides_is_asked():
    own = {**WAS, "local/views/new.yaml": VIEW.replace("all", "new")}
    merge = merged(own, {**NEW, "shop/views/new.yaml": VIEW.replace("all", "new").replace("All", "New")})
    assert places(merge, What.ASKED) == ["view/new"]


BOTH = changed(WAS, FORM, "label: Ticket", "label: Fault"), changed(NEW, FORM, "label: Ticket", "label: Case")


@pytest.mark.parametrize("said", ["form/ticket:label=theirs", "form/ticket=theirs"])
def test_an_answer_speaks_of_a_place_or_of_all_around_it(said):
    merge = merged(*BOTH, read_answers([said]))
    assert not merge.left and "label: Case" in merge.files[FORM]


def test_the_nearest_answer_holds():
    answers = Answers({"form/ticket": Side.THEIRS, "form/ticket:label": Side.YOURS})
    assert "label: Fault" in merged(*BOTH, answers).files[FORM]


def test_the_rest_answers_only_what_is_asked():
    yours, theirs = BOTH
    merge = merged(yours, changed(theirs, FORM, "type: text}", "type: text, required: true}"), Answers({}, Side.YOURS))
    assert not merge.left and "label: Fault" in merge.files[FORM] and "required: true" in merge.files[FORM]


def test_what_only_they_changed_can_be_left():
    theirs = changed(NEW, FORM, "type: text}", "type: text, required: true}")
    assert merged(WAS, theirs, read_answers(["form/ticket:fields.machine=yours"])).files[FORM] == TICKET


def test_an_answer_that_is_none_is_refused():
    with pytest.raises(Refused, match="=ours"):
        read_answers(["form/ticket=ours"])


def test_a_renamed_field_that_you_changed_is_asked():
    yours = changed(WAS, FORM, "type: text}", "type: text, label: Engine}")
    merge = merged(yours, changed(NEW, FORM, "id: machine", "id: engine"))
    assert places(merge, What.ASKED) == ["form/ticket:fields.machine"]
    assert "id: engine" in merge.files[FORM] and "Engine" in merge.files[FORM]


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (
            "{id: engine, type: text, label: Machine}",
            "The pack may have given it another id: “Machine” (engine) is new.",
        ),
        ("{id: engine, type: text, label: Engine}", ""),
    ],
)
def test_a_new_id_of_the_same_thing_is_guessed(new, told):
    was = changed(WAS, FORM, "type: text}", "type: text, label: Machine}")
    theirs = changed(NEW, FORM, "{id: machine, type: text}", new)
    yours = changed(was, FORM, "label: Machine", "label: Machine, required: true")
    merge = merge_packs("shop", was=was, yours=yours, theirs=theirs)
    ((definition, point),) = merge.places(What.ASKED)
    assert Words(merge).renamed(definition, point, "en").startswith(told)
    assert bool(Words(merge).renamed(definition, point, "en")) is bool(told)


DEFINITIONS = st.lists(FILES, max_size=3).map(
    lambda found: {f"shop/forms/{n}.yaml": as_yaml({**one, "id": f"f{n}"}) for n, one in enumerate(found)}
)


@given(DEFINITIONS, DEFINITIONS)
def test_files_that_one_side_left_alone_are_the_others_to_the_byte(one, other):
    assert merge_packs("shop", was=one, yours={**BASE, **one}, theirs=other).files == {**BASE, **other}
    assert merge_packs("shop", was=one, yours={**BASE, **other}, theirs=one).files == {**BASE, **other}


@given(DEFINITIONS, DEFINITIONS, DEFINITIONS)
def test_no_definition_of_either_side_goes_without_being_asked(was, yours, theirs):
    merge = merge_packs("shop", was=was, yours=yours, theirs=theirs)
    asked = {each.address for each, _ in merge.places(What.ASKED)}
    written = {each.address for each in merge.definitions if each.text is not None}
    for path in {*yours, *theirs} - {*was}:
        assert f"form/f{path[11]}" in written
    for path in {*yours, *theirs} & {*was}:
        gone = path not in yours or path not in theirs
        assert gone or f"form/f{path[11]}" in written | asked
