"""The first page."""

from .. import Router
from ._anvil_designer import HomeTemplate


class Home(HomeTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)

    def planets_button_click(self, **event_args):
        Router.go("planets")
