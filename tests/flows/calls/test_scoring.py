"""A call's score: what was said, by whom, in time and in order; what must not be said costs; every point says why."""

from hypothesis import given
from hypothesis import strategies as st

from definitions import Label
from flows.calls import AGENT, CUSTOMER, CallScript, Point, Turn, compliance

LABEL = Label.of("x")


def script(*points, **more):
    return CallScript("s", LABEL, "client", tuple(Point(label=LABEL, **point) for point in points), **more)


def turns(*said):
    """`"a: text"` is the agent's, `"c: text"` the customer's."""
    who = {"a": AGENT, "c": CUSTOMER, "?": None}
    return [Turn(who[each[0]], each[3:]) for each in said]


GREETING = {"id": "greeting", "says": ("我是启明", "this is Qiming"), "within": 2, "must": True}
NEED = {"id": "need", "says": ("想解决什么问题",), "weight": 3, "after": "greeting"}
PROMISE = {"id": "promise", "says": ("给您返点",), "forbidden": True, "weight": 30}


def found(script, said):
    return {one.point: one for one in compliance(script, turns(*said)).found}


def test_everything_said_is_the_whole_score():
    result = compliance(script(GREETING, NEED), turns("a: 您好，我是启明的小林", "c: 你好", "a: 您想解决什么问题呢？"))
    assert (result.score, result.passed, result.questions) == (100, True, 1)


def test_points_count_by_their_weight():
    assert compliance(script(GREETING, NEED), turns("a: 我是启明")).score == 25


def test_what_must_be_said_decides_whether_it_passes():
    result = compliance(script(GREETING, NEED, passes_at=50), turns("a: 想解决什么问题", "c: 停机"))
    assert (result.score, result.passed) == (75, False)


def test_each_point_says_why_in_the_words_that_were_said():
    one = found(script(GREETING), ["a: 喂，您好，我是启明工业软件的林晓雯，打扰您了"])["greeting"]
    assert (one.met, one.reason.code, one.turn, one.likeness) == (True, "calls.why.said", 0, 100)
    assert "我是启明工业软件" in one.quote


def test_signs_blanks_and_case_are_not_heard():
    assert found(script(GREETING), ["a: THIS is, qiming!"])["greeting"].met
    assert found(script(GREETING), ["a: 我 是，启 明"])["greeting"].met


def test_nearly_the_same_words_count_and_say_so():
    one = found(script(NEED), ["a: 您主要想解决什么样问题"])["need"]
    assert (one.met, one.reason.code) == (True, "calls.why.nearly_said")
    assert 85 <= one.likeness < 100


def test_other_words_do_not_count():
    assert not found(script(NEED), ["a: 您的问题解决了吗", "a: 今天天气不错"])["need"].met


def test_short_phrases_are_heard_exactly_or_not():
    assert not found(script({"id": "p", "says": ("返点",)}), ["a: 返程"])["p"].met


def test_the_customers_words_are_not_ours():
    assert not found(script(GREETING), ["c: 我是启明的客户"])["greeting"].met
    assert found(script({**GREETING, "by": CUSTOMER}), ["c: 我是启明的客户"])["greeting"].met


def test_where_nobody_knows_who_speaks_everything_counts():
    assert found(script(GREETING), ["?: 我是启明"])["greeting"].met


def test_too_late_is_not_in_time():
    one = found(script(GREETING), ["a: 喂", "c: 喂", "a: 我是启明"])["greeting"]
    assert (one.met, one.reason.code) == (False, "calls.why.too_late")
    assert one.quote == "我是启明"


def test_before_its_turn_is_too_early():
    one = found(script(GREETING, NEED), ["a: 想解决什么问题", "a: 我是启明"])["need"]
    assert (one.met, one.reason.code) == (False, "calls.why.too_early")


def test_said_again_in_order_it_counts():
    said = ["a: 想解决什么问题", "a: 我是启明", "a: 那您想解决什么问题"]
    assert found(script(GREETING, NEED), said)["need"].met


def test_what_comes_first_and_is_never_said_holds_nothing_up():
    assert found(script(GREETING, NEED), ["a: 想解决什么问题"])["need"].met


def test_a_forbidden_word_costs_and_is_quoted():
    result = compliance(script(GREETING, PROMISE), turns("a: 我是启明", "a: 签了给您返点三个"))
    assert result.score == 70
    one = result.found[-1]
    assert (one.met, one.reason.code, one.quote) == (False, "calls.why.forbidden", "签了给您返点三个")


def test_no_score_falls_below_nothing():
    assert compliance(script(GREETING, {**PROMISE, "weight": 100}), turns("a: 给您返点")).score == 0


def test_the_talk_is_measured_too():
    result = compliance(script(GREETING), turns("a: 一二三四五六", "c: 一二"))
    assert (result.agent_share, result.turns) == (0.75, 2)


TALK = st.lists(st.tuples(st.sampled_from([AGENT, CUSTOMER, None]), st.text(max_size=30)), max_size=8)


@given(TALK)
def test_any_talk_has_a_score_and_every_point(talk):
    result = compliance(script(GREETING, NEED, PROMISE), [Turn(who, text) for who, text in talk])
    assert 0 <= result.score <= 100
    assert [one.point for one in result.found] == ["greeting", "need", "promise"]


@given(TALK)
def test_saying_what_is_missing_never_lowers_a_score(talk):
    turns = [Turn(who, text) for who, text in talk]
    free = script({**NEED, "after": None}, {"id": "end", "says": ("再见",)})
    before = compliance(free, turns).score
    assert compliance(free, [*turns, Turn(AGENT, "想解决什么问题，再见")]).score >= before
