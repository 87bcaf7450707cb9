"""Orders stationery: prices while you type, and lets the server have the last word."""

import anvil.server

from .. import Pricing
from ._anvil_designer import Form1Template


class Form1(Form1Template):
    def __init__(self, **properties):
        self.init_components(**properties)
        self.product_box.items = list(Pricing.PRICES)
        self.product_box.selected_value = "Notebook"
        self.browser_python_label.text = f"Browser: Python {Pricing.python()}"
        self.order_change()

    def order_change(self, **event_args):
        """Runs at every key press, in the browser: no server is asked."""
        product = self.product_box.selected_value
        try:
            quantity = Pricing.check(product, self.quantity_box.text)
        except ValueError as problem:
            self.total_label.text = str(problem)
            self.order_button.enabled = False
        else:
            self.total_label.text = f"{Pricing.price(product, quantity):.2f} €"
            self.order_button.enabled = True

    def order_button_click(self, **event_args):
        try:
            order = anvil.server.call("place_order", self.product_box.selected_value, self.quantity_box.text)
        except ValueError as problem:
            self.receipt_label.text = f"The server refused: {problem}"
        else:
            self.receipt_label.text = (
                f"Ordered {order['quantity']} × {order['product']} for {order['total']:.2f} €. Thank you!"
            )
            self.server_python_label.text = f"Server: Python {order['python']}"
        self.receipt_label.visible = True
