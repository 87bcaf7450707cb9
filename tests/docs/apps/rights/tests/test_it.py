import anvil.server
import pytest


def test_a_right_is_shown_again(app):
    app.start()
    right = app.server.call("open_order", 7)
    assert right.scope == ["order", 7]
    assert app.server.call("cancel", right) is None
    with pytest.raises(anvil.server.PermissionDenied):
        app.server.call("open_order", 101)


def test_a_visitor_is_remembered(app):
    app.start()
    app.server.call("sample_1")


def test_an_event_reaches_the_page(app):
    app.start()
    app.form.listen()
    app.server.call("change")
    app.advance(1)
    assert app.form.label.text == "Order 7 changed"
