from ._anvil_designer import NameFormTemplate


class NameForm(NameFormTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)
