"""Places that company names tell: one name in two places is two companies, unless one place lies in the other."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ..lists.pinyin import sound_of

PROVINCES: dict[str, tuple[str, ...]] = {
    "北京": (), "上海": (), "天津": (), "重庆": (), "香港": (), "澳门": (), "台湾": (),
    "河北": ("石家庄", "唐山"), "山西": ("太原",), "辽宁": ("沈阳", "大连"), "吉林": ("长春",), "黑龙江": ("哈尔滨",),
    "江苏": ("南京", "苏州", "无锡", "常州", "扬州", "南通", "徐州", "镇江", "泰州", "盐城", "连云港", "淮安", "宿迁"),
    "浙江": ("杭州", "宁波", "温州", "嘉兴", "绍兴", "金华", "台州", "湖州", "衢州", "舟山", "丽水", "义乌"),
    "安徽": ("合肥", "芜湖", "蚌埠", "马鞍山"), "福建": ("福州", "厦门", "泉州", "漳州"), "江西": ("南昌", "九江"),
    "山东": ("济南", "青岛", "烟台", "潍坊", "淄博", "临沂"), "河南": ("郑州", "洛阳"), "湖北": ("武汉", "襄阳"),
    "湖南": ("长沙", "株洲"), "广东": ("广州", "深圳", "东莞", "佛山", "中山", "珠海", "惠州", "汕头"),
    "海南": ("海口",), "四川": ("成都", "绵阳"), "贵州": ("贵阳",), "云南": ("昆明",), "陕西": ("西安",),
    "甘肃": ("兰州",), "青海": ("西宁",), "内蒙古": ("呼和浩特",), "广西": ("南宁", "柳州"), "西藏": ("拉萨",),
    "宁夏": ("银川",), "新疆": ("乌鲁木齐",), "中国": (),
}  # fmt: skip
WITHIN = {"昆山": "苏州", "张家港": "苏州", "常熟": "苏州", "太仓": "苏州", "江阴": "无锡", "宜兴": "无锡"}
EVERYWHERE = "中国"  # a place that sets nobody apart
AS_WRITTEN = {"shaanxi": "陕西"}  # where foreigners write it otherwise than it sounds
ABOVE = {city: province for province, cities in PROVINCES.items() for city in cities} | WITHIN
NAMES = sorted({*PROVINCES, *ABOVE}, key=lambda name: (-len(name), name))
ONE = re.compile("(" + "|".join(NAMES) + ")(?:省|市|区|县|自治区)?")
IN_FRONT = re.compile("^(?:(?:" + "|".join(NAMES) + ")(?:省|市|区|县|自治区)?)+")
BRACKETS = re.compile(r"[(（\[【](.*?)[)）\]】]")
FIRST_WORD = re.compile(r"^\W*(\w+)")


def apart(one: str, other: str) -> bool:
    """Whether both names tell a place, and no place of one is, lies in, or holds a place of the other."""
    left, right = told_in(one), told_in(other)
    if not left or not right:
        return False
    return not any(a == b or a in _upwards(b) or b in _upwards(a) for a in left for b in right)


@lru_cache(maxsize=100_000)
def told_in(name: str) -> frozenset[str]:
    """The places in front of a name and in its brackets, the nearest of them: 江苏省苏州市恒锐 → 苏州."""
    text = unicodedata.normalize("NFKC", name).casefold()
    front = IN_FRONT.match(text)
    found = set(ONE.findall(front.group())) if front else set(_spelt(FIRST_WORD.match(text)))
    for inside in BRACKETS.finditer(text):
        found |= set(ONE.findall(inside.group(1))) or _spelt(FIRST_WORD.match(inside.group(1)))
    found.discard(EVERYWHERE)
    return frozenset(place for place in found if not any(place in _upwards(other) for other in found))


@lru_cache(maxsize=1000)
def _upwards(place: str) -> set[str]:
    above: set[str] = set()
    while place in ABOVE:
        place = ABOVE[place]
        above.add(place)
    return above


def _spelt(word: re.Match[str] | None) -> frozenset[str]:
    """The places that foreigners may mean: Shanghai is one, Taizhou may be 台州 or 泰州."""
    return _latin().get(word.group(1), frozenset()) if word else frozenset()


@lru_cache(maxsize=1)
def _latin() -> dict[str, frozenset[str]]:
    spelt = [(sound_of(name), name) for name in NAMES if name != EVERYWHERE]
    found: dict[str, set[str]] = {}
    for word, name in (*spelt, *AS_WRITTEN.items()):
        found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}
