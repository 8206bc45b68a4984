"""Columns find their fields: by name, by a name like it, by what stands in them; what says nothing is left out."""

import json

import pytest

from definitions import load_files
from forms import Context, field_types, form_of, guess, meant, record_columns

FORM = """
kind: form
id: buyer
label: Buyer
title: company
number: "B-{serial}"
fields:
  - {id: company, type: text, label: {zh: 公司, en: Company}}
  - {id: phone, type: phone, label: {zh: 电话, en: Phone}}
  - {id: mail, type: email, label: {zh: 邮箱, en: E-mail}}
  - {id: staff, type: integer, label: {zh: 人数, en: Employees}}
  - {id: amount, type: money, label: {zh: 金额, en: Amount}}
"""


def found(header, *rows):
    form = form_of(load_files({"buyer.yaml": FORM}).catalog, "buyer")
    guessed = guess(form.fields, header, rows, Context(by_label=True))
    return {column: (one.field, one.why) for column, one in guessed.items()}


def test_ids_and_labels_in_any_language_are_names():
    assert found(["COMPANY", "电 话", "E-mail", "employees (2026)"]) == {
        "COMPANY": ("company", "name"),
        "电 话": ("phone", "name"),
        "E-mail": ("mail", "name"),
        "employees (2026)": ("staff", "name"),
    }


def test_nearly_the_same_name_is_taken_for_it():
    assert found(["联系电话", "Companys", "备注"]) == {"联系电话": ("phone", "like"), "Companys": ("company", "like")}


def test_what_people_call_a_field_is_its_name_too():
    words = FORM.replace("zh: 人数, en: Employees}", "zh: 人数, en: Employees}, words: [规模]")
    form = form_of(load_files({"buyer.yaml": words}).catalog, "buyer")
    guessed = guess(form.fields, ["规模"], (), Context(by_label=True))
    assert {column: one.field for column, one in guessed.items()} == {"规模": "staff"}


def test_link_is_not_taken_for_a_column_whose_words_name_no_record():
    link = "  - {id: customer, type: record_link, form: buyer, label: {zh: 客户, en: Customer}}\n"
    form = form_of(load_files({"buyer.yaml": FORM + link}).catalog, "buyer")

    def taken(context: Context) -> dict[str, str]:
        found = guess(form.fields, ["客户单位"], [["苏州恒锐"], ["无锡锐达"]], context)
        return {column: one.field for column, one in found.items()}

    class Books:
        """Knows one firm."""

        find_record = staticmethod(lambda form, number: None)
        find_titled = staticmethod(lambda form, title: 7 if title == "无锡锐达" else None)

    assert taken(Context(by_label=True)) == {}
    assert taken(Context(by_label=True, references=Books())) == {"客户单位": "customer"}


def test_column_is_taken_for_the_one_field_that_is_called_after_its_kind():
    assert found(["手机", "Mobile 2"]) == {"手机": ("phone", "like")}
    assert found(["Contact mail"]) == {"Contact mail": ("mail", "like")}


def test_word_means_the_choice_that_it_is_nearest_to():
    choices = (("east", "华东"), ("south", "华南"), ("fair", "外部渠道 / 展会"))
    assert [meant(word, choices) for word in ("华东区", "华 南", "展会", "SOUTH", "火星", "华")] == [
        "east", "south", "fair", "south", "", "",
    ]  # fmt: skip


def test_values_tell_where_only_one_field_takes_them():
    header = ["a", "b", "c"]
    rows = [["13900002046", "wang@example.com", "12"], ["13900002047", "li@example.com", "x"]]
    assert found(header, *rows) == {"a": ("phone", "values"), "b": ("mail", "values")}


def test_numbers_that_fit_two_fields_are_left_to_the_person():
    assert found(["n"], ["12"], ["13"]) == {}


def test_no_field_is_given_to_two_columns():
    assert found(["公司", "company"]) == {"公司": ("company", "name")}


def test_what_the_system_keeps_is_taken_for_no_field():
    form = form_of(load_files({"buyer.yaml": FORM.replace("公司, en: Company", "合同编号, en: No")}).catalog, "buyer")
    header = ["编号", "合同编号"]
    assert {one.column for one in guess(form.fields, header, [], Context(), others=["编号"]).values()} == {"合同编号"}


def test_names_that_differ_in_brackets_are_two_fields():
    form = form_of(
        load_files({"buyer.yaml": FORM.replace("公司", "金额（万）").replace("人数", "金额（元）")}).catalog, "buyer"
    )
    found = guess(form.fields, ["金额（元）", "金额（万）", "金额"], [], Context())
    assert {name: one.field for name, one in found.items()} == {
        "金额（元）": "staff",
        "金额（万）": "company",
        "金额": "amount",
    }


@pytest.mark.parametrize("name", sorted(name for name, cls in field_types.items() if not cls.virtual))
def test_an_export_with_a_field_of_every_type_maps_to_itself(catalog_of, name):
    """Beside others whose names are like its own, and beside what the system keeps."""
    options = {**field_types.get(name).examples[0].options, "id": "it", "type": name, "label": "编号的金额"}
    form = f"{FORM.replace('id: buyer', 'id: sample')}  - {json.dumps(options)}\n"
    catalog = catalog_of("customers", "area", "orders", **{"forms/sample": form})
    usable = [one for one in form_of(catalog, "sample").fields if not one.computed and not one.type.composed]
    header = [column.label.text("zh") for column in record_columns(catalog, "sample").values()]
    found = {one.field: column for column, one in guess(usable, header, [], Context(), others=header).items()}
    assert found == {field.id: field.label.text("zh") for field in usable}
