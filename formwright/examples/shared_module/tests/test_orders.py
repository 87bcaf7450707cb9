"""Tests of this app: the shared Module by itself, the page, and the server that has the last word."""

import pytest


def test_ten_pieces_cost_a_tenth_less(app):
    pricing = app.module("Pricing")
    assert pricing.price("Notebook", 9) == 40.50
    assert pricing.price("Notebook", 10) == 40.50


@pytest.mark.parametrize("quantity", ["", "many", "0", "1001", "1.5"])
def test_nonsense_cannot_be_ordered(app, quantity):
    form = app.start()
    app.type("quantity_box", quantity)
    assert "quantity" in form.total_label.text
    assert not form.order_button.enabled


def test_the_total_follows_the_fields(app):
    form = app.start()
    app.choose("product_box", "Fountain pen")
    app.type("quantity_box", "2")
    assert form.total_label.text == "48.00 €"


def test_an_order_reaches_the_server(app):
    form = app.start()
    app.type("quantity_box", "3")
    app.click("order_button")
    assert form.receipt_label.text == "Ordered 3 × Notebook for 13.50 €. Thank you!"
    assert form.server_python_label.text.startswith("Server: Python 3")


def test_the_server_checks_again(app):
    with pytest.raises(ValueError, match="between 1 and 1000"):
        app.server.call("place_order", "Notebook", "5000")


def test_the_page_shows_what_the_server_refused(app):
    app.server.stand_in("place_order", ValueError("Sold out."))
    form = app.start()
    app.click("order_button")
    assert form.receipt_label.text == "The server refused: Sold out."
