"""Every setting of a part sent back as it was drawn, as a browser does when nobody touched it: nothing changes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from definitions import parse_document, plain
from web.parts.drawing import inputs_of
from web.parts.outline import PARTS, part_at, parts_of
from web.parts.reading import Sent, sent
from web.parts.sources import Around

NUMBERS = st.one_of(st.integers(-(10**20), 10**20), st.floats(allow_nan=True), st.floats(0, 10))
RULES = st.sampled_from(
    [
        "region = 'east'\nand employees >= 50\n",
        "company = 'a  b'",
        " filled( need )  ",
        "\nfilled(need)",
        "no rule at",
        5,
        "",
    ]
)
TEXTS = st.one_of(st.none(), st.text("a  \n,\r", max_size=4))
WORDS = st.one_of(TEXTS, st.fixed_dictionaries({}, optional={"zh": TEXTS, "en": TEXTS, "fr": TEXTS}))


def as_a_browser_sends(inputs, words: MultiDict) -> None:
    """What the inputs would send if nobody touched them."""
    for each in inputs:
        words.add(f"has.{each.name}", "1")
        chosen = [option.value for option in each.options if option.selected]
        if each.shape in ("words", "texts"):
            words.add(f"v.{each.name}.zh", each.value)
            words.add(f"v.{each.name}.en", each.other)
        elif each.shape == "one_of":
            words.add(f"v.{each.name}.way", chosen[0] if chosen else "")
            words.add(f"v.{each.name}", each.value)
        elif each.shape in ("select", "ticks"):
            for value in chosen:
                words.add(f"v.{each.name}", value)
        elif each.shape in ("rule", "code", "lines"):
            words.add(f"v.{each.name}", each.value.replace("\n", "\r\n"))
            words.add(f"k.{each.name}.of", each.value.replace("\n", "\r\n"))
        elif each.shape != "check" or each.value:
            words.add(f"v.{each.name}", each.value.replace("\n", ""))
        as_a_browser_sends([*each.inputs, *(inner for row in each.rows for inner in row.inputs)], words)


def test_no_part_of_any_file_changes_by_being_sent_as_it_is(office):
    with office.work("xu.lan") as work, office.app.test_request_context():
        changed, looked = [], 0
        for path, text in work.catalog.files.items():
            read = plain(parse_document(path, text).data)
            if str(read.get("kind")) not in PARTS:
                continue
            around = Around(work, work.catalog, read["kind"], read)
            for at in ("", *(part.at for part in parts_of(read["kind"], read))):
                part, looked = part_at(read["kind"], read, at), looked + 1
                words = MultiDict()
                as_a_browser_sends(inputs_of(part, replace(around, path=part.path)), words)
                found = sent(part, replace(around, path=part.path), words)
                changed += [(path, at, found.changes, found.errors)] if found.changes or found.errors else []
        assert changed == [] and looked > 80


@pytest.fixture
def sent_back(office):
    """What changes when a part is sent back as it was drawn."""
    with office.work("xu.lan") as work, office.app.test_request_context():

        def send(data: dict, at: str = "", **touched: str) -> Sent:
            part = part_at(data["kind"], data, at)
            around, words = Around(work, work.catalog, data["kind"], data, path=part.path), MultiDict()
            as_a_browser_sends(inputs_of(part, around), words)
            for name, value in touched.items():
                words[f"v.{name}"] = value
            return sent(part, around, words)

        yield send


def test_no_setting_changes_that_nobody_touched(sent_back):
    numbers = st.one_of(NUMBERS, st.sampled_from(["budget / 2", " 5 ", "1e3", True]))

    @given(numbers, RULES, WORDS, TEXTS, st.sampled_from([{}, {"below": 1}, {"above": True}]))
    def holds(number, rule, words, text, odd):
        alert = {"kind": "alert", "report": "lead_forecast", "when": odd or {"below": number}, "about": words}
        assert sent_back({**alert, "due": text, "owner": text}) == Sent()
        row = {"id": "a", "when": rule, "points": number, "reason": words}
        card = {"kind": "scorecard", "form": "lead", "groups": [{"id": "g", "cap": number, "label": words}]}
        card["groups"][0]["rows"] = [row]
        assert sent_back(card, "groups/g") == Sent() == sent_back(card, "groups/g/rows/a")

    holds()


@pytest.mark.parametrize("number", [1234567.5, 0.1234567, 2500000.0, 1e-7])
def test_a_number_of_many_digits_is_shown_whole(sent_back, number):
    alert = {"kind": "alert", "report": "lead_forecast", "when": {"below": number}}
    assert sent_back(alert) == Sent()
    ((_, changes, _),) = sent_back(alert, when=f"{number + 1:.7f}").changes
    assert changes == {"when": {"below": pytest.approx(number + 1)}}


def test_blanks_in_a_word_that_is_compared_stay(sent_back):
    row = {"id": "a", "when": "filled(need)", "points": 5}
    card = {"kind": "scorecard", "form": "lead", "groups": [{"id": "g", "rows": [row]}]}
    ((_, changes, _),) = sent_back(card, "groups/g/rows/a", when="company = 'a  b'\r\n  or filled(need)").changes
    assert changes == {"when": "company = 'a  b' or filled(need)"}
