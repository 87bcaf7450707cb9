"""Keeps the contacts of each visitor for as long as the visit lasts."""

import anvil.server

from . import Checks


@anvil.server.callable
def list_contacts():
    return anvil.server.session.get("contacts", [])


@anvil.server.callable
def add_contact(contact):
    if found := Checks.problem(contact):
        raise ValueError(found)
    kept = {"name": contact["name"], "email": contact["email"]}
    anvil.server.session["contacts"] = [*list_contacts(), kept]
    return list_contacts()
