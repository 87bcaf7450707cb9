"""Takes orders. Runs on the server."""

import anvil.server

from . import Pricing


@anvil.server.callable
def place_order(product, quantity_text):
    """Check again: what arrives from a browser may have been changed on the way."""
    quantity = Pricing.check(product, quantity_text)
    return {
        "product": product,
        "quantity": quantity,
        "total": Pricing.price(product, quantity),
        "python": Pricing.python(),
    }
