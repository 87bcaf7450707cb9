"""Says in plain words what a Python error means, for the kinds that beginners meet. Pure."""

from __future__ import annotations

import re

_MEANINGS: tuple[tuple[str, str], ...] = (
    (
        r"NameError: name '(?P<a>\w+)' is not defined",
        "Nothing here is called {a}. Is it misspelt, or not imported?",
    ),
    (
        r"UnboundLocalError: .*'(?P<a>\w+)'.*",
        "{a} is used in this function before it has a value. "
        "To change a module's variable, say “global {a}” first.",
    ),
    (
        r"AttributeError: '(?P<a>[\w.]+)' object has no attribute '(?P<b>\w+)'",
        "A {a} has nothing called {b}.",
    ),
    (
        r"AttributeError: module '(?P<a>[\w.]+)' has no attribute '(?P<b>\w+)'",
        "The module {a} has nothing called {b}.",
    ),
    (
        r"ModuleNotFoundError: No module named '(?P<a>[\w.]+)'",
        "There is no module called {a} here. Is it misspelt, or to be installed?",
    ),
    (
        r"ImportError: cannot import name '(?P<a>\w+)' from '(?P<b>[\w.]+)'.*",
        "The module {b} has nothing called {a}.",
    ),
    (r"KeyError: (?P<a>.+)", "The dictionary has no key {a}."),
    (r"IndexError: .*", "The list is shorter than the index that was asked for."),
    (r"ZeroDivisionError: .*", "Something was divided by zero."),
    (r"RecursionError: .*", "A function calls itself without end."),
    (r"IndentationError: (?P<a>.+)", "The indentation of this line does not fit: {a}."),
    (r"(?:\w+\.)*NoServerFunctionError: .*'(?P<a>\w+)'.*", "No server function is called {a}."),
    (r"(?:\w+\.)*SerializationError: (?P<a>.+)", "This value cannot travel between browser and server: {a}"),
    (r"(?:\w+\.)*TimeoutError: .*", "The call took too long and was ended."),
)
_COMPILED = tuple((re.compile(pattern, re.DOTALL), meaning) for pattern, meaning in _MEANINGS)


def plain_words(error: str) -> str:
    """A sentence for an error written `Type: message`, or "" when Python says it best itself."""
    for pattern, meaning in _COMPILED:
        if match := pattern.fullmatch(error.strip()):
            return meaning.format(**match.groupdict())
    return ""
