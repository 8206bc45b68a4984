"""The families of a record's story."""

import pytest

from flows import intake, look, story_filter, timeline
from tests.world import World


def test_every_family_of_a_kind_names_kinds_with_a_sentence():
    known = set(timeline.event_kinds())
    strange = set().union(*story_filter.FAMILIES.values()) - known
    assert strange == set()


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_change_is_told_with_old_and_new(world: World):
    record = world.submit()
    with world.work() as work:
        intake.edit(work, world.form, record, None, {"customer": "润扬轴承厂"})
        subject = look(work, world.form, record)
        only = story_filter.filter_of(subject.form, ["changes"])
        [edited, *_] = timeline.timeline(work, subject, only=only)
    [change] = edited.changes
    assert (change.field, change.before, change.after) == ("customer", "润扬轴承", "润扬轴承厂")


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_family_leaves_the_others_out_page_by_page(world: World):
    record = world.submit()
    with world.work() as work:
        subject = look(work, world.form, record)
        only = story_filter.filter_of(subject.form, ["stage", "assignment"])
        [first] = timeline.timeline(work, subject, limit=1, only=only)
        rest = timeline.timeline(work, subject, before=first.id, only=only)
    assert {one.kind for one in (first, *rest)} <= story_filter.FAMILIES["stage"] | story_filter.FAMILIES["assignment"]
    assert all(one.id < first.id for one in rest)
