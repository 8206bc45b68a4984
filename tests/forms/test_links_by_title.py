"""Files name what they link to as people do: by its title, if exactly one is called so."""

import pytest

from forms.fields import Context, ValueRefused, field_types


class Known:
    """Two records: one by number, one by title."""

    def find_record(self, form, raw):
        return {"CU-1": 1}.get(raw)

    def find_titled(self, form, raw):
        return {"Cancity": 2}.get(raw)


LINK = field_types.get("record_link").from_options({"form": "customer"})


def test_a_file_may_name_a_record_by_its_title():
    assert LINK.parse("Cancity", Context(references=Known(), by_label=True)) == 2
    assert LINK.parse("CU-1", Context(references=Known(), by_label=True)) == 1


def test_elsewhere_a_title_is_no_link():
    with pytest.raises(ValueRefused):
        LINK.parse("Cancity", Context(references=Known()))
