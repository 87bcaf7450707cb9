from ._anvil_designer import Form1Template
from anvil import *
from ..Adding import Adding


class Form1(Form1Template):
    def __init__(self, **properties):
        self.init_components(**properties)

    def greet_button_click(self, **event_args):
        self.greeting.text = f"Hello, {self.name_box.text}!"

    def delete_button_click(self, **event_args):
        confirm("Delete this?", buttons=[("Yes", True), ("No", False)])

    def add_button_click(self, **event_args):
        form = Adding()
        if alert(form, buttons=[("OK", True)]):
            self.greeting.text = form.name_box.text
