"""What is wrong with a scorecard is said before it is published."""

from tests.flows.workshop import BANDS, load, problems_of

ROWS = 'groups: [{id: harm, rows: [{id: stopped, when: "stopped", points: 100}]}]\n'


def bands(*written: str) -> str:
    return ROWS + "bands:\n" + "".join(f"  - {{{one}}}\n" for one in written)


def test_a_right_scorecard_has_no_problem():
    assert load(card=ROWS + BANDS).problems == ()


def test_overlapping_bands_name_the_owner_of_the_edge():
    found = load(card=bands("id: A, from: 80, to: 100", "id: B, from: 0, to: 85")).problems
    assert [problem.path for problem in found] == ["bands.B.to"]
    assert "end B with “to: 80”: the score 80 is then A" in found[0].sentence("en")
    assert "80 分就归 A" in found[0].sentence("zh")


def test_a_gap_between_bands_is_found():
    found = load(card=bands("id: A, from: 80, to: 100", "id: B, from: 0, to: 75")).problems
    assert "scores from 75 to 80 belong to no band" in found[0].text("en")
    assert found[0].location.line == 8


def test_bands_must_reach_both_ends():
    found = problems_of(card=bands("id: A, from: 50, to: 90", "id: B, from: 10, to: 50"))
    assert found == {"bands.A.to": "bands_end_to", "bands.B.from": "bands_end_from"}


def test_a_band_that_holds_nothing_is_found():
    found = problems_of(card=bands("id: A, from: 0, to: 100", "id: B, from: 100, to: 100"))
    assert found["bands.B.to"] == "empty_band"


def test_bands_may_stand_in_any_order():
    assert problems_of(card=bands("id: C, from: 0, to: 50", "id: A, from: 50, to: 100")) == {}


def test_ids_are_given_once():
    twice = "id: harm, rows: [{id: a, points: 50}, {id: a, points: 50}]"
    found = problems_of(card=f"groups: [{{{twice}}}]\n" + BANDS)
    assert found == {"groups.harm.rows.a.id": "id_twice"}


def test_unknown_field_gets_a_suggestion():
    card = ROWS.replace('"stopped"', '"stoped"') + BANDS
    [problem] = load(card=card).problems
    assert problem.path == "groups.harm.rows.stopped.when"
    assert "stopped" in problem.sentence("en")


def test_a_condition_must_be_yes_or_no():
    assert problems_of(card=ROWS.replace('"stopped"', '"units + 1"') + BANDS) == {
        "groups.harm.rows.stopped.when": "rule_type"
    }


def test_points_must_be_a_number():
    card = ROWS.replace("points: 100", 'points: "subject"') + BANDS
    assert problems_of(card=card)["groups.harm.rows.stopped.points"] == "rule_type"


def test_a_word_for_points_is_told_to_be_a_number_or_a_formula():
    [problem] = load(card=ROWS.replace("points: 100", "points: abc") + BANDS).problems
    assert problem.path == "groups.harm.rows.stopped.points"
    assert "「abc」不是数字" in problem.sentence("zh") and "写一个数" in problem.sentence("zh")
    assert "points as a number" in problem.sentence("en")


def test_a_rule_that_cannot_be_read_shows_where():
    [problem] = load(card=ROWS.replace('"stopped"', '"units >"') + BANDS).problems
    assert problem.path == "groups.harm.rows.stopped.when"


def test_a_row_no_record_can_meet_is_a_warning():
    card = ROWS.replace('"stopped"', '"units > 10 and units < 5"') + BANDS
    [problem] = load(card=card).problems
    assert (problem.level, problem.path) == ("warning", "groups.harm.rows.stopped.when")


def test_a_band_out_of_reach_is_a_warning():
    [problem] = load(card=ROWS.replace("points: 100", "points: 70") + BANDS).problems
    assert problem.sentence("en").startswith("no record can reach A: all rows together give 70 at most")


def test_a_scorecard_cannot_read_its_own_result():
    assert problems_of(card=ROWS.replace('"stopped"', '"score > 50"') + BANDS) == {
        "groups.harm.rows.stopped.when": "reads_itself"
    }


def test_a_grade_does_not_depend_on_who_looks():
    assert problems_of(card=ROWS.replace('"stopped"', '"owner = me"') + BANDS) == {
        "groups.harm.rows.stopped.when": "no_me"
    }


def test_a_form_has_one_scorecard():
    other = "kind: scorecard\nid: second\nform: ticket\n" + ROWS + BANDS
    assert problems_of(card=ROWS + BANDS, grading__second=other) == {"form": "second_card"}


def test_a_scorecard_belongs_to_a_form_that_exists():
    other = "kind: scorecard\nid: second\nform: tiket\n" + ROWS + BANDS
    [problem] = load(grading__second=other).problems
    assert "ticket" in problem.sentence("en")
