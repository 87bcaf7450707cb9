from ._anvil_designer import OrderFormTemplate
from anvil import *
import anvil.server


class OrderForm(OrderFormTemplate):
    def __init__(self, number, **properties):
        self.init_components(**properties)
        self.label_1.text = f"Order {number}"
