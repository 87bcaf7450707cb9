"""What an order costs, and whether it makes sense: one place for both sides.

A Form imports this Module, and it runs in the browser's Python: answers appear while you type. A Server
Module imports the same file, and it runs in the server's Python: nobody can get round the check by
changing code in the browser.
"""

import sys

PRICES = {"Notebook": 4.50, "Fountain pen": 24.00, "Ink, 50 ml": 9.90}  # each, in euros
DISCOUNT_FROM = 10  # pieces
DISCOUNT = 0.10


def check(product, quantity_text):
    """The quantity as a number. Raises ValueError with a sentence for the person who ordered."""
    if product not in PRICES:
        raise ValueError("Choose a product.")
    try:
        quantity = int(quantity_text)
    except ValueError:
        raise ValueError("The quantity is a whole number, such as 3.") from None
    if not 1 <= quantity <= 1000:
        raise ValueError("The quantity is between 1 and 1000.")
    return quantity


def price(product, quantity):
    """The total, rounded to cents."""
    total = PRICES[product] * quantity
    if quantity >= DISCOUNT_FROM:
        total *= 1 - DISCOUNT
    return round(total, 2)


def python():
    """Which Python runs this Module."""
    return sys.version
