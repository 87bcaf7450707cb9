"""One review. The stars follow `self.item` by a data binding."""

from ._anvil_designer import ReviewRowTemplate


class ReviewRow(ReviewRowTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)
