"""One row of the table. Its columns show what their `data_key` names in `self.item`."""

from ._anvil_designer import ContactRowTemplate


class ContactRow(ContactRowTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)
