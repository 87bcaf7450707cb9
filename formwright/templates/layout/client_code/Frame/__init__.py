"""The layout: what all pages have around them. A page is a Form that uses it and fills its slot."""

from anvil import open_form

from ._anvil_designer import FrameTemplate


class Frame(FrameTemplate):
    def __init__(self, **properties):
        self._place = ""
        self.init_components(**properties)

    @property
    def place(self):
        """Which link is marked. Each page sets it, as a property of its layout."""
        return self._place

    @place.setter
    def place(self, place):
        self._place = place
        for link in (self.home_link, self.about_link):
            link.role = "selected" if link.text == place else None

    def home_link_click(self, **event_args):
        open_form("Home")

    def about_link_click(self, **event_args):
        open_form("About")
