"""What all Forms share.

A Module is loaded once for each browser tab. Every Form that imports it sees the same variables, so a
value put here is still there after another Form opens. Closing or reloading the tab starts afresh.
"""

number_of_clicks = 0


def describe():
    """The number of clicks, in words."""
    if number_of_clicks == 1:
        return "1 click"
    return f"{number_of_clicks} clicks"
