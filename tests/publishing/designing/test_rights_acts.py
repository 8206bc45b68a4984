"""The grid of rights: whatever is set in one cell, every other cell stays what it was."""

from hypothesis import given
from hypothesis import strategies as st

from definitions import parse_document, plain
from publishing import designing

ROLES, STAGES, WAYS = ("", "rep", "boss"), ("", "new", "quote"), ("", "hidden", "read_only", "required")
CELLS = [(role, stage) for role in ROLES for stage in STAGES]
TEXT = "kind: form\nid: f\ntitle: name\nfields:\n  - {id: name, type: text}  # kept\n"
ACTS = st.lists(st.tuples(st.sampled_from(CELLS), st.sampled_from(WAYS)), max_size=8)


def cells(text: str) -> dict[tuple[str, str], set[str]]:
    """What each cell says by itself."""
    (field,) = plain(parse_document("f.yaml", text).data)["fields"]
    lines = field.get("rights") or ()
    return {cell: {line["be"] for line in lines if designing.covers(line, *cell)} for cell in CELLS}


@given(ACTS)
def test_one_cell_changes_and_no_other(acts):
    text = TEXT
    for (role, stage), be in acts:
        before = cells(text)
        text = designing.act(text, designing.SetRight("name", role, stage, be))
        assert cells(text) == {**before, (role, stage): {be} if be else set()}
    assert "# kept" in text


def test_an_emptied_grid_leaves_no_line():
    there = designing.act(TEXT, designing.SetRight("name", "rep", "", "hidden"))
    assert designing.act(there, designing.SetRight("name", "rep", "", "")) == TEXT
