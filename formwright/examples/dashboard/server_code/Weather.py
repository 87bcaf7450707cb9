"""Made-up weather. A real app would read a file, a database or a web service here."""

import math
import random

import anvil.server

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
TOWNS = {  # mean temperature, swing between seasons, rain in a month
    "Bergen": (8, 7, 190),
    "Lisbon": (17, 6, 60),
    "Vienna": (11, 11, 55),
}


@anvil.server.callable
def towns():
    return sorted(TOWNS)


@anvil.server.callable
def weather(town, first=0, last=11):
    """Temperatures in °C and rain in mm of the months `first` to `last` (0 is January)."""
    if town not in TOWNS:
        raise ValueError(f"There are no figures of {town}.")
    mean, swing, rain = TOWNS[town]
    chance = random.Random(town)  # the same figures each time
    year = [
        {
            "month": name,
            "temperature": round(mean - swing * math.cos(2 * math.pi * (number - 0.5) / 12), 1),
            "rain": round(rain * chance.uniform(0.6, 1.4)),
            "sun": round(150 - 90 * math.cos(2 * math.pi * number / 12) + chance.uniform(-20, 20)),
        }
        for number, name in enumerate(MONTHS)
    ]
    return year[first : last + 1]
