"""One row of the table. It tells the Form which expense to remove; what that means is the Form's business."""

from ._anvil_designer import ExpenseRowTemplate


class ExpenseRow(ExpenseRowTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)

    def remove_link_click(self, **event_args):
        self.parent.raise_event("x-remove", expense=self.item)
