"""The list. Each planet is a Link to a page of its own."""

from anvil import Link

from .. import Planets, Router
from ._anvil_designer import PlanetListTemplate


class PlanetList(PlanetListTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)
        for name in Planets.PLANETS:
            link = Link(text=name, icon="fa:circle")
            link.set_event_handler("click", self.planet_click)
            self.planets.add_component(link)

    def planet_click(self, sender, **event_args):
        Router.go(f"planets/{sender.text}")
