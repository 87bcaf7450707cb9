"""Tests of this app's API: `app.server.request` asks as another program would."""

import pytest


def test_all_prices(app):
    answer = app.server.request("GET", "/_/api/prices")
    assert (answer.status, answer.json()["tea"]) == (200, 4.8)


def test_a_price_for_an_amount(app):
    answer = app.server.request("GET", "/_/api/prices/tea?grams=250")
    assert answer.json() == {"product": "tea", "grams": 250, "price": 12.0}


@pytest.mark.parametrize(
    ("address", "status"),
    [("/prices/gold", 404), ("/prices/tea?grams=much", 400), ("/nothing", 404)],
)
def test_what_cannot_be_answered(app, address, status):
    assert app.server.request("GET", f"/_/api{address}").status == status


def test_offers_are_not_for_everybody(app):
    def post(credentials):
        form = {"content-type": "application/x-www-form-urlencoded"}
        return app.server.request(
            "POST", "/_/api/offers/tea", "price=5", headers=form, credentials=credentials
        )

    assert post(None).status == 401
    assert post(("shop", "guess")).status == 403
    made = post(("shop", "secret"))
    assert (made.status, made.json()) == (201, {"product": "tea", "price": 5.0})
