"""The first of two Forms that show the same number."""

from anvil import open_form

from .. import Global
from ._anvil_designer import Form1Template


class Form1(Form1Template):
    def __init__(self, **properties):
        self.init_components(**properties)
        self.show_clicks()

    def show_clicks(self):
        self.clicks_label.text = Global.describe()

    def count_link_click(self, **event_args):
        # `Global.` matters: it changes the variable in the Module, not a copy of it in this file.
        Global.number_of_clicks += 1
        self.show_clicks()

    def other_form_link_click(self, **event_args):
        open_form("Form2")
