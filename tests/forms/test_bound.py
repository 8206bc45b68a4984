"""What a template gets to draw a form."""

from decimal import Decimal

from forms import FieldError, bind


def bound(desk, name, *args, **more):
    at = desk(name)
    return bind(at.form, at.work, *args, **more)


def test_new_form_shows_its_defaults(desk):
    form = bound(desk, "defaults")
    assert form["due"].raw == "2026-12-01"
    assert [choice.value for choice in form["source"].choices if choice.selected] == ["web"]


def test_stored_record_shows_its_values(desk):
    form = bound(desk, "computed", {"price": Decimal("1999.5"), "pieces": 3})
    assert (form["price"].raw, form["price"].shown) == ("1999.5", "¥1,999.50")


def test_typed_text_comes_back_as_typed(desk):
    form = bound(desk, "required_when", None, {"phone": "138 x"}, errors=[FieldError("phone", "not_a_phone")])
    assert form["phone"].raw == "138 x"
    assert form["phone"].errors[0].message.startswith("电话号码")


def test_summary_links_to_the_control(desk):
    form = bound(desk, "required_when", None, {}, errors=[FieldError("name", "required", {"label": "name"})])
    assert form.errors[0].id == form["name"].id


def test_conditions_show_as_things_are_typed(desk):
    assert not bound(desk, "visible_when", None, {"budget": ""})["budget_state"].visible
    shown = bound(desk, "visible_when", None, {"budget": "5"})["budget_state"]
    assert shown.visible
    assert shown.required


def test_computed_field_is_read_only(desk):
    field = bound(desk, "computed", None, {"price": "2", "pieces": "3"})["gross"]
    assert (field.read_only, field.shown) == (True, "¥6")


def test_locked_field_shows_what_stands(desk):
    stored = {"approved": True, "price": Decimal(100), "code": None}
    field = bound(desk, "read_only_when", stored, {"price": "1"})["price"]
    assert (field.read_only, field.raw) == (True, "100")


def test_retired_choice_shows_only_where_taken(desk):
    assert [c.value for c in bound(desk, "retired_choice")["source"].choices] == ["web"]
    kept = bound(desk, "retired_choice", {"source": "fax"})["source"].choices
    assert [(c.value, c.selected) for c in kept] == [("web", False), ("fax", True)]


def test_yes_no_has_a_third_answer(desk):
    assert [c.value for c in bound(desk, "read_only_when")["approved"].choices] == ["yes", "no", ""]


def test_public_form_shows_its_fields_in_order(desk):
    form = bound(desk, "required_when", only=["email", "name"])
    assert [field.name for field in form] == ["email", "name"]


def test_every_type_is_drawn_in_both_languages(desk):
    at = desk("required_when")
    for field in bind(at.form, at.work):
        assert field.label
        assert field.html_name == field.name
