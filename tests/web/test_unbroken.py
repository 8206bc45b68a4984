"""Sentences in pages: where a line may end."""

import pytest

from web.unbroken import unbroken


def held(sentence: str) -> list[str]:
    """The pieces within which no line ends."""
    return [part.partition("</span>")[0] for part in str(unbroken(sentence)).split('<span class="nowrap">')[1:]]


@pytest.mark.parametrize(
    ("sentence", "pieces"),
    [
        ("2026-11-16 起一周，新线索 34，高于前一周的 29。", ["2026-11-16 起", "索 34，", "的 29。"]),
        ("首次响应 20 小时 35 分", ["应 20 小时 35 分"]),
        ("up from 20 h 35 min to 1,204.5 h.", ["20 h 35 min", "1,204.5 h"]),
        ("Most won: 何静, ¥4,325,000 (47.1%)", ["¥4,325,000", "47.1%)"]),
    ],
)
def test_days_and_numbers_stay_whole(sentence, pieces):
    assert held(sentence) == pieces


def test_what_is_said_is_no_markup():
    assert "<b>" not in unbroken("<b>7</b> of <i>x</i>") and "&lt;b&gt;" in unbroken("<b>7</b>")
