"""Made-up figures. A real app would read a file, a database or a web service here."""

import anvil.server

MONTHS = {"Jan": 120, "Feb": 135, "Mar": 180, "Apr": 160, "May": 210, "Jun": 240}


@anvil.server.callable
def figures():
    return [{"month": month, "value": value} for month, value in MONTHS.items()]
