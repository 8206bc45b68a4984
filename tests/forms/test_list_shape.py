"""What a link says of a layout, and what is made of it."""

from datetime import date

from definitions import Label
from forms import ListQuery
from forms.fields.choice import Choice, ChoiceOption
from forms.fields.date import Day
from forms.fields.text import Text
from forms.lists.calendar import shown_days
from forms.lists.record_columns import RecordColumn
from forms.lists.shape import ListShape, date_columns, lane_columns

COLUMNS = {
    name: RecordColumn(name, Label.of(name), kind)
    for name, kind in {
        "name": Text(),
        "kind": Choice((ChoiceOption("a", Label.of("a")),)),
        "many": Choice(tuple(ChoiceOption(str(n), Label.of(str(n))) for n in range(41))),
        "due": Day(),
    }.items()
}


def test_a_layout_goes_into_the_address_and_back():
    args = [("view", "all"), ("as", "calendar"), ("on", "due"), ("span", "week"), ("day", "2026-11-24")]
    query = ListQuery.from_args("lead", args)
    assert query.shape == ListShape("calendar", None, "due", "week", date(2026, 11, 24))
    assert dict(query.to_args()) == dict(args)


def test_nonsense_in_the_address_is_as_if_not_said():
    assert ListShape.from_args({"as": "globe", "span": "year", "day": "0001-13-99"}) == ListShape()


def test_lanes_are_choices_that_fit_side_by_side():
    assert list(lane_columns(COLUMNS)) == ["kind"]
    assert list(date_columns(COLUMNS)) == ["due"]


def test_a_board_without_lanes_is_a_table():
    assert ListShape("kanban").completed(None, {"name": COLUMNS["name"]}).layout == "table"
    assert ListShape("kanban", lanes="name").completed(None, COLUMNS).lanes == "kind"


def test_a_month_is_shown_in_whole_weeks():
    days = shown_days(date(2026, 11, 24), "month")
    assert (days[0], days[-1], len(days)) == (date(2026, 10, 26), date(2026, 12, 6), 42)
    assert shown_days(date(2026, 11, 24), "week")[0] == date(2026, 11, 23)
