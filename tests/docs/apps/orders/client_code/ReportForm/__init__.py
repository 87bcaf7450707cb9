from ._anvil_designer import ReportFormTemplate
from anvil import *
import anvil.server


class ReportForm(ReportFormTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)
        self.label_1.text = str(anvil.server.startup_data)
