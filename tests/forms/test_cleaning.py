"""What a form makes of an input, whatever the browser did."""

from datetime import date
from decimal import Decimal

import pytest
from werkzeug.datastructures import MultiDict

from accounts import Actor, Work
from forms import clean


def test_hidden_field_loses_its_value(desk):
    enquiry = desk("visible_when")
    stored = {"name": "a", "budget": Decimal(5), "budget_state": "approved"}
    cleaned = enquiry.clean({"budget": ""}, before=stored)
    assert cleaned.changes == {"budget": None, "budget_state": None}


def test_hidden_field_given_is_ignored(desk):
    cleaned = desk("visible_when").clean({"name": "a", "budget_state": "approved"})
    assert cleaned.values["budget_state"] is None
    assert cleaned.ignored == {"budget_state": "approved"}
    assert cleaned.errors == ()


def test_hidden_field_is_not_required(desk):
    assert desk("visible_when").codes({"name": "a"}) == {}
    assert desk("visible_when").codes({"name": "a", "budget": 5}) == {"budget_state": "required"}


def test_errors_of_hidden_fields_do_not_stop(desk):
    assert desk("visible_when").codes({"name": "a", "budget_state": "nonsense"}) == {}


def test_hiding_runs_down_a_chain(desk):
    chain = desk("hidden_chain")
    filled = {"name": "a", "first": "no", "second": "yes", "third": "x"}
    cleaned = chain.clean(filled)
    assert (cleaned.values["second"], cleaned.values["third"]) == (None, None)
    assert cleaned.hidden == {"second", "third"}


def test_chain_is_shown_when_all_holds(desk):
    cleaned = desk("hidden_chain").clean({"first": True, "second": "yes", "third": "x"})
    assert cleaned.values["third"] == "x"


def test_hidden_field_may_keep_its_value(desk):
    stored = {"name": "a", "trial": True, "trial_ends_on": date(2026, 12, 1)}
    cleaned = desk("keep_when_hidden").clean({"trial": "no", "trial_ends_on": "2027-01-01"}, before=stored)
    assert cleaned.values["trial_ends_on"] == date(2026, 12, 1)


def test_one_of_two_is_required(desk):
    enquiry = desk("required_when")
    assert enquiry.codes({"name": "a"}) == {"phone": "required"}
    assert enquiry.codes({"name": "a", "email": "a@example.com"}) == {}


def test_emptying_the_other_makes_it_required(desk):
    stored = {"name": "a", "phone": None, "email": "a@example.com"}
    assert desk("required_when").codes({"email": ""}, before=stored) == {"phone": "required"}


def test_old_gap_does_not_stop_other_edits(desk):
    stored = {"name": None, "phone": "+8613812345670", "email": None}
    assert desk("required_when").codes({"email": "a@example.com"}, before=stored) == {}


def test_all_errors_come_at_once_in_order(desk):
    errors = desk("required_when").clean({"email": "x", "phone": "138", "colour": "red"}).errors
    assert [(error.field, error.code) for error in errors] == [
        ("name", "required"), ("phone", "mobile_short"), ("email", "email_no_at"), ("colour", "unknown_field"),
    ]  # fmt: skip


def test_locked_field_refuses_a_change(desk):
    stored = {"approved": True, "price": Decimal(100), "code": None}
    assert desk("read_only_when").codes({"price": "90"}, before=stored) == {"price": "read_only"}
    assert desk("read_only_when").codes({"price": "100.00"}, before=stored) == {}


def test_locking_and_changing_at_once_is_refused(desk):
    stored = {"approved": False, "price": Decimal(100), "code": None}
    assert desk("read_only_when").codes({"approved": "yes", "price": "90"}, before=stored) == {"price": "read_only"}


def test_field_is_written_once(desk):
    quote = desk("read_only_when")
    assert quote.codes({"code": "A1"}, before={"code": None}) == {}
    assert quote.codes({"code": "A2"}, before={"code": "A1"}) == {"code": "read_only"}


