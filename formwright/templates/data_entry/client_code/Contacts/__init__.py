"""Adds contacts: a problem is shown beside the button, and nothing wrong is kept."""

import anvil.server

from .. import Checks
from ._anvil_designer import ContactsTemplate


class Contacts(ContactsTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)
        self.show_contacts(anvil.server.call("list_contacts"))

    def add_button_click(self, **event_args):
        contact = {"name": self.name_box.text.strip(), "email": self.email_box.text.strip()}
        problem = Checks.problem(contact)
        self.problem_label.text = problem
        self.problem_label.visible = bool(problem)
        if problem:
            return
        self.show_contacts(anvil.server.call("add_contact", contact))
        self.name_box.text = self.email_box.text = ""
        self.name_box.focus()

    def show_contacts(self, contacts):
        self.rows.items = contacts
        self.grid.visible = bool(contacts)
        self.nothing_label.visible = not contacts
