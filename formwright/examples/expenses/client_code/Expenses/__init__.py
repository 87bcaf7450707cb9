"""Enters expenses: problems appear at a field when it has been left, and nothing wrong can be saved."""

import datetime

import anvil.server

from .. import Checks
from ._anvil_designer import ExpensesTemplate

FIELDS = ["what", "amount", "category", "day"]


class Expenses(ExpensesTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)
        self.category_box.items = Checks.CATEGORIES
        self.rows.set_event_handler("x-remove", self.remove)
        self.start_anew()
        self.show_expenses(anvil.server.call("list_expenses"))

    def entered(self):
        return {
            "what": self.what_box.text,
            "amount": self.amount_box.text,
            "category": self.category_box.selected_value,
            "day": self.day_box.date,
        }

    def start_anew(self):
        self.visited = set()
        self.what_box.text = ""
        self.amount_box.text = None
        self.category_box.selected_value = None
        self.day_box.date = datetime.date.today()
        self.check()

    def check(self):
        """Shows problems of the fields that have been visited; gives all that there are."""
        found = Checks.problems(self.entered())
        for field in FIELDS:
            problem = found.get(field, "") if field in self.visited else ""
            # Its place is always there (theme.css). If the table moved down when a field is left,
            # the click that left it would miss its target.
            getattr(self, f"{field}_problem").text = problem
            getattr(self, f"{field}_box").role = "input-error" if problem else None
        return found

    def field_change(self, **event_args):
        self.check()

    def field_left(self, sender, **event_args):
        self.visited.add(next(field for field in FIELDS if getattr(self, f"{field}_box") is sender))
        self.check()

    def save_button_click(self, **event_args):
        self.visited = set(FIELDS)
        found = self.check()
        if found:
            first = next(field for field in FIELDS if field in found)
            getattr(self, f"{first}_box").focus()
            return
        self.show_expenses(anvil.server.call("add_expense", self.entered()))
        self.start_anew()
        self.what_box.focus()

    def remove(self, expense, **event_args):
        self.show_expenses(anvil.server.call("remove_expense", expense["number"]))

    def show_expenses(self, expenses):
        self.rows.items = sorted(expenses, key=lambda each: (each["day"], each["number"]), reverse=True)
        self.grid.visible = bool(expenses)
        self.nothing_label.visible = not expenses
        total = sum(each["amount"] for each in expenses)
        self.total_label.text = f"Total: {total:,.2f} €" if expenses else ""
