"""A workshop that hands out tickets: three fitters of the press, in turn, who have an hour to accept."""

import pytest

from tests.flows.workshop import POOL, Workshop

ROUTING = (
    """
rules:
  - id: electric
    label: {zh: 电工活归电工, en: Electric work goes to electricians}
    when: "trade = 'electric'"
    who: {role: fitter, match: "person.trades contains trade"}
    how: least_loaded
    limits: {open: 3}
  - id: rest
    label: {zh: 其余轮流, en: The rest in turn}
    when: "filled(site)"
    who: {team: press, role: fitter}
    limits: {open: 3, per_day: 4}
accept: {within: 1 hour, then: superior}
notify: {message: assigned, within: 10 minutes}
"""
    + POOL
)


@pytest.fixture
def shop(open_shop) -> Workshop:
    shop = open_shop(routing=ROUTING)
    for login, name in (("ann", "安"), ("bo", "薄博"), ("cai", "蔡")):
        shop.hire(login, name=name)
    return shop
