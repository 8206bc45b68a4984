"""Why a line of a file stays out, with a link where it names a record."""

import pytest

from web.importing.telling import Piece, Telling


@pytest.mark.parametrize("before", ["T-12", "T-1-2", "AT-1"])
def test_number_inside_another_one_is_no_link(monkeypatch, before):
    monkeypatch.setattr("web.importing.telling.language", lambda: "en")
    telling = Telling("ticket", {"T-1": 7})
    text = f"{before} is the same as T-1: Phone"
    pieces = telling.reason({"en": text, "number": "T-1"})
    assert pieces == (Piece(f"{before} is the same as "), Piece("T-1", "/records/ticket/7"), Piece(": Phone"))


def test_number_is_a_link_among_chinese_words(monkeypatch):
    monkeypatch.setattr("web.importing.telling.language", lambda: "zh")
    pieces = Telling("ticket", {"T-1": 7}).reason({"zh": "像是已有记录T-1的重复", "number": "T-1"})
    assert pieces[1] == Piece("T-1", "/records/ticket/7")
