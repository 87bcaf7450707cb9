"""Interpreters for server code: finding, checking, choosing, and environments made by uv.

May not: run any of an app's code. Process: designer, host, command line.
"""

from formwright.runtime.pythons.choice import choose, choose_now, plain_python
from formwright.runtime.pythons.discovery import Discovery, Found, Refused, discover
from formwright.runtime.pythons.environment import EnvironmentFailure, Environments, requirements_of
from formwright.runtime.pythons.interpreter import Interpreter, NotUsable, inspect
from formwright.runtime.pythons.local_settings import LocalSettings

__all__ = [
    "Discovery",
    "EnvironmentFailure",
    "Environments",
    "Found",
    "Interpreter",
    "LocalSettings",
    "NotUsable",
    "Refused",
    "choose",
    "choose_now",
    "discover",
    "inspect",
    "plain_python",
    "requirements_of",
]
