"""What a reader may choose, how it is read, and how a wrong choice is told."""

import pytest

from definitions import Refused

REPORT = """
where: "(empty(from) or source = from) and created_at >= since and (empty(who) or owner = who)"
params:
  - {id: since, type: date, label: {zh: 不早于, en: Since}, default: "today() - 90d"}
  - {id: from, type: choice, of: source}
  - {id: who, type: person}
measures: [{id: n, count: all}]
"""


def count(company, **params):
    return company.ask(REPORT, **params).rows[0].cells[0].value


def test_default_is_reckoned_from_today(company):
    table = company.ask(REPORT)
    assert table.params[0].raw == "2026-08-26"


def test_value_is_read_from_text(company):
    company.happen(1)
    by_web = [order for order in company.live if order["source"] == "web"]
    assert count(company, since="2020/1/1", **{"from": "web"}) == len(by_web) > 0


def test_person_is_found_by_sign_in_name(company):
    company.happen(1)
    mine = [order for order in company.live if order["owner"] == company.staff["lin"]]
    assert count(company, since="2020-01-01", who="lin") == len(mine) > 0


def test_date_counts_in_the_readers_zone(company):
    company.happen(1)
    first = min(order["created_at"] for order in company.live)
    from zoneinfo import ZoneInfo

    day = first.astimezone(ZoneInfo("Asia/Shanghai")).date()
    assert count(company, since=day.isoformat()) == len(company.live)


def test_null_param_is_no_condition(company):
    company.happen(1)
    assert count(company, since="2020-01-01", **{"from": " "}) == len(company.live)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"since": "tomorrow"}, "Since (since) cannot be “tomorrow”"),
        ({"from": "wbe"}, "from (from) cannot be “wbe”"),
        ({"who": "nobody"}, "who (who) cannot be “nobody”"),
        ({"sinc": "2026-01-01"}, "no param “sinc”; it has since, from, who"),
    ],
)
def test_wrong_value_is_refused_by_name(company, params, words):
    with pytest.raises(Refused) as refused:
        company.ask(REPORT, **params)
    assert words in refused.value.text("en")


def test_required_param_is_asked_for(company):
    report = "params: [{id: since, type: date, required: true}]\nmeasures: [{id: n, count: all}]"
    with pytest.raises(Refused) as refused:
        company.ask(report)
    assert refused.value.code == "param_missing"


def test_report_without_params_takes_none(company):
    with pytest.raises(Refused) as refused:
        company.ask("measures: [{id: n, count: all}]", since="1")
    assert refused.value.code == "no_params"


@pytest.mark.parametrize("value", ["'; drop table r_order; --", "' or 1=1", "\x00"])
def test_text_is_never_part_of_the_sql(company, value):
    company.happen(2)
    report = 'where: "customer = name"\nparams: [{id: name, type: text}]\nmeasures: [{id: n, count: all}]'
    if value == "\x00":
        with pytest.raises(Refused):
            company.ask(report, name=value)
    else:
        assert company.ask(report, name=value).rows[0].cells[0].value == 0
