"""Chinese as it is typed when searched."""

import pytest
from pypinyin import lazy_pinyin

from forms import search_text
from forms.lists.pinyin import pinyin_of, sound_of

NAMES = (
    "扬州润扬轴承有限公司", "苏州恒锐精密机械", "重庆长安汽车", "长沙银行", "厦门音乐学院", "上海都市传媒",
    "成都大数据", "会计师事务所", "南京绿地控股", "呼和浩特乳业", "六安瓜片", "蚌埠",
    "尉迟恭", "东莞", "浙江省台州市", "重型机械", "女装",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_readings_are_those_of_the_dictionary(name):
    assert pinyin_of(name)[0] == "".join(lazy_pinyin(name))


@pytest.mark.parametrize(
    ("name", "initials"), [("重庆长安", "cqca"), ("重型机械", "zxjx"), ("A股 银行", "gyh"), ("", "")]
)
def test_initials_are_one_letter_a_sign(name, initials):
    assert pinyin_of(name)[1] == initials


@pytest.mark.parametrize("name", [*NAMES, "恒a", "㐀〇", "𠀀鎏", "acme 重庆", "ー", ""])
def test_what_a_name_sounds_like_is_what_the_dictionary_says(name):
    assert sound_of(name) == "".join(lazy_pinyin(name))


def test_search_text_holds_every_searched_value(desk):
    form = desk("every_type").form
    text = search_text(
        form, {"text": "润扬 ABC", "long_text": "联网", "phone": "+8613812345670", "money": 5}, "SA-0001"
    )
    assert text.split("\n") == ["sa-0001", "润扬 abc", "runyang", "ry", "联网", "13812345670"]
