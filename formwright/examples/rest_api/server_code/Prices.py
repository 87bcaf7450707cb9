"""An API for other programs. Open /_/api/prices in a browser, or ask with curl:

curl "http://127.0.0.1:8300/_/api/prices/tea?grams=250"
curl -u shop:secret -d price=5 http://127.0.0.1:8300/_/api/offers/tea
"""

import anvil.server
from anvil.server import HttpResponse, http_endpoint

PRICES = {"tea": 4.80, "coffee": 3.20, "cocoa": 2.90}  # for 100 grams; a real app would have a database


@http_endpoint("/prices", methods=["GET"], enable_cors=True)
def prices():
    """What is returned becomes JSON. Pages of other sites may ask, too."""
    return PRICES


@http_endpoint("/prices/:product", methods=["GET"], enable_cors=True)
def price(product, grams="100"):
    """`product` comes from the path, `grams` from the query: /prices/tea?grams=250"""
    if product not in PRICES:
        return HttpResponse(404, {"error": f"We do not sell {product}."})
    try:
        amount = int(grams)
    except ValueError:
        return HttpResponse(400, {"error": "grams is a number"})
    return {"product": product, "grams": amount, "price": round(PRICES[product] * amount / 100, 2)}


@http_endpoint("/offers/:product", methods=["POST"], require_credentials=True)
def offer(product, price):
    """Not for everybody: without user name and password the answer is 401."""
    request = anvil.server.request
    if (request.username, request.password) != ("shop", "secret"):
        return HttpResponse(403, {"error": "Wrong user name or password."})
    return HttpResponse(201, {"product": product, "price": float(price)})
