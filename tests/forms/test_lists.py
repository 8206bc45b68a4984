"""Lists: which records, in which order, in which words."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from accounts import SYSTEM, Actor
from definitions import NotFound
from forms import Filter, Invalid, ListQuery, count, matching_ids, record_choices, run

CONFIGS = Path(__file__).parents[1] / "configs" / "forms"
ROWS = (
    {
        "name": "扬州润扬轴承",
        "phone": "13812345670",
        "budget": 800000,
        "source": "web",
        "tags": ["hot"],
        "since": "2026-01-05",
    },
    {
        "name": "重庆长安",
        "phone": "13912345671",
        "budget": 300000,
        "source": "fair",
        "tags": ["hot", "cold"],
        "since": "2026-03-01",
    },
    {"name": "Acme's “Gears”", "budget": "12.5", "source": "web", "since": "2025-12-31"},
    {"name": "上海无名", "secret": "600"},
)
VIEW = """
kind: view
id: customer_view
form: customer
label: {zh: 大客户, en: Large}
where: "budget >= 100"
columns: [name, budget, secret]
sort: [-budget]
group: source
"""
ROLE = """
kind: role
id: rep
forms:
  customer: {see: all, hide: [secret]}
"""


@pytest.fixture
def customers(shop):
    open_shop = shop("customers", **{"views/v": VIEW, "roles/r": ROLE})
    open_shop.add(*ROWS)
    return open_shop


def names(shop, query, actor=SYSTEM):
    with shop.at(actor) as work:
        return [row.title for row in run(work, query).rows]


def rep(shop):
    return Actor(1, "rep", shop.catalog.get("role", "rep"))


def everything(**more):
    return ListQuery("customer", view=None, sort=("since",), **more)


@pytest.fixture
def plain(shop):
    """The same records without any view."""
    open_shop = shop("customers")
    open_shop.add(*ROWS)
    return open_shop


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("润扬", ["扬州润扬轴承"]),
        ("ry", ["扬州润扬轴承"]),
        ("chongqing", ["重庆长安"]),
        ("cqca", ["重庆长安"]),
        ("ACME gears", ["Acme's “Gears”"]),
        ("138 1234 5670", ["扬州润扬轴承"]),
        ("+86 139-1234-5671", ["重庆长安"]),
        ("SA-0004", ["上海无名"]),
        ("100%", []),
        ("_", []),
    ],
)
def test_search_finds_what_people_type(plain, typed, found):
    assert names(plain, everything(search=typed)) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("source:any_of:web|fair", 3),
        ("source:is:展会", 1),
        ("source:none_of:web", 2),
        ("source:empty", 1),
        ("budget:at_least:30 万", 2),
        ("budget:under:12.5", 0),
        ("budget:is_not:12.5", 3),
        ("tags:any_of:cold", 1),
        ("tags:none_of:cold", 3),
        ("since:since:2026-01-05", 2),
        ("since:before:2026-01-05", 1),
        ("since:on:2026-03-01", 1),
        ("name:contains:Acme's “Gears", 1),
        ("created_at:on:2026-11-24", 4),
        ("created_at:after:2026-11-24", 0),
        ("created_by:is:me", 0),
    ],
)
def test_filters_mean_what_they_say(plain, written, found):
    assert len(names(plain, everything(filters=(Filter.parse(written),)))) == found


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["预算 不低于 ¥300,000", "来源 属于 官网 或 展会"]),
        ("en", ["Budget at least ¥300,000", "Source is Web or Fair"]),
    ],
)
def test_filters_are_said_in_words(plain, language, words):
    query = everything(filters=(Filter.parse("budget:at_least:30 万"), Filter.parse("source:any_of:web|fair")))
    with plain.at(replace(SYSTEM, language=language)) as work:
        page = run(work, query)
    assert [each.words for each in page.filters] == words
    assert page.filters[0].without.filters == (query.filters[1],)


@pytest.mark.parametrize(
    "written", ["colour:is:red", "budget:contains:1", "budget:at_least:much", "source:is:tv", "budget:is:", "x"]
)
def test_filters_that_do_not_fit_are_refused(plain, written):
    with pytest.raises(Invalid):
        names(plain, everything(filters=(Filter.parse(written),)))


def test_view_gives_columns_order_and_groups(customers):
    with customers.at() as work:
        page = run(work, ListQuery("customer"))
    assert [column.name for column in page.columns] == ["name", "budget", "secret"]
    assert [row.cells[1] for row in page.rows] == ["¥800,000", "¥300,000"]
    assert [(group.label, group.n, group.sums["budget"]) for group in page.groups] == [
        ("官网", 1, "¥800,000"), ("展会", 1, "¥300,000"),
    ]  # fmt: skip
    assert page.sums["budget"] == "¥1,100,000"


def test_hidden_column_is_not_there(customers):
    with customers.at(rep(customers)) as work:
        page = run(work, ListQuery("customer"))
        assert [column.name for column in page.columns] == ["name", "budget"]
        assert "secret" not in page.rows[0].values


@pytest.mark.parametrize(
    "asked", [{"where": "secret = '600'"}, {"sort": ("secret",)}, {"filters": (Filter("secret", "filled"),)}]
)
def test_hidden_field_cannot_be_asked_about(customers, asked):
    with pytest.raises(Invalid):
        names(customers, ListQuery("customer", **asked), rep(customers))


def test_hidden_name_is_not_even_suggested(customers):
    with pytest.raises(Invalid) as invalid:
        names(customers, ListQuery("customer", where="secrett = '600'"), rep(customers))
    assert "secret”" not in invalid.value.errors[0].message("en").replace("secrett", "")
    assert "did you mean" not in invalid.value.errors[0].message("en")


@pytest.mark.parametrize("value", ["a\0b", "x" * 5000])
def test_filter_that_no_rule_can_hold_is_refused(customers, value):
    with pytest.raises(Invalid):
        names(customers, everything(filters=(Filter("name", "is", (value,)),)))


def test_endless_search_finds_nothing(customers):
    with customers.at() as work:
        assert run(work, everything(search="x" * 100_000)).rows == ()
        assert record_choices(work, "customer", "x" * 100_000) == ()


def test_hidden_text_cannot_be_searched_for(shop):
    text = (CONFIGS / "customers.yaml").read_text("utf-8").replace("en: Floor}", "en: Floor}, search: true")
    open_shop = shop(**{"forms/customers": text, "roles/r": ROLE})
    open_shop.add(*ROWS)
    assert names(open_shop, everything(search="600")) == ["上海无名"]
    assert names(open_shop, everything(search="600"), rep(open_shop)) == []
    assert names(open_shop, everything(search="无名"), rep(open_shop)) == ["上海无名"]


def test_form_without_right_is_not_found(customers):
    with pytest.raises(NotFound):
        names(customers, ListQuery("customer"), Actor(1, "guest"))
    with pytest.raises(NotFound):
        names(customers, ListQuery("nothing"))


def test_masked_field_shows_only_a_part(plain):
    with plain.at() as work:
        assert run(work, everything()).rows[1].subtitle == ("138****5670",)


def test_empty_values_sort_last_both_ways(plain):
    assert names(plain, ListQuery("customer", sort=("budget",)))[-1] == "上海无名"
    assert names(plain, ListQuery("customer", sort=("-budget",)))[-1] == "上海无名"


def test_choices_sort_in_the_order_of_the_file(plain):
    query = ListQuery("customer", sort=("source", "since"))
    assert names(plain, query) == ["Acme's “Gears”", "扬州润扬轴承", "重庆长安", "上海无名"]


def test_pages_hold_every_row_once(shop):
    paged = shop("customers")
    paged.add(*({"name": f"c{number % 3}"} for number in range(25)))
    query = ListQuery("customer", sort=("name",), size=10)
    with paged.at() as work:
        pages = [run(work, query.at_page(number)) for number in (1, 2, 3)]
    assert len({row.id for page in pages for row in page.rows}) == 25
    assert [page.has_next for page in pages] == [True, True, False]
    assert (pages[0].total.n, pages[0].pages, pages[2].first) == (25, 3, 21)


def test_count_stops_when_it_is_large(plain, monkeypatch):
    monkeypatch.setattr("forms.lists.listing.COUNTED", 2)
    with plain.at() as work:
        assert (run(work, everything()).total.n, run(work, everything()).total.exact) == (2, False)
        assert run(work, everything(), exact=True).total.n == 4
        assert count(work, everything(filters=(Filter("source", "empty"),))).n == 1


def test_ids_come_in_the_order_of_the_list(plain):
    with plain.at() as work:
        assert matching_ids(work, ListQuery("customer", sort=("-budget",)), limit=2) == (1, 2)


def test_condition_of_a_link_is_said_in_words(plain):
    query = ListQuery("customer", where="source = 'web' and budget > 100")
    with plain.at() as work:
        page = run(work, query)
    assert [row.title for row in page.rows] == ["扬州润扬轴承"]
    assert "官网" in page.filters[0].words
    assert page.filters[0].without.where == ""


@pytest.mark.parametrize("where", ["budget >", "nothing = 1", "budget + 1", "x" * 3000])
def test_condition_that_is_none_is_refused(plain, where):
    with pytest.raises(Invalid):
        names(plain, ListQuery.from_args("customer", {"where": where}))


def test_linked_records_are_shown_by_title(shop):
    view = VIEW.replace("[name, budget, secret]", "[name, parent]").replace("budget >= 100", "filled(parent)")
    linked = shop("customers", **{"views/v": view})
    linked.add(*ROWS)
    linked.add({"name": "子公司", "parent": "SA-0001"})
    with linked.at() as work:
        row = run(work, ListQuery("customer", search="zigongsi")).rows[0]
    assert row.cells == ("子公司", "扬州润扬轴承")
    assert row.values["parent"] == 1


def test_money_stays_exact(shop):
    view = VIEW.replace("budget >= 100", "true")
    exact = shop("customers", **{"views/v": view})
    exact.add({"name": "a", "budget": "0.1"}, {"name": "b", "budget": "0.2"})
    with exact.at() as work:
        page = run(work, ListQuery("customer"))
    assert [row.values["budget"] for row in page.rows] == [Decimal("0.2"), Decimal("0.1")]
    assert page.sums["budget"] == "¥0.30"


def test_asking_as_a_link_is_asking_the_same():
    query = ListQuery("customer", "v", (Filter("name", "contains", ("a:b",)), Filter("source", "any_of", ("x", "y"))))
    query = replace(
        query, where="budget > 1", search="润扬 a", sort=("-budget", "name"), group="source", page=3, size=80
    )
    assert ListQuery.from_args("customer", query.to_args()) == query
    assert ListQuery.from_args("customer", MultiDict(parse_qsl(query.to_url()))) == query


@given(
    st.dictionaries(st.sampled_from(["view", "q", "f", "sort", "page", "size", "where", "group"]), st.text(max_size=9))
)
def test_any_link_is_a_question(args):
    query = ListQuery.from_args("customer", args)
    assert 1 <= query.page <= 10_000
    assert 1 <= query.size <= 200
    assert ListQuery.from_args("customer", query.to_args()) == query


def test_sorting_again_turns_round():
    once = ListQuery("customer", page=4).sorted_by("budget")
    assert (once.sort, once.page) == (("budget",), 1)
    assert once.sorted_by("budget").sort == ("-budget",)
