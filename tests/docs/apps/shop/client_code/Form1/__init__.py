from ._anvil_designer import Form1Template
from anvil import *
import anvil.server


class Form1(Form1Template):
    def __init__(self, **properties):
        self.init_components(**properties)

    def save_button_click(self, **event_args):
        anvil.server.call("save_order", "Notebook")

    def order_button_click(self, **event_args):
        try:
            anvil.server.call("place_order", "Notebook", "3")
        except ValueError as error:
            self.notice.text = str(error)