def test_computed_fields_feed_each_other(desk):
    values = desk("computed").clean({"name": "a", "price": "19.90", "pieces": 3, "percent_off": 10}).values
    assert (values["gross"], values["rebate"], values["net"]) == (Decimal("59.7"), Decimal("5.97"), Decimal("53.73"))


def test_computed_whole_number_is_rounded(desk):
    assert desk("computed").clean({"pieces": 30}).values["boxes"] == 3


def test_computed_field_cannot_be_sent(desk):
    assert desk("computed").codes({"net": 1}) == {"net": "computed"}
    assert desk("computed").codes({"net": 1}, before={"net": Decimal(1), "gross": None}) == {}


def test_computed_value_that_does_not_fit_is_an_error(desk):
    raw = {"price": "900000000000", "pieces": 900000000}
    assert desk("computed").codes(raw) == {"gross": "rule_failed"}


def test_defaults_fill_what_was_not_given(desk):
    values = desk("defaults").clean({"name": "call"}).values
    assert (values["source"], values["due"], values["short_name"]) == ("web", date(2026, 12, 1), "call")


def test_emptied_field_gets_no_default(desk):
    assert desk("defaults").clean({"name": "call", "source": "", "due": ""}).values["source"] is None


def test_defaults_are_for_new_records_only(desk):
    stored = {"name": "call", "source": None, "due": None, "short_name": None}
    assert desk("defaults").clean({"name": "visit"}, before=stored).changes == {"name": "visit"}


def test_retired_choice_may_stay(desk):
    enquiry = desk("retired_choice")
    assert enquiry.codes({"source": "fax"}, before={"source": "fax"}) == {}
    assert enquiry.codes({"source": "fax"}, before={"source": "web"}) == {"source": "retired_choice"}
    assert enquiry.codes({"source": "fax"}) == {"source": "retired_choice"}


def test_import_takes_the_words_people_see(desk):
    assert desk("every_type").clean({"choice": "展会"}, channel="import").values["choice"] == "fair"
    assert desk("every_type").codes({"choice": "展会"}, channel="api") == {"choice": "not_a_choice"}


def test_public_form_sets_only_its_fields(desk):
    assert desk("every_type").codes({"text": "a", "money": 1}, only=["text"]) == {"money": "unknown_field"}


def test_browser_lists_are_read(desk):
    sent = MultiDict(
        [("text", "a"), ("multi_choice", "hot"), ("multi_choice", "cold"), ("yes_no", "no"), ("yes_no", "yes")]
    )
    values = desk("every_type").clean(sent).values
    assert (values["text"], values["multi_choice"], values["yes_no"]) == ("a", ("hot", "cold"), True)


def test_the_same_name_twice_is_refused(desk):
    assert desk("every_type").codes(MultiDict([("text", "a"), ("text", "b")])) == {"text": "not_text"}


RIGHTS = """
kind: role
id: rep
forms: {sample: {see: all, do: [create, edit], hide: [money], read_only: [decimal]}}
"""


def test_role_decides_who_may_write_what(catalog_of, now):
    catalog = catalog_of("every_type", **{"roles/rep": RIGHTS})
    work = Work(None, catalog, Actor(1, "rep", catalog.get("role", "rep")), now)
    form = catalog.get("form", "sample")
    found = clean(form, {"text": "a", "money": 1, "decimal": 2}, work).errors
    assert [(error.field, error.code) for error in found] == [("decimal", "not_writable"), ("money", "unknown_field")]
    assert clean(form, {"decimal": "2.0"}, work, before={"decimal": Decimal(2)}).errors == ()


@pytest.mark.parametrize("raw", [None, [], "text", 5])
def test_body_that_is_no_object_is_refused(desk, raw):
    assert desk("every_type").codes(raw) == {"": "not_an_object"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_errors_are_sentences(desk, language):
    errors = desk("required_when").clean({"phone": "1381234567", "colour": 1}).errors
    messages = {error.field: error.message(language) for error in errors}
    wanted = {"zh": "手机号少了 1 位，应为 11 位数字", "en": "One digit short: 11 are needed"}
    assert messages["phone"] == wanted[language]
    assert "colour" in messages["colour"]
