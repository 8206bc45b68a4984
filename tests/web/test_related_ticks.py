"""Which records that point here a page lists is ticked in the settings of the form."""

import re

import pytest

from records import drafts

LEAD = "b2b-leads/forms/lead.yaml"
PAGE = "/studio/forms/lead"
pytestmark = pytest.mark.parametrize("office_store", ["sqlite"], indirect=True)
NAMES = {"label.zh": "线索", "label.en": "Lead", "plural.zh": "线索", "plural.en": "Leads", "icon": "target"}
NAMES |= {"number": "LD-{year}-{serial:6}", "subtitle": ["contact", "phone"]}


def test_lists_of_what_points_here_are_ticked(office, admin):
    def act(name, **values):
        admin.post(f"{PAGE}/acts", data={"act": name, "state": "", **values})

    def drafted():
        with office.work() as work:
            return drafts.over(work.connection, dict(work.catalog.files))[LEAD]

    assert 'value="buying_contact.lead" checked' in admin.get(PAGE).text
    before = drafted()
    act(
        "change_form",
        related=["buying_contact.lead", "contract.lead"],
        title="company",
        **{"has.related": "1", **NAMES},
    )
    assert re.search(r"form: contract,?\s+by: lead", drafted())
    act("change_form", related=["buying_contact.lead"], title="company", **{"has.related": "1", **NAMES})
    assert drafted().rstrip() == before.rstrip()
