"""Where a record may go from where it stands."""

from definitions import Label
from flows.pipelines import Pipeline, Stage, Wake, find_move, possible_moves


def stage(id: str, *next: str, **more) -> Stage:
    return Stage(id, Label.of(id), next=next, **more)


PIPELINE = Pipeline(
    id="path",
    form="order",
    label=Label.of("Path"),
    start="first",
    stages=(
        stage("first", "second", "parked", "lost"),
        stage("second", "third", "first", "lost", may_skip=True),
        stage("third", "won", "lost"),
        stage("won", outcome="won"),
        stage("parked", outcome="parked", wake=Wake("wake_on")),
        stage("lost", "first", outcome="lost"),
    ),
)
FIRST, SECOND, THIRD, WON, PARKED, LOST = PIPELINE.stages


def reach(current: Stage, previous: str | None = None) -> list[str]:
    return [move.to.id for move in possible_moves(PIPELINE, current, previous)]


def test_next_stages_can_be_reached():
    assert {"second", "parked", "lost"} <= set(reach(FIRST))


def test_skippable_stage_can_be_jumped_over():
    move = find_move(PIPELINE, FIRST, "third")
    assert move.jumps == (SECOND,)
    assert move.is_skip


def test_stage_without_skip_cannot_be_jumped():
    assert find_move(PIPELINE, FIRST, "won") is None


def test_guard_holds_the_way_forward():
    assert find_move(PIPELINE, FIRST, "second").guarded
    assert find_move(PIPELINE, THIRD, "won").guarded


def test_exits_and_ways_back_are_free():
    assert not find_move(PIPELINE, FIRST, "lost").guarded
    assert not find_move(PIPELINE, SECOND, "first").guarded


def test_parked_returns_to_where_it_was():
    assert reach(PARKED, previous="second") == ["second"]
    assert reach(PARKED) == ["first"]


def test_lost_comes_back_only_where_configured():
    assert "first" in reach(LOST)
    assert reach(WON) == []
