"""Keys that an older version kept are made anew once, so that what comes in meets what was there."""

from dataclasses import replace
from hashlib import sha256

import pytest

from flows import intake, rekeying
from forms import form_of, keys_made_by
from forms.duplicate_keys import KEY_MAKER
from forms.sameness.company_names import LEGAL, keys
from forms.sameness.places import NAMES
from records import match_keys, settings
from tests.flows.alike import alike

COMPANY = "same_company.customer"


@pytest.fixture
def world(database, now):
    """An order whose keys are those of an older version."""
    world = alike(database, now)
    for n in range(3):
        id = world.submit(customer="舟山恒锐精密机械有限公司", phone=f"1390000204{n}")
        with world.work() as work:
            match_keys.keep(work.connection, "order", {id: [(COMPANY, "<舟山")]}, places=[COMPANY])
    return world


def renew(world):
    with world.work() as work:
        return rekeying.renew_stale(work)


def known(world):
    with world.work() as work:
        return match_keys.sharing(work.connection, "order", [(COMPANY, "<恒锐")]).get((COMPANY, "<恒锐"), ())


def meets(world):
    with world.work(world.manager) as work:
        values = {"customer": "恒锐精密机械有限公司", "phone": "13711112222"}
        return intake.submit(work, "order", values, channel="page").duplicates


def test_what_was_kept_by_an_older_version_is_found_after_an_upgrade(world, monkeypatch):
    monkeypatch.setattr(rekeying, "PORTION", 2)
    assert known(world) == ()
    assert renew(world) == 1
    world.deliver()
    world.deliver()
    assert len(known(world)) == 3
    assert meets(world)


def test_keys_are_made_anew_once(world):
    assert renew(world) == 1
    assert renew(world) == 0
    with world.work() as work:
        settings.put(work.connection, "match_keys:order", "1:older")
        assert rekeying.renew_stale(work) == 1


def test_form_that_compares_otherwise_gets_its_keys_anew(world):
    form = form_of(world.catalog, "order")
    rule = next(each for each in form.duplicates if each.alike)
    other = replace(rule, alike=(replace(rule.alike[0], way="text"), *rule.alike[1:]))
    dearer = replace(rule, alike=(replace(rule.alike[0], points=95), *rule.alike[1:]))
    assert keys_made_by(replace(form, duplicates=(other,))) != keys_made_by(form)
    assert keys_made_by(replace(form, duplicates=(dearer,))) == keys_made_by(form)
    assert keys_made_by(replace(form, duplicates=())) == ""


def test_other_keys_need_another_key_maker():
    """When this fails, one name has other keys than before: raise KEY_MAKER and write down both anew."""
    made = [sorted(keys(f"{place}恒锐精密机械{suffix}")) for place in sorted(NAMES) for suffix in LEGAL]
    assert (KEY_MAKER, sha256(repr(made).encode()).hexdigest()[:12]) == (2, "764c35073071")
