"""One planet. The Form is opened with its name: `open_form("PlanetPage", planet="Mars")`."""

from .. import Planets, Router
from ._anvil_designer import PlanetPageTemplate


class PlanetPage(PlanetPageTemplate):
    def __init__(self, planet="Earth", **properties):
        self.init_components(**properties)
        kilometres, days = Planets.PLANETS[planet]
        self.heading.text = planet
        self.size_label.text = f"{kilometres:,} km across"
        self.year_label.text = f"{days:,} days around the sun"

    def back_link_click(self, **event_args):
        Router.go("planets")
