"""A report in an address: what was packed comes back, and nothing else does."""

import zlib
from base64 import urlsafe_b64encode

import pytest

import reports
from definitions import NotFound

REPORT = {"kind": "report", "id": "mine", "form": "lead", "measures": [{"id": "n", "count": "all"}]}


def address(text: str) -> str:
    return urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode()


def test_what_was_packed_comes_back():
    assert reports.unpack(reports.pack(REPORT)) == REPORT


@pytest.mark.parametrize("depth", [100, 18_000])
def test_nobody_s_report_is_that_deep(depth):
    with pytest.raises(NotFound):
        reports.unpack(address('{"where": ' + "[" * depth + "]" * depth + "}"))
