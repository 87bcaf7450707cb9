import pytest


def test_the_form_says_what_is_wrong(app):
    app.start()
    app.click("book_button")
    assert app.form.problem_label.text == "Enter a name. Enter how many people come."
    app.type("name_box", "Ada")
    app.type("people_box", "9")
    assert app.form.problem_label.text == "Our largest table is for 8."
    app.type("people_box", "2")
    app.click("book_button")
    assert app.form.problem_label.text == "A table for 2 is booked."


def test_the_server_does_not_rely_on_the_form(app):
    for wrong in ({}, {"name": "Ada", "people": 9}, {"name": "Ada", "people": "2"}, {"name": "Ada", "people": 1.5}):
        with pytest.raises(ValueError):
            app.server.call("book", wrong)
