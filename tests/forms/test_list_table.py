"""What a link says of a table's columns."""

from decimal import Decimal

from definitions import Label
from forms import Context, ListQuery
from forms.fields.decimal import DecimalNumber
from forms.fields.text import Text
from forms.lists.record_columns import RecordColumn
from forms.lists.table import ListTable, shown_total

COST = RecordColumn("cost", Label.of("cost"), DecimalNumber())
SCORE = RecordColumn("score", Label.of("score"), DecimalNumber(), own=False)
NAME = RecordColumn("name", Label.of("name"), Text())


def test_columns_go_into_the_address_and_back():
    args = {"cols": "name,cost", "freeze": "2", "widths": "cost:120", "totals": "cost:avg"}
    query = ListQuery.from_args("lead", args)
    assert query.table == ListTable(("name", "cost"), 2, (("cost", 120),), (("cost", "avg"),))
    assert dict(query.to_args()) == args


def test_widths_go_in_steps_between_bounds():
    written = {"widths": "a:1,b:130,c:99999,d:x,e:-5"}
    assert ListTable.from_args(written).widths == (("a", 80), ("b", 120), ("c", 480))


def test_own_numbers_are_summed_unless_asked_otherwise():
    assert ListTable().totalled([COST, SCORE, NAME]) == {"cost": "sum"}
    asked = ListTable(totals=(("cost", "none"), ("score", "avg"), ("name", "avg")))
    assert asked.totalled([COST, SCORE, NAME]) == {"score": "avg"}


def test_an_average_says_that_it_is_one():
    assert shown_total(COST, "avg", Decimal("7.25"), Context("zh")) == "均 7.3"
    assert shown_total(COST, "avg", Decimal(8), Context("en")) == "avg 8"
