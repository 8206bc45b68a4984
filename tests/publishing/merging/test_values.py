"""Three versions of a definition become one: what holds for all of them, and what is asked."""

from hypothesis import given
from hypothesis import strategies as st

from publishing.merging import ABSENT, Side, What, merge, same

SCALARS = st.one_of(st.none(), st.booleans(), st.integers(0, 2), st.sampled_from(["", "a", "b", "是"]))
SETTINGS = st.dictionaries(st.sampled_from(["label", "type", "max", "on"]), SCALARS, max_size=3)
WHOLE = st.lists(SCALARS, max_size=3)


def named(inner):
    ids = st.lists(st.sampled_from(["name", "phone", "city", "size", "mood"]), unique=True, max_size=4)
    return ids.flatmap(lambda names: st.tuples(*(inner.map(lambda item, id=id: {"id": id, **item}) for id in names)))


FIELDS = named(SETTINGS).map(list)
STAGES = named(st.fixed_dictionaries({}, optional={"tasks": FIELDS, "next": WHOLE, "limit": SCALARS})).map(list)
FILES = st.fixed_dictionaries(
    {"kind": st.just("form"), "id": st.just("lead")},
    optional={"label": SCALARS, "fields": FIELDS, "stages": STAGES, "title": SCALARS, "over": SETTINGS, "sort": WHOLE},
)
SIDES = st.one_of(FILES, st.just(ABSENT))


def whats(*sides) -> set[What]:
    return {point.what for point in merge(*sides)[1]}


def asked(*sides) -> set[str]:
    return {point.place for point in merge(*sides)[1] if point.what is What.ASKED}


def all_theirs(_point):
    return Side.THEIRS


@given(SIDES, SIDES)
def test_what_only_you_changed_stays_yours(was, yours):
    merged, points = merge(was, yours, was)
    assert same(merged, yours) and {point.what for point in points} <= {What.KEPT}


@given(SIDES, SIDES)
def test_what_only_they_changed_is_taken(was, theirs):
    merged, points = merge(was, was, theirs)
    assert same(merged, theirs) and {point.what for point in points} <= {What.TAKEN}


@given(SIDES, SIDES)
def test_what_both_changed_alike_is_asked_of_nobody(was, both):
    merged, points = merge(was, both, both)
    assert same(merged, both) and {point.what for point in points} <= {What.SAME}


@given(SIDES, SIDES, SIDES)
def test_the_same_is_asked_from_either_side(was, yours, theirs):
    assert asked(was, yours, theirs) == asked(was, theirs, yours)


@given(SIDES, SIDES, SIDES)
def test_nothing_of_yours_goes_without_an_answer(was, yours, theirs):
    merged, _ = merge(was, yours, theirs)
    assert not whats(was, merged, yours) & {What.TAKEN, What.ASKED}


@given(SIDES, SIDES, SIDES)
def test_nothing_of_theirs_goes_without_being_asked(was, yours, theirs):
    merged, _ = merge(was, yours, theirs)
    assert What.TAKEN not in whats(was, merged, theirs)
    assert asked(was, merged, theirs) <= asked(was, yours, theirs)


@given(SIDES, SIDES, SIDES)
def test_theirs_everywhere_leaves_nothing_to_take(was, yours, theirs):
    merged, _ = merge(was, yours, theirs, all_theirs)
    assert not whats(was, merged, theirs) & {What.TAKEN, What.ASKED}


@given(SIDES, SIDES, SIDES)
def test_a_second_upgrade_to_the_same_asks_nothing(was, yours, theirs):
    merged, _ = merge(was, yours, theirs)
    again, points = merge(theirs, merged, theirs)
    assert same(again, merged) and {point.what for point in points} <= {What.KEPT}


def form(*fields, **more):
    return {"kind": "form", "id": "lead", "fields": list(fields), **more}


NAME, PHONE = {"id": "name", "type": "text"}, {"id": "phone", "type": "phone"}


def test_settings_of_one_field_come_from_both_sides():
    yours, theirs = form(NAME, {**PHONE, "label": "电话"}), form(NAME, {**PHONE, "required": True})
    assert merge(form(NAME, PHONE), yours, theirs)[0] == form(NAME, {**PHONE, "label": "电话", "required": True})


def test_new_fields_stand_behind_what_they_followed():
    mine, new = {"id": "mine", "type": "text"}, {"id": "new", "type": "date"}
    merged, _ = merge(form(NAME, PHONE), form(NAME, PHONE, mine), form(NAME, new, PHONE))
    assert [field["id"] for field in merged["fields"]] == ["name", "new", "phone", "mine"]


def test_a_field_that_they_removed_and_you_changed_is_asked():
    merged, points = merge(form(NAME, PHONE), form(NAME, {**PHONE, "label": "电话"}), form(NAME))
    assert [(point.place, point.what, point.theirs) for point in points] == [("fields.phone", What.ASKED, ABSENT)]
    assert merged["fields"][1]["label"] == "电话"


def test_a_field_that_you_removed_and_they_changed_is_asked():
    _, (point,) = merge(form(NAME, PHONE), form(NAME), form(NAME, {**PHONE, "required": True}))
    assert point.what is What.ASKED and point.yours is ABSENT


def test_an_order_that_both_changed_is_asked_once():
    size = {"id": "size", "type": "integer"}
    sides = form(NAME, PHONE, size), form(PHONE, NAME, size), form(size, NAME, PHONE)
    merged, (point,) = merge(*sides, all_theirs)
    assert point.is_order and point.what is What.ASKED and merged == sides[2]


def test_a_text_in_languages_is_one_value():
    sides = (
        {"label": {"zh": zh, "en": en}} for zh, en in (("客户", "Client"), ("公司", "Client"), ("客户", "Account"))
    )
    _, (point,) = merge(*sides)
    assert (point.place, point.what) == ("label", What.ASKED)


def test_a_list_without_names_is_one_value():
    _, (point,) = merge({"next": ["a"]}, {"next": ["a", "b"]}, {"next": ["a", "c"]})
    assert point.what is What.ASKED


def test_choices_that_are_words_are_known_by_them():
    merged, _ = merge(
        {"choices": ["a", "b"]}, {"choices": ["a", {"id": "b", "label": "B"}]}, {"choices": ["a", "b", "c"]}
    )
    assert merged == {"choices": ["a", {"id": "b", "label": "B"}, "c"]}


def test_true_is_not_one():
    _, (point,) = merge({"max": 1}, {"max": True}, {"max": 1})
    assert point.what is What.KEPT
