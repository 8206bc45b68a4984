"""Conditions in rows and groups, as the form designer sends them without scripts."""

import re

import pytest

from definitions import parse_document, plain
from records import drafts

LEAD = "b2b-leads/forms/lead.yaml"
PAGE = "/studio/forms/lead"
RULE = "region = 'east' and employees >= 50 and filled(need)"
NAME = "visible_when"


@pytest.fixture
def ruled(admin):
    """Gives the field city a rule, and sends what its rows say on top of that."""

    def send(rule: str = RULE, **rows):
        sent = {"act": "change_field", "field": "city", f"has.{NAME}": "1", NAME: rule}
        admin.post(f"{PAGE}/acts", data=sent)
        if not rows:
            return admin.get(f"{PAGE}?field=city")
        return admin.post(f"{PAGE}/acts", data={**sent, f"k.{NAME}.of": rule, **rows}, follow_redirects=True)

    return send


@pytest.fixture
def rule_now(office):
    """The rule as the draft has it."""

    def read() -> str:
        with office.work() as work:
            text = drafts.over(work.connection, dict(work.catalog.files))[LEAD]
        fields = plain(parse_document(LEAD, text).data)["fields"]
        return next(field for field in fields if field["id"] == "city").get(NAME, "")

    return read


def row(at: str, field: str, op: str, *values: str) -> dict[str, object]:
    """What a row sends."""
    return {f"k.{NAME}.{at}.f": field, f"k.{NAME}.{at}.o": op, f"k.{NAME}.{at}.v": list(values)}


def test_a_rule_stands_in_rows_of_field_relation_and_value(ruled):
    page = ruled().text
    assert page.count(f'value="cond_drop:{NAME}/') == 3
    assert re.search(rf'name="k.{NAME}.0.v".*?value="east" selected', page, re.S)
    assert f'name="k.{NAME}.1.v" value="50"' in page and f'name="k.{NAME}.2.v"' not in page


def test_a_value_and_a_relation_are_changed_in_their_row(ruled, rule_now):
    ruled(**row("0", "region", "is", "south"))
    assert rule_now() == "region = 'south' and employees >= 50 and filled(need)"
    ruled(**row("1", "employees", "under", "1,200"))
    assert rule_now() == "region = 'east' and employees < 1200 and filled(need)"


def test_another_field_begins_with_a_value_that_it_knows(ruled, rule_now):
    ruled(**row("1", "region", "at_least", "50"))
    assert re.fullmatch(r"region = 'east' and region = '\w+' and filled\(need\)", rule_now())


def test_a_condition_more_joins_the_end_of_its_group(ruled, rule_now):
    ruled("region = 'east' or filled(need)", **{f"k.{NAME}.add": "employees"})
    assert rule_now() == "region = 'east' or filled(need) or employees >= 0"


def test_the_first_condition_makes_the_rule(ruled, rule_now):
    ruled("", **{f"k.{NAME}.add": "need"})
    assert rule_now() == "filled(need)"


def test_a_condition_becomes_one_of_several_cases(ruled, rule_now):
    ruled(do=f"cond_split:{NAME}/0")
    assert rule_now() == "(region = 'east' or region = 'east') and employees >= 50 and filled(need)"
    ruled(rule_now(), **row("0.1", "region", "is", "south"))
    assert rule_now() == "(region = 'east' or region = 'south') and employees >= 50 and filled(need)"


def test_groups_inside_groups_are_drawn_and_turned(ruled, rule_now):
    nested = "(region = 'east' or region = 'south' and filled(need)) and employees >= 50"
    page = ruled(nested).text
    assert f'name="k.{NAME}.0.how"' in page and f'name="k.{NAME}.0.1.how"' in page
    ruled(nested, **{f"k.{NAME}.0.how": "all", f"k.{NAME}.0.1.how": "any"})
    assert rule_now() == "region = 'east' and (region = 'south' or filled(need)) and employees >= 50"


def test_what_is_no_choice_stays_in_words_and_as_it_is(ruled, rule_now):
    odd = "len(need) > 3 and region = 'east'"
    assert f'name="k.{NAME}.0.f"' not in ruled(odd).text
    ruled(odd, **row("1", "region", "is", "south"))
    assert rule_now() == "len(need) > 3 and region = 'south'"


def test_is_not_is_one_row_though_it_is_written_with_or(ruled):
    page = ruled("(region is empty or region != 'east') and employees >= 50").text
    assert re.search(rf'name="k.{NAME}.0.o".*?value="is_not" selected', page, re.S)


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [("region", "'east'", "south"), ("employees", "50", "1200"), ("company", "'x'", "a b")],
)
def test_another_value_leaves_unequal_what_it_was(ruled, rule_now, field, before, after):
    ruled(f"{field} != {before} and filled(need)", **row("0", field, "is_not", after))
    written = f"'{after}'" if "'" in before else after
    assert rule_now() == f"{field} != {written} and filled(need)"


def test_another_value_leaves_is_not_what_it_was(ruled, rule_now):
    rule = "(region is empty or region != 'east') and filled(need)"
    ruled(rule, **row("0", "region", "is_not", "south"))
    assert rule_now().replace("empty(region)", "region is empty") == rule.replace("east", "south")


def test_several_values_are_ticked(ruled, rule_now):
    page = ruled("region in ['east', 'south']").text
    assert re.search(rf'type="checkbox" name="k.{NAME}.0.v" value="east" checked', page)
    ruled("region in ['east', 'south']", **row("0", "region", "any_of", "south", "north"))
    assert rule_now() == "region in ['south', 'north']"


def test_a_condition_is_taken_out_and_the_last_takes_the_rule_along(ruled, rule_now):
    ruled(do=f"cond_drop:{NAME}/1")
    assert rule_now() == "region = 'east' and filled(need)"
    ruled("filled(need)", do=f"cond_drop:{NAME}/0")
    assert rule_now() == ""


@pytest.mark.parametrize("typed", ["many", "nan", "1e999"])
def test_a_value_that_is_none_is_told_and_nothing_is_kept(ruled, rule_now, typed):
    page = ruled(**row("1", "employees", "at_least", typed))
    assert (page.status_code, rule_now()) == (422, RULE)


def test_rows_drawn_of_another_rule_change_nothing(ruled, rule_now):
    ruled("region = 'west'", **{f"k.{NAME}.of": RULE, **row("0", "region", "is", "south")})
    assert rule_now() == "region = 'west'"


@pytest.mark.parametrize("at", ["9", "0.7", "0.0.0", "x", ""])
def test_a_row_that_is_not_there_is_passed_over(ruled, rule_now, at):
    ruled(do=f"cond_drop:{NAME}/{at}")
    assert rule_now() in (RULE, "employees >= 50 and filled(need)")


@pytest.mark.parametrize("at", ["9", "9.9", "0.7", "1.2.3"])
def test_a_row_that_is_not_there_is_no_case_of_another(ruled, rule_now, at):
    assert ruled(do=f"cond_split:{NAME}/{at}").status_code == 200
    assert rule_now() == RULE


def test_a_value_that_ends_with_a_space_is_left_as_it_is(ruled, rule_now):
    ruled("contains(company, 'x ')", **row("0", "company", "contains", "x "))
    assert rule_now() == "contains(company, 'x ')"
