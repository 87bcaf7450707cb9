"""Tests of this app: the number outlives the Form that counted."""


def test_both_forms_count_the_same_clicks(app):
    app.start()
    app.click("count_link")
    app.click("count_link")
    app.click("other_form_link")
    assert type(app.form).__name__ == "Form2"
    assert app.form.clicks_label.text == "2 clicks"
    app.click("count_link")
    app.click("other_form_link")
    assert app.form.clicks_label.text == "3 clicks"


def test_every_visit_begins_at_nought(app):
    app.start()
    assert app.module("Global").number_of_clicks == 0


def test_one_click_is_not_clicks(app):
    shared = app.module("Global")
    shared.number_of_clicks = 1
    assert shared.describe() == "1 click"
