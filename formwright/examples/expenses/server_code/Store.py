"""Keeps the expenses of each visitor for as long as the visit lasts.

Never trust what a browser sends: the page has checked it, but a page can be changed by its visitor.
"""

import anvil.server

from . import Checks


@anvil.server.callable
def list_expenses():
    return anvil.server.session.get("expenses", [])


@anvil.server.callable
def add_expense(expense):
    found = Checks.problems(expense)
    if found:
        raise ValueError(" ".join(found.values()))
    expenses = list_expenses()
    number = 1 + max((each["number"] for each in expenses), default=0)
    kept = {name: expense[name] for name in ("day", "what", "category", "amount")}
    anvil.server.session["expenses"] = [*expenses, {**kept, "number": number}]
    return list_expenses()


@anvil.server.callable
def remove_expense(number):
    anvil.server.session["expenses"] = [each for each in list_expenses() if each["number"] != number]
    return list_expenses()
