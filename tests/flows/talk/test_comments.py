"""Comments: said by whoever sees the record, heard by who is called, the owner and who watches."""

import pytest

from definitions import NotAllowed, NotFound
from flows import look, talk, timeline
from forms import Invalid
from records import comments
from tests.flows.test_collaborating import join, others
from tests.world import World

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def record(world: World) -> int:
    return world.submit()


def say(world: World, person: int, record: int, words: str) -> int:
    with world.work(person) as work:
        return talk.comment(work, world.form, record, words)


def told(world: World, record: int, person: int) -> list[str]:
    with world.work(person) as work:
        found = timeline.timeline(work, look(work, world.form, record))
        return [entry.words or "" for entry in found if entry.kind == "commented"]


def test_the_owner_hears_of_a_comment(world: World, record: int):
    owner, _ = others(world, record)
    say(world, world.manager, record, "报价前先问付款方式")
    world.deliver()
    assert "润扬轴承 有新评论" in world.notices(owner)


def test_who_is_called_hears_it_and_nobody_twice(world: World, record: int):
    owner, _ = others(world, record)
    name = "林晓雯" if owner == world.lin else "赵启航"
    say(world, world.manager, record, f"@{name} 今天回一下")
    world.deliver()
    assert [title for title in world.notices(owner) if "润扬" in title][-1:] == ["在 润扬轴承 提到你"]
    assert "润扬轴承 有新评论" not in world.notices(owner)


def test_who_may_not_see_the_record_is_not_called(world: World, record: int):
    owner, other = others(world, record)
    name = "林晓雯" if other == world.lin else "赵启航"
    with pytest.raises(Invalid) as refused:
        say(world, owner, record, f"@{name} 看看")
    assert [error.code for error in refused.value.errors] == ["cannot_see"]
    join(world, record)
    say(world, owner, record, f"@{name} 看看")


def test_sight_that_is_lost_meanwhile_is_respected(world: World, record: int):
    owner, other = others(world, record)
    join(world, record)
    say(world, owner, record, "@林晓雯 @赵启航 明天的会")
    from flows import collaborating

    with world.work(owner) as work:
        collaborating.end(work, world.form, record, other)
    world.deliver()
    assert "在 润扬轴承 提到你" not in world.notices(other)


def test_of_others_records_nothing_is_said(world: World, record: int):
    _, other = others(world, record)
    with pytest.raises(NotFound):
        say(world, other, record, "?")


def test_a_changed_comment_reads_anew_and_keeps_what_it_was(world: World, record: int):
    id = say(world, world.manager, record, "周三前")
    with world.work(world.manager) as work:
        talk.change(work, world.form, record, id, "周四前")
        [before] = comments.versions_of(work.connection, [id])[id]
    assert before.words == "周三前" and told(world, record, world.manager) == ["周四前"]


def test_a_deleted_comment_is_read_by_nobody(world: World, record: int):
    id = say(world, world.manager, record, "写错了")
    with world.work(world.manager) as work:
        talk.delete(work, world.form, record, id)
    assert told(world, record, world.manager) == [""]
    assert world.told(record)[-2:] == ["commented", "comment_deleted"]


def test_only_whoever_wrote_it_changes_it(world: World, record: int):
    owner, _ = others(world, record)
    id = say(world, world.manager, record, "我的话")
    with world.work(owner) as work, pytest.raises(NotAllowed):
        talk.change(work, world.form, record, id, "不是我的话")


def test_names_are_found_as_they_are_typed(world: World, record: int):
    owner, _ = others(world, record)
    with world.work(world.manager) as work:
        named = [talk.completions(work, world.form, record, typed) for typed in ("lin", "lxw", "zqh", "晓", "qihang")]
    who = 0 if owner == world.lin else 1
    hit = [[one.id for one in found] for found in named]
    assert hit[0] == ([world.lin] if who == 0 else []) and (owner in hit[1]) != (owner in hit[2])


def test_nothing_is_no_comment(world: World, record: int):
    with pytest.raises(Invalid):
        say(world, world.manager, record, " \n ")
