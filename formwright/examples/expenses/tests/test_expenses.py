"""Tests of this app: the rules by themselves, the page, and the server that checks again."""

import datetime

import pytest

GOOD = {"what": "Train", "amount": 12.5, "category": "Travel", "day": datetime.date(2024, 5, 2)}


@pytest.mark.parametrize(
    ("field", "value"),
    [("what", "  "), ("amount", None), ("amount", 0), ("amount", 10_001), ("category", None), ("day", None)],
)
def test_what_is_wrong_is_said_at_its_field(app, field, value):
    checks = app.module("Checks")
    assert checks.problems(GOOD) == {}
    assert list(checks.problems({**GOOD, field: value})) == [field]


def test_tomorrow_is_too_early(app):
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)
    assert "not come" in app.module("Checks").problems({**GOOD, "day": tomorrow})["day"]


def test_nobody_is_scolded_before_they_typed(app):
    form = app.start()
    assert form.what_problem.text == ""
    app.click("save_button")
    assert form.what_problem.text == "Say what the money was spent on."
    assert form.amount_problem.text and form.category_problem.text
    assert form.what_box.role == "input-error"


def enter(app, what, amount):
    app.type("what_box", what)
    app.type("amount_box", amount)
    app.choose("category_box", "Meals")
    app.click("save_button")


def test_expenses_are_listed_and_added_up(app):
    form = app.start()
    enter(app, "Lunch", "12.5")
    enter(app, "Tea", "2")
    assert [row["what"] for row in form.rows.items] == ["Tea", "Lunch"]
    assert form.total_label.text == "Total: 14.50 €"
    assert form.what_box.text == ""


def test_one_can_be_removed(app):
    form = app.start()
    enter(app, "Lunch", "12.5")
    app.click(app.find_all("remove_link")[0])
    assert form.rows.items == []
    assert form.nothing_label.visible


def test_the_server_checks_again(app):
    with pytest.raises(ValueError, match="amount"):
        app.server.call("add_expense", {**GOOD, "amount": -1})
