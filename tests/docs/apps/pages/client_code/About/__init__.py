from ._anvil_designer import AboutTemplate


class About(AboutTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)
