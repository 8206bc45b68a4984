"""Whatever is written as a file reads back as it was."""

from hypothesis import given
from hypothesis import strategies as st

from definitions import as_yaml
from definitions.yaml_text import read_yaml

NAMES = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
VALUES = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=20) | st.dates()
SETTINGS = st.dictionaries(NAMES, VALUES, min_size=1, max_size=4)


@given(st.dictionaries(NAMES, VALUES | st.lists(VALUES) | SETTINGS | st.lists(SETTINGS), min_size=1))
def test_what_is_written_reads_back_the_same(data):
    assert read_yaml(as_yaml(data)) == data


def test_each_of_several_settings_has_a_line():
    counted, summed = {"id": "leads", "count": "outcome = 'won'"}, {"id": "sum", "sum": "amount"}
    written = as_yaml({"kind": "report", "measures": [counted, summed]})
    lines = ["  - {id: leads, count: \"outcome = 'won'\"}", "  - {id: sum, sum: amount}"]
    assert written.splitlines() == ["kind: report", "measures:", *lines]
