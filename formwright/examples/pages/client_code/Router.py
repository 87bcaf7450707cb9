"""Which address shows which page. The address is what stands behind # in the browser's address bar."""

import anvil.js
from anvil import get_url_hash, open_form, set_url_hash

from . import Planets

PAGES = {"": "Home", "planets": "PlanetList", "about": "About"}

_shown = None  # the address of the page that is open


def go(address):
    """Shows a page, and lets the address bar say so: it can be shared, and Back goes back."""
    set_url_hash(address)
    show()


def show():
    """Shows the page of the present address."""
    global _shown
    address = get_url_hash()
    if address == _shown:
        return
    _shown = address
    name, _, planet = address.partition("/")
    if name == "planets" and planet in Planets.PLANETS:
        open_form("PlanetPage", planet=planet)
    else:
        open_form(PAGES.get(name, "Home"))


def follow():
    anvil.js.window.addEventListener("hashchange", lambda _event: show())
