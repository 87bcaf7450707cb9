"""What a correct expense is. The page uses this while you type; the server before it stores anything."""

import datetime

CATEGORIES = ["Travel", "Meals", "Office", "Other"]
LARGEST = 10_000


def problems(expense):
    """What is wrong with an expense: a dict from the name of a field to a sentence. Empty if all is well."""
    found = {}
    if not (expense.get("what") or "").strip():
        found["what"] = "Say what the money was spent on."
    amount = expense.get("amount")
    if amount is None:
        found["amount"] = "Enter an amount."
    elif not 0 < amount <= LARGEST:
        found["amount"] = f"The amount is between 0.01 and {LARGEST}."
    if expense.get("category") not in CATEGORIES:
        found["category"] = "Choose a category."
    day = expense.get("day")
    if day is None:
        found["day"] = "Choose the day."
    elif day > datetime.date.today():
        found["day"] = "That day has not come yet."
    return found
