"""Tests of this app. Run them with `formwright test` and this app's folder; no browser opens."""


def test_a_click_greets_by_name(app):
    form = app.start()
    app.type("name_box", "Ada")
    app.click("greet_button")
    assert form.greeting.text == "Hello, Ada!"
    assert "Hello, Ada!" in app.text


def test_enter_greets_too(app):
    form = app.start()
    app.type("name_box", "Grace", enter=True)
    assert form.greeting.text == "Hello, Grace!"


def test_without_a_name_there_is_no_greeting(app):
    form = app.start()
    app.type("name_box", "   ")
    app.click("greet_button")
    assert not form.greeting.visible
