from ._anvil_designer import AddingTemplate
from anvil import *
import anvil.server


class Adding(AddingTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)
