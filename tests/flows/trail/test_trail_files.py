"""What loading says about trails."""

import pytest

from tests.flows.workshop import load, problems_of

HEAD = "kind: trail\nid: {id}\nform: {form}\nbehaviours: {list}\n"


def trail(form: str = "ticket", list: str = "[{id: called}]", id: str = "ticket_trail") -> str:
    return HEAD.format(form=form, list=list, id=id)


def test_a_trail_loads():
    loaded = load(trails__ticket_trail=trail())
    assert [one.id for one in loaded.catalog.of_form("trail", "ticket")[0].behaviours] == ["called"]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"trails__ticket_trail": trail(form="tikcet")}, {"form": "unknown_form"}),
        ({"trails__zz": trail(id="zz")}, {"form": "second"}),
        ({"trails__ticket_trail": trail(list="[{id: called}, {id: called}]")}, {"behaviours.called.id": "id_twice"}),
        ({"trails__ticket_trail": trail(list="[{id: anything}]")}, {"behaviours.anything.id": "anything"}),
    ],
)
def test_mistakes_are_found_at_their_place(files, found):
    assert problems_of(**files) == found
